"""Which changes leave every link, tag, name and emoji of a text as it was."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence

from tweetcraft.arabic.placeholders import hidden_by
from tweetcraft.editing import Change, Explained, Layer, SpanMap, apply_changes, laid_over
from tweetcraft.entities import Entity, extract

__all__ = ["are_same", "beside_entities", "changes_of", "harmless"]

_MOST_TRIES = 5


def are_same(entities: Sequence[Entity], others: Sequence[Entity]) -> bool:
    """Whether two texts hold the same entities in the same order, wherever they stand."""
    return list(map(_identity, entities)) == list(map(_identity, others))


def _identity(entity: Entity) -> tuple[str, str, str]:
    return entity.kind, entity.text, entity.value


def harmless(text: str, entities: Sequence[Entity], explained: Explained) -> Explained:
    """Of some changes those that leave the entities of a text as they were; none where that can't soon be had."""
    for _ in range(_MOST_TRIES):
        found = extract(apply_changes(text, (change for change, _ in explained)))
        if are_same(entities, found):
            return explained
        places = _places_of_harm(entities, found, SpanMap(change for change, _ in explained))
        explained = [item for item in explained if not _touches(item[0], places)]
    return []


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


def _touches(change: Change, places: Sequence[tuple[int, int]]) -> bool:
    """Whether a change stands in one of some places or right beside it.  They may overlap, but not by much."""
    at = bisect_left(places, (change.end + 1,))
    return any(change.start <= end for _, end in places[max(0, at - 2) : at])
