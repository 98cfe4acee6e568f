"""What will go wrong with a text once it is published: rules, a registry of them, and the fixes that are safe."""

from __future__ import annotations

from tweetcraft.findings import Kind
from tweetcraft.reviewing.fixing import apply_fixes
from tweetcraft.reviewing.kinds import KINDS
from tweetcraft.reviewing.posts import review_posts
from tweetcraft.reviewing.registry import RULES
from tweetcraft.reviewing.rule import Hit, Rule, review_rule
from tweetcraft.reviewing.running import review
from tweetcraft.reviewing.subject import Subject, Word

__all__ = [
    "KINDS",
    "RULES",
    "Hit",
    "Kind",
    "Rule",
    "Subject",
    "Word",
    "apply_fixes",
    "review",
    "review_posts",
    "review_rule",
]
