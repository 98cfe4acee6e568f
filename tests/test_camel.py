"""camel-tools behind the protocol of analyzers: the real package on a database and a catalogue that are made here.

To install it without torch: ``pip install --no-deps -r tests/peers/requirements.txt``.
"""

from __future__ import annotations

import json
import pickle
import re
import socket
import subprocess
import sys
import warnings
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tweetcraft.camel import CamelAnalyzer, Recognizer
from tweetcraft.errors import MissingDataError, MissingExtraError, OptionError
from tweetcraft.hashtags.analysis import Analyzer, NamedSpan

from strategies import fragments

NAME = "calima-msa-r13"

# A morphology database in the format of camel-tools, of words of our own choice: what stands before and after a word,
# the words as they are looked up (no hamza on alef, ي for ى, ه for ة), and which of their classes go together.
PREFIXES = {"": "P0", "و": "P0", "ال": "PAl", "وال": "PAl", "بال": "PAl", "وبال": "PAl", "لل": "PAl", "ب": "P0"}
SUFFIXES = {"": "S0", "ات": "SAt", "ه": "SPron", "ها": "SPron"}
STEMS = (
    ("مهرجان", "N", "مِهْرَجان_1", -4.0),
    ("معرض", "N", "مَعْرِض_1", -4.0),
    ("كتاب", "N", "كِتاب_1", -3.5),
    ("كتاب", "N", "كاتِب_1", -4.5),  # writers
    ("مدرسه", "N", "مَدْرَسَة_1", -3.8),
    ("مدرس", "N", "مُدَرِّس_1", -4.2),
    ("القاهره", "N0", "القاهِرَة_1", -3.9),
    ("الي", "N0", "إِلَى_1", -2.0),
    ("الي", "N0", "آلِيّ_1", -5.0),
    ("ابن", "N", "ٱِبْن_1", -3.0),
    ("مؤتمر", "N", "مُؤْتَمَر_1", -3.6),
    ("ذهب", "N0", "ذَهَب-a_2", -4.4),  # gold, equally probable with the next
    ("ذهب", "N0", "ذَهَب-i_1", -4.4),
    ("وردة", "N0", "وَرْدَة_1", -4.0),  # never found: its ة is looked up as ه
)
BEFORE_STEMS = (("P0", "N"), ("PAl", "N"), ("P0", "N0"))
AFTER_STEMS = (("N", "S0"), ("N", "SAt"), ("N", "SPron"), ("N0", "S0"))
AROUND_STEMS = (("P0", "S0"), ("P0", "SAt"), ("P0", "SPron"), ("PAl", "S0"), ("PAl", "SAt"))


def lines_of_database(*, has_probabilities: bool = True) -> Iterator[str]:
    """The lines of the database."""
    yield "###DEFINES###"
    yield "DEFINE pos pos:noun"
    yield from (f"DEFINE {feature} {feature}:*open*" for feature in ("diac", "lex"))
    if has_probabilities:
        yield "DEFINE pos_lex_logprob pos_lex_logprob:*open*"
    yield from ("###DEFAULTS###", "DEFAULT pos:noun diac:* lex:*")
    yield from ("###ORDER###", "ORDER diac lex pos")
    yield from ("###TOKENIZATIONS###", "###STEMBACKOFF###")
    yield "###PREFIXES###"
    yield from (f"{prefix}\t{kind}\tdiac:{prefix}" for prefix, kind in PREFIXES.items())
    yield "###SUFFIXES###"
    yield from (f"{suffix}\t{kind}\tdiac:{suffix}" for suffix, kind in SUFFIXES.items())
    yield "###STEMS###"
    for stem, kind, lemma, probability in STEMS:
        known = f" pos_lex_logprob:{probability}" if has_probabilities else ""
        yield f"{stem}\t{kind}\tdiac:{lemma.split('_')[0]} lex:{lemma} pos:noun{known}"
    for table, pairs in (("AB", BEFORE_STEMS), ("BC", AFTER_STEMS), ("AC", AROUND_STEMS)):
        yield f"###TABLE {table}###"
        yield from map(" ".join, pairs)


def write_database(path: Path, *, has_probabilities: bool = True) -> Path:
    """The database in a file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(f"{line}\n" for line in lines_of_database(has_probabilities=has_probabilities)), "utf-8")
    return path


def catalogue() -> str:
    """What camel-tools knows of its data: as much of its own catalogue as is needed, in the same names."""
    databases = {name: {"path": f"morphology_db/{name}"} for name in (NAME, "calima-egy-r13")}
    return json.dumps(
        {
            "version": "1.6.0",
            "packages": {},
            "components": {
                "MorphologyDB": {"default": NAME, "datasets": databases},
                "NamedEntityRecognition": {"default": "arabert", "datasets": {"arabert": {"path": "ner/arabert"}}},
            },
        }
    )


def forget_camel() -> None:
    """Let the next import of what reads the catalogue, at import, read it."""
    for name in [*sys.modules]:
        if name.startswith(("camel_tools.data", "camel_tools.morphology")):
            del sys.modules[name]


class Place(NamedTuple):
    """A home and a folder for data of camel-tools, empty yet."""

    home: Path
    data: Path

    def install(self) -> Path:
        """Put the catalogue and the database there, as ``camel_data`` does."""
        self.data.mkdir(exist_ok=True)
        (self.data / "catalogue.json").write_text(catalogue(), "utf-8")
        return write_database(self.data / "data/morphology_db" / NAME / "morphology.db")


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Place]:
    """Where camel-tools looks for its data in this test; no socket is opened."""
    made = Place(tmp_path / "home", tmp_path / "data")
    made.home.mkdir()
    made.data.mkdir()
    for name in ("HOME", "USERPROFILE"):
        monkeypatch.setenv(name, str(made.home))
    monkeypatch.setenv("CAMELTOOLS_DATA", str(made.data))

    def refuse(*_: object, **__: object) -> None:
        raise OSError("no network here")

    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    monkeypatch.setattr(socket.socket, "connect", refuse)
    forget_camel()
    yield made
    forget_camel()


def require_camel() -> Any:
    """The databases of the real package, or the test is skipped; there has to be a catalogue."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # docopt has escapes that Python 3.12 warns of when it compiles them
        for name in ("camel_tools.morphology.analyzer", "camel_tools.morphology.database"):
            reason = f"{name} can't be imported: pip install --no-deps -r tests/peers/requirements.txt"
            found = pytest.importorskip(name, reason=reason)
    return found


@pytest.fixture
def database(place: Place) -> Path:
    """The database of the real package, installed."""
    path = place.install()
    require_camel()
    return path


def one_line(error: Exception) -> str:
    """What an error says: one line, and no chatter."""
    said = str(error)
    assert "\n" not in said
    assert "Traceback" not in said
    return said


class TestLemmas:
    """Dictionary forms from a real database."""

    @pytest.mark.parametrize(
        ("word", "lemma"),
        [
            ("مهرجان", "مهرجان"),
            ("ومهرجان", "مهرجان"),
            ("المهرجان", "مهرجان"),
            ("والمهرجانات", "مهرجان"),
            ("بالمهرجان", "مهرجان"),
            ("للمعرض", "معرض"),
            ("وبالمعرض", "معرض"),
            ("معرضها", "معرض"),
            ("بِالـمِهْرَجَانِ", "مهرجان"),
            ("\u200fالمهرجان\u200f", "مهرجان"),
        ],
    )
    def test_particles(self, database: Path, word: str, lemma: str) -> None:
        """What is written on comes off, and so do marks, elongation and what is not seen."""
        assert CamelAnalyzer(database=database).lemma(word) == lemma

    @pytest.mark.parametrize(
        ("word", "lemma"),
        [
            ("كتاب", "كتاب"),  # and not كاتب
            ("الى", "إلى"),  # and not آلي
            ("مدرسه", "مدرسة"),  # and not his مدرس, which it would be by spelling
            ("القاهره", "القاهرة"),
            ("أبن", "ابن"),
            ("ا\u0654بن", "ابن"),
            ("المو\u0654تمر", "مؤتمر"),
            ("ذهب", "ذهب"),
        ],
    )
    def test_most_probable(self, database: Path, word: str, lemma: str) -> None:
        """Of several, the most probable counts; what is left of it has no number, no mark and no wasla."""
        assert CamelAnalyzer(database=database).lemma(word) == lemma

    def test_without_probabilities(self, database: Path, tmp_path: Path) -> None:
        """With a database that holds none, the first counts."""
        assert database
        plain = CamelAnalyzer(database=write_database(tmp_path / "plain.db", has_probabilities=False))
        assert (plain.lemma("كتاب"), plain.lemma("مدرسه")) == ("كتاب", "مدرس")

    @pytest.mark.parametrize(
        "word",
        [
            "زرافة",
            "وال",
            "وردة",
            "",
            "ـ",
            "\u064e",
            "2026",
            "كتاب2",
            "book",
            "كتاب.",
            "!",
            "کتاب",
            "كتاب معرض",
            "\ud83d",
        ],
    )
    def test_unknown(self, database: Path, word: str) -> None:
        """A word that it does not know has none; nor has what is no Arabic word."""
        assert CamelAnalyzer(database=database).lemma(word) is None

    def test_ways(self, database: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
        """By name, by path, or loaded already."""
        monkeypatch.chdir(database.parent)
        loaded = require_camel().MorphologyDB(str(database))
        ways: list[Any] = [NAME, str(database), database, "morphology.db", loaded, tmp_path.joinpath(database)]
        assert [CamelAnalyzer(database=way).lemma("المعرض") for way in ways] == ["معرض"] * len(ways)
        assert CamelAnalyzer().lemma("المعرض") == "معرض"

    def test_cached(self, database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """A word is looked up once, with marks or without."""
        assert database
        asked: list[str] = []
        analyzer_class = sys.modules["camel_tools.morphology.analyzer"].Analyzer  # type: ignore[attr-defined]
        analyze: Callable[[Any, str], Any] = analyzer_class.analyze
        monkeypatch.setattr(analyzer_class, "analyze", lambda self, word: (asked.append(word), analyze(self, word))[1])
        camel = CamelAnalyzer()
        assert {camel.lemma(word) for word in ("المعرض", "المَعرِض", "المعـــرض", "المعرض")} == {"معرض"}
        assert asked == ["المعرض"]

    def test_none(self) -> None:
        """Without a database there are none, and camel-tools is not needed."""
        assert CamelAnalyzer(database=None).lemma("المعرض") is None

    @pytest.mark.parametrize("method", ["lemma", "names"])
    def test_type(self, method: str) -> None:
        """Anything but a text is a `TypeError`."""
        with pytest.raises(TypeError, match="must be str"):
            getattr(CamelAnalyzer(database=None), method)(b"")


class Labels:
    """A recognizer as that of camel-tools, which knows a few words."""

    def __init__(self, **labels: str) -> None:
        self.labels = labels
        self.seen: list[list[str]] = []

    def predict_sentence(self, sentence: list[str]) -> list[str]:
        """A label for each word."""
        self.seen.append(sentence)
        return [self.labels.get(word, "O") for word in sentence]


class Scripted:
    """A recognizer that gives labels in turn, whatever the words are."""

    def __init__(self, labels: Sequence[str]) -> None:
        self.labels = iter(labels)
        self.given: list[str] = []

    def predict_sentence(self, sentence: list[str]) -> list[str]:
        """As many as there are words."""
        assert all(sentence)
        assert all("\n" not in word for word in sentence)
        labels = [next(self.labels, "O") for _ in sentence]
        self.given += labels
        return labels


KNOWN = Labels(
    محمد="B-PERS", صلاح="I-PERS", جدة="B-LOC", الرياض="B-LOC", الأمم="B-ORG", المتحدة="I-ORG", آيفون="B-MISC"
)  # fmt: skip


def named(text: str, recognizer: Recognizer) -> list[tuple[str, str]]:
    """The names in a text, each as it stands there, with its kind."""
    return [(text[slice(*span)], kind) for span, kind in CamelAnalyzer(database=None, ner=recognizer).names(text)]


class TestNames:
    """Labels of words become spans of the text."""

    def test_kinds(self) -> None:
        """Persons, places, organisations and others, of one word or several."""
        text = "وصل محمد صلاح إلى جدة مع الأمم المتحدة ومعه آيفون"
        names = CamelAnalyzer(database=None, ner=KNOWN).names(text)
        assert names == [
            NamedSpan((4, 13), "person"),
            NamedSpan((18, 21), "place"),
            NamedSpan((25, 38), "organisation"),
            NamedSpan((44, 49), "other"),
        ]

    def test_marks(self) -> None:
        """The recognizer sees words without marks; the spans are those of the text with them."""
        text = "وَصَلَ مُحَمَّدٌ صلاـــح إلى «جُدَّةَ»، ثم الرياض!!"
        assert named(text, KNOWN) == [("مُحَمَّدٌ صلاـــح", "person"), ("جُدَّةَ", "place"), ("الرياض", "place")]
        assert KNOWN.seen[-1] == ["وصل", "محمد", "صلاح", "إلى", "«", "جدة", "»", "،", "ثم", "الرياض", "!", "!"]

    def test_nothing_to_see(self) -> None:
        """No token is empty to it, which it would leave out."""
        recognizer = Labels(جدة="B-LOC")
        assert named("\u200f 🫩 \u064e\x00 \ud83d ـ جدة 👨‍👩‍👧", recognizer) == [("جدة", "place")]
        assert all(word for sentence in recognizer.seen for word in sentence)

    def test_neighbours(self) -> None:
        """One that begins ends the one before it; what only goes on begins where its like does not stand before it."""
        text = "a b c d e f"
        labels = ["B-LOC", "B-LOC", "I-PERS", "I-PERS", "I-ORG", "B-PERS"]
        assert named(text, Scripted(labels)) == [
            ("a", "place"), ("b", "place"), ("c d", "person"), ("e", "organisation"), ("f", "person"),
        ]  # fmt: skip

    def test_lines(self) -> None:
        """A name ends with its line, each of which is a sentence."""
        recognizer = Scripted(["B-LOC", "I-LOC", "I-LOC"])
        assert named("a b\n\nc", recognizer) == [("a b", "place"), ("c", "place")]

    def test_other_labels(self) -> None:
        """What a label says that camel-tools has not is a name of another kind."""
        assert named("a b c", Scripted(["B-GPE", "O", ""])) == [("a", "other")]

    @pytest.mark.parametrize("text", ["", " \n ", "\u3000"])
    def test_no_words(self, text: str) -> None:
        """Where there are no words, nobody is asked."""
        recognizer = Labels()
        assert named(text, recognizer) == []
        assert recognizer.seen == []

    def test_none(self) -> None:
        """Without a recognizer there are none."""
        assert CamelAnalyzer(database=None).names("جدة") == []

    @pytest.mark.parametrize("number", [0, 1, 3])
    def test_wrong_number(self, number: int) -> None:
        """A recognizer that labels more or fewer words is an error, and no name in the wrong place."""

        class Wrong:
            def predict_sentence(self, _: list[str]) -> list[str]:
                return ["B-LOC"] * number

        with pytest.raises(OptionError, match=f"it gave {number} for 2"):
            CamelAnalyzer(database=None, ner=Wrong()).names("في جدة")

    def test_no_recognizer(self) -> None:
        """What has no `predict_sentence` is refused at once."""
        with pytest.raises(OptionError, match="ner must be a name or have predict_sentence, not dict"):
            CamelAnalyzer(database=None, ner={})  # type: ignore[arg-type]

    def test_tokens(self, database: Path) -> None:
        """Words are parted as camel-tools parts them."""
        assert database
        tokenize = pytest.importorskip("camel_tools.tokenizers.word").simple_word_tokenize
        text = "قال: «وصلتُ إلى الرياض_الخضراء»؛ 50% من البرج (المملكة)... user@example.com #جدة 2026/3 $5 😀 ١٢،٥"
        recognizer = Labels()
        named(text, recognizer)
        seen = [word if set(word) - {"."} else None for word in recognizer.seen[0]]
        expected = [word.replace("ُ", "") for word in tokenize(text)]
        assert [word or other for word, other in zip(seen, expected, strict=True)] == expected

    @given(
        st.lists(st.one_of(fragments, st.sampled_from([" ", "\n", "جدة", "محمد"])), max_size=12).map("".join),
        st.lists(st.sampled_from(["O", *(f"{place}-{kind}" for place in "BI" for kind in ("LOC", "PERS", "ORG"))])),
    )
    def test_spans(self, text: str, labels: list[str]) -> None:
        """They are in order and do not overlap; each begins and ends with a word, and holds the labelled words."""
        recognizer = Scripted(labels)
        names = CamelAnalyzer(database=None, ner=recognizer).names(text)
        edges = [edge for name in names for edge in name.span]
        assert edges == sorted(edges)
        assert all(start < end for start, end in (name.span for name in names))
        # A second recognizer sees each span by itself: as many words as had labels of a name, and the same ones.
        parts = [text[slice(*name.span)] for name in names]
        assert all(part == part.strip(" \n\r\t") for part in parts)
        whole, alone = Labels(), Labels()
        CamelAnalyzer(database=None, ner=whole).names(text)
        CamelAnalyzer(database=None, ner=alone).names("\n".join(parts))
        words = [word for sentence in whole.seen for word in sentence]
        inside = [word for word, label in zip(words, recognizer.given, strict=True) if label != "O"]
        assert [word for sentence in alone.seen for word in sentence] == inside


class TestMissing:
    """What is not there, said in one line with the command that brings it."""

    def test_no_data(self, place: Place) -> None:
        """Nothing was fetched yet: no socket is opened to see whether it could be."""
        pytest.importorskip("camel_tools")
        for database, command in {
            NAME: "camel_data -i morphology-db-msa-r13",
            "calima-egy-r13": "camel_data -i morphology-db-egy-r13",
            Path("my.db"): "camel_data -u",
        }.items():
            with pytest.raises(MissingDataError) as raised:
                CamelAnalyzer(database=database)
            assert one_line(raised.value) == f"camel-tools has no data in {str(place.data)!r}: {command}"
        with pytest.raises(MissingDataError, match=r"has no data in .*: camel_data -i ner-arabert\Z"):
            CamelAnalyzer(database=None, ner="arabert")
        assert [*place.home.iterdir(), *place.data.iterdir()] == []

    def test_home(self, place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
        """Data is looked for in the home, where the environment names no other folder."""
        pytest.importorskip("camel_tools")
        monkeypatch.delenv("CAMELTOOLS_DATA")
        with pytest.raises(MissingDataError, match=re.escape(str(place.home))):
            CamelAnalyzer()
        folder = "AppData/Roaming/camel_tools" if sys.platform == "win32" else ".camel_tools"
        moved = Place(place.home, place.home / folder)
        moved.data.mkdir(parents=True)
        moved.install()
        require_camel()
        assert CamelAnalyzer().lemma("المعرض") == "معرض"

    def test_no_database(self, place: Place, database: Path) -> None:
        """The catalogue is there, and the database is not."""
        with pytest.raises(MissingDataError) as raised:
            CamelAnalyzer(database="calima-egy-r13")
        path = place.data / "data/morphology_db/calima-egy-r13/morphology.db"
        command = "camel_data -i morphology-db-egy-r13"
        assert (
            one_line(raised.value) == f"to find lemmas takes the database {str(path)!r}, which is not there: {command}"
        )
        assert raised.value.__suppress_context__
        with pytest.raises(MissingDataError, match=r"takes the database '.*none\.db', which is not there\Z"):
            CamelAnalyzer(database=database.with_name("none.db"))

    def test_no_model(self, database: Path) -> None:
        """Nor is the model: said before torch is loaded, and without a look into the network."""
        assert database
        with pytest.raises(MissingDataError, match=r"takes the model .*: camel_data -i ner-arabert\Z") as raised:
            CamelAnalyzer(ner="arabert")
        one_line(raised.value)

    @pytest.mark.parametrize("option", ["database", "ner"])
    def test_unknown_name(self, database: Path, option: str) -> None:
        """A name that the catalogue does not have, beside those that it has."""
        assert database
        with pytest.raises(OptionError, match=f"{option} must be one of '(calima-egy-r13|arabert)'.*, not 'none'"):
            CamelAnalyzer(**{option: "none"})  # type: ignore[arg-type]

    def test_no_analysis(self, database: Path) -> None:
        """A database that is opened for something else, and what is none at all."""
        loaded = require_camel().MorphologyDB(str(database), "g")
        for wrong in (loaded, 13):
            with pytest.raises(OptionError, match="database must be a name, a path or a MorphologyDB") as raised:
                CamelAnalyzer(database=wrong)
            one_line(raised.value)

    @pytest.mark.parametrize("cut", ["", "###DEFINES###", "###STEMS###\n", "###TABLE AC###\n"])
    def test_cut_off(self, database: Path, cut: str) -> None:
        """A database that ends too early, as after a broken download, is not taken for one that knows no word."""
        text = database.read_text("utf-8")
        database.write_text(text[: text.index(cut) + len(cut)], "utf-8")
        with pytest.raises(MissingDataError, match=r"cut off before its end: camel_data -i morphology-db-msa-r13\Z"):
            CamelAnalyzer()

    @pytest.mark.parametrize(
        "content", [b"<html>\n<p>404</p>", b"\xff\xfe", b"###DEFINES###\n###DEFAULTS###\n###ORDER###"]
    )
    def test_broken(self, database: Path, content: bytes) -> None:
        """A file that is no database."""
        database.write_bytes(content + b"\n###TOKENIZATIONS###\n")
        with pytest.raises(
            MissingDataError, match=r"can't be read \(.*\): camel_data -i morphology-db-msa-r13\Z"
        ) as raised:
            CamelAnalyzer()
        one_line(raised.value)
        with pytest.raises(MissingDataError, match="can't be read"):
            CamelAnalyzer(database=database.parent)

    def test_other_catalogue(self, database: Path, place: Place) -> None:
        """A catalogue that knows no databases."""
        assert database
        forget_camel()
        (place.data / "catalogue.json").write_text('{"version": "1.6.0", "packages": {}, "components": {}}')
        with pytest.raises(MissingDataError, match=r"has no MorphologyDB: camel_data -u\Z"):
            CamelAnalyzer()

    @pytest.mark.parametrize("content", ["<html>\n</html>", "{}"])
    def test_broken_catalogue(self, database: Path, place: Place, content: str) -> None:
        """A page that a proxy sent in place of the catalogue, which camel-tools keeps."""
        assert database
        forget_camel()
        (place.data / "catalogue.json").write_text(content)
        with pytest.raises(
            MissingDataError, match=r"can't load the catalogue .* then camel_data -i morphology-db-msa-r13"
        ):
            CamelAnalyzer()

    def test_no_network(self, database: Path, place: Place) -> None:
        """A catalogue that an older camel-tools left: the new one wants its own, and can't fetch it."""
        assert database
        forget_camel()
        (place.data / "catalogue.json").rename(place.data / "catalogue-1.5.json")
        with pytest.raises(MissingDataError, match=r"\(An error occured while downloading data\.\)") as raised:
            CamelAnalyzer()
        one_line(raised.value)
        assert type(raised.value.__cause__).__name__ == "DownloaderError"

    @pytest.mark.parametrize("module", ["camel_tools", "camel_tools.data", "camel_tools.morphology.analyzer"])
    def test_no_package(self, place: Place, monkeypatch: pytest.MonkeyPatch, module: str) -> None:
        """Without camel-tools, or what it needs, the message says how to get it."""
        place.install()
        if module != "camel_tools":
            require_camel()
        forget_camel()
        monkeypatch.setitem(sys.modules, module, None)
        with pytest.raises(MissingExtraError, match=r'pip install "tweetcraft\[camel\]"\Z') as raised:
            CamelAnalyzer()
        one_line(raised.value)
        assert isinstance(raised.value, ImportError)
        assert str(pickle.loads(pickle.dumps(raised.value))) == str(raised.value)

    def test_no_torch(self, database: Path, place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
        """Names take more than lemmas do; which of it is missed first is of the machine."""
        assert database
        (place.data / "data/ner/arabert").mkdir(parents=True)
        monkeypatch.setitem(sys.modules, "torch", None)
        with pytest.raises(MissingExtraError, match=r"to find names takes .*(torch|numpy).*tweetcraft\[camel\]"):
            CamelAnalyzer(ner="arabert")

    def test_model(self, database: Path, place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
        """A model by its name; where it can't be loaded, that is said in one line."""
        assert database
        (place.data / "data/ner/arabert").mkdir(parents=True)

        class Pretrained(Labels):
            @staticmethod
            def pretrained(name: str) -> Labels:
                if KNOWN.labels:
                    return Labels(**{name: "B-LOC"})
                raise OSError(f"no file\nnamed pytorch_model.bin{'!' * 999}")

        module: Any = type(sys)("camel_tools.ner")
        module.NERecognizer = Pretrained
        monkeypatch.setitem(sys.modules, "camel_tools.ner", module)
        assert CamelAnalyzer(ner="arabert").names("in arabert") == [NamedSpan((3, 10), "place")]
        monkeypatch.setattr(KNOWN, "labels", {})
        with pytest.raises(
            MissingDataError, match=r"can't be read \(no file named pytorch.*…\): camel_data -i ner-a"
        ) as raised:
            CamelAnalyzer(ner="arabert")
        one_line(raised.value)


class TestProtocol:
    """What another library would fill."""

    def test_analyzer(self) -> None:
        """camel-tools is one; what lacks a method is none."""
        assert isinstance(CamelAnalyzer(database=None), Analyzer)
        assert not isinstance(KNOWN, Analyzer)
        assert isinstance(KNOWN, Recognizer)

    def test_types(self) -> None:
        """It is one to a type checker, too."""
        analyzer: Analyzer = CamelAnalyzer(database=None)
        assert [*analyzer.names("جدة")] == []

    def test_loading(self) -> None:
        """Nothing of camel-tools is loaded until it is used."""
        code = (
            "import sys; import tweetcraft, tweetcraft.camel as c; c.CamelAnalyzer(database=None).names('جدة');"
            "print([name for name in sys.modules if name.startswith('camel_tools')])"
        )
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
        assert done.stdout.decode().strip() == "[]"
