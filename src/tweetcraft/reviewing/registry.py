"""All rules, by their ids."""

from __future__ import annotations

from itertools import chain

from tweetcraft.reviewing import by_kind, direction, links, weight, writing
from tweetcraft.reviewing.rule import Rule

__all__ = ["FAMILIES", "RULES"]

FAMILIES: dict[str, tuple[Rule, ...]] = {
    "Links and tags": links.RULES,
    "Weight": weight.RULES,
    "Direction": direction.RULES,
    "Writing": writing.RULES,
    "By kind": by_kind.RULES,
}
RULES: dict[str, Rule] = {rule.id: rule for rule in chain.from_iterable(FAMILIES.values())}
