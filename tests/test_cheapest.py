"""The cheapest way through the places of a text, against every way that there is."""

from __future__ import annotations

from itertools import chain, combinations, pairwise

from hypothesis import assume, given
from hypothesis import strategies as st

from tweetcraft.threads.cheapest import Course, Room, cheapest_way
from tweetcraft.threads.costs import EMPTINESS, KEPT, STUB

words = st.lists(
    st.tuples(st.integers(1, 10), st.integers(0, 2), st.sampled_from([0.0, 0.1, 2.2, 5.8, 11.0]), st.booleans()),
    min_size=1,
    max_size=9,
)
"""Each with its weight, that of the space after it, the cost of a break there, and whether a break has to be there."""


def course_of(text: list[tuple[int, int, float, bool]]) -> Course:
    """The course of a text; a break has to be at about one place in eight."""
    ends, starts, costs, walls = [0], [0], [0.0], [0]
    must = [False]
    for index, (weight, space, cost, wall) in enumerate(text):
        ends.append(starts[-1] + weight)
        starts.append(ends[-1] + space)
        costs.append(cost)
        must.append(wall and cost == 0.0)
        walls.append(index if must[index] else walls[-1])
    return Course(ends, starts, costs, walls)


def cost_of(
    way: tuple[int, ...], course: Course, room: Room, cost_of_post: float, kept: dict[int, int]
) -> float | None:
    """What a way costs, by the definition; nothing where a post is over its room or passes a wall."""
    total = 0.0
    last = len(course.ends) - 1
    for start, end in pairwise(way):
        weight = course.ends[end] - course.starts[start] + (room.middle - room.first if start == 0 else 0)
        if weight > (room.last if end == last else room.middle) or start < course.walls[end]:
            return None
        if end == last:
            total += STUB * max(0.0, 1 - 2 * weight / room.last) ** 2
        else:
            total += EMPTINESS * (1 - weight / room.middle) ** 2
        total += cost_of_post + course.costs[end] - (KEPT if kept.get(end) == start else 0)
    return total


@given(
    text=words,
    room=st.builds(
        lambda most, less, last: Room(most, most - less, last),
        st.integers(12, 30),
        st.integers(0, 2),
        st.integers(10, 30),
    ),
    cost_of_post=st.sampled_from([1.0, 4.0, 10_000.0]),
    kept=st.dictionaries(st.integers(2, 9), st.integers(0, 4), max_size=2),
)
def test_cheapest(
    text: list[tuple[int, int, float, bool]], room: Room, cost_of_post: float, kept: dict[int, int]
) -> None:
    """No other way costs less."""
    course = course_of(text)
    end = len(text)
    kept = {after: first for after, first in kept.items() if first < after <= end}
    places = range(1, end)
    ways = [(0, *chosen, end) for chosen in chain.from_iterable(combinations(places, n) for n in range(end))]
    costs = [cost for way in ways if (cost := cost_of(way, course, room, cost_of_post, kept)) is not None]
    assume(costs)
    way = cheapest_way(course, room, cost_of_post, kept)
    found = cost_of(tuple(way), course, room, cost_of_post, kept)
    assert found is not None
    assert found <= min(costs) + 1e-6
