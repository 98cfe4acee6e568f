"""Repairs of punctuation and of the spaces around it.

Each function finds the changes that one rule wants in a text whose links, tags and emoji are placeholders.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from tweetcraft._characters import outside_of
from tweetcraft.arabic.placeholders import TAGS, URLS
from tweetcraft.arabic.script import INVISIBLE, LETTERS, TASHKEEL, WORD
from tweetcraft.editing import Change, apply_changes

__all__ = [
    "EMOTICON",
    "ODD_SPACES",
    "SPACES",
    "arabic_punctuation",
    "blank_lines",
    "bracket_spaces",
    "dots",
    "full_stops_astray",
    "missing_spaces",
    "needless_spaces",
    "repeated",
    "space_runs",
    "without_space_runs",
]

ODD_SPACES = "\t\xa0\u1680\u2000-\u200a\u202f\u205f\u3000"
SPACES = f" {ODD_SPACES}"
EMOTICON = "[-'^]?[)(DPpOo|*3/\\\\]"
"""What follows the eyes: the inside of a pattern."""

# Here and below a pattern begins with one character or one class: that is what the engine can look for fast, which a
# repeated one is not.
_ALNUM = "0-9٠-٩A-Za-z"

# Latin marks

_ARABIC_MARKS = str.maketrans(",;?", "،؛؟")
_LATIN_MARKS = re.compile("[,;?][,;?]*+")
_WINKS = re.compile(f";{EMOTICON}")
_in_word = re.compile(f"[{WORD}]").match
_letter = re.compile(f"[{LETTERS}]").match
_mark = re.compile(f"[{TASHKEEL}]").match


def arabic_punctuation(text: str) -> Iterator[Change]:
    """Latin ``,`` ``;`` ``?`` after an Arabic word become ، ؛ ؟."""
    for found in _LATIN_MARKS.finditer(text):
        at = found.start()
        while at and text[at - 1] == " ":
            at -= 1
        while at and _mark(text, at - 1):
            at -= 1
        if at and _letter(text, at - 1) and not _WINKS.match(text, found.end() - 1):
            yield Change(*found.span(), found[0].translate(_ARABIC_MARKS))


_REPEATED = re.compile(r"([!؟?،؛])\1+")
_MANY_DOTS = re.compile(r"\.{4,}")
_THREE_DOTS = re.compile(r"(?<!\.)\.\.\.(?!\.)")


def repeated(text: str) -> Iterator[Change]:
    """A mark that stands twice and more stands once, and of many dots three are left."""
    found = [Change(run.start() + 1, run.end(), "") for run in _REPEATED.finditer(text)]
    found += (Change(run.start() + 3, run.end(), "") for run in _MANY_DOTS.finditer(text))
    return iter(sorted(found))


def dots(text: str) -> Iterator[Change]:
    """``…`` for three dots."""
    return (Change(*found.span(), "…") for found in _THREE_DOTS.finditer(text))


# Spaces

_SPACE_RUN = re.compile(rf"[{SPACES}]{{2,}}|[{ODD_SPACES}]|(?:\A|(?<=\n)) | (?=\n|\Z)")
_ODD_SPACE = re.compile(f"[^{outside_of(ODD_SPACES)}]")


def space_runs(text: str) -> Iterator[Change]:
    """Each run of spaces, of whatever kind, is one space; none at the ends of lines."""
    for found in _SPACE_RUN.finditer(text):
        start, end = found.span()
        at_edge = start == 0 or end == len(text) or text[start - 1] == "\n" or text[end] == "\n"
        yield Change(start, end, "" if at_edge else " ")


def without_space_runs(text: str) -> str:
    """The text after the changes of :func:`space_runs`, many times as fast for a line."""
    if "\n" in text:
        return apply_changes(text, space_runs(text))
    text = _ODD_SPACE.sub(" ", text.replace("\N{NO-BREAK SPACE}", " "))  # most odd ones are that one
    return " ".join(filter(None, text.split(" ")))


_LINE_FEEDS = re.compile(r"\n+")


def blank_lines(text: str) -> Iterator[Change]:
    """One empty line between paragraphs, none around the text."""
    for found in _LINE_FEEDS.finditer(text):
        at_edge = found.start() == 0 or found.end() == len(text)
        most = 0 if at_edge else 2
        if len(found[0]) > most:
            yield Change(found.start() + most, found.end(), "")


_MARK_AFTER_SPACE = re.compile(
    rf"[،؛؟!)\]}}»”,?;:.…](?<= .)(?:(?<![,?;:.…])|(?<=[,?;:])(?!{EMOTICON}|[{INVISIBLE}]*+[{_ALNUM}{URLS}])"
    rf"|(?<=[.…])(?![{INVISIBLE}]*+[{WORD}{_ALNUM}{URLS}]))"
)
_FULL_STOP_ASTRAY = re.compile(rf" \.(?<=[{WORD}][{WORD}] \.)(?=[{LETTERS}][{WORD}])")
# A full stop or colon that words stand around: not an initial, be it after و.
_BETWEEN_WORDS = re.compile(rf"(?<=[{WORD}][{WORD}])(?<!\A[وف].)(?<![^{WORD}][وف].)[.:](?=[{LETTERS}][{WORD}])")
_ENDS_WORD = re.compile(rf"[{WORD}{_ALNUM})\]}}»”\"%{TAGS}]")


def needless_spaces(text: str) -> Iterator[Change]:
    """A space between a word and the mark that belongs to it."""
    for found in _MARK_AFTER_SPACE.finditer(text):
        start = end = found.start()
        while start and text[start - 1] == " ":
            start -= 1
        if start and _ENDS_WORD.match(text, start - 1):
            yield Change(start, end, "")


def full_stops_astray(text: str) -> Iterator[Change]:
    """A full stop between two words that stands with the later one."""
    return (Change(*found.span(), ". ") for found in _FULL_STOP_ASTRAY.finditer(text))


_DIGITS = "0-9٠-٩"
_NEXT = f"{LETTERS}{TAGS}{URLS}"
_MARK = re.compile(rf"[،؛؟!…:.](?:(?=[{_NEXT}])|(?<=[،؛؟])(?=[{_DIGITS}A-Za-z(\[«“]))")
_NUMBER = re.compile(f"(?<=[{_DIGITS}])،(?=[{_DIGITS}])")


def missing_spaces(text: str) -> Iterator[Change]:
    """A space that is missing after a mark."""
    for found in _MARK.finditer(text):
        if _takes_space(text, found.start()):
            yield Change(found.end(), found.end(), " ")


def _takes_space(text: str, at: int) -> bool:
    match text[at]:
        case "،":
            return _NUMBER.match(text, at) is None
        case "؛" | "؟":
            return True
        case "." | ":":
            return _BETWEEN_WORDS.match(text, at) is not None or _ends_ellipsis(text, at)
        case _:
            return at > 0 and (_in_word(text, at - 1) is not None or text[at - 1] in "!؟…")


def _ends_ellipsis(text: str, at: int) -> bool:
    """Whether the last of two or three dots that an Arabic word stands before is here."""
    start = at
    while start >= 0 and at - start < len("...") and text[start] == ".":
        start -= 1
    return at - start > 1 and start >= 0 and _in_word(text, start) is not None


_CLOSES = {")": "(", "]": "[", "}": "{", "»": "«", "”": "“"}
_EYES = re.compile("(?<=[:;=])[()]|(?<=[:;=][-'^])[()]")
_BRACKET = re.compile(r"[()\[\]{}«»“”\n]")


def bracket_spaces(text: str) -> Iterator[Change]:
    """Spaces inside a pair of brackets or quotation marks on one line."""
    changes: list[Change] = []
    opened: list[int] = []
    for found in _BRACKET.finditer(text):
        at = found.start()
        if found[0] == "\n":
            opened.clear()
        elif _EYES.match(text, at):
            continue
        elif found[0] not in _CLOSES:
            opened.append(at)
        elif opened and text[opened[-1]] == _CLOSES[found[0]]:
            changes += _inner_spaces(text, opened.pop() + 1, at)
    return iter(sorted(set(changes)))


def _inner_spaces(text: str, start: int, end: int) -> Iterator[Change]:
    """The spaces at both ends of what stands between two brackets, unless there is nothing else."""
    left, right = start, end
    while left < end and text[left] == " ":
        left += 1
    while right > left and text[right - 1] == " ":
        right -= 1
    if left < right:
        if left > start:
            yield Change(start, left, "")
        if right < end:
            yield Change(right, end, "")
