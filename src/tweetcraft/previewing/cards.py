"""One post as a card: its text in its own direction, what links in it, what is too much, and what was found."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from tweetcraft.arabic.direction import share_of_rtl
from tweetcraft.arabic.script import LETTERS
from tweetcraft.counting import Count
from tweetcraft.entities import extract
from tweetcraft.findings import Finding
from tweetcraft.previewing.charts import ring
from tweetcraft.previewing.labels import Labels
from tweetcraft.previewing.markup import Markup, element
from tweetcraft.previewing.notes import note_list, underlines
from tweetcraft.previewing.segments import Range, in_elements
from tweetcraft.rules import Rules

__all__ = ["language_of", "post_card", "state_line"]

_OVER, _FOUND, _ENTITY = range(3)
"""What stands outside of what."""


def post_card(  # noqa: PLR0913 - a card has its parts
    text: str,
    count: Count,
    findings: Sequence[Finding],
    labels: Labels,
    *,
    rules: Rules,
    prefix: str,
    heading: str,
    more: str = "",
) -> Markup:
    """The card of one post; ``prefix`` begins the ids in it, of which a page has each once."""
    head = element("h3", heading, id=f"{prefix}-h")
    ranges = [
        *_past_limit(count, len(text), labels, f"{prefix}-s"),
        *underlines(findings, labels, f"{prefix}-f", _FOUND),
        *_entities(text, rules),
    ]
    # As the platform lays it out: the first strong character gives its direction to all lines.
    shown = element("div", in_elements(text, ranges), class_="tc-text", dir="auto", lang=language_of(text))
    notes = note_list(findings, labels, f"{prefix}-f", text)
    return element(
        "article", head, shown, state_line(count, labels, f"{prefix}-s"), notes, more, class_="tc-card",
        aria_labelledby=f"{prefix}-h",
    )  # fmt: skip


def state_line(count: Count, labels: Labels, id_: str | None = None) -> Markup:
    """The ring of a count, with what it says in words beside it."""
    said = element("strong", labels.state(count), class_=None if count.is_valid else "tc-bad")
    used = labels.used.format(count.weighted_length, count.limit)
    past = element("span", f" · {labels.past_limit}", id=id_) if count.reason == "too_long" and id_ else ""
    return element("div", ring(count, labels), element("p", said, used, past), class_="tc-count")


def language_of(text: str) -> str:
    """The language that a program reads a text out in: Arabic, or unknown."""
    return "ar" if share_of_rtl(text) >= 0.5 and _ARABIC.search(text) else ""


_ARABIC = re.compile(f"[{LETTERS}]")


def _past_limit(count: Count, length: int, labels: Labels, id_: str) -> Iterator[Range]:
    if count.reason != "too_long":
        return

    def wrap(inside: Markup, *, again: bool) -> Markup:
        return element(
            "mark", inside, class_="tc-over", aria_describedby=None if again else id_, title=labels.past_limit
        )

    yield Range(count.valid_range[1], length, _OVER, wrap)


def _entities(text: str, rules: Rules) -> Iterator[Range]:
    for entity in extract(text, rules=rules):
        if entity.kind != "emoji":
            yield Range(*entity.span, _ENTITY, _Link(entity.kind))


class _Link:
    """What the platform would link; here it leads nowhere, so that no text can make a link of its own."""

    def __init__(self, kind: str) -> None:
        self._kind = kind

    def __call__(self, inside: Markup, *, again: bool) -> Markup:  # noqa: ARG002 - as every range
        return element("span", inside, class_=f"tc-entity tc-{self._kind}")
