"""Posts in a column of a Dask data frame: the Arrow kernel on each of its partitions.

It takes Dask and an extra, which Dask's workers need as well: ``pip install "tweetcraft[arrow]" "dask[dataframe]"``.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

import tweetcraft.pandas  # the accessor  # noqa: F401
from tweetcraft.arrow import DEFAULT_OUTPUTS
from tweetcraft.errors import MissingExtraError

try:
    import dask.dataframe as dd
except ImportError as _error:
    raise MissingExtraError('tweetcraft.dask takes dask: pip install "dask[dataframe]"') from _error

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["annotate"]


def annotate(
    frame: dd.DataFrame, *, column: Hashable, outputs: Sequence[str] = DEFAULT_OUTPUTS, **options: Any
) -> dd.DataFrame:
    """Add what is known of the posts in a column of a Dask data frame, as columns.

    Nothing is run: the columns of the result follow from those of ``frame``.

    Arguments:
        frame: a ``dask.dataframe.DataFrame``.
        column: the name of the column that holds the posts: strings of any dtype, or categories of them.
        outputs: which of :data:`tweetcraft.arrow.OUTPUTS` to add, in this order.
        options: ``rules``, ``kind``, ``form``, ``vocabulary`` and ``prefix``, as :class:`tweetcraft.arrow.Annotator`
            has them; they are sent to the workers.

    Returns:
        A lazy data frame with the partitions, index and columns of ``frame``, and a column an output at its end, of a
        ``pd.ArrowDtype``: lengths in weighted units, ranges half-open in code points.  Each row has the answer of the
        scalar function; where the post is missing, every output is.

    Raises:
        OptionError: there is no such column or output, or a column of the name of one is there already.
        TypeError: ``frame`` is no Dask data frame, or the column holds no text; where its dtype is ``object``, that is
            found out when the partition is worked on.

    >>> import dask.dataframe as dd
    >>> import pandas as pd
    >>> import tweetcraft.dask
    >>> posts = dd.from_pandas(pd.DataFrame({"text": ["انطلق #موسم_الرياض", None]}), npartitions=2)
    >>> annotated = tweetcraft.dask.annotate(posts, column="text", outputs=["weighted_length", "hashtags"])
    >>> annotated["weighted_length"].compute().tolist()
    [18, <NA>]
    """
    if not isinstance(frame, dd.DataFrame):
        raise TypeError(f"frame must be a dask.dataframe.DataFrame, not {type(frame).__name__}")
    # A partial, not arguments: Dask takes those to pieces, to look for data of its own in them.
    annotated = partial(_annotated, column=column, outputs=outputs, options=options)
    partitions: Any = frame  # whose methods have no types
    held = partitions._meta_nonempty  # without rows, a column of numbers could be one of texts
    if held.dtypes.get(column) != "object":
        _annotated(held, column, (), {})
    made: dd.DataFrame = partitions.map_partitions(annotated, meta=annotated(partitions._meta))
    return made


def _annotated(
    partition: pd.DataFrame, column: Hashable, outputs: Sequence[str], options: dict[str, Any]
) -> pd.DataFrame:
    made: pd.DataFrame = partition.tweet.annotate(column, outputs=outputs, **options)
    return made
