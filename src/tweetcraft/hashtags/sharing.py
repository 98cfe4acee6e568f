"""How the places of a list of suggestions are shared between words of the draft and tags that a writer had before.

A logarithmic score for each tag, linear in a few figures.  What stands in the draft gains where this writer's tags
stand inside the sentence, and loses where they hang at the end, as most writers' do.

Source: weights in ``sharing.json``, which ``tools/train_sharing.py`` learned on drafts of a collection that the ranking
had not seen.
"""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

__all__ = ["HABIT", "Evidence", "features", "habit", "score"]

HABIT = 4.0
"""Of the logarithm of the odds that a tag of this writer stands inside the sentence; set by hand.

Learned it would be more, because the drafts that are learned from are all of one kind or all of the other."""
_LEAST_CHANCE, _LEAST_SHARE = 1e-3, 1e-2


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for one tag."""

    chance: float | None = None
    """By the words of the draft alone, from 0 to 1; ``None`` where its words do not stand there."""
    count: int = 0
    """Times that this writer had it."""
    plain: int = 0
    """Posts of this writer in which its words stood without a sign."""
    share: float = 0.0
    """Of the posts that are like the draft, that had it."""


def features(evidence: Evidence, posts: int) -> dict[str, float]:
    """The figures of a tag, by name.

    Arguments:
        evidence: what is known of it.
        posts: that the writer's history has.
    """
    count, plain, share = evidence.count, evidence.plain, evidence.share
    if evidence.chance is None:
        return {"often": math.log((count + 0.5) / (posts + 1)), "share": math.log(share + _LEAST_SHARE)}
    figures = {"in_draft": 1.0, "chance": math.log(evidence.chance + _LEAST_CHANCE)}
    if count:
        figures |= {"known": 1.0, "rate": math.log((count + 0.1) / (count + plain + 1)), "share_in_draft": share}
    return figures


def habit(evidence: Evidence, inside: float) -> float:
    """What is added to the score of a tag whose words stand in the draft.

    Arguments:
        evidence: what is known of it.
        inside: the share of this writer's tags that stand inside the sentence, between 0 and 1.
    """
    return 0.0 if evidence.chance is None else HABIT * math.log(inside / (1 - inside))


def score(evidence: Evidence, posts: int, inside: float) -> float:
    """How likely a tag is, on a logarithmic scale that can be compared within one draft.

    Arguments:
        evidence: what is known of it.
        posts: that the writer's history has.
        inside: the share of this writer's tags that stand inside the sentence.
    """
    return habit(evidence, inside) + sum(_weights()[name] * value for name, value in features(evidence, posts).items())


@cache
def _weights() -> dict[str, float]:
    weights: dict[str, float] = json.loads(files("tweetcraft.hashtags").joinpath("sharing.json").read_bytes())
    return weights
