"""Rules about ads, polls and descriptions of pictures."""

from __future__ import annotations

from tweetcraft.reviewing.by_kind.ads import ad_emoji, ad_link, ad_over_257, ad_tag
from tweetcraft.reviewing.by_kind.alt_text import alt_text_begins
from tweetcraft.reviewing.by_kind.polls import poll_option_long, poll_options, poll_options_alike
from tweetcraft.reviewing.rule import Rule

__all__ = ["RULES"]

RULES: tuple[Rule, ...] = (
    ad_tag,
    ad_emoji,
    ad_link,
    ad_over_257,
    poll_options,
    poll_option_long,
    poll_options_alike,
    alt_text_begins,
)
