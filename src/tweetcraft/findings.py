"""What a caller is told about a text: which rule, how bad, where, why, and what to do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from tweetcraft._display import html_of
from tweetcraft.editing import Edit

__all__ = ["Finding", "Findings", "Kind", "Severity"]

Severity = Literal["error", "warning", "advice"]
"""``error``: it will not work as written; ``warning``: it will cost the writer something; ``advice``: it could be
better."""


Kind = Literal["post", "reply", "ad", "poll", "alt_text", "bio"]
"""What a text under review will be."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that a writer should know before a text is published."""

    rule: str
    severity: Severity
    span: tuple[int, int]
    """What it is about, in code points of the text that was passed in."""
    message: str
    message_ar: str
    fix: Edit | None = None
    """What would mend it, where that is safe."""
    source: str = ""
    """Where the rule is from."""
    part: int | None = None
    """Of several texts, such as the options of a poll or the posts of a thread, the one that the span is in, from 0 on;
    ``None`` for the text itself."""


class Findings(list[Finding]):
    """A list of findings that a notebook shows as such."""

    def _repr_html_(self) -> str:
        return html_of(self)
