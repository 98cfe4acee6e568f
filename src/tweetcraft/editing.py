"""Edits of a text: what they changed and why, laid one over the other, with offsets mapped both ways."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import NamedTuple

from tweetcraft._text import shortened

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
    result = []
    to_source = 0  # what leads from an offset in the text now to one in the source, right of the layers so far
    grown = 0  # how much longer the changes so far make the text
    for start, end, own_layers, own_changes in _clusters(layers, changes):
        source_start, new_start = start + to_source, start + grown
        if own_layers:
            to_source = own_layers[-1].source_end - own_layers[-1].end
        grown += sum(len(change.after) - (change.end - change.start) for change, _ in own_changes)
        rules = chain(*(layer.rules for layer in own_layers), *(names for _, names in own_changes))
        result.append(Layer(source_start, end + to_source, new_start, end + grown, tuple(dict.fromkeys(rules))))
    return result


class _Cluster(NamedTuple):
    start: int
    end: int
    layers: list[Layer]
    changes: Explained


def _clusters(layers: Sequence[Layer], changes: Explained) -> Iterator[_Cluster]:
    """Layers and changes by where they stand, those together that overlap."""
    # Of two that begin together an empty one comes first, and then the layer.
    spans = [(layer.start, layer.end > layer.start, 0, layer.end, at) for at, layer in enumerate(layers)]
    spans += ((c.start, c.end > c.start, 1, c.end, at) for at, (c, _) in enumerate(changes))
    cluster: _Cluster | None = None
    for start, _, is_change, end, at in sorted(spans):
        if cluster and start < cluster.end and cluster.start < end:
            cluster = cluster._replace(end=max(end, cluster.end))
        else:
            if cluster:
                yield cluster
            cluster = _Cluster(start, end, [], [])
        if is_change:
            cluster.changes.append(changes[at])
        else:
            cluster.layers.append(layers[at])
    if cluster:
        yield cluster


def edits_of(source: str, text: str, layers: Iterable[Layer], reasons: Mapping[str, tuple[str, str]]) -> Iterator[Edit]:
    """The edits that layers stand for, with the reasons of their rules in English and in Arabic."""
    for layer in layers:
        before, after = source[layer.source_start : layer.source_end], text[layer.start : layer.end]
        if before != after:
            english, arabic = (" ".join(reasons[rule][language] for rule in layer.rules) for language in (0, 1))
            span = (layer.source_start, layer.source_end)
            yield Edit(span, before, after, "+".join(layer.rules), english, arabic)


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


_SHOWN = 41  # code points


@dataclass(frozen=True)
class EditedText:
    """A text and how it came to be."""

    source: str
    text: str
    edits: tuple[Edit, ...]
    """In the order of the source; they do not overlap."""

    def __repr__(self) -> str:
        return f"<{type(self).__name__}: {len(self.edits)} edits, {shortened(self.text, _SHOWN)!r}>"

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
