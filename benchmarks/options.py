"""What a run is asked for."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Options"]


@dataclass(frozen=True)
class Options:
    """Every suite takes these, and leaves alone what it has no use for."""

    rounds: int = 15
    """How often each peer is timed."""
    tweets: int = 10_000
    """How many."""
