"""Hashtags: what links, how they are compared, a vocabulary of them, and writing them into a draft."""

from __future__ import annotations

import dataclasses
import json
import pickle
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

import tweetcraft as tc
from benchmarks.hashtags import load_measure
from benchmarks.texts import DATA
from tweetcraft.arabic.stems import light_stem
from tweetcraft.hashtags.analysis import NamedSpan
from tweetcraft.hashtags.keys import tag_key
from tweetcraft.hashtags.ranking import ranker
from tweetcraft.hashtags.validity import is_hashtag

import strategies

WORDS = (
    "موسم", "الرياض", "والرياض", "2030", "رؤية", "مَوْسم", "مـــوسم", "ﻻعب", "NEOM", "iPhone", "l'été", "أبو",
    "ظبي", "ق.م", "٪", "-", "«نص»", "#وسم", "@user", "example.com", "😀", "\u200f", "\u0301", "中文", "_", "__a",
)  # fmt: skip
phrases = st.lists(st.sampled_from(WORDS), min_size=1, max_size=5).map(" ".join)
POSTS = [
    "انطلق #موسم_الرياض اليوم بحفل كبير في بوليفارد",
    "سعداء بكم في #موسم_الرياض وننتظركم غدا",
    "حفل جديد في #بوليفارد_سيتي مع فرقة عالمية",
    "موسم الرياض يعود من جديد",
    "وصفة اليوم: كبسة الدجاج بالبهارات #مطبخ_سلمى",
    "جربوا كبسة اللحم على طريقتنا #مطبخ_سلمى",
]


class TestMakeHashtag:
    """Words that become a tag."""

    @given(words=st.one_of(phrases, strategies.posts), joiner=st.sampled_from(["_", ""]))
    def test_links(self, words: str, joiner: Any) -> None:
        """What comes out is linked whole, and making it again changes nothing; else there is an error."""
        try:
            tag = tc.make_hashtag(words, joiner=joiner)
        except tc.HashtagError:
            return
        assert [entity.value for entity in tc.extract(f"#{tag}")] == [tag]
        assert tc.make_hashtag(tag) == tag

    @pytest.mark.parametrize(
        ("words", "tag"),
        [
            ("موسم الرياض", "موسم_الرياض"),
            ("#موسم_الرياض", "موسم_الرياض"),
            ("اليـــوم الوطنيّ 96", "اليوم_الوطني_96"),
            ("ﻻعب العام", "لاعب_العام"),
            ("رؤية-2030!", "رؤية_2030"),
            ("كأس العالم™", "كأس_العالم"),
            ("L'Été à Paris", "LÉté_à_Paris"),
            ("  عبارة  طويلة ", "عبارة_طويلة"),
        ],
    )
    def test_words(self, words: str, tag: str) -> None:
        """Marks, tatweel and shapes go, what no tag can hold parts words."""
        assert tc.make_hashtag(words) == tag

    def test_joined(self) -> None:
        """Nothing stands between words where that is wanted."""
        assert tc.make_hashtag("Riyadh Season", joiner="") == "RiyadhSeason"

    @pytest.mark.parametrize("words", ["", "2030", "٩٦", "!!!", "😀", "#", "مر" * 51])
    def test_none(self, words: str) -> None:
        """What no tag can be made of is an error that names it."""
        with pytest.raises(tc.HashtagError, match="makes no hashtag"):
            tc.make_hashtag(words)

    def test_wrong(self) -> None:
        """Another joiner would cut the tag."""
        for call in (tc.make_hashtag, tc.suggest_hashtags):
            with pytest.raises(tc.OptionError, match="joiner"):
                call("موسم الرياض", joiner="-")  # type: ignore[operator]


class TestKeys:
    """Tags that readers take for one."""

    @pytest.mark.parametrize(
        ("one", "other"),
        [("أبو_ظبي", "ابوظبي"), ("رؤية_٢٠٣٠", "رويه_2030"), ("مَكة", "مكه"), ("NEOM", "neom"), ("مستشفى", "مستشفي")],
    )
    def test_same(self, one: str, other: str) -> None:
        """Hamza, dots, marks, ``_``, digits and capitals make no other tag."""
        assert tag_key(one) == tag_key(other)

    def test_other(self) -> None:
        """Another letter does."""
        assert tag_key("سلمى") != tag_key("سلوى")


class TestVocabulary:
    """Tags with their history."""

    def test_counts(self) -> None:
        """How often a tag was used, how it is written, and how often its words stood there without a sign."""
        vocabulary = tc.HashtagVocabulary.from_posts([*POSTS, "عدنا إلى #موسم_الريـاض"])
        known = vocabulary.known("موسم الرياض")
        assert known is not None
        assert (known.count, known.spelling, known.plain) == (3, "موسم_الرياض", 1)
        assert "#مطبخ_سلمى" in vocabulary
        assert "وسم آخر" not in vocabulary
        assert len(vocabulary) == 3

    def test_recall(self) -> None:
        """A tag that shares no word with a draft is found by the posts that it stood in."""
        recalled = tc.HashtagVocabulary.from_posts(POSTS).recall("طريقة عمل كبسة السمك بالبهارات")
        assert max(recalled, key=lambda key: recalled[key]) == tag_key("مطبخ_سلمى")
        assert all(0 < share <= 1 for share in recalled.values())
        assert tc.HashtagVocabulary.from_posts(POSTS).recall("لا شيء يشبه هذا") == {}

    def test_add(self) -> None:
        """One post after another gives what all at once do, but for what stood there before the tag was known."""
        added = tc.HashtagVocabulary()
        for post in POSTS:
            added.add(post)
        assert added.recall(POSTS[0]) == tc.HashtagVocabulary.from_posts(POSTS).recall(POSTS[0])

    def test_from_tags(self) -> None:
        """A list of a brand, or a mapping with counts."""
        assert len(tc.HashtagVocabulary.from_tags(["#وسم", "وسم_آخر"])) == 2
        known = tc.HashtagVocabulary.from_tags({"وسم": 7}).known("وسم")
        assert known is not None
        assert known.count == 7

    @pytest.mark.parametrize("tag", ["2030", "وسم آخر", "وسم-آخر", ""])
    def test_wrong_tag(self, tag: str) -> None:
        """What the platform would not link is refused by name."""
        with pytest.raises(tc.VocabularyError, match="is no hashtag"):
            tc.HashtagVocabulary.from_tags([tag])

    @given(posts=st.lists(strategies.posts, max_size=5), draft=strategies.posts)
    def test_any(self, posts: list[str], draft: str) -> None:
        """Whatever the posts are, a vocabulary comes of them, and comes back from its file."""
        vocabulary = tc.HashtagVocabulary.from_posts(posts)
        assert all(is_hashtag(known.spelling) for known in map(vocabulary.known, vocabulary) if known)
        assert vocabulary.recall(draft) == vocabulary.recall(draft)

    def test_file(self, tmp_path: Path) -> None:
        """What is saved is read again, and goes on learning."""
        vocabulary = tc.HashtagVocabulary.from_posts(POSTS)
        vocabulary.save(tmp_path / "tags")
        loaded = tc.HashtagVocabulary.load(tmp_path / "tags")
        assert list(loaded) == list(vocabulary)
        assert loaded.recall(POSTS[4]) == vocabulary.recall(POSTS[4])
        assert (loaded.posts, loaded.inside) == (vocabulary.posts, vocabulary.inside)
        assert tc.suggest_hashtags(POSTS[4], vocabulary=loaded) == tc.suggest_hashtags(POSTS[4], vocabulary=vocabulary)
        loaded.add("#وسم جديد")
        assert len(loaded) == len(vocabulary) + 1

    @pytest.mark.parametrize(
        ("spoil", "says"),
        [
            (lambda _: b"", "not a file"),
            (lambda _: b"\x80\x04pickle", "not a file"),
            (lambda raw: raw[:-20], "cut off"),
            (lambda raw: raw.replace("موسم".encode(), "مواسم".encode()), "changed"),
            (lambda raw: raw.replace(b'"version": 3', b'"version": 9'), "version 9"),
            (lambda raw: raw.replace(b'"version": 3', b'"version": 2'), "version 2"),
        ],
        ids=["empty", "pickle", "cut", "changed", "later", "earlier"],
    )
    def test_spoilt(self, spoil: Callable[[bytes], bytes], says: str, tmp_path: Path) -> None:
        """A file that is none, was changed, or is of a later version, says so with its name."""
        path = tmp_path / "tags"
        tc.HashtagVocabulary.from_posts(POSTS).save(path)
        path.write_bytes(spoil(path.read_bytes()))
        with pytest.raises(tc.VocabularyError, match=says) as caught:
            tc.HashtagVocabulary.load(path)
        assert str(path) in str(caught.value)

    def test_first_line(self, tmp_path: Path) -> None:
        """The first line says what the file is."""
        tc.HashtagVocabulary.from_posts(POSTS).save(tmp_path / "tags")
        head = json.loads((tmp_path / "tags").read_text(encoding="utf-8").splitlines()[0])
        assert (head["format"], head["version"]) == ("tweetcraft hashtag vocabulary", 3)


def suggestion(text: str, words: str, tag: str) -> tc.HashtagSuggestion:
    """A tag for words of a text."""
    start = text.index(words)
    return tc.HashtagSuggestion(tag, 0.5, "", "", (start, start + len(words)), 1, len(tag) + 2)


class TestApply:
    """Tags written into a draft."""

    TEXT = "انطلق موسم الرياض اليوم في الرياض"

    def test_inline(self) -> None:
        """The words of a tag become the tag."""
        tag = suggestion(self.TEXT, "موسم الرياض", "موسم_الرياض")
        assert tc.apply_hashtags(self.TEXT, [tag]) == "انطلق #موسم_الرياض اليوم في الرياض"

    def test_end(self) -> None:
        """Or they stay, and it stands at the end."""
        tag = suggestion(self.TEXT, "موسم الرياض", "موسم_الرياض")
        assert tc.apply_hashtags(self.TEXT, [tag, "وسم"], placement="end") == f"{self.TEXT} #موسم_الرياض #وسم"

    def test_particle(self) -> None:
        """No sign is put after a particle that is written on to a word: that would link nothing."""
        text = "انطلق وموسم الرياض بدأ"
        assert tc.apply_hashtags(text, [suggestion(text, "موسم الرياض", "موسم_الرياض")]) == f"{text} #موسم_الرياض"

    def test_overlap(self) -> None:
        """Of two tags for the same words the second goes to the end."""
        tags = [
            suggestion(self.TEXT, "موسم الرياض", "موسم_الرياض"),
            suggestion(self.TEXT, "الرياض اليوم", "الرياض_اليوم"),
        ]
        assert tc.apply_hashtags(self.TEXT, tags) == "انطلق #موسم_الرياض اليوم في الرياض #الرياض_اليوم"

    def test_limit(self) -> None:
        """No more than are wanted, and none that does not fit."""
        short = dataclasses.replace(tc.X, limit=38)
        assert tc.apply_hashtags(self.TEXT, ["وسم", "آخر"], limit=1) == f"{self.TEXT} #وسم"
        assert tc.apply_hashtags(self.TEXT, ["وسم_طويل", "وسم"], rules=short) == f"{self.TEXT} #وسم"

    @given(text=strategies.posts, tags=st.lists(st.sampled_from(["وسم", "وسم_آخر", "tag", "2030"]), max_size=3))
    def test_any(self, text: str, tags: list[str]) -> None:
        """What linked still does, the tags that were written do too, and nothing is over the limit."""
        assume(tc.weighted_length(text) <= 280)
        written = tc.apply_hashtags(text, tags, placement="end")
        assert tc.weighted_length(written) <= 280
        before, after = ([(e.kind, e.value) for e in tc.extract(t)] for t in (text, written))
        assert after[: len(before)] == before
        assert {kind for kind, _ in after[len(before) :]} <= {"hashtag"}

    def test_wrong(self) -> None:
        """There is no third placement."""
        with pytest.raises(tc.OptionError, match="placement"):
            tc.apply_hashtags("نص", ["وسم"], placement="start")  # type: ignore[arg-type]


class TestSuggest:
    """Tags for a draft."""

    @given(text=strategies.posts, limit=st.integers(0, 7), joiner=st.sampled_from(["_", ""]))
    def test_any(self, text: str, limit: int, joiner: Any) -> None:
        """Each is linked whole, none is in the draft already or twice, and its place and weights are those it has."""
        found = tc.suggest_hashtags(text, limit=limit, joiner=joiner)
        assert len(found) <= limit
        assert found == tc.suggest_hashtags(text, limit=limit, joiner=joiner)
        keys = [tag_key(one.tag) for one in found]
        tags = {tag_key(entity.value) for entity in tc.extract(text) if entity.kind == "hashtag"}
        assert len({*keys}) == len(keys)
        assert tags.isdisjoint(keys)
        for one in found:
            assert is_hashtag(one.tag)
            assert one.span is not None
            assert tag_key(tc.make_hashtag(text[slice(*one.span)])) == tag_key(one.tag)
            at_end = tc.apply_hashtags(text, [one.tag], placement="end", rules=tc.X_PREMIUM)
            assert one.end_weight == tc.weighted_length(at_end) - tc.weighted_length(text)
            if one.inline_weight is not None:
                inline = tc.apply_hashtags(text, [one], rules=tc.X_PREMIUM)
                assert one.inline_weight == tc.weighted_length(inline) - tc.weighted_length(text)

    @pytest.mark.parametrize(
        ("text", "tag"),
        [
            ("أعلنت وزارة التجارة عن إطلاق معرض القاهرة الدولي للكتاب غدا", "معرض_القاهرة_الدولي_للكتاب"),
            ("عرض خاص في متاجر أبو ظبي هذا الأسبوع", "أبو_ظبي"),
            ("الطقس غدا في الكويت حار جدا", "الكويت"),
        ],
    )
    def test_first(self, text: str, tag: str) -> None:
        """What anybody would choose comes first."""
        assert tc.suggest_hashtags(text)[0].tag == tag

    def test_no_words(self) -> None:
        """No words, no tags; and none is made of a link or a name."""
        assert tc.suggest_hashtags("") == []
        assert tc.suggest_hashtags("https://example.com/الرياض @riyadh #الرياض 😀") == []

    def test_particle(self) -> None:
        """A particle that is written on to a word with ال is no part of the tag."""
        found = tc.suggest_hashtags("سافرنا إلى جدة والرياض معا", limit=9)
        assert "الرياض" in [one.tag for one in found]
        assert not any(one.tag.startswith("وال") for one in found)

    def test_blocked(self) -> None:
        """Blocked words are in no tag; the list is the caller's."""
        text = "الطقس غدا في الكويت حار جدا"
        tags = [one.tag for one in tc.suggest_hashtags(text, blocked={tag_key("الكويت")})]
        assert tags
        assert not any("الكويت" in tag.split("_") for tag in tags)

    def test_vocabulary(self) -> None:
        """A tag of the writer's own comes in the spelling that the writer prefers, and one by its company."""
        vocabulary = tc.HashtagVocabulary.from_posts(POSTS)
        inline = tc.suggest_hashtags("ننتظركم في بوليفارد سيتي مساء", vocabulary=vocabulary)
        own = next(one for one in inline[:2] if one.tag == "بوليفارد_سيتي")
        assert own.reason == "used once before"
        recalled = tc.suggest_hashtags("كبسة الدجاج بالبهارات على طريقتنا", vocabulary=vocabulary)
        assert [(one.tag, one.span, one.inline_weight) for one in recalled if one.span is None] == [
            ("مطبخ_سلمى", None, None)
        ]

    @pytest.mark.parametrize("limit", [-1, "5", None])
    def test_wrong_limit(self, limit: Any) -> None:
        """What is no number of tags is refused."""
        with pytest.raises(tc.OptionError, match="limit"):
            tc.suggest_hashtags("نص", limit=limit)

    @pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # the measure leaves its file open
    def test_measure(self) -> None:
        """On the fold of the measure that nothing was learned from, recall@5 is what the documents say."""
        measure = shared_measure()
        rows = [row for row in measure.drafts(DATA / "tweets.jsonl", "inline") if row["fold"] == 0][:300]
        recall = 0.0
        for row in rows:
            tags = {measure.key(one.tag) for one in tc.suggest_hashtags(row["body"])}
            recall += len(row["gold"] & tags) / len(row["gold"])
        assert recall / len(rows) > 0.81


def shared_measure() -> Any:
    """The measure of hashtags; the test is skipped where the shared folder is not here."""
    path = DATA.parent / "eval" / "hashtags.py"
    if not path.is_file():
        pytest.skip(f"no measure at {path}")
    return load_measure()


INSIDE = [f"زوروا #معرض_الكتاب في قاعة {number} مع العائلة" for number in range(30)]
HANGING = [f"زوروا قاعة {number} مع العائلة واقرؤوا #معرض_الكتاب" for number in range(30)]


class TestHistory:
    def test_inside(self) -> None:
        """Where a writer's tags stand is learned; where nothing is known it is as likely as not."""
        inside, hanging = map(tc.HashtagVocabulary.from_posts, (INSIDE, HANGING))
        assert (round(hanging.inside, 1), tc.HashtagVocabulary().inside, round(inside.inside, 1)) == (0.1, 0.5, 0.9)

    def test_habit(self) -> None:
        """To one who hangs tags at the end what was hung there is suggested first, to others the draft's words."""
        draft = "نفتتح غدا مهرجان القاهرة السينمائي مع العائلة في قاعة 7"
        first = {
            name: tc.suggest_hashtags(draft, vocabulary=tc.HashtagVocabulary.from_posts(posts))[0]
            for name, posts in (("inside", INSIDE), ("hanging", HANGING))
        }
        assert (first["hanging"].tag, first["hanging"].span) == ("معرض_الكتاب", None)
        assert first["inside"].span is not None

    def test_list(self) -> None:
        """A tag of a list comes back where the draft has one of its words, and where nothing else is like it, too."""
        vocabulary = tc.HashtagVocabulary.from_tags({"مطبخ_سلمى": 3, "موسمالرياض": 1})
        found = {one.tag: one.reason for one in tc.suggest_hashtags("حفلات الرياض هذا المساء", vocabulary=vocabulary)}
        assert found["موسمالرياض"] == "posts like this one had it"
        assert found["مطبخ_سلمى"] == "it is on the list"

    def test_own_words(self) -> None:
        """A word that a writer makes a tag is suggested, though nobody else does."""
        draft = "نقدم لكم زعتورة بالجبن في فرع الحي"
        posts = [f"جربوا #زعتورة_{word} عندنا اليوم" for word in ("جديدة", "ساخنة", "كبيرة", "لذيذة")]
        plain = {one.tag for one in tc.suggest_hashtags(draft, limit=1)}
        own = [
            one.tag for one in tc.suggest_hashtags(draft, limit=3, vocabulary=tc.HashtagVocabulary.from_posts(posts))
        ]
        assert "زعتورة" not in plain
        assert any(tag.startswith("زعتورة") for tag in own)

    def test_emoji(self) -> None:
        """Posts are alike by their emoji, too, of whatever tone."""
        vocabulary = tc.HashtagVocabulary.from_posts(["صباح جميل 👍🏿 #قهوة", "مساء هادئ 🌙 #سمر", "ليلة أخرى ❤ #سمر"])
        assert max((shares := vocabulary.recall("نص آخر 👍🏻")), key=lambda key: shares[key]) == "قهوه"
        assert vocabulary.recall("نص آخر \u2764\ufe0f") == {"سمر": 1}

    def test_tuning(self) -> None:
        """Which words of a sentence a writer makes tags is learned, and told of words that were never among them."""
        verbs = "نقرأ نرسم نلعب نسبح نطبخ نزرع نصنع نشرح نسمع نركض".split()  # noqa: SIM905
        posts = [f"{day} #{verb} مع الأصدقاء في الرياض" for day in ("اليوم", "غدا", "الليلة") for verb in verbs]
        draft = "السبت نغني مع الأصدقاء في الرياض"
        plain, own = (
            tc.suggest_hashtags(draft, vocabulary=vocabulary)[0].tag
            for vocabulary in (None, tc.HashtagVocabulary.from_posts(posts))
        )
        assert own == "نغني" != plain

    def test_same_tuning(self, tmp_path: Path) -> None:
        """The same posts give the same ranking, and what was learned is in the file, to be gone on from."""
        vocabulary, again = (tc.HashtagVocabulary.from_posts(INSIDE) for _ in range(2))
        assert vocabulary.ranker.weights == again.ranker.weights != ranker().weights
        vocabulary.save(tmp_path / "tags")
        loaded = tc.HashtagVocabulary.load(tmp_path / "tags")
        assert loaded.ranker.weights == vocabulary.ranker.weights
        for one in (loaded, vocabulary):
            one.add(POSTS[0])
        assert loaded.ranker.weights == vocabulary.ranker.weights != again.ranker.weights

    def test_pickled(self) -> None:
        """It can be sent to a worker, also once it was asked."""
        vocabulary = tc.HashtagVocabulary.from_posts(INSIDE)
        found = tc.suggest_hashtags(INSIDE[0], vocabulary=vocabulary)
        assert tc.suggest_hashtags(INSIDE[0], vocabulary=pickle.loads(pickle.dumps(vocabulary))) == found != []

    def test_untuned(self) -> None:
        """A post without a tag between its words teaches the ranking nothing."""
        assert tc.HashtagVocabulary.from_posts(HANGING).ranker.weights == ranker().weights

    def test_most_used(self) -> None:
        """The most used come first, and what is learned later counts."""
        vocabulary = tc.HashtagVocabulary.from_posts(["#قهوة #شاي", "#قهوة"])
        assert vocabulary.most_used(1) == ["قهوه"]
        for _ in range(3):
            vocabulary.add("#شاي")
        assert vocabulary.most_used(5) == ["شاي", "قهوه"]

    @pytest.mark.parametrize(
        ("one", "other"),
        [("والمهرجانات", "مهرجانهم"), ("بالقاهره", "القاهره"), ("للمدينه", "مدينه"), ("سياراتنا", "سياراتكم")],
    )
    def test_stems(self, one: str, other: str) -> None:
        """Forms of one word have one stem; short words stay."""
        assert light_stem(one) == light_stem(other)
        assert light_stem(one[:2]) == one[:2]


class TestParticles:
    @pytest.mark.parametrize(
        ("draft", "tag", "words"),
        [
            ("نلتقي غدا في مؤتمر كبير بالرياض", "الرياض", "الرياض"),
            ("فعاليات جديدة في مصر وتركيا هذا العام", "تركيا", "تركيا"),
            ("خطة كبيرة للسعودية هذا العام", "السعودية", None),
            ("بطولة جديدة في الدوحة هذا العام", "الدوحة", "الدوحة"),
        ],
    )
    def test_off(self, draft: str, tag: str, words: str | None) -> None:
        """A particle comes off, and the span is of the rest; behind ل the article's alef comes back."""
        spans = {one.tag: one.span for one in tc.suggest_hashtags(draft, limit=20)}
        assert tag in spans
        span = spans[tag]
        assert (draft[slice(*span)] if span else None) == words

    @pytest.mark.parametrize("number", ["1.35", "12:30", "1,500"])
    def test_number(self, number: str) -> None:
        """No tag has a part of a number."""
        draft = f"السعر {number} ريال فقط"
        parts = set(re.split("[.,:]", number))
        assert not any(parts & set(one.tag.split("_")) for one in tc.suggest_hashtags(draft, limit=20))

    @pytest.mark.parametrize("word", ["وزارة", "فيلم", "بطولة", "كتابة", "لبنان"])
    def test_on(self, word: str) -> None:
        """A letter of the word itself stays."""
        assert word in {one.tag for one in tc.suggest_hashtags(f"أخبار عن {word} جديدة", limit=20)}

    def test_vocabulary(self) -> None:
        """A tag of a writer is found behind a particle."""
        vocabulary = tc.HashtagVocabulary.from_tags(["موسم_الرياض", "بوليفارد"])
        draft = "انطلقت فعاليات كثيرة بموسم الرياض وبوليفارد"
        found = {
            one.tag: draft[slice(*one.span)] for one in tc.suggest_hashtags(draft, vocabulary=vocabulary) if one.span
        }
        assert found["موسم_الرياض"] == "موسم الرياض"
        assert found["بوليفارد"] == "بوليفارد"


class TestReadable:
    """What is left out or put lower because no reader would take it for a tag, however likely it seems."""

    def test_noun_of_time(self) -> None:
        """A word of time begins a tag where it is a noun, and is none by itself."""
        tags = [one.tag for one in tc.suggest_hashtags("عروض بمناسبة اليوم الوطني السعودي على الباقات", limit=30)]
        assert "اليوم_الوطني" in tags
        assert "اليوم" not in tags
        assert not any(tag.startswith("اليوم") for tag in _tags("وصلنا اليوم من جدة إلى الدوحة"))

    def test_adjective(self) -> None:
        """An adjective begins no phrase without its noun, and does not stand above the phrase with it."""
        tags = _tags("فاز المنتخب السعودي الكبير على نظيره الياباني أمس")
        assert tags.index("المنتخب_السعودي") < tags.index("السعودي")
        assert not any(tag.startswith("السعودي_") for tag in tags)

    def test_name(self) -> None:
        """After a title what has the form of an adjective is a name."""
        assert any(tag.startswith("القرضاوي_") for tag in _tags("استقبل الشيخ القرضاوي ضيوفه في الدوحة"))
        assert not any(tag.startswith("السعودي_") for tag in _tags("استقبل المنتخب السعودي ضيوفه في الدوحة"))

    def test_whole_phrase(self) -> None:
        """A phrase stays, however far above it one of its words stands."""
        assert {"كاسترو", "فيديل_كاسترو"} <= set(_tags("مليون شخص يشاركون في وداع رماد فيديل كاسترو"))

    @pytest.mark.parametrize("word", ["وردة", "وفاء", "وحدة"])
    def test_and(self, word: str) -> None:
        """A first letter that is no particle stays, be the rest a word or not."""
        assert word in _tags(f"حديث طويل عن {word} وتطبيقات كثيرة")

    def test_commoner(self) -> None:
        """و comes off a word that is far commoner without it."""
        tags = _tags("حديث طويل عن السفر وتطبيقات كثيرة")
        assert "تطبيقات" in tags
        assert "وتطبيقات" not in tags

    @pytest.mark.parametrize(
        ("times", "reason", "reason_ar"),
        [
            (1, "used once before", "استُعمل من قبل مرة واحدة"),
            (2, "used twice before", "استُعمل من قبل مرتين"),
            (3, "used 3 times before", "استُعمل من قبل 3 مرات"),
            (11, "used 11 times before", "استُعمل من قبل 11 مرة"),
        ],
    )
    def test_reason(self, times: int, reason: str, reason_ar: str) -> None:
        """How often a tag was used, in words that agree with the number."""
        vocabulary = tc.HashtagVocabulary.from_posts(f"زوروا #معرض_الكتاب في قاعة {number}" for number in range(times))
        found = tc.suggest_hashtags("ننتظركم في معرض الكتاب", vocabulary=vocabulary)
        assert [(one.reason, one.reason_ar) for one in found if one.tag == "معرض_الكتاب"] == [(reason, reason_ar)]


def _tags(text: str) -> list[str]:
    return [one.tag for one in tc.suggest_hashtags(text, limit=30)]


class Glossary:
    """An analyzer that knows two things."""

    def lemma(self, word: str) -> str | None:
        return {"وبالقاهرتين": "القاهرة"}.get(word)

    def names(self, text: str) -> list[NamedSpan]:
        at = text.find("سوق واقف")
        return [NamedSpan((at, at + len("سوق واقف")), "place")] if at >= 0 else []


class TestAnalyzer:
    def test_name(self) -> None:
        """A name is suggested whole, says what it is, and no tag cuts it."""
        draft = "نلتقي الليلة في سوق واقف مع نجوم الغناء #حفل https://x.com"
        found = tc.suggest_hashtags(draft, analyzer=Glossary())
        assert (found[0].tag, found[0].reason) == ("سوق_واقف", "the name of a place")
        start, end = found[0].span or (0, 0)
        assert draft[start:end] == "سوق واقف"
        assert not {"سوق", "واقف"} & {one.tag for one in found}

    def test_lemma(self) -> None:
        """A word that was never seen is taken for its dictionary form."""
        draft = "احتفالات كبيرة وبالقاهرتين جمهور"
        scores = [
            {one.tag: one.score for one in tc.suggest_hashtags(draft, analyzer=analyzer, limit=9)}["وبالقاهرتين"]
            for analyzer in (None, Glossary())
        ]
        assert scores[0] < scores[1]
