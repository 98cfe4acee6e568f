"""HTML with links and hits: what the options do, and that what is made safe can't harm a page.

That it is what twitter-text 3.1.0 makes is shown in `test_conformance.py` and `test_reference.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from html.parser import HTMLParser
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tweetcraft import twitter_text as tt

import strategies
from reference import calls

TEXT = "<b> @user/list #وسم $A https://t.co/x?a=1&b='"
BARE: tt.LinkOptions = {"suppress_no_follow": True, "suppress_data_screen_name": True}

FINDING: dict[str, Callable[..., str]] = {
    "auto_link": tt.auto_link,
    "auto_link_cashtags": tt.auto_link_cashtags,
    "auto_link_hashtags": tt.auto_link_hashtags,
    "auto_link_urls_custom": tt.auto_link_urls_custom,
    "auto_link_usernames_or_lists": tt.auto_link_usernames_or_lists,
}
GIVEN: dict[str, Callable[..., str]] = {
    "auto_link_entities": tt.auto_link_entities,
    "auto_link_with_json": tt.auto_link_with_json,
    "hit_highlight": tt.hit_highlight,
}

# The options, with a text and what becomes of it.
OPTIONS: list[tuple[str, tt.LinkOptions, str]] = [
    ("https://a.com", {}, '<a href="https://a.com" rel="nofollow">https://a.com</a>'),
    ("a.com", {}, "a.com"),
    ("HTTPS://a.com", BARE, '<a href="HTTPS://a.com">HTTPS://a.com</a>'),
    ("https://a.com", {**BARE, "url_class": "x"}, '<a href="https://a.com" class="x">https://a.com</a>'),
    (
        "https://a.com",
        {**BARE, "target_blank": True, "url_target": "_top"},
        '<a href="https://a.com" target="_top">https://a.com</a>',
    ),
    (
        "@a",
        {"target_blank": True, "username_class": "u"},
        '@<a class="u" href="https://twitter.com/a" data-screen-name="a" target="_blank" rel="nofollow">a</a>',
    ),
    (
        "＠a",
        {**BARE, "username_include_symbol": True, "username_class": "u", "username_url_base": "/"},
        '<a class="u" href="/a">＠a</a>',
    ),
    ("@a/b", {**BARE, "list_class": "l", "list_url_base": "/"}, '@<a class="l" href="/a/b">a/b</a>'),
    (
        "@a/b!",
        {**BARE, "suppress_lists": True, "username_class": "u"},
        '@<a class="u" href="https://twitter.com/a">a</a>!',
    ),
    (
        "@a/b!",
        {**BARE, "suppress_lists": True, "username_class": "u", "safe": True},
        '@<a class="u" href="https://twitter.com/a">a</a>/b!',
    ),
    (
        "＃وسم",
        {**BARE, "hashtag_url_base": "/?q='", "hashtag_class": "h"},
        '<a href="/?q=&#39;وسم" title="#وسم" class="h rtl">＃وسم</a>',
    ),
    (
        "#a",
        {**BARE, "hashtag_class": "", "symbol_tag": "s", "text_with_symbol_tag": "b"},
        '<a href="https://twitter.com/search?q=%23a" title="#a" class="tweet-url hashtag"><s>#</s><b>a</b></a>',
    ),
    ("$A", {**BARE, "cashtag_url_base": "/", "cashtag_class": "c"}, '<a href="/A" title="$A" class="c">$A</a>'),
    (
        "$A",
        {
            **BARE,
            "cashtag_class": "c",
            "html_attrs": {"title": "t", "data-x": '"', "disabled": True, "checked": 0, "id": None},
        },
        '<a title="$A" data-x="&quot;" disabled="disabled" href="https://twitter.com/search?q=%24A" class="c">$A</a>',
    ),
    (
        "@a",
        {**BARE, "symbol_tag": "s", "link_text_block": lambda entity, html: f"{html} {entity['indices']}"},
        '<s>@</s><a class="tweet-url username" href="https://twitter.com/a">a [0, 2]</a>',
    ),
    (
        "😀 #a",
        {"link_attribute_block": lambda entity, attributes: attributes.update(rel=None, title=str(entity["indices"]))},
        '😀 <a href="https://twitter.com/search?q=%23a" title="[3, 5]" class="tweet-url hashtag">#a</a>',
    ),
    ("<a> & 'b'", {"html_escape_non_entities": True}, "&lt;a&gt; &amp; &#39;b&#39;"),
    ("<a> & 'b'", {}, "<a> & 'b'"),
]

DISPLAY = {"url": "https://t.co/x", "display_url": "a.com/<b…", "expanded_url": "https://a.com/<b>c"}
ELSEWHERE = {"url": "https://t.co/x", "display_url": "<img src=x onerror=alert(1)>", "expanded_url": "https://a.com"}


class Page(HTMLParser):
    """What a page shows: its text, its tags, their attributes."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.text: list[str] = []
        self.marked: list[str] = []
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.other: list[str] = []
        self._in_mark = False
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs
        if tag == "mark":
            self._in_mark = True
            self.marked.append("")

    def handle_endtag(self, tag: str) -> None:
        self.tags.append(f"/{tag}")
        if tag == "mark":
            self._in_mark = False

    def handle_data(self, data: str) -> None:
        self.text.append(data)
        if self._in_mark:
            self.marked[-1] += data

    def handle_comment(self, data: str) -> None:
        self.other.append(data)

    handle_decl = handle_pi = unknown_decl = handle_comment


def assert_harmless(page: Page, tags: Iterable[str] = ("a",)) -> None:
    """The tags are ours, closed as often as they are opened; links go where links may go; nothing runs."""
    assert {tag.removeprefix("/") for tag in page.tags} <= {*tags}
    assert all(page.tags.count(tag) == page.tags.count(f"/{tag}") for tag in tags)
    assert {name for name, _ in page.attributes} <= {"href", "title", "class", "rel", "data-screen-name", "style"}
    assert all(
        str(value).lower().startswith(("http://", "https://")) for name, value in page.attributes if name == "href"
    )
    assert page.other == []


hostile = st.randoms(use_true_random=False).map(lambda rng: calls.soup(rng, longest=20))
texts = st.one_of(strategies.posts, hostile, st.tuples(strategies.posts, hostile).map("".join))


class TestOptions:
    """What each option does."""

    @pytest.mark.parametrize(("text", "options", "html"), OPTIONS)
    def test_examples(self, text: str, options: tt.LinkOptions, html: str) -> None:
        """As the reference does it, but for `safe`."""
        assert tt.auto_link(text, **options) == html

    @pytest.mark.parametrize("name", FINDING)
    def test_kinds(self, name: str) -> None:
        """A function for one kind links that kind alone."""
        page = Page(FINDING[name](TEXT, safe=True))
        links = {"auto_link": 4}.get(name, 1)
        assert page.tags == ["a", "/a"] * links
        assert "".join(page.text) == TEXT

    @pytest.mark.parametrize("function", [*FINDING.values(), *GIVEN.values()], ids=[*FINDING, *GIVEN])
    def test_text_type(self, function: Callable[..., str]) -> None:
        """Whatever is no `str` is refused."""
        given = () if function in FINDING.values() else ({},) if function is tt.auto_link_with_json else ([],)
        with pytest.raises(TypeError, match="text must be str"):
            function(b"a", *given)

    def test_unknown(self) -> None:
        """An option that there is not is no attribute, as it would be in the reference, but an error."""
        with pytest.raises(TypeError, match="no such option: 'hashtag_clas'"):
            tt.auto_link("a", hashtag_clas="x")  # type: ignore[call-arg]

    def test_all_tested(self) -> None:
        """Every option is there by its name, and every function."""
        snake = {"url_entities", "invisible_tag_attrs"}.union(*(options for _, options, _ in OPTIONS))
        assert snake == {*tt.LinkOptions.__annotations__}
        assert {*FINDING, *GIVEN} == {name for name in tt.__all__ if name.startswith("auto_link")} | {"hit_highlight"}


class TestDisplayUrls:
    """URLs as the platform describes them."""

    def test_shown(self) -> None:
        """The display URL is shown, the rest can be copied, and the address is that of the text."""
        page = Page(tt.auto_link("https://t.co/x", url_entities=[DISPLAY], safe=True))
        assert "".join(page.text) == "\xa0https://a.com/<b>c\xa0…"
        assert ("href", "https://t.co/x") in page.attributes
        assert ("title", "https://a.com/<b>c") in page.attributes
        assert_harmless(page, ("a", "span"))

    def test_hidden_by(self) -> None:
        """By attributes of choice; a title of choice stays."""
        html = tt.auto_link(
            "https://t.co/x", url_entities=[DISPLAY], invisible_tag_attrs="hidden", html_attrs={"title": "t"}, **BARE
        )
        assert html == (
            '<a title="t" href="https://t.co/x"><span class=\'tco-ellipsis\'><span hidden>&nbsp;</span></span>'
            "<span hidden>https://</span><span class='js-display-url'>a.com/&lt;b</span><span hidden>&gt;c</span>"
            "<span class='tco-ellipsis'><span hidden>&nbsp;</span>…</span></a>"
        )

    def test_elsewhere(self) -> None:
        """One that is no part of the expanded URL is HTML to the reference, and to us only where it is not safe."""
        assert "><img src=x onerror=alert(1)></a>" in tt.auto_link("https://t.co/x", url_entities=[ELSEWHERE])
        escaped = tt.auto_link("https://t.co/x", url_entities=[ELSEWHERE], html_escape_non_entities=True)
        assert "><img" in escaped
        page = Page(tt.auto_link("https://t.co/x", url_entities=[ELSEWHERE], safe=True))
        assert "".join(page.text) == ELSEWHERE["display_url"]
        assert_harmless(page)

    def test_without_expanded(self) -> None:
        """A URL without an expanded one shows what it has (the reference throws)."""
        html = tt.auto_link("https://t.co/x", url_entities=[{"url": "https://t.co/x", "display_url": "x"}], **BARE)
        assert html == '<a href="https://t.co/x">x</a>'


class TestGivenEntities:
    """Entities that the caller has, which need not be right."""

    def test_order(self) -> None:
        """They may be in any order, and stay as they were."""
        entities = tt.extract_entities_with_indices("😀 @a #b", False)
        before = [dict(entity) for entity in entities]
        assert tt.auto_link_entities("😀 @a #b", reversed(entities)) == tt.auto_link("😀 @a #b")
        json: dict[str, list[Mapping[str, Any]]] = {"hashtags": [{"text": "b", "indices": [5, 7]}], "user_mentions": []}
        tt.auto_link_with_json("😀 @a #b", json)
        assert entities == before
        assert json["hashtags"] == [{"text": "b", "indices": [5, 7]}]

    def test_overlap(self) -> None:
        """Of two that overlap the reference doubles what is between; what is safe keeps the first."""
        entities = [{"hashtag": "abc", "indices": [0, 4]}, {"hashtag": "bc", "indices": [2, 4]}]
        assert Page(tt.auto_link_entities("#abc", entities)).text == ["#abc", "bc", "bbc"]
        assert Page(tt.auto_link_entities("#abc", entities, safe=True)).text == ["#abc"]

    def test_unknown(self) -> None:
        """What an entity of no known kind stands at, the reference loses."""
        assert tt.auto_link_entities("abc", [{"poll": 1, "indices": [1, 2]}]) == "ac"
        assert tt.auto_link_entities("abc", [{"poll": 1, "indices": [1, 2]}], safe=True) == "abc"

    def test_sign(self) -> None:
        """The character at the place of a sign is HTML to the reference: with a tag after it, one of a stranger."""
        tag = {"text": "img src=x onerror=alert(1) ", "indices": [0, 1]}
        assert "<img src=x onerror=alert(1) </a>" in tt.auto_link_with_json("<", {"hashtags": [tag]})
        assert_harmless(Page(tt.auto_link_with_json("<", {"hashtags": [tag]}, safe=True)))

    def test_astral(self) -> None:
        """The reference takes lengths of the platform's entities for lengths in UTF-16; what is safe does not."""
        tag = {"text": "a😀", "indices": [1, 4]}
        assert "".join(Page(tt.auto_link_with_json("😀#a😀!", {"hashtags": [tag]})).text) == "😀#a😀\ude00!"
        assert "".join(Page(tt.auto_link_with_json("😀#a😀!", {"hashtags": [tag]}, safe=True)).text) == "😀#a😀!"


class TestSafe:
    """Whatever is linked, what `safe` makes holds the text and our tags, and nothing else."""

    @given(text=texts, name=st.sampled_from(sorted(FINDING)))
    def test_found(self, text: str, name: str) -> None:
        """Entities of the text: it is shown as it is, character for character."""
        page = Page(FINDING[name](text, safe=True))
        assert_harmless(page)
        assert "".join(page.text) == text

    @given(text=texts)
    def test_tags(self, text: str) -> None:
        """Tags of the program's own, and lists that are not linked, change nothing of it."""
        page = Page(tt.auto_link(text, safe=True, suppress_lists=True, symbol_tag="s", text_with_symbol_tag="b"))
        assert_harmless(page, ("a", "b", "s"))
        assert "".join(page.text) == text

    @given(text=texts)
    def test_escaped(self, text: str) -> None:
        """The option of the reference is enough for entities that were found, and no descriptions of URLs."""
        assert tt.auto_link(text, html_escape_non_entities=True) == tt.auto_link(text, safe=True)

    @given(call=st.randoms(use_true_random=False).map(lambda rng: next(calls.given_entities(rng.getrandbits(32), 1))))
    def test_given(self, call: tuple[str, tuple[Any, ...]]) -> None:
        """Entities of anyone, with descriptions of URLs of anyone."""
        _, (text, entities, options) = call
        described = options.get("urlEntities", ())
        assert_harmless(Page(tt.auto_link_entities(text, entities, url_entities=described, safe=True)), ("a", "span"))

    @given(call=st.randoms(use_true_random=False).map(lambda rng: next(calls.given_json(rng.getrandbits(32), 1))))
    def test_json(self, call: tuple[str, tuple[Any, ...]]) -> None:
        """The same, as the platform writes them."""
        _, (text, json, _) = call
        assert_harmless(Page(tt.auto_link_with_json(text, json, safe=True)), ("a", "span"))

    @given(text=texts, cuts=st.lists(st.integers(0, 99), max_size=8))
    def test_hits(self, text: str, cuts: list[int]) -> None:
        """Hits in safe HTML, with offsets of the text: each is shown whole, and nothing is lost."""
        places = sorted(min(cut, len(text)) for cut in cuts[: len(cuts) // 2 * 2])
        spans = [span for number, span in enumerate(pairwise(places)) if number % 2 == 0]
        hits = [tuple(len(text[:at].encode("utf-16-le", "surrogatepass")) // 2 for at in span) for span in spans]
        page = Page(tt.hit_highlight(tt.auto_link(text, safe=True), hits, "mark", plain_offsets=True))
        assert_harmless(page, ("a", "mark"))
        assert "".join(page.text) == text
        assert page.marked == [text[start:end] for start, end in spans]


class TestHits:
    """Hits in HTML."""

    @pytest.mark.parametrize(
        ("html", "hits", "highlighted"),
        [
            ("😀 م", [(3, 4)], "😀 <em>م</em>"),
            ("<a>م</a>", [], "<a>م</a>"),
            ("a &amp; b", [(2, 3)], "a <em>&</em>amp; b"),
            ("a>b", [(0, 1)], "<em>a</em><b>"),  # it takes what follows a > for the inside of a tag
            ("abc", [(2, 3), (0, 1)], "ab<em>c</em><em></em>"),
        ],
    )
    def test_reference(self, html: str, hits: list[tuple[int, int]], highlighted: str) -> None:
        """As the reference does it: text has to be HTML already, and hits in order."""
        assert tt.hit_highlight(html, hits) == highlighted

    def test_nothing(self) -> None:
        """Without hits the HTML stays."""
        assert tt.hit_highlight("a < b") == "a < b"

    @pytest.mark.parametrize(
        ("html", "hit", "highlighted"),
        [
            ("a &amp; b", (2, 3), "a <em>&amp;</em> b"),
            ("&lt;&#39;&gt;", (1, 2), "&lt;<em>&#39;</em>&gt;"),
            ("&#128512;a", (2, 3), "&#128512;<em>a</em>"),
            ("&#x41;b&c", (1, 3), "&#x41;<em>b&</em>c"),
            ("&nosuch;", (1, 3), "&<em>no</em>such;"),
        ],
    )
    def test_plain_offsets(self, html: str, hit: tuple[int, int], highlighted: str) -> None:
        """A character reference counts as the character that it stands for."""
        assert tt.hit_highlight(html, [hit], plain_offsets=True) == highlighted
