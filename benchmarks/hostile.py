"""Texts made to take long: each is one piece over and over."""

from __future__ import annotations

from typing import NamedTuple

from benchmarks.texts import article

__all__ = ["HOSTILE", "Hostile"]


class Hostile(NamedTuple):
    """A family of texts, one of each length."""

    name: str
    piece: str
    before: str = ""
    plain: bool = False
    """Whether it is like text that somebody would split into a thread."""
    graphemes: bool = False
    """Whether it tries those who look for graphemes in it, as who splits a thread does."""

    thread: bool = False
    """Whether it tries those who look for sentences and places to break, though nobody would split it into a thread."""

    def of(self, length: int) -> str:
        """The text of so many code points."""
        times = length // len(self.piece) + 1
        return (self.before + self.piece * times)[:length]


HOSTILE: tuple[Hostile, ...] = (
    # Domains
    Hostile("meem and dot", "م."),
    Hostile("a.", "a."),
    Hostile(".com", ".com"),
    Hostile("a_b.com.", "a_b.com."),
    Hostile("Arabic domain", "م.مصر"),
    Hostile(".مصر", ".مصر"),
    Hostile("astral letter, domain", "\U00010400.com"),
    Hostile("xn--", "xn--"),
    Hostile(".xn--", ".xn--"),
    Hostile("-.", "-."),
    Hostile("_", "_"),
    Hostile("dots", ".", thread=True),
    # URLs
    Hostile("http://", "http://"),
    Hostile("http://a.com/(", "http://a.com/("),
    Hostile("one URL, a long path", "abc/", before="http://example.com/"),
    Hostile("one URL, a long query", "a=b&", before="http://example.com/?"),
    Hostile("one URL, open parentheses", "(a", before="http://example.com/"),
    Hostile("t.co links", "https://t.co/hrBeHbkBNu ", plain=True),
    Hostile("((((", "(", thread=True),
    Hostile("a@b", "a@b"),
    # Signs
    Hostile("#", "#"),
    Hostile("#a", "#a"),
    Hostile("one tag of digits", "1", before="#"),
    Hostile("@", "@"),
    Hostile("@a", "@a"),
    Hostile("cashtags", "$A "),
    # Marks and normalization
    Hostile("U+0301", "\u0301"),
    Hostile("U+0301 and U+0323", "\u0301\u0323", graphemes=True),
    Hostile("shadda and fatha", "\N{ARABIC SHADDA}\N{ARABIC FATHA}"),
    Hostile("alef and madda above", "ا\N{ARABIC MADDAH ABOVE}", graphemes=True),
    Hostile("words with tashkeel", "مَرْحَبًا ", plain=True),
    Hostile("Hangul L V T", "\u1112\u1161\u11ab"),
    Hostile("marks of Unicode 16", "\u0897\u0653"),
    # Emoji
    Hostile("families", "👨‍👩‍👧‍👦", graphemes=True),
    Hostile("ZWJ chain", "👩\u200d", graphemes=True),
    Hostile("ZWJ", "\u200d"),
    Hostile("VS16", "\ufe0f"),
    Hostile("skin tones", "🏽"),
    Hostile("regional indicators", "🇸", graphemes=True),
    Hostile("keycaps", "1\u20e3"),
    Hostile("tags", "🏴\U000e0067"),
    Hostile("emoji of one code point", "😀", thread=True),
    # What a normalizer repairs
    Hostile("links and commas", "a.com،"),
    Hostile("commas and tags", "،#م"),
    Hostile("spaces and commas", "م ،"),
    Hostile("open brackets", "( ", thread=True),
    Hostile("tatweel", "ـ"),
    Hostile("elongation", "ااا "),
    Hostile("lam-alef", "\N{ARABIC LIGATURE LAM WITH ALEF ISOLATED FORM}"),
    Hostile("RLM", "\N{RIGHT-TO-LEFT MARK} "),
    Hostile("isolates", "\N{RIGHT-TO-LEFT ISOLATE}م\N{POP DIRECTIONAL ISOLATE}"),
    Hostile("isolates never closed", "\N{RIGHT-TO-LEFT ISOLATE}"),
    Hostile("verses", "﴿م"),
    # What a splitter looks for
    Hostile("quotation marks", '"', thread=True),
    Hostile("opening guillemets", "«", thread=True),
    Hostile("items of a list", "1. ", thread=True),
    Hostile("empty items of a list", "- \n", thread=True),
    Hostile("tags of one letter", "#a ", thread=True),
    Hostile("words of one letter", "م ", thread=True),
    Hostile("no spaces, Arabic", "كلمة", thread=True),
    # Characters
    Hostile("NUL", "\0"),
    Hostile("lone low surrogates", "\udc00"),
    Hostile("surrogate pairs", "\ud83d\ude00"),
    # Running text
    Hostile("article", article(8_000).texts[0], plain=True),
    Hostile("words", "كلمة ", plain=True),
    Hostile("sentences", "كلمة هنا. ", plain=True),
    Hostile("numbers in words", "خمسة وعشرون ألف و"),
    Hostile("no spaces", "ab", plain=True),
    Hostile("newlines", "\n", plain=True),
    Hostile("short lines", "ا\n", plain=True),
)
