"""Posts in columns: what is asked of them, as one object that can be sent to a worker, and the call that answers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar, get_args

import pyarrow as pa

from tweetcraft.arabic.forms import PUBLISH, Form
from tweetcraft.arrow.posts import OUTPUTS, Posts
from tweetcraft.errors import OptionError, TweetcraftError, require_choice
from tweetcraft.findings import Kind
from tweetcraft.rules import Rules, X, require_rules

if TYPE_CHECKING:
    from tweetcraft.hashtags import HashtagVocabulary

__all__ = ["DEFAULT_OUTPUTS", "Annotator", "annotate", "compute"]

DEFAULT_OUTPUTS = ("weighted_length", "is_valid", "hashtags", "mentions", "urls", "direction")

_ROWS, _BYTES = 1 << 15, 1 << 24
"""At a time, at most: the memory that is needed beside the columns does not grow with their length."""

_Batch = TypeVar("_Batch", pa.RecordBatch, pa.Table)


@dataclass(frozen=True)
class Annotator:
    """What is asked of a column of posts: called with a batch, it gives it back with a column an output.

    It can be pickled, so an engine can send it to where the batches are.

    >>> import pyarrow as pa
    >>> from tweetcraft.arrow import Annotator
    >>> annotator = Annotator("text", outputs=("weighted_length", "hashtags"))
    >>> annotator.schema(pa.schema([("text", pa.string())])).names
    ['text', 'weighted_length', 'hashtags']
    >>> annotator(pa.table({"text": ["مرحبا #الرياض", None]}))["hashtags"].to_pylist()
    [['الرياض'], None]
    """

    column: str
    """The name of the column that holds the posts."""
    outputs: Sequence[str] = DEFAULT_OUTPUTS
    """Which of :data:`tweetcraft.arrow.OUTPUTS` to add, in this order."""
    rules: Rules = X
    """Under which the posts are counted and reviewed, and whose links and emoji are found."""
    kind: Kind = "post"
    """What the posts are, for their review."""
    form: Form = PUBLISH
    """To which they are normalized."""
    vocabulary: HashtagVocabulary | None = None
    """The tags that the writer or brand uses, for those that are suggested."""
    prefix: str = ""
    """What the names of the new columns begin with."""

    def __post_init__(self) -> None:
        if isinstance(self.outputs, str):
            raise OptionError(f"outputs must be several names, as in ({self.outputs!r},), not a text")
        object.__setattr__(self, "outputs", tuple(self.outputs))
        for output in self.outputs:
            require_choice("outputs", output, OUTPUTS)
        if len(set(self.outputs)) < len(self.outputs):
            raise OptionError(f"outputs are asked for twice: {', '.join(self.outputs)}")
        require_rules(self.rules)
        require_choice("kind", self.kind, get_args(Kind))

    def schema(self, schema: pa.Schema) -> pa.Schema:
        """The schema of what comes out for batches of a schema; nothing is run.

        Arguments:
            schema: of the batches, with the column of the posts.

        Returns:
            It, with the new columns at its end.

        Raises:
            OptionError: there is no such column, or one of the new ones is there already.
            TypeError: the column holds no text.
        """
        self._find(schema)
        for field in self._fields():
            if field.name in schema.names:
                raise OptionError(f"there is a column {field.name!r} already: rename it, or ask for a prefix")
            schema = schema.append(field)
        return schema

    def __call__(self, batch: _Batch) -> _Batch:
        """The batch or table, with a column an output.

        Arguments:
            batch: a ``pyarrow.RecordBatch`` or ``Table`` with the column of the posts.

        Returns:
            The same kind, with :meth:`schema` of its schema.  Where the post is null, each output is null.

        Raises:
            OptionError: there is no such column, or one of the new ones is there already.
            TypeError: ``batch`` is no batch, or the column holds no text.
            TweetcraftError: a row was come across that is not UTF-8, which Arrow does not check when it reads a file.
        """
        if not isinstance(batch, pa.RecordBatch | pa.Table):
            raise TypeError(f"batch must be a pyarrow.RecordBatch or Table, not {type(batch).__name__}")
        schema = self.schema(batch.schema)
        made: list[Any] = self.columns(batch.column(self._find(batch.schema)))
        if isinstance(batch, pa.RecordBatch):
            made = [column.combine_chunks() for column in made]
        return type(batch).from_arrays([*batch.columns, *made], schema=schema)

    def columns(self, texts: pa.Array | pa.ChunkedArray) -> list[pa.ChunkedArray]:
        """A column an output, of a column of posts by itself."""
        _require_texts(texts.type, self.column)
        chunks: list[list[pa.Array]] = [[] for _ in self.outputs]
        row = 0
        for piece in _pieces(texts):
            posts = Posts(piece, self)
            try:
                for output, made in zip(self.outputs, chunks, strict=True):
                    made.append(posts.output(output))
            except UnicodeDecodeError as error:
                raise self._not_utf8(piece, row) from error
            row += len(piece)
        return [pa.chunked_array(made, OUTPUTS[output]) for output, made in zip(self.outputs, chunks, strict=True)]

    def _not_utf8(self, piece: pa.Array, row: int) -> TweetcraftError:
        """The error that names the first row of a piece that holds no text, after so many rows."""
        broken = next(at for at, text in enumerate(piece) if text.is_valid and not _is_utf8(text.as_buffer()))
        return TweetcraftError(
            f"row {row + broken} of column {self.column!r}, from 0 on, is not UTF-8, which pyarrow does not check; "
            "find such rows with validate(full=True), or let `tweetcraft annotate` put them aside"
        )

    def _find(self, schema: pa.Schema) -> int:
        """Where the column of the posts is."""
        places = schema.get_all_field_indices(self.column)
        if len(places) != 1:
            there = "there are several columns" if places else "there is no column"
            raise OptionError(f"{there} {self.column!r}; the columns are {', '.join(map(repr, schema.names))}")
        _require_texts(schema.types[places[0]], self.column)
        return int(places[0])

    def _fields(self) -> list[pa.Field]:
        return [pa.field(f"{self.prefix}{output}", OUTPUTS[output]) for output in self.outputs]


def annotate(batch: _Batch, *, column: str, outputs: Sequence[str] = DEFAULT_OUTPUTS, **options: Any) -> _Batch:
    """Add what is known of the posts in a column of Arrow data, as columns.

    Arguments:
        batch: a ``pyarrow.RecordBatch`` or ``Table``.
        column: the name of the column that holds the posts: strings, or a dictionary of them.
        outputs: which of :data:`tweetcraft.arrow.OUTPUTS` to add, in this order.
        options: ``rules``, ``kind``, ``form``, ``vocabulary`` and ``prefix``, as :class:`Annotator` has them.

    Returns:
        The same kind, with a column an output at its end, of the types of :data:`tweetcraft.arrow.OUTPUTS`: lengths in
        weighted units, ranges half-open in code points.  Each row has the answer of the scalar function; where the post
        is null, every output is null.

    Raises:
        OptionError: there is no such column or output, or a column of the name of one is there already.
        TypeError: ``batch`` is no batch, or the column holds no text.
        TweetcraftError: a row was come across that is not UTF-8, which Arrow does not check when it reads a file.

    >>> import pyarrow as pa
    >>> from tweetcraft.arrow import annotate
    >>> posts = pa.table({"text": ["موعدنا اليوم https://t.co/abcdefghij", None, "#الرياض ترحب بكم"]})
    >>> annotate(posts, column="text", outputs=["weighted_length", "hashtags"]).to_pydict()["weighted_length"]
    [36, None, 16]
    """
    return Annotator(column, outputs, **options)(batch)


def compute(texts: pa.Array | pa.ChunkedArray, output: str, **options: Any) -> pa.Array | pa.ChunkedArray:
    """One output of a column of posts by itself.

    Arguments:
        texts: an Arrow array of strings, or a chunked one.
        output: one of :data:`tweetcraft.arrow.OUTPUTS`.
        options: ``rules``, ``kind``, ``form`` and ``vocabulary``, as :class:`Annotator` has them.

    Returns:
        An array, chunked if ``texts`` is, of the type of the output; null where the post is.

    Raises:
        OptionError: there is no such output.
        TypeError: ``texts`` holds no text.

    >>> import pyarrow as pa
    >>> from tweetcraft.arrow import compute
    >>> compute(pa.array(["مرحبا", None]), "weighted_length").to_pylist()
    [5, None]
    """
    made = Annotator("texts", (output,), **options).columns(texts)[0]
    return made if isinstance(texts, pa.ChunkedArray) else made.combine_chunks()


def _require_texts(kind: pa.DataType, name: str) -> None:
    held = kind.value_type if pa.types.is_dictionary(kind) else kind
    if not any(is_kind(held) for is_kind in _TEXT_KINDS):
        raise TypeError(f"column {name!r} must hold strings, not {kind}; cast it first")


def _is_utf8(text: pa.Buffer) -> bool:
    try:
        text.to_pybytes().decode()
    except UnicodeDecodeError:
        return False
    return True


_TEXT_KINDS = (pa.types.is_string, pa.types.is_large_string, pa.types.is_string_view, pa.types.is_null)


def _pieces(texts: pa.Array | pa.ChunkedArray) -> Iterator[pa.StringArray | pa.LargeStringArray]:
    """Arrays of strings of so many rows."""
    for chunk in texts.chunks if isinstance(texts, pa.ChunkedArray) else [texts]:
        for start in range(0, len(chunk), _ROWS):
            piece = chunk.slice(start, _ROWS)
            # What is left is plain strings, or large ones.
            if pa.types.is_dictionary(piece.type) or pa.types.is_string_view(piece.type):
                piece = piece.cast(pa.large_string())
            yield from _halves(piece.cast(pa.string()) if pa.types.is_null(piece.type) else piece)


def _halves(piece: pa.StringArray | pa.LargeStringArray) -> Iterator[pa.StringArray | pa.LargeStringArray]:
    """A piece, cut until each part has so many bytes at most, or one row."""
    half = len(piece) // 2
    if piece.nbytes > _BYTES and half:
        yield from _halves(piece.slice(0, half))
        yield from _halves(piece.slice(half))
    else:
        yield piece
