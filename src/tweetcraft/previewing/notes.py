"""Findings: their underlines in a text, and the list of what they say."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tweetcraft.arabic.bidi import has_embeddings
from tweetcraft.findings import Finding
from tweetcraft.previewing.labels import Labels
from tweetcraft.previewing.markup import Markup, element, escaped, joined
from tweetcraft.previewing.segments import Range

__all__ = ["note_list", "seen", "underlines", "visible"]

_LONGEST = 48  # code points of a quotation
_UNSEEN = re.compile("[\n\r\t\x0b\x0c\x1c-\x1f\x85\xa0\u2000-\u200f\u2028-\u202f\u205f-\u206f\u061c\u115f\u180e\ufeff]")
_EMBEDDING = re.compile("[\u202a-\u202e]")
_SIGNS = {"\n": "⏎", "\t": "⇥"}


def visible(text: str) -> str:
    r"""A text in which what nothing shows of has its code point, so that it can be quoted and turns nothing round.

    >>> visible("أ\u202eب")
    'أ⟨U+202E⟩ب'
    """
    return _UNSEEN.sub(lambda found: _SIGNS.get(found[0], f"⟨U+{ord(found[0]):04X}⟩"), text)


def _spoken(message: str) -> str:
    """A message as it is said: its isolates keep names and numbers in order, and what would turn the rest goes."""
    return _EMBEDDING.sub(lambda found: visible(found[0]), message)


def underlines(findings: Sequence[Finding], labels: Labels, prefix: str, depth: int) -> list[Range]:
    """The parts of a text that findings are about; each can be reached by keyboard, and says what it is about."""
    return [Range(*finding.span, depth, _Underline(n, finding, labels, prefix)) for n, finding in enumerate(findings)]


class _Underline:
    def __init__(self, number: int, finding: Finding, labels: Labels, prefix: str) -> None:
        self._number, self._finding, self._prefix = number, finding, prefix
        self._said = f"{labels.severities[finding.severity]}: {labels.message(finding)}"

    def __call__(self, inside: Markup, *, again: bool) -> Markup:
        return element(
            "mark",
            inside,
            class_=f"tc-found tc-{self._finding.severity} tc-f{self._number}",
            tabindex=None if again else "0",
            aria_describedby=None if again else f"{self._prefix}-{self._number}",
            title=_spoken(self._said),
        )


def note_list(findings: Sequence[Finding], labels: Labels, prefix: str, text: str | None = None) -> Markup:
    """What findings say, one beneath the other; with the text, what each is about is quoted."""
    if not findings:
        return Markup("")
    notes = (
        element(
            "li",
            element(
                "p",
                element("span", f"{labels.severities[finding.severity]}:", class_="tc-severity"),
                " ",
                element("bdi", _message(finding, labels, text), id=f"{prefix}-{n}", dir=labels.direction),
            ),
            _quotation(finding, labels, text),
            class_=f"tc-{finding.severity} tc-n{n}",
            data_rule=finding.rule,
        )
        for n, finding in enumerate(findings)
    )
    heading = element("h3", labels.findings.format(len(findings)))
    return element("div", heading, element("ol", joined(notes), role="list"), class_="tc-findings")


def _message(finding: Finding, labels: Labels, text: str | None) -> Markup:
    """What a finding says; where it names what it is about, that has its own direction, as a tag after its ``#``."""
    message = _spoken(labels.message(finding))
    named = text[slice(*finding.span)] if text is not None else ""
    if not named.strip() or has_embeddings(named):
        return escaped(message)
    before, found, after = message.partition(named)
    return joined([before, element("bdi", found), after]) if found else escaped(message)


def _quotation(finding: Finding, labels: Labels, text: str | None) -> Markup:
    """What a finding is about, and what mends it."""
    fix = finding.fix
    if fix:
        gone, new = (seen(shown) for shown in (fix.before, fix.after))
        before, after = _words_around(text or "", *fix.span)
        pieces = [before, element("del", gone) if gone else "", element("ins", new) if new else "", after]
        return element("span", f"{labels.mended} ", element("bdi", joined(pieces)), class_="tc-quote")
    quoted = text[slice(*finding.span)].strip() if text is not None else ""
    if not quoted:
        return Markup("")
    short = quoted if len(quoted) <= _LONGEST else quoted[:_LONGEST].rsplit(None, 1)[0] + "…"
    return element("span", f"{labels.quoted} ", element("bdi", visible(short)), class_="tc-quote")


_AROUND = 24  # code points of a word beside a fix


def _words_around(text: str, start: int, end: int) -> tuple[str, str]:
    """What stands beside a place up to the next spaces, so that a fix of a sign is seen on its word."""
    before = re.split(r"\s", text[max(0, start - _AROUND) : start])[-1]
    after = re.split(r"\s", text[end : end + _AROUND])[0]
    return visible(before), visible(after)


def seen(text: str) -> str:
    """What an edit takes out or puts in, where nothing would show of it otherwise."""
    return "␣" * len(text) if not text.strip(" ") else visible(text)
