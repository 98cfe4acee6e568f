"""Edits laid one over the other, replayed, and offsets mapped both ways, beside models that do it one by one."""

from __future__ import annotations

import dataclasses
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

import tweetcraft as tc
from tweetcraft.editing import Change, EditedText, Explained, Layer, SpanMap, apply_changes, laid_over

ALPHABET = "ابجده"
sources = st.text(ALPHABET, max_size=12)


@st.composite
def changes_to(draw: st.DrawFn, text: str) -> list[Change]:
    """Changes in order that do not overlap; some touch, some put in, some take out, some leave what was there."""
    cuts = sorted(draw(st.lists(st.integers(0, len(text)), max_size=6)))
    touching = draw(st.booleans())
    spans = sorted(set(pairwise(cuts) if touching else zip(cuts[::2], cuts[1::2], strict=False)))
    return [Change(start, end, draw(st.text("123", max_size=3))) for start, end in spans]


@st.composite
def histories(draw: st.DrawFn) -> tuple[str, list[Explained]]:
    """A source, and changes to it stage after stage, each with a name of its own."""
    source = text = draw(sources)
    stages: list[Explained] = []
    for number in range(draw(st.integers(0, 4))):
        changes = draw(changes_to(text))
        stages.append([(change, (f"{number}.{at}",)) for at, change in enumerate(changes)])
        text = apply_changes(text, changes)
    return source, stages


def replayed(source: str, stages: list[Explained]) -> tuple[str, list[int | None], list[Layer]]:
    """The text after all stages, where in the source each of its characters stood, and the layers."""
    text = source
    origins: list[int | None] = [*range(len(source))]
    layers: list[Layer] = []
    for stage in stages:
        layers = laid_over(layers, stage)
        for change, _ in reversed(stage):
            text = text[: change.start] + change.after + text[change.end :]
            origins[change.start : change.end] = [None] * len(change.after)
    return text, origins, layers


class TestLaidOver:
    """Layers: what many stages did, place by place."""

    @given(history=histories())
    def test_replays(self, history: tuple[str, list[Explained]]) -> None:
        """What the layers put in the place of their source spans makes the text."""
        source, stages = history
        text, _, layers = replayed(source, stages)
        changes = [Change(one.source_start, one.source_end, text[one.start : one.end]) for one in layers]
        assert apply_changes(source, changes) == text

    @given(history=histories())
    def test_in_order(self, history: tuple[str, list[Explained]]) -> None:
        """In the source and in the text they stand in order, and none overlaps the next."""
        _, _, layers = replayed(*history)
        assert all(one.source_start <= one.source_end and one.start <= one.end for one in layers)
        for one, other in pairwise(layers):
            assert one.source_end <= other.source_start
            assert one.end <= other.start

    @given(history=histories())
    def test_covers(self, history: tuple[str, list[Explained]]) -> None:
        """What stands between them is what stood there, character by character."""
        source, stages = history
        _, origins, layers = replayed(source, stages)
        at = source_at = 0
        for layer in [*layers, Layer(len(source), len(source), len(origins), len(origins), ())]:
            assert origins[at : layer.start] == [*range(source_at, layer.source_start)]
            at, source_at = layer.end, layer.source_end

    @given(history=histories())
    def test_rules(self, history: tuple[str, list[Explained]]) -> None:
        """Each change has given its name to one layer."""
        source, stages = history
        _, _, layers = replayed(source, stages)
        made = [name for stage in stages for _, names in stage for name in names]
        assert sorted(name for layer in layers for name in layer.rules) == sorted(made)

    def test_apart(self) -> None:
        """Changes that only touch stay two; one that meets what another left becomes one with it."""
        layers = laid_over([], [(Change(1, 3, "x"), ("a",)), (Change(3, 4, ""), ("b",))])
        assert layers == [Layer(1, 3, 1, 2, ("a",)), Layer(3, 4, 2, 2, ("b",))]
        assert laid_over(layers, [(Change(1, 2, "yz"), ("c",))]) == [
            Layer(1, 3, 1, 3, ("a", "c")),
            Layer(3, 4, 3, 3, ("b",)),
        ]


class TestSpanMap:
    """Spans under changes."""

    @given(data=st.data(), source=sources)
    def test_forward(self, data: st.DataObject, source: str) -> None:
        """A span goes to the hull of what its characters became; a change that it cuts counts whole."""
        changes = data.draw(changes_to(source))
        start, end = sorted(data.draw(st.tuples(st.integers(0, len(source)), st.integers(0, len(source)))))
        spans = SpanMap(changes)
        if start < end:
            assert spans.forward((start, end)) == hull((start, end), changes)

    @given(data=st.data(), source=sources)
    def test_backward(self, data: st.DataObject, source: str) -> None:
        """Back is the way of the opposite changes."""
        changes = data.draw(changes_to(source))
        text = apply_changes(source, changes)
        opposite = opposite_of(source, changes)
        assert apply_changes(text, opposite) == source
        span = data.draw(st.tuples(st.integers(0, len(text)), st.integers(0, len(text))).map(sorted).map(tuple))
        assert SpanMap(changes).backward(span) == SpanMap(opposite).forward(span)

    @given(data=st.data(), source=sources)
    def test_unchanged(self, data: st.DataObject, source: str) -> None:
        """What no change touches is the same text, and comes back to its own place."""
        changes = data.draw(changes_to(source))
        text = apply_changes(source, changes)
        spans = SpanMap(changes)
        for at in range(len(source)):
            if not any(change.start <= at < change.end for change in changes):
                start, end = spans.forward((at, at + 1))
                assert text[start:end] == source[at]
                assert spans.backward((start, end)) == (at, at + 1)

    @given(data=st.data(), source=sources)
    def test_inside(self, data: st.DataObject, source: str) -> None:
        """Every span, an empty one too, goes to a span of the text."""
        changes = data.draw(changes_to(source))
        length = len(apply_changes(source, changes))
        for start in range(len(source) + 1):
            for end in range(start, len(source) + 1):
                first, last = SpanMap(changes).forward((start, end))
                assert 0 <= first <= last <= length

    @pytest.mark.parametrize(
        ("span", "place"),
        [((0, 0), (0, 0)), ((2, 2), (2, 3)), ((1, 3), (1, 4)), ((3, 3), (4, 4)), ((4, 6), (5, 5)), ((6, 6), (5, 5))],
    )
    def test_empty(self, span: tuple[int, int], place: tuple[int, int]) -> None:
        """Where something was put in, an empty span is what was put in; what was taken out leaves an empty one."""
        spans = SpanMap([Change(2, 2, "+"), Change(4, 6, "")])
        assert spans.forward(span) == place


def hull(span: tuple[int, int], changes: list[Change]) -> tuple[int, int]:
    """Where the characters of a span are now, those of a change all of them, from the first to the last."""

    def grown_before(at: int) -> int:
        return sum(len(change.after) - (change.end - change.start) for change in changes if change.end <= at)

    places = []
    for at in range(*span):
        if not any(change.start <= at < change.end for change in changes):
            places += [at + grown_before(at), at + grown_before(at) + 1]
    for change in changes:
        if change.start < span[1] and span[0] < change.end:
            start = change.start + sum(
                len(other.after) - (other.end - other.start) for other in changes[: changes.index(change)]
            )
            places += [start, start + len(change.after)]
    return min(places), max(places)


def opposite_of(source: str, changes: list[Change]) -> list[Change]:
    """What takes the changes back."""
    opposite = []
    grown = 0
    for start, end, after in changes:
        opposite.append(Change(start + grown, start + grown + len(after), source[start:end]))
        grown += len(after) - (end - start)
    return opposite


class TestApplyEdits:
    """Edits made again."""

    EDITS = (
        tc.Edit((0, 1), "ا", "أ", "rule", "reason", "سبب"),
        tc.Edit((2, 2), "", " ", "rule", "reason", "سبب"),
    )

    def test_replay(self) -> None:
        """Each edit is made in its place."""
        assert tc.apply_edits("اب", self.EDITS) == "أب "
        assert tc.apply_edits("اب", ()) == "اب"

    def test_other_source(self) -> None:
        """A source that holds something else is refused, and the error says where."""
        with pytest.raises(ValueError, match="holds 'ب' at 0-1, not 'ا'"):
            tc.apply_edits("بب", self.EDITS)

    def test_short_source(self) -> None:
        """So is one that ends too soon."""
        with pytest.raises(ValueError, match="holds '' at 0-1"):
            tc.apply_edits("", self.EDITS)


class TestEditedText:
    """A text with its edits."""

    EDITED = EditedText("ابج", "أبج", (TestApplyEdits.EDITS[0],))

    def test_is_text(self) -> None:
        """As a string it is the text after the edits."""
        assert str(self.EDITED) == "أبج"

    def test_repr(self) -> None:
        """In a terminal it is short: how many edits, and the text or its beginning."""
        assert repr(self.EDITED) == "<EditedText: 1 edits, 'أبج'>"
        assert repr(EditedText("", "م" * 41, ())) == f"<EditedText: 0 edits, '{'م' * 41}'>"
        assert repr(EditedText("", "م" * 42, ())) == f"<EditedText: 0 edits, '{'م' * 40}…'>"

    def test_frozen(self) -> None:
        """It can't be changed, nor can an edit."""
        with pytest.raises(dataclasses.FrozenInstanceError):
            self.EDITED.text = "نص"  # type: ignore[misc]
        with pytest.raises(dataclasses.FrozenInstanceError):
            self.EDITED.edits[0].after = "نص"  # type: ignore[misc]

    def test_spans(self) -> None:
        """Spans go through the edits, both ways."""
        assert self.EDITED.span_in_text((0, 2)) == (0, 2)
        assert self.EDITED.span_in_source((0, 1)) == (0, 1)
