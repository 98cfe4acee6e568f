"""Time on a noisy machine: rounds in turn, the best and the median of each, ratios round by round."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from statistics import median

from benchmarks.peers import Peer, Taken

__all__ = ["Rounds", "in_turn", "no_collection"]


@contextmanager
def no_collection() -> Iterator[None]:
    """Whatever is timed inside is timed without the garbage collector."""
    was_on = gc.isenabled()
    gc.collect()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


class Rounds:
    """What one peer took, in microseconds a text, one figure a round."""

    def __init__(self) -> None:
        self.wall: list[float] = []
        self.cpu: list[float] = []

    def add(self, taken: Taken, texts: int) -> None:
        self.wall.append(taken.wall / 1000 / texts)
        self.cpu.append(taken.cpu / 1000 / texts)

    def over(self, other: Rounds) -> float:
        """How many times the CPU time of ``other``: the median of the rounds' ratios, in which slow minutes cancel."""
        return median(a / b for a, b in zip(self.cpu, other.cpu, strict=True))


def in_turn(peers: Sequence[Peer], rounds: int) -> dict[str, Rounds]:
    """Time every peer once a round, A B C A B C, after a round that does not count."""
    taken = {peer.name: Rounds() for peer in peers}
    for number in range(rounds + 1):
        for peer in peers:
            with no_collection():
                took = peer.round()
            if number:
                taken[peer.name].add(took, peer.timed)
    return taken
