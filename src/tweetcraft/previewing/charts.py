"""The ring of a count, what its weight went to, and the lengths of a thread, as pictures in the page itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict

from tweetcraft.counting import Breakdown, Count
from tweetcraft.previewing.labels import Labels
from tweetcraft.previewing.markup import Markup, element, joined
from tweetcraft.previewing.style import KINDS_IN_COLOUR

__all__ = ["breakdown_bar", "lengths", "ring"]

_NEAR = 20  # units left, from which on a writer is warned
_MINUS = "\N{MINUS SIGN}"


def ring(count: Count, labels: Labels) -> Markup:
    """How full a post is, as a ring with what is left in it."""
    full = min(100.0, 100 * count.weighted_length / count.limit)
    left = str(count.remaining).replace("-", _MINUS)
    state = " tc-full" if count.remaining < 0 else " tc-near" if count.remaining <= _NEAR else ""
    said = f"{labels.used.format(count.weighted_length, count.limit)} · {labels.state(count)}"
    around = {"cx": 22, "cy": 22, "r": 19}
    arc = element(
        "circle",
        class_="tc-arc",
        pathLength=100,
        stroke_dasharray=f"{full:.2f} 100",
        transform="rotate(-90 22 22)",
        **around,
    )
    return element(
        "svg",
        element("title", said),
        element("circle", class_="tc-track", **around),
        arc if full else "",
        element("text", left, x=22, y=26, text_anchor="middle", style=f"font-size:{max(8, 15 - len(left))}px"),
        class_=f"tc-ring{state}",
        role="img",
        aria_label=said,
        width=44,
        height=44,
        viewBox="0 0 44 44",
    )


_BAR = 100.0  # units that a bar is wide, stretched to the room that there is


def breakdown_bar(breakdown: Breakdown, limit: int, labels: Labels) -> Markup:
    """What the weight of a text went to, as a bar that is as long as the limit, or as the text if that is longer."""
    spent = {kind: weight for kind, weight in asdict(breakdown).items() if weight}
    total = max(limit, sum(spent.values()))
    pieces = []
    at = 0.0
    for kind, weight in spent.items():
        width = _BAR * weight / total
        name = element("title", f"{labels.kinds[kind]}: {weight}")
        x = _BAR - at - width if labels.direction == "rtl" else at
        pieces.append(element("rect", name, x=f"{x:.3f}", width=f"{width:.3f}", height=10, fill=KINDS_IN_COLOUR[kind]))
        at += width
    said = "; ".join(f"{labels.kinds[kind]}: {weight}" for kind, weight in spent.items())
    bar = element(
        "svg",
        element("rect", class_="tc-room", width=100, height=10),
        *pieces,
        role="img",
        aria_label=f"{labels.breakdown}: {said}",
        width="100%",
        height=10,
        viewBox="0 0 100 10",
        preserveAspectRatio="none",
    )
    key = joined(
        element("li", _swatch(kind), f"{labels.kinds[kind]} {weight}")
        for kind, weight in sorted(spent.items(), key=lambda item: -item[1])
    )
    return _chart(labels.breakdown, bar, element("ul", key, class_="tc-key"))


def _swatch(kind: str) -> Markup:
    square = element("rect", width=11, height=11, rx=3, fill=KINDS_IN_COLOUR[kind])
    return element("svg", square, aria_hidden="true", width=11, height=11)


_ROW, _WIDE, _EDGE = 22, 560, 44


def lengths(counts: Sequence[Count], labels: Labels) -> Markup:
    """How long each post of a thread is, row by row, against the limit."""
    longest = max([*(max(count.weighted_length, count.limit) for count in counts), 1])
    rtl = labels.direction == "rtl"
    room = _WIDE - 2 * _EDGE
    rows = []
    for at, count in enumerate(counts):
        top = at * _ROW
        length, limit = room * count.weighted_length / longest, room * count.limit / longest
        bar = element(
            "rect",
            element("title", labels.length.format(at + 1, count.weighted_length, count.limit)),
            class_="tc-bar" if count.is_valid else "tc-bar tc-full",
            x=_placed(_EDGE, length, rtl=rtl),
            y=top + 5,
            width=f"{length:.1f}",
            height=12,
            rx=3,
        )
        rows += [
            element("rect", class_="tc-room", x=_placed(_EDGE, limit, rtl=rtl), y=top + 5, width=f"{limit:.1f}",
                    height=12, rx=3),
            bar,
            element("rect", class_="tc-limit", x=_placed(_EDGE + limit, 1.5, rtl=rtl), y=top + 2, width=1.5, height=18),
            element("text", str(at + 1), x=_placed(_EDGE / 2, 0, rtl=rtl), y=top + 15, text_anchor="middle"),
            element("text", str(count.weighted_length), class_="tc-soft", x=_placed(_WIDE - _EDGE / 2, 0, rtl=rtl),
                    y=top + 15, text_anchor="middle"),
        ]  # fmt: skip
    said = "; ".join(labels.length.format(n, count.weighted_length, count.limit) for n, count in enumerate(counts, 1))
    height = max(_ROW * len(counts), 1)
    picture = element(
        "svg",
        *rows,
        role="img",
        aria_label=f"{labels.lengths}: {said}",
        width=_WIDE,
        height=height,
        viewBox=f"0 0 {_WIDE} {height}",
    )
    return _chart(labels.lengths, picture)


def _placed(start: float, width: float, *, rtl: bool) -> str:
    """Where something stands that begins so far from the side where reading begins."""
    return f"{_WIDE - start - width if rtl else start:.1f}"


def _chart(caption: str, *content: Markup) -> Markup:
    return element("figure", element("figcaption", element("h3", caption)), *content, class_="tc-chart")
