"""What an edited text has lost and gained, in the text itself and rule by rule."""

from __future__ import annotations

from collections import Counter

from tweetcraft.editing import EditedText
from tweetcraft.previewing.cards import language_of
from tweetcraft.previewing.labels import Labels
from tweetcraft.previewing.markup import Markup, element, joined
from tweetcraft.previewing.notes import seen

__all__ = ["difference", "edit_list"]


def difference(edited: EditedText) -> Markup:
    """The source with what was taken out of it and what was put in."""
    pieces: list[str] = []
    at = 0
    for edit in edited.edits:
        start, end = edit.span
        pieces.append(edited.source[at:start])
        if edit.before:
            pieces.append(element("del", _shown(edit.before)))
        if edit.after:
            pieces.append(element("ins", _shown(edit.after)))
        at = end
    pieces.append(edited.source[at:])
    return element("div", joined(pieces), class_="tc-text tc-difference", dir="auto", lang=language_of(edited.source))


def edit_list(edited: EditedText, labels: Labels) -> Markup:
    """The reasons of the edits, each once with how often it was one."""
    reasons = Counter(edit.reason_ar if labels.language == "ar" else edit.reason for edit in edited.edits)
    if not reasons:
        return element("p", labels.no_edits, class_="tc-state")
    told = joined(
        element("li", element("bdi", reason), f" × {times}" if times > 1 else "") for reason, times in reasons.items()
    )
    summary = element("summary", labels.edits.format(len(edited.edits)))
    return element("details", summary, element("ul", told, class_="tc-edits", role="list"))


def _shown(text: str) -> str:
    """What was changed; a line end still ends the line."""
    return seen(text).replace("⏎", "⏎\n")
