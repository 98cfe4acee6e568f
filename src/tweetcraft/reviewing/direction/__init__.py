"""Rules about how a text is laid out from right to left, and about what cannot be seen in it."""

from __future__ import annotations

from tweetcraft.reviewing.direction.brackets import bracket_flipped
from tweetcraft.reviewing.direction.controls import controls_unbalanced, direction_override
from tweetcraft.reviewing.direction.direction_unsure import direction_unsure
from tweetcraft.reviewing.direction.hidden_text import hidden_text
from tweetcraft.reviewing.direction.latin_edge import latin_edge
from tweetcraft.reviewing.direction.numbers import number_turned, range_turned
from tweetcraft.reviewing.rule import Rule

__all__ = ["RULES"]

RULES: tuple[Rule, ...] = (
    direction_unsure,
    number_turned,
    range_turned,
    bracket_flipped,
    latin_edge,
    controls_unbalanced,
    direction_override,
    hidden_text,
)
