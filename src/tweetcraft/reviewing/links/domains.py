"""Domains without a protocol: those that link and were hardly meant to, and those that were meant to and do not."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tweetcraft.arabic.script import LETTERS, TASHKEEL, TATWEEL
from tweetcraft.editing import Change
from tweetcraft.reviewing.rule import Hit, review_rule
from tweetcraft.reviewing.subject import Subject

__all__ = ["domain_unlinked", "link_accidental"]

_ARABIC = re.compile(f"[{LETTERS}]")

_LIST_OF_NAMES = """
asp.net ado.net vb.net ml.net paint.net socket.io will.i.am
readme.md changelog.md license.md contributing.md index.md main.rs lib.rs mod.rs
install.sh setup.sh build.sh run.sh script.sh deploy.sh start.sh test.sh
"""
_NAMES = frozenset(_LIST_OF_NAMES.split())
"""Names of technology that end with a top-level domain by chance."""

_FILES = frozenset({"mov", "py", "zip"})
"""Endings of files that are top-level domains."""

_WORDS = frozenset({"am", "as", "at", "be", "by", "do", "in", "is", "it", "me", "my", "no", "so", "to", "us"})
"""Top-level domains of two letters that begin a sentence."""

_LIST_OF_TLDS = """
academy agency app bank biz blog cloud club com company design dev digital edu email expert finance fund gov group
hotel info int law media mil mobi museum name net network news online org page press pro property properties
restaurant shop site solutions space store studio systems team tech technology tel travel website wiki world xyz
"""
_OF_ADDRESSES = frozenset(_LIST_OF_TLDS.split())
"""Longer ones that are of an address, though a telephone has made their first letter a capital."""


@review_rule(
    "link_accidental",
    "warning",
    title_ar="نقطة بلا مسافة بعدها صنعت رابطًا لم يُقصد.",
    source="twitter-text 3.1.0: a domain without a protocol links; the names are a list of our own",
    fixes="entities",
)
def link_accidental(subject: Subject) -> Iterator[Hit]:
    """A dot without a space after it, or in a name, makes a link that nobody meant."""
    if "." not in subject.text:
        return
    for url in subject.entities_of("url"):
        if "/" in url.text or ":" in url.text:
            continue
        start, end = url.span
        label, _, tld = url.text.rpartition(".")
        if url.text.lower() in _NAMES or ("." not in label and tld.lower() in _FILES):
            yield Hit(
                url.span,
                f"{url.text} becomes a link: write it in another way if you do not mean one",
                f"يصير {url.text} رابطًا: اكتبه بصورة أخرى إن لم تقصد رابطًا",
            )
        elif "." not in label and label.lower() != "www" and (_ARABIC.match(tld) or _begins_sentence(label, tld)):
            dot = start + len(label) + 1
            # Where a word goes right on into the label, it may be an Arabic domain.
            alone = (start == 0 or not _ARABIC.match(subject.text, start - 1)) and _is_last(subject.text, end)
            yield Hit(
                url.span,
                f"{url.text} becomes a link: put a space after the dot",
                f"يصير {url.text} رابطًا: ضع مسافة بعد النقطة",
                Change(dot, dot, " ") if alone else None,
            )


def _is_last(text: str, end: int) -> bool:
    """Whether a space follows before anything that could make another link or tag of what is parted."""
    return _PLAIN.match(text, end) is not None


_PLAIN = re.compile(r"[^\s.#＃@]{,64}+(?:[.#＃@]?(?:\s|\Z))")


def _begins_sentence(label: str, tld: str) -> bool:
    """Whether a dot ends a sentence: a small letter before it, a capital and small letters after it."""
    if not (label[-1].islower() and tld[0].isupper() and tld[1:].islower()):
        return False
    return tld.lower() in _WORDS if len(tld) == 2 else tld.lower() not in _OF_ADDRESSES


_LETTER = f"{LETTERS}{TASHKEEL}{TATWEEL}"
_LABEL = rf"[{LETTERS}](?:[{_LETTER}\d]|-(?=[{_LETTER}\d])){{,62}}+"
_COUNTRIES = "sa|ae|eg|kw|qa|bh|om|jo|lb|iq|ma|tn|dz|ly|sd|ye|ps|sy|mr|uk|tr|de|fr"
_LATIN_TLD = (
    rf"(?:(?:com|net|org|edu|gov|co)(?:\.(?:{_COUNTRIES}))?|info|biz|io|app|dev|tv|me|ai|xyz|shop|store|online|site"
    rf"|{_COUNTRIES})"
)
# A word that stands before an address, and the name of what an address leads to.
_LEADS_IN = re.compile(
    r"(?:\A|\s)[وفبل]?(?:(على|عبر)|موقع|الموقع|موقعنا|موقعها|زر|زوروا|زورونا|رابط|الرابط|رابطنا|بوابة|البوابة|بوابتنا|منصة"
    r"|المنصة|منصتنا|متجر|المتجر|متجرنا|نطاق|النطاق|دومين|الدومين|العنوان|عنوانه|عنواننا|عنوانها)[:\s]+\Z"
)
_PLACES = frozenset({"موقع", "متجر", "بوابة", "منصة"})
_MOST_OF_LEAD = 16
_ARABIC_TLD = (
    "السعودية|مصر|قطر|امارات|ابوظبي|البحرين|عمان|الاردن|العراق|عراق|فلسطين|سورية|تونس|الجزائر|المغرب|موريتانيا|سودان"
    "|موقع|شبكة|عرب|بازار|كوم"
)
_UNLINKED = re.compile(
    rf"(?<![\w@/:.-])(?:www\.)?(?:{_LABEL}\.)*?(?P<label>{_LABEL})\.(?:{_LATIN_TLD}(?![A-Za-z0-9_@-]|\.[A-Za-z])"
    rf"|(?P<arabic>{_ARABIC_TLD})(?![{_LETTER}\d@-]))"
)
_DOT = re.compile(rf"\.(?<=[{_LETTER}\d]\.)(?:{_LATIN_TLD}|{_ARABIC_TLD})")


@review_rule(
    "domain_unlinked",
    "warning",
    title_ar="النطاق العربي لا يصير رابطًا ما لم يسبقه https://.",
    source="twitter-text 3.1.0: without a protocol a domain is of Latin letters",
)
def domain_unlinked(subject: Subject) -> Iterator[Hit]:
    """A domain with Arabic letters does not link unless https:// stands before it."""
    text = subject.text
    if "." not in text or not _DOT.search(text):
        return
    for found in _UNLINKED.finditer(text):
        if found["arabic"] and not _is_address(text, found):
            continue
        yield Hit(
            found.span(),
            f"{found[0]} does not link: write https:// before it",
            f"لا يصير {found[0]} رابطًا: اكتب https:// قبله",
        )


def _is_address(text: str, found: re.Match[str]) -> bool:
    """Whether a word, a dot and the name of a country are an address, and no end of a sentence."""
    if found["arabic"] == "كوم" or found["label"] in _PLACES or text.startswith("/", found.end()):
        return True
    lead = _LEADS_IN.search(text, max(0, found.start() - _MOST_OF_LEAD), found.start())
    return lead is not None and not (lead[1] and found["label"].startswith("ال"))
