"""What kinds of text there are, as data: which rules each has to keep."""

from __future__ import annotations

from dataclasses import dataclass

from tweetcraft.findings import Kind
from tweetcraft.reviewing import links
from tweetcraft.rules import X_ALT_TEXT, X_BIO, X_POLL_OPTION, Rules, X

__all__ = ["KINDS", "Preset"]


@dataclass(frozen=True, slots=True)
class Preset:
    """What is particular to one kind of text."""

    rules: Rules = X
    option_rules: Rules = X_POLL_OPTION
    left_out: frozenset[str] = frozenset()
    """Ids of rules that say nothing of texts of this kind."""


_OF_POSTS = frozenset({"too_many_tags", "hidden_reply"})
_OF_LINKS = frozenset(rule.id for rule in links.RULES)

KINDS: dict[Kind, Preset] = {
    "post": Preset(),
    "reply": Preset(left_out=frozenset({"hidden_reply", "direction_unsure"})),
    "ad": Preset(left_out=frozenset({"too_many_tags"})),
    "poll": Preset(),
    "alt_text": Preset(rules=X_ALT_TEXT, left_out=_OF_LINKS | {"long_sentence"}),
    "bio": Preset(rules=X_BIO, left_out=_OF_POSTS),
}
