"""Previews in a real browser: what is seen where, reached by keyboard, read out, and that nothing is fetched."""

from __future__ import annotations

import os
import random
import shutil
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import tweetcraft as tc
from tweetcraft.arabic.bidi import in_order_seen, levels_of
from tweetcraft.arabic.direction import first_strong
from tweetcraft.previewing import Preview, preview

sync_api = pytest.importorskip("playwright.sync_api", reason="playwright, which drives a browser, is missing")
CHROMIUM = os.environ.get("CHROMIUM") or next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome", "chrome"))), None
)
if not CHROMIUM:
    pytest.skip("no Chromium is installed", allow_module_level=True)

LAUNCH = Path(__file__).parents[1].joinpath("examples", "launch_ar.txt").read_text(encoding="utf-8")
DRAFT = "عروضنا بدأت ,شاركوا و#تسوق_بذكاء مع @hasad_app على example.com\nهاتف +966501234567 الآن"
ALIKE = str.maketrans(")]}»>", "([{«<")
"""Brackets and their mirror images are one, as in the tests of what a review says of direction."""

PLACES = """text => {
  const places = []
  const walker = document.createTreeWalker(document.querySelector('.tc-text'), NodeFilter.SHOW_TEXT)
  for (let node; (node = walker.nextNode());) {
    let at = 0
    for (const character of node.data) {
      const range = document.createRange()
      range.setStart(node, at)
      range.setEnd(node, at += character.length)
      const box = range.getBoundingClientRect()
      places.push({character, x: box.left + box.width / 2, top: box.top, width: box.width})
    }
  }
  return places
}"""
"""Where each character of the first post stands."""

LEAST_CONTRAST = """() => {
  const paint = document.createElement('canvas').getContext('2d', {willReadFrequently: true})
  const channels = colour => {
    paint.clearRect(0, 0, 1, 1)
    paint.fillStyle = colour
    paint.fillRect(0, 0, 1, 1)
    return [...paint.getImageData(0, 0, 1, 1).data]
  }
  const light = colour => {
    const [r, g, b] = channels(colour).slice(0, 3).map(c => c / 255)
      .map(c => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b
  }
  const behind = element => {
    for (; element; element = element.parentElement) {
      const colour = getComputedStyle(element).backgroundColor
      if (channels(colour)[3] === 255) return colour
    }
    return 'white'
  }
  const found = []
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  for (let node; (node = walker.nextNode());) {
    const element = node.parentElement
    if (!node.data.trim() || element.closest('style, title') || !element.getClientRects().length) continue
    const style = getComputedStyle(element)
    const colours = [element.closest('svg') ? style.fill : style.color, behind(element)].map(light)
    const ratio = (Math.max(...colours) + 0.05) / (Math.min(...colours) + 0.05)
    found.push([ratio, node.data.slice(0, 30), element.className.baseVal ?? element.className])
  }
  return found.sort((a, b) => a[0] - b[0])
}"""
"""The contrast of each text with what is behind it, the least first."""


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """One browser for all tests."""
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM)
        yield browser
        browser.close()


class Opened:
    """A preview in a page of the browser."""

    def __init__(self, page: Any, folder: Path) -> None:
        self.page, self._file = page, folder / "preview.html"
        self.requests: list[str] = []
        self.said: list[str] = []
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("console", lambda message: self.said.append(message.text))
        page.on("pageerror", lambda error: self.said.append(str(error)))
        page.on("dialog", lambda dialog: (self.said.append(dialog.message), dialog.dismiss()))

    def show(self, shown: Preview) -> Any:
        """Open it as a file."""
        shown.save(self._file)
        self.page.goto(self._file.as_uri())
        return self.page

    @property
    def address(self) -> str:
        return self._file.as_uri()


@pytest.fixture
def opened(browser: Any, tmp_path: Path) -> Iterator[Opened]:
    """A new page."""
    page = browser.new_page(viewport={"width": 800, "height": 900})
    yield Opened(page, tmp_path)
    page.close()


def is_seen(character: str) -> bool:
    """Whether a character has a place of its own."""
    return unicodedata.category(character) not in {"Cf", "Mn", "Me", "Cc"}


def as_laid_out(line: str, base: Any) -> str:
    """The characters of a line from left to right, as the algorithm has them."""
    shown = in_order_seen(line, levels_of(line, base))
    return "".join(filter(is_seen, shown)).translate(ALIKE)


LINES = [
    "مرحبا بالعالم",
    "hello world",
    "هاتف 050-123-4567 متاح",
    "هاتف +966501234567 الآن",
    "زوروا example.com/path?q=1 و#وسم_جديد اليوم",
    "مع @hasad_app و@user/list غدا",
    "سعر $TSLA ارتفع 12.5% في 2024-05-01",
    "نحب iPhone (Apple) و C++ معا!",
    "خصم 15% (حتى 20%) على «كل شيء»",
    "AI يغير العالم كله",
    "@user مرحبا بكم في example.com",
    "#وسم first then عربي 123",
    "٣٫٥ مليون و ١٠-٢٠ و 1/5",
    "1/5 مرحبا",
    "مَرْحَبًا بِكُمْ لا إله لأن",
    "عرض \u200e050-12\u200e و\u200fabc",
    "عروضنا بدأت ,شاركوا و#تسوق_بذكاء مع x",
    "see [يوم (two) ثلاثة] end",
    "🌴 حصاد 🌴 season",
    "Black Friday بدأت ,هنا",
]


PIECES = [
    "مرحبا", "هاتف", "(نص", "درجة،", "«كلمة»", "و#وسم_جديد", "#وسم", "[ت]", "؟", "لا", "مُدَّة", ",شاركوا",
    "Google", "iPhone", "(Apple", "Pay)", "C++", "@hasad_app", "example.com/a?b=1", "$TSLA", "#tag",
    "🌴", "…", "(", ")", "!", "5%", "1/5", "12:30", "7.5", "/", "-5", "٣٤", "١٠-٢٠", "\u200e", "\u200f",
    "050-123-4567", "+966501234567", "2024-05-01", "10-20", "2016 - 2021",
]  # fmt: skip


class TestOrder:
    """What is seen where, against the Unicode bidirectional algorithm."""

    @pytest.mark.parametrize("line", LINES, ids=ascii)
    def test_lines(self, opened: Opened, line: str) -> None:
        """Each line, with what links and what was found in it, in the order that the algorithm gives."""
        self._check(opened, line)

    @pytest.mark.parametrize("text", ["مرحبا\nhello هنا 12-34!\n050-12 يوم", "hello\nمرحبا (abc) 5%\n12:30 يوم"])
    def test_paragraphs(self, opened: Opened, text: str) -> None:
        """All lines of a post have the direction of its first strong character."""
        self._check(opened, text)

    @pytest.mark.parametrize("first", ["مرحبا", "hello"])
    @pytest.mark.parametrize("seed", range(3))
    def test_drawn(self, opened: Opened, first: str, seed: int) -> None:
        """Lines drawn from words, names, numbers and signs, on a side of either direction."""
        draw = random.Random(seed)
        lines = [" ".join(draw.choices(PIECES, k=draw.randint(1, 5))) for _ in range(80)]
        self._check(opened, "\n".join([first, *(line for line in lines if len(line) < 46)]))

    @staticmethod
    def _check(opened: Opened, text: str) -> None:
        base = first_strong(text) or "ltr"
        page = opened.show(preview(text, rules=tc.X_PREMIUM))
        places = page.evaluate(PLACES)
        assert "".join(place["character"] for place in places) == text
        assert page.evaluate("getComputedStyle(document.querySelector('.tc-text')).direction") == base
        rest = iter(places)
        for line in text.split("\n"):
            own = [next(rest) for _ in line]
            next(rest, None)  # the line end
            seen = [place for place in own if is_seen(place["character"])]
            assert all(place["width"] for place in seen)
            ordered = "".join(place["character"] for place in sorted(seen, key=lambda place: place["x"]))
            assert ordered.translate(ALIKE) == as_laid_out(line, base)
            bidi = pytest.importorskip("bidi", reason="python-bidi is missing")
            peer = bidi.get_display(line, base_dir="L" if base == "ltr" else "R")
            assert ordered.translate(ALIKE) == "".join(filter(is_seen, peer)).translate(ALIKE)

    @pytest.mark.parametrize("labels", ["en", "ar"])
    def test_cards(self, opened: Opened, labels: Any) -> None:
        """A post begins at the side where its text begins, whatever stands around it; the labels have their own."""
        page = opened.show(preview("مرحبا بكم", labels=labels))
        side = "el => { const r = document.createRange(); r.selectNodeContents(el); return r.getBoundingClientRect() }"
        text = page.locator(".tc-text")
        assert text.evaluate(side)["right"] == pytest.approx(
            text.bounding_box()["x"] + text.bounding_box()["width"], abs=1
        )
        assert page.evaluate("getComputedStyle(document.querySelector('.tc-card')).direction") == (
            "rtl" if labels == "ar" else "ltr"
        )
        page = opened.show(preview("hello", labels=labels))
        assert page.locator(".tc-text").evaluate(side)["left"] == pytest.approx(
            page.locator(".tc-text").bounding_box()["x"], abs=1
        )


class TestLimit:
    """Where a post is over the limit."""

    @pytest.mark.parametrize(
        "text",
        [
            "مرحبا " * 60,
            "👨‍👩‍👧‍👦" * 160,
            "مَرْحَبًا " * 50,
            "م" * 250 + " https://example.com/launch و#وسم_جديد هنا ,نعم ,جدا",
            "cafe\u0301 " * 70,
        ],
        ids=ascii,
    )
    def test_mark(self, opened: Opened, text: str) -> None:
        """The mark begins at the first character that does not fit, where a reader sees it."""
        page = opened.show(preview(text))
        end = tc.count(text).valid_range[1]
        over = page.evaluate("[...document.querySelectorAll('.tc-over')].map(mark => mark.textContent).join('')")
        assert over == text[end:]
        places = page.evaluate(PLACES)
        hit = "([x, y]) => document.elementFromPoint(x, y).closest('.tc-over') !== null"
        for at in (end - 2, end, end + 1):
            place = places[at]
            if place["width"] > 1 and not place["character"].isspace():
                page.evaluate("y => scrollTo(0, y - 300)", place["top"])
                shift = page.evaluate("scrollY")
                assert page.evaluate(hit, [place["x"], place["top"] + 8 - shift]) == (at >= end)


class TestKeyboard:
    """What is reached without a mouse, and what is read out."""

    def test_order(self, opened: Opened) -> None:
        """Every finding in turn, each with its message, and seen to be where the reader is."""
        composed = tc.compose(f"{LAUNCH}\n\n{DRAFT}\n\n{DRAFT}")
        page = opened.show(preview(composed, labels="ar"))
        findings = [finding for finding in composed.findings if finding.part is not None]
        assert len(findings) > 3
        page.keyboard.press("Tab")  # what was edited can be unfolded
        assert page.evaluate("document.activeElement.localName") == "summary"
        page.keyboard.press("Enter")
        assert page.evaluate("document.querySelector('details').open")
        reached = []
        for _ in findings:
            page.keyboard.press("Tab")
            reached.append(
                page.evaluate(
                    """() => {
                      const mark = document.activeElement, style = getComputedStyle(mark)
                      const said = document.getElementById(mark.getAttribute('aria-describedby'))
                      return [said.textContent, style.outlineStyle, parseFloat(style.outlineWidth) > 1,
                              getComputedStyle(said.closest('li')).backgroundColor]
                    }"""
                )
            )
        assert [said for said, *_ in reached] == [finding.message_ar for finding in findings]
        assert {(style, thick) for _, style, thick, _ in reached} == {("solid", True)}
        assert not {lit for *_, lit in reached} & {"rgba(0, 0, 0, 0)"}
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.localName") == "body"

    def test_read_out(self, opened: Opened) -> None:
        """What a screen reader is told: posts by their names, counts in words, findings as what marks are about."""
        page = opened.show(preview(tc.split_thread(f"{LAUNCH}\n\n{DRAFT}")))
        nodes = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")["nodes"]
        told = [
            (node["role"]["value"], node.get("name", {}).get("value", ""), node.get("description", {}).get("value", ""))
            for node in nodes
            if not node["ignored"]
        ]
        articles = [name for role, name, _ in told if role == "article"]
        assert articles == [f"Post {n} of {len(articles)}" for n in range(1, len(articles) + 1)]
        images = [name for role, name, _ in told if role in {"image", "img"}]
        assert any("of 280 · " in name for name in images)
        assert all(images)
        marks = [description for role, _, description in told if role == "mark"]
        assert any("does not link" in description for description in marks)
        assert {"main", "list", "listitem"} <= {role for role, *_ in told}


class TestLooks:
    """Light and dark."""

    SHOWN = pytest.mark.parametrize(
        "shown",
        [
            lambda theme: preview(f"{DRAFT}\n{LAUNCH}", labels="ar", theme=theme),
            lambda theme: preview(tc.compose(f"{LAUNCH}\n\n{DRAFT}"), theme=theme),
            lambda theme: preview(tc.normalize_and_explain(f"مرحـــبا  ,بكم {DRAFT}"), theme=theme),
            lambda theme: preview(tc.count("مرحبا example.com"), theme=theme),
        ],
        ids=["post", "thread", "difference", "count"],
    )

    @SHOWN
    @pytest.mark.parametrize(
        ("theme", "system"), [("light", "dark"), ("dark", "light"), ("auto", "light"), ("auto", "dark")]
    )
    def test_contrast(self, opened: Opened, shown: Any, theme: Any, system: Any) -> None:
        """All text stands out from what is behind it."""
        opened.page.emulate_media(color_scheme=system)
        page = opened.show(shown(theme))
        page.evaluate("document.querySelectorAll('details').forEach(details => details.open = true)")
        contrasts = page.evaluate(LEAST_CONTRAST)
        assert len(contrasts) > 5
        assert contrasts[0][0] >= 4.5, contrasts[:3]
        marks = page.locator("mark[tabindex]")
        if marks.count():  # and where the reader is
            marks.first.focus()
            assert page.evaluate(LEAST_CONTRAST)[0][0] >= 4.5

    @pytest.mark.parametrize("system", ["light", "dark"])
    def test_system(self, opened: Opened, system: Any) -> None:
        """Unless told otherwise it looks as the reader's system does."""
        opened.page.emulate_media(color_scheme=system)
        colours = {}
        for theme in ("auto", "light", "dark"):
            page = opened.show(preview(DRAFT, theme=theme))  # type: ignore[arg-type]
            colours[theme] = page.evaluate(
                """['body', '.tweetcraft', '.tc-card']
                     .map(at => getComputedStyle(document.querySelector(at)).backgroundColor)"""
            )
        assert colours["auto"] == colours[system]
        assert colours["light"] != colours["dark"]

    def test_narrow(self, opened: Opened) -> None:
        """On a telephone nothing stands out at the side."""
        opened.page.set_viewport_size({"width": 340, "height": 700})
        page = opened.show(preview(tc.compose(LAUNCH + "\n\n" + "ا" * 200), labels="ar"))
        assert page.evaluate("document.documentElement.scrollWidth") <= 340


class TestNothingElse:
    """What a page does not do."""

    HOSTILE = (
        "<img src=https://example.com/x.png onerror=alert(1)> <script>alert(1)</script> javascript:alert(1) "
        "</style></div><iframe src='https://example.com'></iframe> https://example.com/a.css\n\u202emarhaba\u2069 مرحبا"
    )

    def test_nothing_fetched(self, opened: Opened) -> None:
        """Nothing but the file is asked for, nothing runs, and nothing is complained of."""
        page = opened.show(preview(tc.compose(f"{self.HOSTILE}\n\n{LAUNCH}", form=None)))
        page.wait_for_load_state("networkidle")
        assert opened.requests == [opened.address]
        assert opened.said == []
        assert page.evaluate("document.querySelectorAll('img, script, iframe, a, link, object, form').length") == 0

    @pytest.mark.parametrize(
        "text", [HOSTILE, "سطر\r\nآخر\rثالث\n\nرابع\n", "\ufeff \x0b\x0c \ufffe", "&amp; &lt"], ids=ascii
    )
    def test_text(self, opened: Opened, text: str) -> None:
        """The browser has the text of the post, to the last character."""
        assert opened.show(preview(text)).locator(".tc-text").evaluate("post => post.textContent") == text

    def test_override(self, opened: Opened) -> None:
        """An override in a post turns nothing outside it."""
        page = opened.show(preview("\u202eabc \u2067 def"))
        heading = page.locator("article > h3")
        order = heading.evaluate(
            """head => [...head.textContent].map((_, at) => {
                 const range = document.createRange()
                 range.setStart(head.firstChild, at)
                 range.setEnd(head.firstChild, at + 1)
                 return range.getBoundingClientRect().left
               })"""
        )
        assert order == sorted(order)

    def test_notebook(self, opened: Opened) -> None:
        """In a page of others it changes nothing but itself, and two of them do not mix."""
        style = (
            "JSON.stringify([...document.querySelectorAll('p, mark, h2, ol')].filter(el => !el.closest('.tweetcraft'))"
        )
        style += ".map(el => ({...getComputedStyle(el)})))"
        host = "<p>before</p><mark>m</mark><h2>h</h2><ol><li>x</li></ol><div id=out></div>"
        opened.page.set_content(host)
        before = opened.page.evaluate(style)
        shown = preview(DRAFT)._repr_html_() + preview(DRAFT, labels="ar", theme="dark")._repr_html_()
        opened.page.evaluate("html => document.getElementById('out').innerHTML = html", shown)
        opened.page.evaluate("document.getElementById('out').style.cssText = 'position:absolute;top:900px'")
        assert opened.page.evaluate(style) == before
        roots = "[...document.querySelectorAll('.tweetcraft')].map(el => getComputedStyle(el).backgroundColor)"
        assert len(set(opened.page.evaluate(roots))) == 2
