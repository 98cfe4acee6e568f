"""Edits of a text: what they changed and why, laid one over the other, with offsets mapped both ways."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

__all__ = [
    "Change",
    "Edit",
    "EditedText",
    "Explained",
    "Layer",
    "SpanMap",
    "apply_changes",
    "apply_edits",
    "edits_of",
    "laid_over",
]


@dataclass(frozen=True, slots=True)
class Edit:
    """One place where a text was changed."""

    span: tuple[int, int]
    """Half-open, in code points of the source."""
    before: str
    after: str
    rule: str
    """The name of the rule; of several that met in one place, their names joined by ``+``."""
    reason: str
    reason_ar: str


class Change(NamedTuple):
    """What a rule wants in the place of a span."""

    start: int
    end: int
    after: str


class Layer(NamedTuple):
    """One place where a text differs from its source, on the way from rule to rule."""

    source_start: int
    source_end: int
    start: int
    """Where the changed text stands now."""
    end: int
    rules: tuple[str, ...]


Explained = list[tuple[Change, tuple[str, ...]]]
"""Changes in order, each with the names of its rules."""


def apply_changes(text: str, changes: Iterable[Change]) -> str:
    """The text after changes that stand in order and do not overlap."""
    pieces: list[str] = []
    at = 0
    for start, end, after in changes:
        pieces += (text[at:start], after)
        at = end
    return "".join(pieces) + text[at:]


def apply_edits(source: str, edits: Sequence[Edit]) -> str:
    """Make edits again, in the text that they were made in: ``apply_edits(source, result.edits) == result.text``.

    Arguments:
        source: the text before.
        edits: in the order of the text, as ``normalize_and_explain`` and ``fit`` return them, all or some.

    Returns:
        The text after.

    Raises:
        ValueError: the source does not hold what an edit was made of.

    >>> import tweetcraft as tc
    >>> from tweetcraft.editing import apply_edits
    >>> cleaned = tc.normalize_and_explain("مرحـــبا ,بكم")
    >>> apply_edits("مرحـــبا ,بكم", cleaned.edits)
    'مرحبا، بكم'
    """
    for edit in edits:
        start, end = edit.span
        if source[start:end] != edit.before:
            raise ValueError(f"the source holds {source[start:end]!r} at {start}-{end}, not {edit.before!r}")
    return apply_changes(source, (Change(*edit.span, edit.after) for edit in edits))


def laid_over(layers: Sequence[Layer], changes: Explained) -> list[Layer]:
    """The layers after more changes, each with its rules, to the text as it stands now.

    A change that meets what an earlier one has left becomes one with it.
    """
    return _Merger(layers, changes).merged()


def edits_of(source: str, text: str, layers: Iterable[Layer], reasons: Mapping[str, tuple[str, str]]) -> Iterator[Edit]:
    """The edits that layers stand for, with the reasons of their rules in English and in Arabic."""
    for layer in layers:
        before, after = source[layer.source_start : layer.source_end], text[layer.start : layer.end]
        if before != after:
            english, arabic = (" ".join(reasons[rule][language] for rule in layer.rules) for language in (0, 1))
            span = (layer.source_start, layer.source_end)
            yield Edit(span, before, after, "+".join(layer.rules), english, arabic)


class _Merger:
    """One walk over two lists of spans of one text."""

    def __init__(self, layers: Sequence[Layer], changes: Explained) -> None:
        self._layers, self._changes = layers, changes
        self._next_layer = self._next_change = 0
        self._to_source = 0  # what leads from an offset now to one in the source, right of the last layer
        self._grown = 0  # how much longer the text is after the changes so far

    def merged(self) -> list[Layer]:
        result = []
        while self._next_layer < len(self._layers) or self._next_change < len(self._changes):
            result.append(self._cluster())
        return result

    def _cluster(self) -> Layer:
        """The next layer or change with all that overlaps it."""
        start, end = self._first()
        source_start = start + self._to_source
        source_end = end + self._to_source
        rules: dict[str, None] = {}
        grown = self._grown
        first = True
        while True:
            layer = self._layers[self._next_layer] if self._next_layer < len(self._layers) else None
            if layer and (
                (first and (layer.start, layer.end) == (start, end)) or (layer.start < end and start < layer.end)
            ):
                # What stands left of it in the cluster was mapped by the offset that holds there.
                self._next_layer += 1
                self._to_source = layer.source_end - layer.end
                end = max(end, layer.end)
                rules |= dict.fromkeys(layer.rules)
                if layer.start == start:
                    source_start = layer.source_start
                source_end = end + self._to_source
                first = False
                continue
            change, names = self._changes[self._next_change] if self._next_change < len(self._changes) else (None, ())
            if change and (first or (change.start < end and start < change.end)):
                self._next_change += 1
                self._grown += len(change.after) - (change.end - change.start)
                end = max(end, change.end)
                rules |= dict.fromkeys(names)
                source_end = end + self._to_source
                first = False
                continue
            return Layer(source_start, source_end, start + grown, end + self._grown, tuple(rules))

    def _first(self) -> tuple[int, int]:
        """The span that begins first; of two that begin together, the empty one."""
        layer = self._layers[self._next_layer] if self._next_layer < len(self._layers) else None
        change = self._changes[self._next_change][0] if self._next_change < len(self._changes) else None
        if layer is None or (
            change and (change.start, change.end > change.start) < (layer.start, layer.end > layer.start)
        ):
            assert change is not None
            return change.start, change.end
        return layer.start, layer.end


class SpanMap:
    """Where spans go under changes, and where they come from; what was changed counts whole."""

    def __init__(self, changes: Iterable[Change]) -> None:
        self._before: list[tuple[int, int]] = []
        self._after: list[tuple[int, int]] = []
        grown = 0
        for start, end, after in changes:
            self._before.append((start, end))
            self._after.append((start + grown, start + grown + len(after)))
            grown += len(after) - (end - start)

    def forward(self, span: tuple[int, int]) -> tuple[int, int]:
        """From a span of the source to one of the text."""
        return _mapped(span, self._before, self._after)

    def backward(self, span: tuple[int, int]) -> tuple[int, int]:
        """From a span of the text to one of the source."""
        return _mapped(span, self._after, self._before)


def _mapped(
    span: tuple[int, int], here: Sequence[tuple[int, int]], there: Sequence[tuple[int, int]]
) -> tuple[int, int]:
    start, end = span
    if start == end:  # where something was put in, or taken out
        at = bisect_left(here, (start, start))
        if at < len(here) and here[at] == span:
            return there[at]
    # The first change that ends after the start, and the last that begins before the end.
    first = bisect_right(here, start, key=_end_of)
    last = bisect_right(here, max(start, end - 1), key=_start_of) - 1
    if first < len(here) and here[first][0] < start:
        start = there[first][0]
    elif first:
        start += there[first - 1][1] - here[first - 1][1]
    if last >= 0:
        end = there[last][1] if here[last][1] > end else end + there[last][1] - here[last][1]
    return start, max(start, end)


def _start_of(span: tuple[int, int]) -> int:
    return span[0]


def _end_of(span: tuple[int, int]) -> int:
    return span[1]


@dataclass(frozen=True)
class EditedText:
    """A text and how it came to be."""

    source: str
    text: str
    edits: tuple[Edit, ...]
    """In the order of the source; they do not overlap."""

    def __str__(self) -> str:
        return self.text

    def span_in_text(self, span: tuple[int, int]) -> tuple[int, int]:
        """Where a span of the source stands in the text now, in code points; what was edited counts whole.

        >>> import tweetcraft as tc
        >>> cleaned = tc.normalize_and_explain("مرحـــبا بكم")
        >>> start, end = cleaned.span_in_text((9, 12))
        >>> cleaned.text[start:end]
        'بكم'
        """
        return self._spans.forward(span)

    def span_in_source(self, span: tuple[int, int]) -> tuple[int, int]:
        """Where in the source a span of the text comes from, in code points; what was edited counts whole."""
        return self._spans.backward(span)

    @property
    def _spans(self) -> SpanMap:
        return SpanMap(Change(*edit.span, edit.after) for edit in self.edits)
