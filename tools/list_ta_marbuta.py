"""Write ``reviewing/ta_marbuta.json``: words whose last ة is none but a slip where ه stands for it.

usage: python -m tools.list_ta_marbuta

The words are those of the Arabic list of pyspellchecker (MIT), which counts 270 million words of OpenSubtitles; those
after the article also of the edited news articles of the shared data (ANT corpus, Apache-2.0).  They are counted with
and without their hamzas together, and spelled as most spell them.  Volunteers write ه for ة now and then, so a word is
taken where ة is many times as frequent, where the news never have it with ه, and where it is no slip of
``reviewing/slips.json``.  After the article no pronoun can follow.  Elsewhere a word is taken only where ه can hardly
be its pronoun: where what is left without ة is hardly a word, or where it has the form of a relative adjective.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Set
from pathlib import Path

from benchmarks.texts import DATA
from tools.train_segmentation import subtitle_counts
from tweetcraft import reviewing
from tweetcraft.reviewing.writing.ta_marbuta import ARTICLES, PARTICLES, without_hamzas

_FILE = Path(reviewing.__file__).with_name("ta_marbuta.json")
_SLIPS = _FILE.with_name("slips.json")
_WORD = re.compile("[\u0621-\u064a]+")
_ARTICLE = "ال"
_LEAST, _LEAST_BARE, _LEAST_IN_NEWS = 51, 200, 5  # times that a word is seen
_RATIO_DEFINITE, _RATIO_BARE = 3, 10  # times as often as with ه
_SHORTEST_ADJECTIVE = 6  # letters
_MOST_STEM = 0.02  # of the times that a word is seen, what is left without ة
_OFTEN_IN_NEWS = 2  # times with ه; once is a slip there too
_ABOUT = (
    "Words that end in ة, and are a slip where they are written with ه. definite: after the article, which is left"
    " out here; bare: without it. Made by tools/list_ta_marbuta.py."
)
_SOURCE = (
    "the Arabic word list of pyspellchecker 0.9.1 (MIT), which counts subtitles of OpenSubtitles; news articles of the"
    " ANT corpus (Apache-2.0)"
)

_OWN_HA = frozenset("كره رفاه تاليه سفيه شبه فاره وجه ديه تهمه همه".split())  # noqa: SIM905 - as one reads them
"""Words that end in a ه of their own, and are others with ة; what follows ال in والديه, his parents, in التهمه, it
devoured him, and in الهمه, where the hamza of he inspired him is left out."""
_ALSO_VERBS = frozenset("كلمة هدية صحبة رفقة دعوة".split())  # noqa: SIM905
"""كلمه is also he spoke to him, صحبه his companions, and so on."""


def main() -> int:
    """Write the file."""
    slips = {wrong for entry in json.loads(_SLIPS.read_text(encoding="utf-8"))["entries"] for wrong in entry["wrong"]}
    listed = subtitle_counts()
    in_news = Counter(_WORD.findall((DATA / "articles.jsonl").read_text(encoding="utf-8")))
    spelled: dict[str, str] = {}
    for word, _ in sorted({**in_news, **listed}.items(), key=lambda pair: (-pair[1], pair[0])):
        if word not in slips:
            spelled.setdefault(without_hamzas(word), word)
    counts = _counted(listed)
    news = _counted(in_news)
    definite = definite_words(counts, news)
    bare = bare_words(counts, news, definite)
    data = {
        "about": _ABOUT,
        "source": _SOURCE,
        "definite": _listed(slips, _spelled(spelled, definite, _ARTICLE), ARTICLES),
        "bare": _listed(slips, _spelled(spelled, bare), PARTICLES),
    }
    _FILE.write_text(json.dumps(data, ensure_ascii=False, indent=0) + "\n", encoding="utf-8", newline="\n")
    sizes = ", ".join(f"{len(data[kind].split()):,} {kind}" for kind in ("definite", "bare"))
    print(f"{sizes}; {_FILE.stat().st_size:,} bytes", file=sys.stderr)
    return 0


def _counted(words: Mapping[str, int]) -> Counter[str]:
    """How often words are seen, whatever their hamzas."""
    counts: Counter[str] = Counter()
    for word, times in words.items():
        # What begins with a hamza has no article there: الهمه without one is taken for what it would be with it.
        counts[without_hamzas(word)] += times
    return counts


def definite_words(counts: Mapping[str, int], news: Mapping[str, int]) -> set[str]:
    """What follows the article, with its ة."""
    found = set()
    for word in {**counts, **news}:
        rest = word.removeprefix(_ARTICLE)
        times, is_of_news = counts.get(word, 0), news.get(word, 0) >= _LEAST_IN_NEWS
        if rest != word and len(rest) > 2 and word.endswith("ة") and (times >= _LEAST or is_of_news):
            slip = _with_ha(word)
            if max(times, _LEAST) >= _RATIO_DEFINITE * counts.get(slip, 0) and news.get(slip, 0) < _OFTEN_IN_NEWS:
                found.add(rest)
    return {rest for rest in found if _with_ha(rest) not in _OWN_HA}


def bare_words(counts: Mapping[str, int], news: Mapping[str, int], definite: Set[str]) -> set[str]:
    """Words without the article and without particles that are written on to them."""
    found = set()
    for word, times in counts.items():
        # A verb may end in a long vowel and a pronoun: قضاه, أداه.
        if len(word) > 3 and word.endswith("ة") and not word.endswith("اة") and times >= _LEAST:
            is_adjective = len(word) >= _SHORTEST_ADJECTIVE and word.endswith("ية")
            has_no_stem = times >= _LEAST_BARE and counts.get(word[:-1], 0) < _MOST_STEM * times
            is_slip = times >= _RATIO_BARE * counts.get(_with_ha(word), 0) and not news.get(_with_ha(word))
            if is_slip and (is_adjective or has_no_stem):
                found.add(word)
    found -= _ALSO_VERBS
    whole = found | {_ARTICLE + rest for rest in definite}
    return {word for word in found if not word.startswith(ARTICLES) and not _has_particle(word, whole)}


def _has_particle(word: str, words: Set[str]) -> bool:
    """Whether a word is one of some words with a particle."""
    return any(word.startswith(before) and word[len(before) :] in words for before in PARTICLES if before)


def _spelled(spelled: Mapping[str, str], words: Iterable[str], before: str = "") -> Iterator[str]:
    """Words as most spell them where they are spelled without a slip."""
    return (spelled[before + word].removeprefix(before) for word in words if before + word in spelled)


def _listed(slips: Set[str], words: Iterable[str], beginnings: Iterable[str]) -> str:
    """The words that are slips after none of some beginnings."""
    return " ".join(sorted(word for word in words if not any(before + word in slips for before in beginnings)))


def _with_ha(word: str) -> str:
    return f"{word[:-1]}ه"


if __name__ == "__main__":
    sys.exit(main())
