"""The cheapest way from the first place of a text to its last."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from tweetcraft.threads.costs import EMPTINESS, KEPT, STUB

__all__ = ["Course", "Room", "cheapest_way"]


class Room(NamedTuple):
    """What a post has room for beside its number, in weighted units."""

    middle: int
    first: int
    last: int


class Course(NamedTuple):
    """A text as a row of places to break at, from its start to its end."""

    ends: list[int]
    """What it weighs up to each place, without the space there."""
    starts: list[int]
    """The same with the space."""
    costs: list[float]
    """What a break there costs."""
    walls: list[int]
    """For each place the last one before it where a break has to be."""


def cheapest_way(course: Course, room: Room, cost_of_post: float, kept: Mapping[int, int]) -> list[int]:
    """Choose the places to break at.

    Arguments:
        course: the text; no two neighbours in it have more between them than the smallest room.
        room: what posts have room for; the first has no more than those in the middle.
        cost_of_post: what a post costs.
        kept: posts that were there before: the place where each ends, and the one where it begins.

    Returns:
        The places chosen, the first and the last among them.

    A place is forgotten once a later one is sure to be the better one to begin a post at: it has cost less, by more
    than all that the fuller post could save.  What is left are the few good places that a post can reach, so the time
    for a place hardly grows with the number of words in a post.
    """
    ends, starts, costs, walls = course
    last = len(ends) - 1
    starts = [starts[0] - (room.middle - room.first), *starts[1:]]  # as if the first post held so much more
    emptiness = [EMPTINESS * (1 - weight / room.middle) ** 2 for weight in range(room.middle + 1)]
    slope = 2 * EMPTINESS / room.middle  # the most that one unit more in a post could save
    cheapest = [0.0] * (last + 1)
    came_from = [0] * (last + 1)
    good = deque([0])
    for here in range(1, last):
        end, wall = ends[here], walls[here]
        while end - starts[good[0]] > room.middle or good[0] < wall:
            good.popleft()
        best, origin = min([(cheapest[place] + emptiness[end - starts[place]], place) for place in good])
        before = kept.get(here, -1)
        if before >= wall and end - starts[before] <= room.middle:
            best, origin = min((best, origin), (cheapest[before] + emptiness[end - starts[before]] - KEPT, before))
        came_from[here] = origin
        cheapest[here] = cost = best + cost_of_post + costs[here]
        worth = cost + slope * starts[here]
        while good and cheapest[good[-1]] + slope * starts[good[-1]] > worth:
            good.pop()
        good.append(here)
    came_from[last] = _best_last(course, room, cheapest, kept.get(last, -1))
    way = [last]
    while way[-1]:
        way.append(came_from[way[-1]])
    return way[::-1]


def _best_last(course: Course, room: Room, cheapest: Sequence[float], kept: int) -> int:
    """Where the last post begins at the least cost; it may be half full."""
    end, last = course.ends[-1], len(course.ends) - 1
    best, origin = float("inf"), last - 1
    for place in range(last - 1, course.walls[last] - 1, -1):
        weight = end - course.starts[place] + (room.middle - room.first if place == 0 else 0)
        if weight > room.last:
            break
        cost = cheapest[place] + STUB * max(0.0, 1 - 2 * weight / room.last) ** 2 - KEPT * (place == kept)
        if cost <= best:
            best, origin = cost, place
    return origin
