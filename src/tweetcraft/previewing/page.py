"""A page that stands by itself: it holds all that it shows, runs nothing and may fetch nothing."""

from __future__ import annotations

from tweetcraft.previewing.labels import Labels
from tweetcraft.previewing.markup import Markup, element, joined
from tweetcraft.previewing.style import STYLE, Theme, pairing

__all__ = ["fragment", "page"]

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"
_PAGE_STYLE = """
html{height:100%}body{margin:0;min-height:100%;background:#f4f6f6}
body>main>.tweetcraft{border-radius:0;margin:0 auto;min-height:100vh}
@media(prefers-color-scheme:dark){body.tc-auto{background:#0b1216}}body.tc-dark{background:#0b1216}
"""


def fragment(body: Markup, labels: Labels, theme: Theme, findings: int) -> Markup:
    """A preview as a part of a page, such as a notebook; ``findings`` are the most that one card has."""
    style = element("style", Markup(STYLE + pairing(findings)))
    return element(
        "div", style, body, class_=f"tweetcraft tc-{theme}", dir=labels.direction, lang=labels.language, role="group",
        aria_label=labels.title,
    )  # fmt: skip


def page(inside: Markup, labels: Labels, theme: Theme) -> str:
    """A preview as a page."""
    head = element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", http_equiv="Content-Security-Policy", content=_POLICY),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("meta", name="referrer", content="no-referrer"),
        element("title", labels.title),
        element("style", Markup(_PAGE_STYLE)),
    )
    body = element("body", element("main", inside), class_=f"tc-{theme}")
    html = element("html", joined(["\n", head, "\n", body, "\n"]), lang=labels.language, dir=labels.direction)
    return f"<!doctype html>\n{html}\n"
