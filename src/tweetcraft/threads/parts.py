"""The parts of a text: its places to break at, weighed, and the cheapest way through them for any room."""

from __future__ import annotations

import itertools
from bisect import bisect_left
from collections.abc import Iterator
from typing import NamedTuple

from tweetcraft._graphemes import graphemes
from tweetcraft._weighing import meter_for
from tweetcraft.entities import extract
from tweetcraft.errors import DoesNotFitError
from tweetcraft.rules import Rules
from tweetcraft.threads.breaking import Place, find_places
from tweetcraft.threads.cheapest import Course, Room, cheapest_way
from tweetcraft.threads.costs import BREAKS, BreakKind
from tweetcraft.threads.drafts import Draft

__all__ = ["Part", "Splitter"]


class Part(NamedTuple):
    """A part of the text that makes one post."""

    start: int
    end: int
    ended_by: BreakKind


class Splitter:
    """The places of one text, and the cheapest way through them for any room."""

    def __init__(self, draft: Draft, sections: list[tuple[int, int]], rules: Rules) -> None:
        self._draft, self._rules = draft, rules
        self._text = text = draft.text
        self._weigh = weigh = meter_for(rules).weigh
        start, end = sections[0][0], sections[-1][1]
        self._places = [Place(start, start, *BREAKS["mark"])]
        for (first, last), following in itertools.zip_longest(sections, sections[1:]):
            self._places += find_places(text, lambda piece: weigh(piece) <= rules.limit, first, last, rules=rules)
            self._places.append(
                Place(last, following[0], *BREAKS["mark"]) if following else Place(end, end, *BREAKS["end"])
            )
        self._words = [weigh(text[a.start : b.end]) for a, b in itertools.pairwise(self._places)]
        """What stands between the places weighs so much."""
        gaps: dict[str, int] = {}
        for place in self._places:
            gap = text[place.end : place.start]
            if gap not in gaps:
                gaps[gap] = weigh(gap)
        self._gaps = [gaps[text[place.end : place.start]] for place in self._places]
        self._entities: list[tuple[int, int]] | None = None

    def split(self, room: Room, kept: dict[int, int], cost_of_post: float) -> list[Part]:
        """The parts of the cheapest split; ``kept`` in offsets."""
        places, ends, starts = self._weighed(min(room))
        walls = [0]
        for i, place in enumerate(places[:-1]):
            walls.append(i if place.kind in _WALLS else walls[-1])
        course = Course(ends, starts, [place.cost for place in places], walls)
        index_of = {place.start: i for i, place in enumerate(places)} if kept else {}
        kept_places = {
            i: index_of[kept[place.end]]
            for i, place in enumerate(places)
            if place.end in kept and kept[place.end] in index_of
        }
        way = cheapest_way(course, room, cost_of_post, kept_places)
        return [Part(places[a].start, places[b].end, places[b].kind) for a, b in itertools.pairwise(way)]

    def _weighed(self, room: int) -> tuple[list[Place], list[int], list[int]]:
        """The places to choose from, and what the text weighs up to each, without the space there and with it."""
        places, ends, starts = [self._places[0]], [0], [0]
        for (before, place), word, gap in zip(
            itertools.pairwise(self._places), self._words, self._gaps[1:], strict=True
        ):
            rest = word
            if word > room:
                *cuts, (_, rest) = self._cuts(before.start, place.end, room)
                for cut, weight in cuts:
                    places.append(Place(cut, cut, *BREAKS["grapheme"]))
                    ends.append(starts[-1] + weight)
                    starts.append(ends[-1])
            places.append(place)
            ends.append(starts[-1] + rest)
            starts.append(ends[-1] + gap)
        return _thinned(places, ends, starts, room)

    def _cuts(self, start: int, end: int, room: int) -> list[tuple[int, int]]:
        """Where to cut a word into pieces of at most ``room``, each as heavy as can be, and what each weighs."""
        atoms = list(self._atoms(start, end))
        weights = [self._weigh(self._text[at:after]) for at, after in atoms]
        for atom, own in zip(atoms, weights, strict=True):
            if own > room:
                span = next(self._draft.pieces(*atom, 0)).span
                raise DoesNotFitError(
                    f"{self._text[slice(*atom)][:40]!r} at {span[0]} to {span[1]} weighs {own} and may not be cut; "
                    f"a post has room for {room} beside its number and what else is put there",
                    span,
                )
        cuts = []
        first = 0
        while first < len(atoms):
            after = self._fitting(atoms, weights, first, room)
            cuts.append((atoms[after - 1][1], self._weigh(self._text[atoms[first][0] : atoms[after - 1][1]])))
            first = after
        return cuts

    def _fitting(self, atoms: list[tuple[int, int]], weights: list[int], first: int, room: int) -> int:
        """The end of the longest run of atoms from ``first`` that weighs no more than ``room``."""

        def fits(after: int) -> bool:
            return self._weigh(self._text[atoms[first][0] : atoms[after - 1][1]]) <= room

        after, weight = first, 0
        while after < len(atoms) and weight + weights[after] <= room:
            weight += weights[after]
            after += 1
        # Together they can weigh more, as a name and what makes a URL of it, or less, as the halves of two flags.
        fewer = 1
        while not fits(after):
            after = max(first + 1, after - fewer)
            fewer *= 2
        while after < len(atoms) and fits(after + 1):
            after += 1
        return after

    def _atoms(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Spans inside a word that have to stay whole: its graphemes, and those that an entity holds together."""
        if self._entities is None:
            found = extract(self._text, rules=self._rules)
            self._entities = [entity.span for entity in found if entity.kind != "emoji"]
        entities = itertools.islice(self._entities, bisect_left(self._entities, (start, start)), None)
        entity = next(entities, None)
        for _, after in graphemes(self._text, start, end):
            while entity is not None and entity[1] <= after:
                entity = next(entities, None)
            if entity is None or after <= entity[0]:
                yield start, after
                start = after


_WALLS = frozenset({"mark", "grapheme"})
_MOST_PLACES = 256  # that one post can reach


def _thinned(
    places: list[Place], ends: list[int], starts: list[int], room: int
) -> tuple[list[Place], list[int], list[int]]:
    """The cheapest of places that are nearer to each other than a small part of a post, for rooms of thousands.

    Without it, the time for a text would grow with what a post may hold.
    """
    width = room // _MOST_PLACES
    if width < 2:
        return places, ends, starts
    kept = [0]
    for i in range(1, len(places)):
        last = kept[-1]
        beside_long_word = i + 1 < len(places) and max(ends[i] - starts[i - 1], ends[i + 1] - starts[i]) > width
        if beside_long_word or last == 0 or places[i].kind in _ALWAYS or ends[i] - ends[last] >= width:
            kept.append(i)
        elif places[i].cost < places[last].cost and places[last].kind not in _ALWAYS:
            kept[-1] = i
    return [places[i] for i in kept], [ends[i] for i in kept], [starts[i] for i in kept]


_ALWAYS = _WALLS | {"end"}
