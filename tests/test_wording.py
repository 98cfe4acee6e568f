"""Lists of shorter wording: data that no application of it may turn against a text."""

from __future__ import annotations

import re
from collections import Counter

import pytest

import tweetcraft as tc
from tweetcraft.arabic.wording import ADVERBS, FILLERS, LIGHT_VERBS, LISTS, OPENERS, PROCLITIC, SHORTER, Wording

ENTRIES = [entry for wording in LISTS for entry in wording.entries]
PHRASES = {phrase for phrase, _ in ENTRIES}
WORDS = re.compile("[ء-ي]+\u064b?[ء-ي]?(?: [ء-ي]+\u064b?[ء-ي]?)*")

NEXT = {
    # What may stand after a phrase of a list, and what may not.
    (ADVERBS, ""): True,
    (ADVERBS, " جدا"): True,
    (ADVERBS, "، ثم"): True,
    (ADVERBS, " وآمن"): False,
    (PROCLITIC, " الوطن"): True,
    (PROCLITIC, " لبنان"): True,
    (PROCLITIC, " أن"): False,
    (PROCLITIC, " غير"): False,
    (PROCLITIC, " AI"): False,
    (PROCLITIC, ""): False,
    (LIGHT_VERBS, " المعرض"): True,
    (LIGHT_VERBS, " رسمية"): False,
    (LIGHT_VERBS, " إلى"): False,
    (LIGHT_VERBS, " الى"): False,
    (LIGHT_VERBS, ""): False,
    (OPENERS, " الشركة"): True,
    (OPENERS, " هذا"): True,
    (OPENERS, " اللاعبين"): False,
    (OPENERS, " عددا"): False,
    (OPENERS, " عددًا"): False,
    (OPENERS, ""): False,
}


class TestEntries:
    """What holds for every phrase."""

    def test_shorter(self) -> None:
        """Every entry is shorter in weighted units."""
        assert [e for e in ENTRIES if tc.weighted_length(e[1]) >= tc.weighted_length(e[0])] == []

    def test_once(self) -> None:
        """No phrase stands twice, in one list or in two."""
        assert [phrase for phrase, times in Counter(phrase for phrase, _ in ENTRIES).items() if times > 1] == []

    def test_words(self) -> None:
        """Phrases and what takes their place are whole words, parted by one space."""
        assert [part for entry in ENTRIES for part in entry if part and not WORDS.fullmatch(part)] == []

    def test_settled(self) -> None:
        """No result holds a phrase, so that applying a list twice is applying it once."""
        again = re.compile(rf"(?<!\w)(?:{'|'.join(sorted(PHRASES, key=len, reverse=True))})(?!\w)")
        assert [entry for entry in ENTRIES if again.search(entry[1])] == []

    @pytest.mark.parametrize(
        ("wording", "phrase", "shorter"),
        [
            (FILLERS, "وذلك بعد", "بعد"),
            (FILLERS, "في العام الماضي", "العام الماضي"),
            (SHORTER, "على الرغم من", "رغم"),
            (SHORTER, "في الوقت الحالي", "حاليًا"),
            (ADVERBS, "بشكل كبير", "كثيرًا"),
            (ADVERBS, "بصورة مستمرة", "باستمرار"),
            (SHORTER, "بهدف الحد", "للحد"),
            (PROCLITIC, "من أجل", "ل"),
            (LIGHT_VERBS, "قام بزيارة", "زار"),
            (LIGHT_VERBS, "قامت بإجراء", "أجرت"),
            (LIGHT_VERBS, "قاموا باجراء", "أجروا"),
            (LIGHT_VERBS, "يقومون ببناء", "يبنون"),
            (LIGHT_VERBS, "ستقوم بتأسيس", "ستؤسس"),
            (LIGHT_VERBS, "سيقوم بشراء", "سيشتري"),
            (LIGHT_VERBS, "قامت بنشر", "نشرت"),
            (OPENERS, "يذكر أن", ""),
        ],
    )
    def test_examples(self, wording: Wording, phrase: str, shorter: str) -> None:
        """Some of each list, and forms of verbs that are weak at the end."""
        assert (phrase, shorter) in wording.entries

    def test_homographs(self) -> None:
        """A verb that is written as its masdar does not take its place."""
        assert "قام بنشر" not in PHRASES
        assert "قام بجمع" not in PHRASES


class TestLists:
    """What holds for every list."""

    def test_order(self) -> None:
        """The least harm first, on a scale of five; names are unlike."""
        harms = [wording.harm for wording in LISTS]
        assert harms == sorted(harms)
        assert {*harms} <= {1, 2, 3, 4, 5}
        assert len({wording.name for wording in LISTS}) == len(LISTS)

    @pytest.mark.parametrize("wording", LISTS, ids=lambda wording: wording.name)
    def test_told(self, wording: Wording) -> None:
        """Each says why, in two languages, and where it is from."""
        assert wording.entries
        assert wording.reason
        assert re.search("[ء-ي]", wording.reason_ar)
        assert wording.source

    def test_size(self) -> None:
        """There are as many as promised."""
        assert len(FILLERS.entries) + len(SHORTER.entries) >= 60
        assert len({phrase.split()[1] for phrase, _ in LIGHT_VERBS.entries}) >= 50

    @pytest.mark.parametrize(("wording", "rest"), NEXT, ids=[f"{w.name}:{rest}" for w, rest in NEXT])
    def test_next(self, wording: Wording, rest: str) -> None:
        """What follows decides where it has to."""
        assert bool(re.match(wording.followed_by, rest)) is NEXT[wording, rest]

    @pytest.mark.parametrize("before", ["", "انتهى.", "لماذا؟", "سطر\n"])
    def test_before(self, before: str) -> None:
        """An opener goes where a sentence begins, and there only."""
        assert re.search(OPENERS.preceded_by, before)
        assert not re.search(OPENERS.preceded_by, f"{before}لم")
