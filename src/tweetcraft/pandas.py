"""Posts in pandas: ``df["text"].tweet.weighted_length()``.

The import registers an accessor, ``tweet``, on series and frames.  It takes pandas and an extra:
``pip install "tweetcraft[arrow]" pandas``.

>>> import pandas as pd
>>> import tweetcraft.pandas
>>> posts = pd.DataFrame({"text": ["مرحبا #الرياض", None]})
>>> posts["text"].tweet.weighted_length().tolist()
[13, <NA>]
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import Any

from tweetcraft.arrow import DEFAULT_OUTPUTS, Annotator
from tweetcraft.arrow.methods import OutputMethods
from tweetcraft.errors import MissingExtraError

try:
    import pandas as pd
except ImportError as _error:
    raise MissingExtraError("tweetcraft.pandas takes pandas: pip install pandas") from _error

import pyarrow as pa

__all__ = ["DataFrameAccessor", "SeriesAccessor"]


@pd.api.extensions.register_series_accessor("tweet")
class SeriesAccessor(OutputMethods["pd.Series"]):
    """``series.tweet``: a method an output, each a series of a ``pd.ArrowDtype`` with the same index and name.

    Each raises ``TypeError`` where the series holds no text.

    >>> import pandas as pd
    >>> import tweetcraft as tc
    >>> import tweetcraft.pandas
    >>> posts = pd.Series(["مرحبا ❤️‍🔥", None], index=[7, 8])
    >>> posts.tweet.weighted_length(rules=tc.TWITTER_TEXT_3).dropna().to_dict()
    {7: 11}
    """

    def __init__(self, series: pd.Series) -> None:
        self._series = series

    def _output(self, output: str, **options: Any) -> pd.Series:
        series = self._series
        annotator = Annotator(str(series.name), (output,), **options)
        (made,) = annotator.columns(_arrow(series, str(series.name)))
        return _series(made, series.index, series.name)


@pd.api.extensions.register_dataframe_accessor("tweet")
class DataFrameAccessor:
    """``data_frame.tweet``."""

    def __init__(self, frame: pd.DataFrame) -> None:
        self._frame = frame

    def annotate(self, column: Hashable, *, outputs: Sequence[str] = DEFAULT_OUTPUTS, **options: Any) -> pd.DataFrame:
        """Add what is known of the posts in a column, as columns; what the outputs share is worked out once.

        Arguments:
            column: the name of the column that holds the posts: strings of any dtype, or categories of them.
            outputs: which of :data:`tweetcraft.arrow.OUTPUTS` to add, in this order.
            options: ``rules``, ``kind``, ``form``, ``vocabulary`` and ``prefix``, as
                :class:`~tweetcraft.arrow.Annotator` has them.

        Returns:
            A frame, with a column an output at its end, of a ``pd.ArrowDtype``: lengths in weighted units, ranges
            half-open in code points.  Where the post is missing, every output is.  The index and the other columns are
            those of the frame.

        Raises:
            OptionError: there is no such column or output, or a column of the name of one is there already.
            TypeError: the column holds no text, or some that Arrow can't hold; the message names the row.

        >>> import pandas as pd
        >>> import tweetcraft.pandas
        >>> posts = pd.DataFrame({"text": ["مرحبا @user", None]}, index=["a", "b"])
        >>> posts.tweet.annotate("text", outputs=["weighted_length", "mentions"])["weighted_length"].tolist()
        [11, <NA>]
        """
        frame = self._frame
        annotator = Annotator(str(column), outputs, **options)
        # Only the posts become Arrow data: the other columns may be of types that it has none for.
        fields = [
            (str(name), _arrow(frame.iloc[:, place], str(name)) if str(name) == annotator.column else pa.nulls(0))
            for place, name in enumerate(frame.columns)
        ]
        schema = annotator.schema(pa.schema([(name, texts.type) for name, texts in fields]))
        made = annotator.columns(dict(fields)[annotator.column])
        names = schema.names[len(fields) :]
        return frame.assign(
            **{name: _series(output, frame.index, name) for name, output in zip(names, made, strict=True)}
        )


# Between pandas and Arrow


def _arrow(series: pd.Series, name: str) -> pa.Array | pa.ChunkedArray:
    try:
        texts = pa.Array.from_pandas(series)
    except (pa.ArrowException, UnicodeEncodeError) as error:
        raise TypeError(f"column {name!r} must hold strings; {_refused(series, error)}") from error
    # pandas takes a column, or categories, without a value for numbers.
    is_nothing = texts.null_count == len(texts) and (len(texts) or pa.types.is_floating(texts.type))
    return pa.nulls(len(texts)) if is_nothing else texts


def _refused(series: pd.Series, error: Exception) -> str:
    """The first value that is no string, or one that UTF-8 has no bytes for."""
    for row, value in enumerate(series):
        try:
            pa.array([value], pa.string(), from_pandas=True)
        except (pa.ArrowException, UnicodeEncodeError) as refused:
            return f"row {row}: {refused}"
    return str(error)


def _series(column: pa.ChunkedArray, index: pd.Index, name: object) -> pd.Series:
    return pd.Series(pd.arrays.ArrowExtensionArray(column), index=index, name=name)
