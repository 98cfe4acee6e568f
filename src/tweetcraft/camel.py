"""camel-tools as an analyzer of drafts: lemmas from its databases, names from its recognizer.

It is an extra, ``pip install "tweetcraft[camel]"``, and its data comes by a command of its own, ``camel_data``.
Nothing of it is loaded before a :class:`CamelAnalyzer` is made.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache, partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable
from unicodedata import category

import regex

from tweetcraft._text import canonical, require_text, shortened
from tweetcraft.arabic.phrases import without_marks
from tweetcraft.errors import MissingDataError, MissingExtraError, OptionError
from tweetcraft.hashtags.analysis import NamedSpan, NameKind

if TYPE_CHECKING:
    from camel_tools.morphology.database import MorphologyDB

__all__ = ["CamelAnalyzer", "Recognizer"]

_MOST_CACHED = 20_000  # words

_KINDS: dict[str, NameKind] = {"LOC": "place", "PERS": "person", "ORG": "organisation"}

_LINE = regex.compile(r"[^\n\r\u2028\u2029]++")
_TOKEN = regex.compile(r"[^\s\p{P}\p{S}]++|[\p{P}\p{S}]")
"""As ``camel_tools.tokenizers.word.simple_word_tokenize`` parts words, but for emoji of several characters."""


@runtime_checkable
class Recognizer(Protocol):
    """What labels the words of a sentence, as ``camel_tools.ner.NERecognizer`` does."""

    def predict_sentence(self, sentence: list[str]) -> Sequence[str]:
        """For each word ``O``, or ``B-`` or ``I-`` with ``LOC``, ``PERS``, ``ORG`` or ``MISC``."""


class CamelAnalyzer:
    """Lemmas and names by camel-tools; an :class:`~tweetcraft.hashtags.analysis.Analyzer`.

    Arguments:
        database: where lemmas are from: the name of a database of camel-tools, the path of a ``.db`` file, or a
            ``MorphologyDB``; ``None`` for no lemmas.  To load one takes seconds: make one analyzer and keep it.
        ner: where names are from: the name of a model of camel-tools (``"arabert"``), or anything that is a
            :class:`Recognizer`; ``None`` for no names.

    Raises:
        MissingExtraError: camel-tools, or what it needs, is not installed: ``pip install "tweetcraft[camel]"``.
        MissingDataError: the database or the model is not there, or broken; the message has the command that brings it.
        OptionError: there is no database or model of that name, or it is nothing of that.

    >>> from tweetcraft.camel import CamelAnalyzer
    >>> camel = CamelAnalyzer(database="calima-msa-r13", ner="arabert")  # doctest: +SKIP
    >>> camel.lemma("وبالمهرجانات")  # doctest: +SKIP
    'مهرجان'
    >>> camel.names("وصل محمد صلاح إلى جدة")  # doctest: +SKIP
    [NamedSpan(span=(4, 13), kind='person'), NamedSpan(span=(18, 21), kind='place')]

    Source: camel-tools 1.6.0 (MIT) and its data, each with a licence of its own (calima-msa-r13: GPL-2).
    """

    def __init__(
        self,
        *,
        database: str | os.PathLike[str] | MorphologyDB | None = "calima-msa-r13",
        ner: str | Recognizer | None = None,
    ) -> None:
        self._lemma_of = None if database is None else lru_cache(_MOST_CACHED)(_lemmas(database))
        self._recognizer = _pretrained(ner) if isinstance(ner, str) else ner
        if not isinstance(self._recognizer, Recognizer | None):
            raise OptionError(f"ner must be a name or have predict_sentence, not {type(ner).__name__}")

    def lemma(self, word: str) -> str | None:
        """The dictionary form of an Arabic word, without marks and without the particles written on to it.

        Of its analyses the most probable one counts, whatever stands around it.

        Arguments:
            word: one word; its marks and its elongation are left out of account.

        Returns:
            The dictionary form; ``None`` for a word that the database does not know, and for what is no Arabic word.

        Raises:
            TypeError: ``word`` is no ``str``.
        """
        plain = without_marks(canonical(require_text(word)))
        return self._lemma_of(plain) if self._lemma_of else None

    def names(self, text: str) -> list[NamedSpan]:
        """The named entities in a text.

        Arguments:
            text: a draft, or a part of one; each line is a sentence to the recognizer, which does not see tashkeel.

        Returns:
            Their spans, in the order of the text, not overlapping; each holds whole words, with what is written on.

        Raises:
            TypeError: ``text`` is no ``str``.
            OptionError: the recognizer gives more labels than there are words, or fewer.
        """
        require_text(text)
        if self._recognizer is None:
            return []
        return [name for line in _LINE.finditer(text) for name in _names(self._recognizer, text, *line.span())]


# Lemmas


def _lemmas(database: str | os.PathLike[str] | MorphologyDB) -> Callable[[str], str | None]:
    """What finds the lemma of a word without marks."""
    is_name = isinstance(database, str) and not database.endswith(".db")
    command = _command("morphology-db", str(database).removeprefix("calima-")) if is_name else "camel_data -u"
    camel = partial(_camel, purpose="find lemmas", command=command)
    analyzers, letters = camel("camel_tools.morphology.analyzer"), camel("camel_tools.utils.charsets").AR_CHARSET
    if is_name:
        database = _loaded(_dataset("MorphologyDB", str(database), "database") / "morphology.db", f": {command}")
    elif isinstance(database, str | os.PathLike):
        database = _loaded(Path(database))
    try:
        return partial(_lemma, analyzers.Analyzer(database).analyze, letters)
    except analyzers.AnalyzerError as error:
        raise OptionError(f"database must be a name, a path or a MorphologyDB for analysis: {error}") from None


def _lemma(analyze: Callable[[str], list[dict[str, Any]]], letters: frozenset[str], word: str) -> str | None:
    if not letters.issuperset(word):
        return None  # camel-tools has an analysis for numbers, signs and other scripts too: the word itself
    # As camel-tools itself orders the analyses of a word that stands alone; its databases hold these logarithms.  With
    # a database that has none the first counts: that with the fewest letters taken off the front.
    best = max(
        analyze(word),
        key=lambda analysis: (analysis.get("pos_lex_logprob", 0.0), analysis.get("lex_logprob", 0.0)),
        default=None,
    )
    return without_marks(best["lex"]).replace("ٱ", "ا") or None if best else None


def _loaded(path: Path, command: str = "") -> MorphologyDB:
    """A database, read from its file."""
    databases = _camel("camel_tools.morphology.database", "find lemmas")
    try:
        database = databases.MorphologyDB(str(path))
    except FileNotFoundError:
        raise MissingDataError(
            f"to find lemmas takes the database {str(path)!r}, which is not there{command}"
        ) from None
    except Exception as error:  # its parser raises whatever a line that it does not expect leads to
        raise MissingDataError(f"the database {str(path)!r} can't be read ({_line_of(error)}){command}") from error
    if not (database.stem_hash and database.prefix_suffix_compat):  # a file that ends too early is no error to it
        raise MissingDataError(f"the database {str(path)!r} has no words, or is cut off before its end{command}")
    return database


# Names


def _pretrained(name: str) -> Recognizer:
    """A recognizer of camel-tools."""
    command = _command("ner", name)
    _camel("camel_tools.data", "find names", command)
    path = _dataset("NamedEntityRecognition", name, "ner")
    if not path.exists():  # transformers would look for a model of this name in the network
        raise MissingDataError(f"to find names takes the model {str(path)!r}, which is not there: {command}")
    recognizers = _camel("camel_tools.ner", "find names")
    try:
        recognizer: Recognizer = recognizers.NERecognizer.pretrained(name)
    except Exception as error:  # whatever torch, transformers and what they read the files with raise
        raise MissingDataError(f"the model {str(path)!r} can't be read ({_line_of(error)}): {command}") from error
    return recognizer


def _names(recognizer: Recognizer, text: str, start: int, end: int) -> Iterator[NamedSpan]:
    """The named entities in a line of a text."""
    tokens = list(_TOKEN.finditer(text, start, end))
    labels = recognizer.predict_sentence([_seen(token[0]) for token in tokens]) if tokens else ()
    if len(labels) != len(tokens):
        raise OptionError(f"ner must give a label for each word: it gave {len(labels)} for {len(tokens)}")
    name: tuple[str, int, int] | None = None  # its label, and where it stands
    for token, label in zip(tokens, labels, strict=True):
        place, _, kind = label.partition("-")
        if name and kind == name[0] and place == "I":
            name = (kind, name[1], token.end())
            continue
        if name:
            yield _named(*name)
        # What goes on with nothing before it begins here: the recognizer labels each word by itself.
        name = (kind, *token.span()) if kind else None
    if name:
        yield _named(*name)


def _named(label: str, start: int, end: int) -> NamedSpan:
    return NamedSpan((start, end), _KINDS.get(label, "other"))


def _seen(token: str) -> str:
    """A token as the recognizer gets it: it has learned from words without marks.

    It leaves out a token in which it sees nothing, and then its labels are fewer than the words: of one that is all
    emoji or control characters, and of a character that came after its Unicode.
    """
    return "".join(character for character in without_marks(token) if category(character)[0] in "LMNP") or "."


# The package and its data


def _command(component: str, name: str) -> str:
    """The command that brings data; packages are named so in the catalogue of camel-tools 1.6."""
    return f"camel_data -i {component}-{name}"


def _camel(module: str, purpose: str, command: str = "camel_data -u") -> Any:
    """A module of camel-tools; the command brings the data that it is for, or the catalogue alone."""
    try:
        import_module("camel_tools")
        _load_catalogue(command)
        return import_module(module)
    except ImportError as error:
        raise MissingExtraError(
            f'to {purpose} takes camel-tools and all that it needs ({_line_of(error)}): pip install "tweetcraft[camel]"'
        ) from error


def _load_catalogue(command: str) -> None:
    """Import ``camel_tools.data``, which reads the catalogue, and opens a socket to fetch it where there is none."""
    folder = _data_folder()
    if "camel_tools.data" not in sys.modules and not any(folder.glob("catalogue*.json")):
        raise MissingDataError(f"camel-tools has no data in {str(folder)!r}: {command}")
    try:
        import_module("camel_tools.data")
    except ImportError:
        raise
    except Exception as error:
        # Its own error where it can't fetch it, that of a folder that it may not make, and JSON's where a proxy sent a
        # page of its own, which camel-tools keeps as its catalogue: its commands fail then too.
        raise MissingDataError(
            f"camel-tools can't load the catalogue of its data from {str(folder)!r} ({_line_of(error)}): "
            f"remove it where it is broken, then {command}"
        ) from error


def _data_folder() -> Path:
    """Where camel-tools looks for its data, and ``camel_data`` puts it."""
    named = os.environ.get("CAMELTOOLS_DATA")
    if named is not None:
        return Path(named).expanduser().absolute()
    return Path.home() / ("AppData/Roaming/camel_tools" if sys.platform == "win32" else ".camel_tools")


def _dataset(component: str, name: str, option: str) -> Path:
    """Where a database or a model of camel-tools is, or would be; its catalogue is loaded."""
    components = import_module("camel_tools.data").CATALOGUE.components
    if component not in components:
        raise MissingDataError(f"the catalogue of camel-tools has no {component}: camel_data -u")
    datasets = components[component].datasets
    if name not in datasets:
        raise OptionError(f"{option} must be one of {', '.join(map(repr, sorted(datasets)))}, not {name!r}")
    return Path(datasets[name].path)


def _line_of(error: Exception) -> str:
    """What an error says, in one line and no longer than a line."""
    return shortened(" ".join(str(error).split()) or type(error).__name__, 200)
