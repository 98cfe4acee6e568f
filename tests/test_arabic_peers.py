"""Our folding beside that of camel-tools and pyarabic: where they differ, the difference has a name and a reason.

To install them: ``pip install --no-deps -r tests/peers/requirements.txt``.
"""

from __future__ import annotations

import dataclasses
import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, NamedTuple

import pytest
import regex

import tweetcraft as tc

from reference import shared

TWEETS = "data/tweets.jsonl"
MISSING = shared.missing(TWEETS)
needs_tweets = pytest.mark.skipif(MISSING is not None, reason=str(MISSING))

BLOCKS = ((0x600, 0x6FF), (0x750, 0x77F), (0x870, 0x8FF), (0xFB50, 0xFDFF), (0xFE70, 0xFEFF))
ARABIC = [chr(code) for first, last in BLOCKS for code in range(first, last + 1)]
"""Every code point of the Arabic blocks of the basic plane, assigned or not."""
BASIC_PLANE = [chr(code) for code in range(0x10000) if not 0xD800 <= code < 0xE000]

Folding = Callable[[str], str]


def module(name: str) -> Any:
    """A module of a peer; without it, the test is skipped."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # pyarabic's patterns have escapes that Python 3.12 warns of
        reason = f"{name} is not installed: pip install --no-deps -r tests/peers/requirements.txt"
        return pytest.importorskip(name, reason=reason)


def camel_chain() -> Folding:
    """What camel-tools has for searching, one after the other."""
    normalize, dediac = module("camel_tools.utils.normalize"), module("camel_tools.utils.dediac")

    def fold(text: str) -> str:
        text = normalize.normalize_alef_ar(normalize.normalize_unicode(text))
        text = normalize.normalize_teh_marbuta_ar(normalize.normalize_alef_maksura_ar(text))
        return dediac.dediac_ar(text)

    return fold


def pyarabic_chain() -> Folding:
    """What pyarabic has for searching, all in one."""
    return module("pyarabic.normalize").normalize_searchtext


class Difference(NamedTuple):
    """One kind of difference between two foldings."""

    name: str
    characters: str
    """The inside of a regular expression's ``[]``: the characters that the two do not fold alike."""
    why: str


class Chain(NamedTuple):
    """A peer's folding, and how it differs from ours."""

    load: Callable[[], Folding]
    theirs: Sequence[Difference]
    """What it makes one that to us is two, or otherwise one than we do."""
    ours: Sequence[Difference]
    """What is two to it, and one to us."""


MARKS = (
    r"\u0610-\u061a\u0653-\u065f\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed"
    r"\u0897-\u089f\u08ca-\u08e1\u08e3-\u08ff"
)
PRESENTATION_MARKS = r"\ufc5e-\ufc63\ufcf2-\ufcf4\ufe70-\ufe72\ufe74\ufe76-\ufe7f"
INVISIBLE = (
    r"[\p{Cc}\p{Cf}\p{Variation_Selector}\ufffe\uffff--[\u0600-\u0605\u06dd\u0890\u0891\u08e2]]"  # signs before numbers
)

BOTH = (
    Difference(
        "Quranic and other marks",
        MARKS,
        "Both take U+064B-0652 for all tashkeel there is, pyarabic without U+0670 too. A word pasted from a Quran, or "
        "written with madda or hamza above, is found by whoever types it plain.",
    ),
    Difference("alefs of other languages", "ٲٳٵ", "A reader takes each for an alef."),
    Difference("Persian and Urdu ya", "یۍےۓ\ufbae-\ufbb1\ufbfc-\ufbff", "Typed for ي on a Persian or Urdu keyboard."),
    Difference("Persian and Urdu kaf", "کڪ\ufb8e-\ufb91", "Typed for ك on a Persian or Urdu keyboard."),
    Difference("Persian and Urdu ha", "ہھۀۂۃ\ufba4-\ufbad", "Typed for ه or ة on a Persian or Urdu keyboard."),
    Difference("digits", "٠-٩۰-۹", "2030 and ٢٠٣٠ are one year; neither peer touches digits."),
    Difference("signs between and after digits", "٪٫٬", "٣٫٥٪ and 3.5% are one number."),
    Difference("Arabic punctuation", "،؛؟۔﴾﴿", "It parts words, and is no part of them."),
    Difference("other punctuation", r"\"!'(),\-.:;?\[\]{}«»‘’‚‛“”„‟‹›–—…•", "As the Arabic."),
    Difference("invisible characters", INVISIBLE, "Nothing is seen of them."),
    Difference(
        "white space", r"\s\u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000", "One space is enough."
    ),
    Difference("case", r"\p{Changes_When_Lowercased}", "iPhone and IPHONE are one word; the peers fold Arabic alone."),
)

CAMEL = Chain(
    camel_chain,
    theirs=(
        Difference(
            "letters with a high hamza",
            r"\u0675-\u0678",
            "NFKC takes them apart to a letter and U+0674, which no keyboard types so. We fold U+0675 with the "
            "alefs and leave the three of Kazakh alone.",
        ),
        Difference(
            "ligatures of words",
            r"\ufdf0-\ufdfd",
            "NFKC glues the words to their neighbours: النبيﷺ becomes النبيصلى. We set them apart.",
        ),
        Difference(
            "isolated shapes of marks",
            r"\ufc5e-\ufc63\ufe70\ufe72\ufe74\ufe76\ufe78\ufe7a\ufe7c\ufe7e",
            "NFKC puts a space before each, which cuts the word in two.",
        ),
        Difference(
            "other compatibility characters",
            r"[\p{NFKC_Quick_Check=No}--[\u0600-\u06ff\ufb50-\ufdff\ufe70-\ufeff]]",
            "NFKC makes ™ tm, ² 2, ‼ !! and of ´ a space with an accent. That is no spelling of Arabic; we fold full "
            "width alone.",
        ),
    ),
    ours=(
        *BOTH,
        Difference("tatweel", "ـ", "camel-tools takes it out in arclean alone, which also takes out ﷺ and makes ی ى."),
        Difference(
            "shapes of marks",
            PRESENTATION_MARKS,
            "NFKC makes of them a space or tatweel with a mark; we take them out.",
        ),
    ),
)

PYARABIC = Chain(
    pyarabic_chain,
    theirs=(
        Difference(
            "alef maksura",
            "ى",
            "normalize_hamza counts ى among the alefs, before normalize_spellerrors can make it ي: على becomes علا, "
            "not على or علي as it is typed.",
        ),
        Difference("superscript alef", r"\u0670", "Counted among the alefs too: هٰذا becomes هاذا, a slip of spelling."),
        Difference(
            "hamza on a seat",
            "ؤئ",
            "pyarabic makes both a lone ء: مسؤول becomes مسءول, which nobody types. We leave them, or fold them to و "
            "and ي, as writers do, by choice.",
        ),
        Difference("hamza as a mark", r"\u0654\u0655", "To pyarabic a letter ء, to us a mark, which composes or goes."),
        Difference(
            "tatweel for a dash",
            "ـ",
            "After something else than a letter it lengthens nothing: we part the words, pyarabic glues them.",
        ),
    ),
    ours=(
        *BOTH,
        Difference("superscript alef", r"\u0670", "As said above."),
        Difference("alef maksura", "ى", "As said above."),
        Difference("hamza on a seat", "ؤئ", "As said above."),
        Difference(
            "presentation forms",
            r"[\p{Decomposition_Type=Initial}\p{Decomposition_Type=Medial}\p{Decomposition_Type=Final}"
            r"\p{Decomposition_Type=Isolated}\ufdfd--[\ufef5\ufef7\ufef9\ufefb]]",
            "pyarabic knows the lam-alefs that stand alone, not those that end a word: ﻣﺮﺣﺒﺎ and مرحبا stay two.",
        ),
        Difference("full width", r"\uff01-\uff5e\uffe0-\uffe6", "ＡＢＣ is ABC."),
        Difference(
            "characters not in NFC", r"\p{NFC_Quick_Check=No}\p{NFC_Quick_Check=Maybe}", "pyarabic does not normalize."
        ),
    ),
)
CHAINS = {"camel-tools": CAMEL, "pyarabic": PYARABIC}

each_chain = pytest.mark.parametrize("chain", [pytest.param(chain, id=name) for name, chain in CHAINS.items()])


def in_word(character: str) -> str:
    """The character between two letters that do not join it."""
    return f"د{character}ر"


def pattern_of(differences: Sequence[Difference]) -> regex.Pattern[str]:
    """What matches a character that a difference names."""
    return regex.compile("|".join(f"[{one.characters}]" for one in differences), regex.V1)


def named(differences: Sequence[Difference], characters: Iterable[str]) -> set[str]:
    """Those of the characters that a difference names."""
    return {*filter(pattern_of(differences).fullmatch, characters)}


def show(characters: set[str]) -> str:
    """Code points for a message."""
    return " ".join(f"{ord(character):04X}" for character in sorted(characters))


class TestCharacters:
    """Character by character, in a word."""

    @each_chain
    def test_arabic(self, chain: Chain) -> None:
        """Of the Arabic blocks, those that come out otherwise are exactly those that have a name."""
        theirs = chain.load()
        differing = {c for c in ARABIC if theirs(in_word(c)) != tc.search_key(in_word(c))}
        assert show(differing) == show(named((*chain.theirs, *chain.ours), ARABIC) - in_its_place(chain))

    @each_chain
    def test_folded_by_them(self, chain: Chain) -> None:
        """What they fold and we do not, or otherwise, is exactly what has a name on their side."""
        theirs = chain.load()
        differing = {c for c in ARABIC if tc.search_key(theirs(in_word(c))) != tc.search_key(in_word(c))}
        assert show(differing) == show(named(chain.theirs, ARABIC) - in_its_place(chain))

    @each_chain
    def test_every_character(self, chain: Chain) -> None:
        """Of the whole basic plane, all that come out otherwise have a name."""
        theirs = chain.load()
        differing = {c for c in BASIC_PLANE if theirs(in_word(c)) != tc.search_key(in_word(c))}
        assert show(differing - named((*chain.theirs, *chain.ours), [*differing])) == ""

    @each_chain
    def test_no_idle_name(self, chain: Chain) -> None:
        """Every difference that has a name is there."""
        theirs = chain.load()
        differing = {c for c in BASIC_PLANE if theirs(in_word(c)) != tc.search_key(in_word(c))}
        idle = [one.name for one in (*chain.theirs, *chain.ours) if not named([one], [*differing])]
        assert idle == ["tatweel for a dash"] * (chain is PYARABIC)  # in its place, see below

    def test_dash(self) -> None:
        """In a word pyarabic takes tatweel out as we do; after a space or a sign it does not part the words."""
        theirs = PYARABIC.load()
        assert theirs("جمـيل") == tc.search_key("جمـيل")
        assert (theirs("الأولـالثاني"), tc.search_key("الأول😀ـالثاني")) == ("الاولالثاني", "الاول😀 الثاني")


def in_its_place(chain: Chain) -> set[str]:
    """What differs in some places alone, of which a word is none."""
    return {"ـ"} if chain is PYARABIC else set()


@needs_tweets
class TestTweets:
    """The same on every tweet."""

    @each_chain
    def test_folded_by_them(self, chain: Chain) -> None:
        """Without the characters that have a name on their side, what they fold we fold too."""
        theirs = chain.load()
        characters = pattern_of(chain.theirs)
        wrong = []
        for tweet in shared.tweets():
            if tc.search_key(theirs(tweet)) != tc.search_key(tweet):
                rest = characters.sub("", tweet)
                if rest == tweet or tc.search_key(theirs(rest)) != tc.search_key(rest):
                    wrong.append(tweet)
        assert (len(wrong), wrong[:3]) == (0, [])

    @each_chain
    def test_folded_by_us(self, chain: Chain) -> None:
        """What we fold in what they leave has a name on our side, or is elongation."""
        theirs = chain.load()
        characters = pattern_of((*chain.ours, *chain.theirs))
        elongated = regex.compile(r"(\p{Arabic})(?:\P{L}*\1){2,}")
        wrong = []
        for tweet in shared.tweets():
            for edit in tc.normalize_and_explain(theirs(tweet), form=tc.SEARCH).edits:
                rest = characters.sub("", edit.before)
                if rest not in ("", edit.after) and not elongated.search(edit.before.translate(KINDS)):
                    wrong.append((edit.before, edit.after, tweet))
        assert (len(wrong), wrong[:3]) == (0, [])


KINDS = str.maketrans("أإآٱىیةہھۀۂۃکڪ", "ااااييههههههكك")
"""Letters of a kind, which elongation counts together."""


class Function(NamedTuple):
    """One function of a peer, the base letter that it is about, and how it differs from our folding."""

    name: str
    base: str
    """What it makes of the letters of its class; empty where it takes marks out."""
    theirs: str
    """Characters that it folds and we do not, or otherwise."""
    ours: str
    """Characters of the class that it does not know and we do; the inside of a regular expression's ``[]``."""
    why: str


FUNCTIONS = (
    Function("camel_tools.utils.normalize.normalize_alef_ar", "ا", "", "ٲٳٵ", "Rare, and an alef to every reader."),
    Function("camel_tools.utils.normalize.normalize_alef_maksura_ar", "ي", "", "یۍے", "From other keyboards."),
    Function("camel_tools.utils.normalize.normalize_teh_marbuta_ar", "ه", "", "ہھۀۂۃ", "From other keyboards."),
    Function(
        "camel_tools.utils.dediac.dediac_ar", "", "", rf"{MARKS}ـ\u061c", "Quranic marks and more, tatweel, and ALM."
    ),
    Function("pyarabic.araby.normalize_alef", "ا", "ى\u0670", "ٲٳٵ", "على is not علا, هٰذا not هاذا."),
    Function("pyarabic.araby.normalize_teh", "ه", "", "ہھۀۂۃ", "From other keyboards."),
    Function(
        "pyarabic.araby.strip_tashkeel", "", "", rf"{MARKS}\u0670ـ\u061c", "pyarabic leaves U+0670, U+06E1, U+06D6 …"
    ),
    Function(
        "pyarabic.araby.strip_tatweel", "", "", rf"{MARKS}\u064b-\u0652\u0670\u061c", "Tatweel is all that it is for."
    ),
    Function(
        "pyarabic.araby.normalize_hamza",
        "ء",
        "آأؤإئ\u0654\u0655",
        "",
        "A lone ء for every hamza: no reader types ءحمد for أحمد. We fold to the seat, as they do.",
    ),
    Function("pyarabic.araby.normalize_ligature", "لا", "", "", "The lam-alefs; we know the other forms as well."),
)


def function_of(path: str) -> Folding:
    """A function by its full name."""
    home, _, name = path.rpartition(".")
    return getattr(module(home), name)


LETTERS_AND_MARKS = [c for c in ARABIC if c < "\ufb50"]


class TestFunctions:
    """Letter class by letter class."""

    @pytest.mark.parametrize("function", FUNCTIONS, ids=lambda function: function.name)
    def test_theirs(self, function: Function) -> None:
        """What it folds we fold too, but for what is named."""
        theirs = function_of(function.name)
        apart = {c for c in ARABIC if tc.search_key(theirs(in_word(c))) != tc.search_key(in_word(c))}
        assert show(apart) == show({*function.theirs})

    @pytest.mark.parametrize("function", FUNCTIONS, ids=lambda function: function.name)
    def test_ours(self, function: Function) -> None:
        """Of its class we know more letters, exactly those that are named."""
        theirs = function_of(function.name)
        folded = in_word(function.base)
        more = {c for c in LETTERS_AND_MARKS if tc.search_key(in_word(c)) == folded != theirs(in_word(c))}
        more -= {c for c in more if c in function.theirs}
        others = {c for c in more if function.base and c != "ـ" and theirs(in_word(c)) != in_word(c)}
        assert not others
        named_here = {c for c in LETTERS_AND_MARKS if function.ours and regex.fullmatch(f"[{function.ours}]", c)}
        assert show(more) == show(named_here)

    def test_hamza(self) -> None:
        """The other way of pyarabic with hamza is ours by choice, but for hamza above and below: marks to us."""
        theirs = function_of("pyarabic.araby.normalize_hamza")
        form = dataclasses.replace(tc.SEARCH, hamza="fold")
        tasheel: Any = theirs
        apart = {
            c
            for c in LETTERS_AND_MARKS
            if tc.normalize(tasheel(in_word(c), method="tasheel"), form=form) != tc.normalize(in_word(c), form=form)
        }
        assert show(apart) == "0654 0655"


def nothing_but(**options: str) -> tc.Form:
    """A form that asks for these alone."""
    kept = {field.name: "keep" for field in dataclasses.fields(tc.Form) if field.name != "growth"}
    return tc.Form(**{**kept, **options})  # type: ignore[arg-type]


def changed_places(before: str, pattern: regex.Pattern[str], form: tc.Form) -> Iterator[tuple[int, int, bool]]:
    """Where a pattern stands in a text, and whether we take it out there."""
    gone = {
        at for edit in tc.normalize_and_explain(before, form=form).edits if not edit.after for at in range(*edit.span)
    }
    for found in pattern.finditer(before):
        yield (*found.span(), gone.issuperset(range(*found.span())))


PROCLITICS = regex.compile(r"(?<![\p{L}\p{M}])(?:[وف]?(?:[بكلسه]|[بكل]?ال|لل)|\p{L})\p{Mn}*+\Z")


@needs_tweets
class TestPublishing:
    """Where the peers edit a text that is to be published, and we do not."""

    @staticmethod
    def place_of(tweet: str, start: int, end: int) -> str:
        """The name of a place."""
        spans = [entity.span for entity in tc.extract(tweet)]
        if any(first < end and start < last for first, last in spans):
            return "in a link, a name or a tag"  # another link, name or tag it would be
        if any(start in (last, first) or end in (last, first) for first, last in spans):
            return "beside one"  # which it would join, or come to touch
        if PROCLITICS.search(tweet, max(0, start - 12), start):
            return "after a lone letter or a proclitic"  # هـ is the Hijri year, بـ stands before a name
        if not regex.fullmatch(r"[\p{L}\p{M}]", tweet[start - 1 : start]):
            return "for a dash"  # nothing there to lengthen
        return "in a word"

    def test_tatweel(self) -> None:
        """Where tatweel stands in a word and we leave it, there is a reason."""
        strip = function_of("pyarabic.araby.strip_tatweel")
        form = nothing_but(tatweel="strip", presentation_forms="letters")
        left: dict[str, int] = {}
        for tweet in shared.tweets():
            if strip(tweet) != tweet:
                for start, end, is_gone in changed_places(tweet, regex.compile("ـ++"), form):
                    if not is_gone:
                        place = self.place_of(tweet, start, end)
                        left[place] = left.get(place, 0) + 1
        assert left.keys() == {
            "in a link, a name or a tag",
            "beside one",
            "after a lone letter or a proclitic",
            "for a dash",
        }

    @pytest.mark.parametrize("name", ["pyarabic.araby.strip_tashkeel", "camel_tools.utils.dediac.dediac_ar"])
    def test_tashkeel(self, name: str) -> None:
        """Outside verses we leave a mark that they take out only in a link or a tag, or where one would come to be."""
        strip = function_of(name)
        form = nothing_but(tashkeel="strip")
        left: dict[str, int] = {}
        for tweet in shared.tweets():
            if strip(tweet) != tweet and "﴿" not in tweet:
                for start, end, is_gone in changed_places(tweet, regex.compile(r"[\u064b-\u0652\u0670]++"), form):
                    if not is_gone:
                        place = self.place_of(tweet, start, end)
                        left[place] = left.get(place, 0) + 1
        assert {"in a link, a name or a tag"} <= left.keys() <= {"in a link, a name or a tag", "beside one"}
