"""Which changes leave every link, tag, name and emoji of a text as it was."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from tweetcraft.arabic.placeholders import hidden_by
from tweetcraft.editing import Change, Explained, Layer, SpanMap, apply_changes, laid_over
from tweetcraft.entities import Entity, extract
from tweetcraft.entities.tld import tld_matcher
from tweetcraft.entities.url import may_hold_url
from tweetcraft.rules import X

__all__ = ["are_same", "beside_entities", "changes_of", "entities_in", "harmless", "may_link"]

_MOST_TRIES = 5


def are_same(entities: Sequence[Entity], others: Sequence[Entity]) -> bool:
    """Whether two texts hold the same entities in the same order, wherever they stand."""
    return list(map(_identity, entities)) == list(map(_identity, others))


def _identity(entity: Entity) -> tuple[str, str, str]:
    return entity.kind, entity.text, entity.value


def may_link(text: str) -> bool:
    """Whether a text could hold a link, a tag or a name; without one of these it can hold emoji only."""
    return "@" in text or "#" in text or "$" in text or may_hold_url(text, tld_matcher(X.tld_data))


def entities_in(text: str, before: str = "") -> list[Entity]:
    """The entities of a text that stands after ``before`` in a longer one; to some it matters what is before them."""
    if not before:
        return extract(text)
    shift = len(before)
    return [replace(e, span=(e.span[0] - shift, e.span[1] - shift)) for e in extract(before + text)]


def harmless(text: str, entities: Sequence[Entity], explained: Explained, before: str = "") -> Explained:
    """Of some changes those that leave the entities of a text as they were; none where that can't soon be had.

    Changes that touch each other stand and fall together: half of them would be no repair.
    """
    for _ in range(_MOST_TRIES):
        found = entities_in(apply_changes(text, (change for change, _ in explained)), before)
        if are_same(entities, found):
            return explained
        places = _places_of_harm(entities, found, SpanMap(change for change, _ in explained))
        explained = [item for group in _groups(explained) if not _touches(_span(group), places) for item in group]
    return []


def _groups(explained: Explained) -> Iterator[Explained]:
    group: Explained = []
    for item in explained:
        if group and group[-1][0].end < item[0].start:
            yield group
            group = []
        group.append(item)
    if group:
        yield group


def _span(group: Explained) -> tuple[int, int]:
    return group[0][0].start, group[-1][0].end


def beside_entities(text: str, find: Callable[[str], Explained]) -> Explained:
    """The harmless ones of the changes that ``find`` wants in the text with placeholders for its entities."""
    entities = extract(text)
    hiding = hidden_by(text, entities)
    hidden = apply_changes(text, hiding)
    found = find(hidden)
    layers = laid_over(laid_over([], [(change, ()) for change in hiding]), found)
    return harmless(text, entities, changes_of(layers, apply_changes(hidden, (change for change, _ in found))))


def changes_of(layers: Sequence[Layer], text: str) -> Explained:
    """The changes to the source that layers stand for; ``text`` is what the last of them has left."""
    return [
        (Change(layer.source_start, layer.source_end, text[layer.start : layer.end]), layer.rules)
        for layer in layers
        if layer.rules
    ]


def _places_of_harm(before: Sequence[Entity], after: Sequence[Entity], spans: SpanMap) -> list[tuple[int, int]]:
    """Where in the source an entity stands that is no more, or what comes from there is one that was none."""
    moved = {(spans.forward(entity.span), _identity(entity)): entity.span for entity in before}
    now = {(entity.span, _identity(entity)) for entity in after}
    lost = [span for key, span in moved.items() if key not in now]
    made = [spans.backward(entity.span) for entity in after if (entity.span, _identity(entity)) not in moved]
    return sorted(lost + made)


def _touches(span: tuple[int, int], places: Sequence[tuple[int, int]]) -> bool:
    """Whether a span overlaps one of some places or stands right beside it.  They may overlap, but not by much."""
    start, end = span
    at = bisect_left(places, (end + 1,))
    return any(start <= last for _, last in places[max(0, at - 2) : at])
