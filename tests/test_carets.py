"""Carets stand under what they point at, as a display with the Unicode bidi algorithm shows it."""

from __future__ import annotations

import pytest
from bidi.algorithm import get_display
from hypothesis import given
from hypothesis import strategies as st

from tweetcraft.carets import pointed

WORDS = ["مرحبا", "وسم", "في", "Google", "AI", "2030", "12:30", "x", "السعودية", "٢٠٣٠", "شركة", "iPhone 15"]


def shown(line: str, carets: str) -> tuple[str, str]:
    """Both lines as they are seen, from the left; the carets of a line from the right stand against its right edge."""
    rtl = carets.startswith("\u200f")
    seen = get_display(line, base_dir="R" if rtl else "L")
    carets = carets.removeprefix("\u200f")
    return (seen, carets[::-1].rjust(len(seen))) if rtl else (seen, carets)


def under(line: str, carets: str) -> list[str]:
    """The characters that carets stand under."""
    seen, below = shown(line, carets)
    return sorted(character for character, caret in zip(seen, below.ljust(len(seen)), strict=True) if caret == "^")


class TestReordered:
    @pytest.mark.parametrize(
        ("text", "part"),
        [
            ("نحب وسم السعودية كثيرا", "السعودية"),
            ("نحب Google كثيرا", "Google"),
            ("نحب Google Maps كثيرا جدا", "Maps"),
            ("نحب Google Maps كثيرا جدا", "Google"),
            ("في عام 2030 نصل", "2030"),
            ("الساعة 12:30 ظهرا", "12:30"),
            ("we love مرحبا بكم here", "مرحبا"),
            ("we love مرحبا بكم here", "here"),
            ("we love عام 2030 نصل", "2030"),
        ],
    )
    def test_part(self, text: str, part: str) -> None:
        """Under the part, whichever way it runs."""
        at = text.index(part)
        assert under(*pointed(text, (at, at + len(part)), reordered=True)) == sorted(part)

    @given(words=st.lists(st.sampled_from(WORDS), min_size=1, max_size=8), data=st.data())
    def test_any_word(self, words: list[str], data: st.DataObject) -> None:
        """Each word of a line of Arabic, Latin and numbers has the carets under it."""
        text = " ".join(words)
        which = data.draw(st.integers(0, len(words) - 1))
        at = len(" ".join(words[:which])) + bool(which)
        assert under(*pointed(text, (at, at + len(words[which])), reordered=True, width=1000)) == sorted(words[which])


class TestExcerpt:
    def test_line(self) -> None:
        """Of several lines that of the span is shown."""
        assert pointed("one\ntwo\nthree", (4, 7), reordered=False) == ("two", "^^^")

    def test_long(self) -> None:
        """A long line is cut on both sides, and the carets are still under the part."""
        text = "كلمة " * 100 + "هنا" + " كلمة" * 100
        line, carets = pointed(text, (500, 503), reordered=False, width=40)
        assert len(line) <= 40
        assert (line[0], line[-1]) == ("…", "…")
        assert "".join(c for c, caret in zip(line, carets, strict=False) if caret == "^") == "هنا"

    def test_place(self) -> None:
        """Where something is missing one caret stands, at the end of a text, too."""
        assert pointed("ab", (2, 2), reordered=False) == ("ab", "  ^")
        assert pointed("", (0, 0), reordered=True) == ("", "^")

    def test_widths(self) -> None:
        """Marks take no column, emoji two."""
        assert pointed("مَرحبا 👍 هنا", (9, 12), reordered=False)[1] == " " * 9 + "^^^"

    def test_controls(self) -> None:
        """No control character reaches a terminal."""
        assert "\x1b" not in pointed("a\x1b[31mb", (5, 6), reordered=False)[0]
