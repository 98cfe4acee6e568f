"""Previews: what is shown, and that whatever a post holds stays text."""

from __future__ import annotations

import re
import unicodedata
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import tweetcraft as tc
from tweetcraft._graphemes import graphemes
from tweetcraft._text import join_surrogates
from tweetcraft.previewing import Preview, html_of, preview
from tweetcraft.previewing.labels import LABELS
from tweetcraft.previewing.markup import Markup, element
from tweetcraft.previewing.notes import visible
from tweetcraft.previewing.segments import Range, in_elements
from tweetcraft.previewing.style import KINDS_IN_COLOUR

LAUNCH = Path(__file__).parents[1].joinpath("examples", "launch_ar.txt").read_text(encoding="utf-8")
DRAFT = "عروضنا بدأت ,شاركوا و#تسوق_بذكاء مع @hasad_app على example.com"

ELEMENTS = {
    "html", "head", "meta", "title", "style", "body", "main", "div", "header", "article", "h2", "h3", "p", "span",
    "strong", "mark", "ol", "ul", "li", "bdi", "del", "ins", "details", "summary", "figure", "figcaption",
    "svg", "circle", "rect", "text",
}  # fmt: skip
ATTRIBUTES = {
    "class", "id", "dir", "lang", "role", "title", "tabindex", "style", "data-rule",
    "aria-label", "aria-labelledby", "aria-describedby", "aria-hidden",
    "charset", "name", "content", "http-equiv",
    "width", "height", "viewbox", "preserveaspectratio", "x", "y", "cx", "cy", "r", "rx", "fill", "text-anchor",
    "pathlength", "stroke-dasharray", "transform",
}  # fmt: skip
EMPTY = {"meta", "circle", "rect"}

HOSTILE = [
    "<script>alert(1)</script>",
    "</div></article></style><img src=x onerror=alert(1)>",
    "\"><svg onload=alert(1)> ' onfocus='alert(1)",
    'javascript:alert(1) https://example.com/?q="><b>',
    "&lt;b&gt; &amp; &#60;script&#62; &nbsp",
    "<!-- مرحبا --> ]]> <![CDATA[x]]> <?php",
    "\u202eمقلوب\u202c \u2066abc و \u2069\u2069 \u202d123",
    "\u202e#وسم ,مرحبا",
    "سطر\r\nآخر\rثالث\n\nرابع\n",
    "\x00\x0b\x0c\x1b[31m \ud83d\ude00 \ud800 \ufeff \ufffe",
    "${7*7} {{7*7}} %s {0}",
    "expression(alert(1)) url(https://example.com/x.png) @import",
    "",
    " ",
    "\u0301",
]


class Read(HTMLParser):
    """What a parser finds in a page: its elements, their attributes, and the text of each post."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[tuple[str, dict[str, str | None]]] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.posts: list[str] = []
        self.marks: list[tuple[dict[str, str | None], str]] = []
        self.said = ""
        self._inside: list[int] = []
        self.feed(html)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        given = dict(attrs)
        assert len(given) == len(attrs)
        self.elements.append((tag, given))
        if tag in EMPTY:
            return
        self.open.append((tag, given))
        if "tc-text" in (given.get("class") or "").split():
            self.posts.append("")
        if tag == "mark":
            self._inside.append(len(self.marks))
            self.marks.append((given, ""))

    def handle_endtag(self, tag: str) -> None:
        if tag in EMPTY:
            return
        assert self.open.pop()[0] == tag
        if tag == "mark":
            self._inside.pop()

    def handle_data(self, data: str) -> None:
        if any("tc-text" in (given.get("class") or "").split() for _, given in self.open):
            self.posts[-1] += data
        for at in self._inside:
            self.marks[at] = self.marks[at][0], self.marks[at][1] + data
        if self.open and self.open[-1][0] != "style":
            self.said += data

    def handle_comment(self, data: str) -> None:
        raise AssertionError(data)

    handle_pi = unknown_decl = handle_comment


def as_shown(text: str) -> str:
    """A text without what no page can hold."""
    return re.sub("[\x00\ud800-\udfff]", "\ufffd", join_surrogates(text))


def check(html: str, *posts: str) -> Read:
    """A page holds only what is ours, and each post as it is."""
    page = Read(html)
    assert {name for name, _ in page.elements} <= ELEMENTS
    assert {name for _, given in page.elements for name in given} <= ATTRIBUTES
    styles = [given["style"] for _, given in page.elements if "style" in given]
    assert all(re.fullmatch(r"font-size:\d+px", style or "") for style in styles)
    ids = [given["id"] for _, given in page.elements if "id" in given]
    assert len(ids) == len(set(ids))
    referred = {given.get(name) for _, given in page.elements for name in ("aria-describedby", "aria-labelledby")}
    assert referred - {None} <= {*ids}
    assert page.posts == [as_shown(post) for post in posts]
    return page


pieces = st.one_of(
    st.sampled_from(HOSTILE),
    st.sampled_from(
        ["مرحبا ", "و#تسوق_بذكاء", " ,", "example.com", "@user", "👨‍👩‍👧", "لّٰ", "e\u0301", "\n", "م" * 140, "<"]
    ),
    st.text(max_size=8),
)
posts = st.lists(pieces, max_size=8).map("".join)


class TestEscaping:
    """Whatever a post holds is text."""

    @pytest.mark.parametrize("text", HOSTILE, ids=ascii)
    @pytest.mark.parametrize("labels", ["en", "ar"])
    def test_hostile(self, text: str, labels: Any) -> None:
        """Tags, quotes, references, overrides and what no page can hold."""
        check(preview(text, labels=labels).html, text)

    @settings(max_examples=150, deadline=None)
    @given(text=posts)
    @example(text="ا<" * 150)
    def test_any(self, text: str) -> None:
        """Of any post the page holds its text, in elements of ours alone."""
        page = check(preview(text).html, text)
        counted = tc.count(text)
        over = [inside for given, inside in page.marks if "tc-over" in (given["class"] or "")]
        if counted.reason == "too_long":
            assert as_shown(text).endswith("".join(over))
            assert as_shown(text[counted.valid_range[1] :]) in "".join(over)
        else:
            assert over == []

    @settings(max_examples=50, deadline=None)
    @given(text=posts.filter(str.strip))
    def test_threads(self, text: str) -> None:
        """Of any thread too."""
        try:
            composed = tc.compose(text)
        except tc.DoesNotFitError:
            return
        check(preview(composed).html, *(post.text for post in composed.thread))

    @settings(max_examples=100, deadline=None)
    @given(text=posts)
    def test_differences(self, text: str) -> None:
        """And what was edited."""
        normalized = tc.normalize_and_explain(text)
        page = Read(preview(normalized).html)
        assert {name for name, _ in page.elements} <= ELEMENTS
        assert page.posts[1:] == ([as_shown(normalized.text)] if normalized.edits else [])

    def test_findings(self) -> None:
        """Findings of a caller are text as well."""
        edit = tc.Edit((0, 1), "<b>", "<i>", "<r>", "<x>", "<x>")
        finding = tc.Finding('"><b>', "error", (0, 1), "<script>\u202e", "<ب>", edit, "<s>")
        page = check(preview([finding]).html)
        assert "<script>⟨U+202E⟩" in page.said

    def test_nothing_from_elsewhere(self) -> None:
        """No address stands where a page would follow it, and the page says that nothing may be fetched."""
        html = preview(tc.compose(LAUNCH)).html
        page = check(html, *(post.text for post in tc.compose(LAUNCH).thread))
        assert "http" not in "".join(re.findall("<style>(.*?)</style>", html, re.DOTALL))
        assert not re.search(r"url\(|@import|javascript:", "".join(re.findall("<style>.*?</style>", html, re.DOTALL)))
        (policy,) = [given["content"] for _, given in page.elements if given.get("http-equiv")]
        assert policy is not None
        assert "default-src 'none'" in policy

    def test_names(self) -> None:
        """What is quoted turns nothing round."""
        assert visible("a\u202eb\u200c\t") == "a⟨U+202E⟩b⟨U+200C⟩⇥"
        shown = preview("مرحبا \u202eabc").html
        quotes = re.findall('<span class="tc-quote">(.*?)</span>', shown)
        assert quotes
        assert not any(unicodedata.bidirectional(character) == "RLO" for quote in quotes for character in quote)


class TestSegments:
    """Ranges of a text, whatever overlaps."""

    spans = st.tuples(st.integers(0, 12), st.integers(0, 12), st.integers(0, 2))

    @settings(max_examples=300, deadline=None)
    @given(
        text=st.text(alphabet="اب e\u0301\u064e👨\u200d👩\U0001f1f8\U0001f1e6\r\n", max_size=12),
        ranges=st.lists(spans, max_size=6),
    )
    def test_nested(self, text: str, ranges: list[tuple[int, int, int]]) -> None:
        """Elements nest, hold all of the text, and each range has its characters, whole."""

        def wrapping(name: str) -> Any:
            return lambda inside, *, again: element("mark", inside, class_=f"{name}{' again' if again else ''}")

        wanted = [
            Range(min(a, len(text)), min(b, len(text)), depth, wrapping(f"r{n}"))
            for n, (a, b, depth) in enumerate(ranges)
            if min(a, len(text)) <= min(b, len(text))
        ]
        html = in_elements(text, wanted)
        page = Read(f'<div class="tc-text">{html}</div>')
        assert page.posts == [text]
        edges = {0, *(end for _, end in graphemes(text))}
        for one in wanted:
            name = element("i", one.wrap(Markup(""), again=False)).split('"')[1]
            parts = [
                (given["class"] or "", inside)
                for given, inside in page.marks
                if (given["class"] or "").split()[0] == name
            ]
            assert [" again" in kind for kind, _ in parts] == [n > 0 for n in range(len(parts))]
            held = "".join(inside for _, inside in parts)
            if not text:
                assert not held
                continue
            start, end = (one.start, one.end) if one.end > one.start else (one.start, one.start + 1)
            if start == len(text):
                start, end = start - 1, start
            start = max(edge for edge in edges if edge <= start)
            end = min(edge for edge in edges if edge >= end)
            assert held == text[start:end]

    def test_overlapping(self) -> None:
        """A link, a finding and the limit that overlap."""
        text = "م" * 270 + " example.com/" + "ا" * 9 + " ,نعم" + " ن" * 20
        page = check(preview(text).html, text)
        over = [(given, inside) for given, inside in page.marks if "tc-over" in (given["class"] or "")]
        assert len(over) == 1
        assert over[0][1] == text[tc.count(text).valid_range[1] :]
        assert over[0][0]["aria-describedby"]

    def test_nothing_cut(self) -> None:
        """The limit within a character marks the whole of it."""
        text = "م" * 279 + "👨‍👩‍👧‍👦"
        (over,) = [
            inside for given, inside in check(preview(text).html, text).marks if "tc-over" in (given["class"] or "")
        ]
        assert over == "👨‍👩‍👧‍👦"

    def test_long(self) -> None:
        """A long text with many findings takes no long time."""
        text = "جديد ,رائع و#وسم_جديد @user " * 800
        check(preview(text, rules=tc.X_PREMIUM).html, text)


class TestShown:
    """What is there to see."""

    def test_post(self) -> None:
        """Entities, findings and the count of a post."""
        shown = preview(DRAFT)
        page = check(shown.html, DRAFT)
        kinds = [
            given["class"]
            for name, given in page.elements
            if name == "span" and "tc-entity" in (given.get("class") or "")
        ]
        assert kinds == ["tc-entity tc-mention", "tc-entity tc-url"]
        focusable = [(given, inside) for given, inside in page.marks if given.get("tabindex") == "0"]
        findings = tc.review(DRAFT)
        assert [inside for _, inside in focusable] == [DRAFT[slice(*finding.span)] for finding in findings]
        assert all(finding.message in page.said for finding in findings)
        assert (shown.posts, shown.findings) == (1, len(findings))
        assert "left" in page.said

    def test_findings_off(self) -> None:
        """A review is made only when it is wanted."""
        assert preview(DRAFT, findings=False).findings == 0
        assert preview(tc.compose(DRAFT), findings=False).findings == 0
        assert preview(tc.split_thread(DRAFT), findings=False).findings == 0

    def test_thread(self) -> None:
        """A thread has its posts in order, and its lengths."""
        thread = tc.split_thread(LAUNCH)
        page = check(preview(thread).html, *(post.text for post in thread))
        assert "Post 6 of 6" in page.said
        labels = [
            given["aria-label"] or "" for name, given in page.elements if name == "svg" and given.get("aria-label")
        ]
        assert labels[-1].endswith("post 6: 208 of 280")
        assert len(labels) == 7

    def test_composition(self) -> None:
        """What compose found is shown, of each post; a thread is reviewed likewise."""
        composed = tc.compose(f"{LAUNCH}\n\n{DRAFT}")
        assert composed.findings
        shown = preview(composed)
        assert shown.findings == len(composed.findings) == preview(composed.thread).findings
        assert "Ready to publish" in shown.html

    def test_not_publishable(self) -> None:
        """What can't be published says so."""
        assert "There is nothing to publish" in preview(tc.compose("")).html
        composed = tc.compose("مرحبا \ufffe", form=None)
        assert LABELS["en"].not_ready in preview(composed).html

    def test_long_thread(self) -> None:
        """A finding about the thread stands above it."""
        thread = tc.split_thread("كلمة قصيرة جدا هنا. " * 600)
        assert len(thread) > 25
        assert thread.findings[0].message in preview(thread).html

    def test_rules(self) -> None:
        """Posts are counted by other rules if that is wanted."""
        assert "33 of 25" in preview("م" * 33, rules=tc.X_POLL_OPTION).text
        assert "of 25" in preview(tc.split_thread("مرحبا بكم"), rules=tc.X_POLL_OPTION).text
        assert "of 25" in preview(tc.split_thread("مرحبا بكم", rules=tc.X_POLL_OPTION)).text

    def test_post_of_thread(self) -> None:
        """A post by itself."""
        post = tc.split_thread(LAUNCH)[2]
        check(preview(post).html, post.text)

    def test_labels(self) -> None:
        """Every label is there in both languages, and every kind of weight has a name and a colour."""
        english, arabic = LABELS["en"], LABELS["ar"]
        kinds = set(tc.Breakdown.__dataclass_fields__)
        assert kinds == set(english.kinds) == set(arabic.kinds) == set(KINDS_IN_COLOUR)
        for name in english.__dataclass_fields__:
            ours, theirs = getattr(english, name), getattr(arabic, name)
            if isinstance(ours, str) and name not in {"language", "direction"}:
                assert ours.count("{}") == theirs.count("{}")
                assert re.search("[ء-ي]", theirs)
        shown = preview(DRAFT, labels="ar").html
        assert '<html lang="ar" dir="rtl">' in shown
        assert tc.review(DRAFT)[0].message_ar in shown

    @pytest.mark.parametrize("theme", ["auto", "light", "dark"])
    def test_theme(self, theme: Any) -> None:
        """A look that is asked for."""
        assert f'class="tweetcraft tc-{theme}"' in preview(DRAFT, theme=theme).html

    def test_differences(self) -> None:
        """What went and what came, spaces included."""
        html = preview(tc.normalize_and_explain("مرحـــبا ,بكم")).html
        assert "<del>ـــ</del>" in html
        assert "<del>␣</del>" in html
        assert "<ins>،</ins>" in html
        assert LABELS["en"].no_edits in preview(tc.normalize_and_explain("مرحبا")).html
        fitted = tc.fit("مرحبا بكم" + "م" * 20 + "ـ" * 5, rules=tc.X_POLL_OPTION)
        assert "tatweel" in preview(fitted).html

    def test_count(self) -> None:
        """A count has its ring and its bar."""
        shown = preview(tc.count("مَرحبًا 👋🏽"), labels="ar")
        assert 'aria-label="10 من 280' in shown.html
        assert "التشكيل: 2" in shown.html
        assert "over the limit" in preview(tc.count("م" * 300)).text


class TestObject:
    """The object."""

    def test_notebook(self) -> None:
        """A notebook gets both kinds, or those that it asks for."""
        shown = preview(DRAFT)
        bundle = shown._repr_mimebundle_()
        assert set(bundle) == {"text/plain", "text/html"}
        assert bundle["text/html"] == shown._repr_html_()
        assert not bundle["text/html"].startswith("<!doctype")
        assert DRAFT in bundle["text/plain"]
        assert set(shown._repr_mimebundle_(include=["text/html"])) == {"text/html"}
        assert set(shown._repr_mimebundle_(include=None, exclude={"text/html"})) == {"text/plain"}

    def test_same(self) -> None:
        """The same again is the same; other content has other ids."""
        first, again, other = preview(DRAFT), preview(DRAFT), preview(DRAFT + "!")
        assert first == again
        assert first.html == again.html
        ids = [set(re.findall(' id="(.*?)"', one.html)) for one in (first, other)]
        assert ids[0].isdisjoint(ids[1])

    def test_save(self, tmp_path: Path) -> None:
        """The file is the page."""
        shown = preview("سطر\r\nآخر \ud800")
        path = shown.save(str(tmp_path / "page.html"))
        assert path.read_bytes().decode() == shown.html
        with pytest.raises(OSError, match="missing"):
            shown.save(tmp_path / "missing" / "page.html")

    def test_repr(self) -> None:
        """In a terminal it is short."""
        assert repr(preview(tc.split_thread(LAUNCH))) == "Preview(posts=6, findings=0)"
        assert str(preview("مرحبا")).splitlines()[1] == "مرحبا"
        assert isinstance(preview(""), Preview)

    @pytest.mark.parametrize(
        "result",
        [
            tc.count("مرحبا"),
            tc.split_thread(LAUNCH),
            tc.fit("مرحبا"),
            tc.normalize_and_explain("مرحـــبا"),
            tc.split_thread(LAUNCH)[2],
            tc.compose(DRAFT),
            tc.review(DRAFT),
            tc.review("مرحبا"),
        ],
        ids=lambda result: type(result).__name__,
    )
    def test_results(self, result: Any) -> None:
        """Results show themselves."""
        assert result._repr_html_() == html_of(result) == preview(result)._repr_html_()
        assert result._repr_html_().startswith("<div")

    def test_post_itself(self) -> None:
        """A post of a thread shows its own text, which post it is, and its count."""
        post = tc.split_thread(LAUNCH)[2]
        page = check(post._repr_html_(), post.text)
        assert f"{post.count.weighted_length} of 280" in page.said
        assert [given["class"] for name, given in page.elements if name == "article"] == ["tc-card"]

    def test_composition_itself(self) -> None:
        """A composition shows its posts, and which rules found something in them, in order."""
        composed = tc.compose(f"{LAUNCH}\n\n{DRAFT}")
        page = check(composed._repr_html_(), *(post.text for post in composed.thread))
        assert len(page.posts) > 2
        rules = [given["data-rule"] for _, given in page.elements if "data-rule" in given]
        assert rules == [finding.rule for finding in composed.findings] != []

    def test_findings_themselves(self) -> None:
        """A list of findings shows each, in order, with its severity and message, and no post."""
        findings = tc.review(DRAFT)
        page = check(findings._repr_html_())
        found = [(given["data-rule"], given["class"]) for name, given in page.elements if name == "li"]
        assert found == [(one.rule, f"tc-{one.severity} tc-n{n}") for n, one in enumerate(findings)] != []
        assert all(finding.message in page.said for finding in findings)
        assert LABELS["en"].no_findings in tc.review("مرحبا")._repr_html_()

    def test_findings(self) -> None:
        """Findings by themselves, and none."""
        assert preview(tc.review(DRAFT)).findings == 3
        assert LABELS["en"].no_findings in preview([]).html

    @pytest.mark.parametrize("what", [b"abc", None, 3, ["a"], {}], ids=ascii)
    def test_wrong(self, what: Any) -> None:
        """Anything else is refused."""
        with pytest.raises(TypeError, match="must be"):
            preview(what)

    def test_wrong_options(self) -> None:
        """And so are options that there are not."""
        with pytest.raises(tc.OptionError, match="labels"):
            preview("", labels="fr")  # type: ignore[arg-type]
        with pytest.raises(tc.OptionError, match="theme"):
            preview("", theme="blue")  # type: ignore[arg-type]
        with pytest.raises(TypeError):
            preview("", rules=280)  # type: ignore[arg-type]
