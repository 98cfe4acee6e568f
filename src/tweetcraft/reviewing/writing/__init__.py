"""Rules about spelling, signs and style."""

from __future__ import annotations

from tweetcraft.reviewing.rule import Rule
from tweetcraft.reviewing.writing.elongation import elongation
from tweetcraft.reviewing.writing.emoji_inside import emoji_inside
from tweetcraft.reviewing.writing.fancy_letters import fancy_letters
from tweetcraft.reviewing.writing.long_sentence import long_sentence
from tweetcraft.reviewing.writing.look_alikes import look_alikes
from tweetcraft.reviewing.writing.many_emoji import many_emoji
from tweetcraft.reviewing.writing.mixed_digits import mixed_digits
from tweetcraft.reviewing.writing.number_agreement import number_agreement
from tweetcraft.reviewing.writing.punctuation_script import punctuation_script
from tweetcraft.reviewing.writing.repeated_punctuation import repeated_punctuation
from tweetcraft.reviewing.writing.slip import bare_hamza, slip
from tweetcraft.reviewing.writing.spacing import spacing
from tweetcraft.reviewing.writing.ta_marbuta import ta_marbuta
from tweetcraft.reviewing.writing.unbalanced import unbalanced
from tweetcraft.reviewing.writing.word_repeated import word_repeated

__all__ = ["RULES"]

RULES: tuple[Rule, ...] = (
    punctuation_script,
    spacing,
    unbalanced,
    repeated_punctuation,
    elongation,
    mixed_digits,
    look_alikes,
    fancy_letters,
    many_emoji,
    emoji_inside,
    slip,
    bare_hamza,
    ta_marbuta,
    number_agreement,
    word_repeated,
    long_sentence,
)
