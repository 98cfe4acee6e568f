"""The main job: a draft in, posts ready to publish out."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest
from hypothesis import given, reject
from hypothesis import strategies as st

import tweetcraft as tc
from tweetcraft.threads import NumberingStyle

import strategies

EXAMPLES = sorted((Path(__file__).parents[1] / "examples").glob("*.txt"))
Numbering = NumberingStyle | None

SHORT = dataclasses.replace(tc.X, name="short", limit=30)

drafts = st.lists(strategies.sentences, max_size=5).map("\n\n".join)


def compose_or_reject(text: str, numbering: Numbering, form: tc.Form | None = tc.PUBLISH) -> tc.Composition:
    """What becomes of a draft; one with a hashtag longer than a post is no example."""
    try:
        return tc.compose(text, numbering=numbering, form=form)
    except tc.DoesNotFitError:
        return reject()


class TestCompose:
    """What becomes of a draft."""

    @given(text=drafts, numbering=st.sampled_from(["1/5", "1/", None]))
    def test_as_is(self, text: str, numbering: Numbering) -> None:
        """Without a form, the thread is that of `split_thread`, and nothing is edited."""
        composed = compose_or_reject(text, numbering, form=None)
        assert (composed.source, composed.normalized, composed.fitted) == (text, None, None)
        assert composed.thread == tc.split_thread(text, numbering=numbering)

    @given(text=drafts, numbering=st.sampled_from(["1/5", None]))
    def test_thread(self, text: str, numbering: Numbering) -> None:
        """With one, it is that of the normalized draft, made to fit where that changes no word."""
        composed = compose_or_reject(text, numbering)
        assert composed.normalized == tc.normalize_and_explain(text)
        clean = composed.fitted or composed.normalized
        assert clean is not None
        assert composed.thread == tc.split_thread(clean.text, numbering=numbering)
        assert composed.fitted is None or (len(composed.thread) == 1 and composed.fitted.fits)

    def test_fitted(self) -> None:
        """A draft that is a little over the limit is one post where its signs can be shortened."""
        text = "كَلِمَة " * 36
        assert tc.weighted_length(tc.normalize(text)) > 280
        composed = tc.compose(text)
        assert composed.fitted is not None
        assert [post.count.is_valid for post in composed.thread] == [True]

    def test_offset_in_source(self) -> None:
        """What stands in a post is found in the draft, whatever was edited before it."""
        composed = tc.compose("مرحـــبا  بكم ,جميعا")
        assert composed.thread.source == "مرحبا بكم، جميعا"
        assert composed.source[composed.offset_in_source(composed.thread.source.index("جميعا")) :] == "جميعا"

    @given(text=drafts)
    def test_publishable(self, text: str) -> None:
        """Whatever stands in the way is a post that its count calls invalid, or that there is none."""
        composed = compose_or_reject(text, None)
        assert all(not post.count.is_valid for post in composed.problems)
        assert composed.is_publishable == (len(composed.thread) > 0 and not composed.problems)

    @pytest.mark.parametrize(
        ("text", "posts", "publishable"),
        [
            ("", 0, False),
            (" \n ", 0, False),
            ("مرحبا بكم", 1, True),
            ("م\ufeff", 1, False),
            ("فقرة أولى قصيرة.\n\nفقرة ثانية قصيرة.", 2, True),
            ("فقرة أولى قصيرة.\n\nفقرة ثانية قصيرة\ufffe.", 2, False),
        ],
        ids=ascii,
    )
    def test_is_publishable(self, text: str, posts: int, *, publishable: bool) -> None:
        """There is something to publish, and no post of it is refused."""
        composed = tc.compose(text, rules=SHORT, form=None)
        assert len(composed.thread) == posts
        assert composed.is_publishable == publishable

    def test_problems(self) -> None:
        """The posts that can't be published say why."""
        composed = tc.compose("فقرة أولى قصيرة.\n\nفقرة ثانية قصيرة\ufffe.", rules=SHORT, form=None)
        assert [(post.number, post.count.reason) for post in composed.problems] == [(2, "invalid_characters")]

    def test_string(self) -> None:
        """As text it is the thread."""
        composed = tc.compose("فقرة أولى قصيرة.\n\nفقرة ثانية قصيرة.", rules=SHORT)
        assert str(composed) == "فقرة أولى قصيرة. 1/2\n\nفقرة ثانية قصيرة. 2/2"

    @pytest.mark.parametrize(
        ("text", "form", "said"),
        [
            ("", tc.PUBLISH, "<Composition of 0 posts, 0 edits, 0 findings>"),
            ("مرحـــبا ,و#وسم_جديد", tc.PUBLISH, "<Composition of 1 posts, 4 edits, 1 findings>"),
            ("مرحبا و#وسم_جديد.\n\nفقرة ثانية قصيرة.", None, "<Composition of 2 posts, 0 edits, 1 findings>"),
            ("شـكرا كَلِمَة كَلِمَة كَلِمَة كَلِمَة", tc.PUBLISH, "<Composition of 1 posts, 13 edits, 0 findings>"),
        ],
        ids=["nothing", "normalized", "as it is", "fitted"],
    )
    def test_repr(self, text: str, form: tc.Form | None, said: str) -> None:
        """In a terminal it is short: how many posts, what was edited to make them, and what was found."""
        assert repr(tc.compose(text, rules=SHORT, form=form)) == said

    def test_does_not_fit(self) -> None:
        """What no post can hold whole is an error, with its span in the draft."""
        with pytest.raises(tc.DoesNotFitError) as caught:
            tc.compose("مرحبا #" + "م" * 40, rules=SHORT)
        assert caught.value.span == (6, 47)

    def test_wrong_numbering(self) -> None:
        """So is a numbering that there is not."""
        with pytest.raises(ValueError, match="numbering"):
            tc.compose("مرحبا", numbering="2/5")  # type: ignore[arg-type]

    @pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name)
    def test_examples(self, path: Path) -> None:
        """The drafts of the README become threads that can be published, with every entity in them."""
        text = path.read_text(encoding="utf-8")
        composed = tc.compose(text)
        assert composed.is_publishable
        posted = [entity.text for post in composed.thread for entity in tc.extract(post.text)]
        assert posted == [entity.text for entity in tc.extract(text)]

    def test_examples_there(self) -> None:
        """There is at least one."""
        assert EXAMPLES
