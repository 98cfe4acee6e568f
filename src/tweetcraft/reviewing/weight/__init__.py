"""Rules about what a text weighs, and whether it can be published at all."""

from __future__ import annotations

from tweetcraft.reviewing.rule import Rule
from tweetcraft.reviewing.weight.counts_differ import counts_differ
from tweetcraft.reviewing.weight.decomposed import decomposed
from tweetcraft.reviewing.weight.empty import empty
from tweetcraft.reviewing.weight.invalid_character import invalid_character
from tweetcraft.reviewing.weight.invisible import invisible
from tweetcraft.reviewing.weight.over_limit import over_limit
from tweetcraft.reviewing.weight.presentation_forms import presentation_forms
from tweetcraft.reviewing.weight.tatweel import tatweel

__all__ = ["RULES"]

RULES: tuple[Rule, ...] = (
    presentation_forms,
    invisible,
    tatweel,
    decomposed,
    over_limit,
    empty,
    invalid_character,
    counts_differ,
)
