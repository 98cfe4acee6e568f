"""How a preview looks: one style sheet, which touches nothing outside a preview and fetches nothing."""

from __future__ import annotations

from typing import Literal

__all__ = ["KINDS_IN_COLOUR", "STYLE", "Theme", "pairing"]

Theme = Literal["auto", "light", "dark"]

_LIGHT = """
--page:#f4f6f6;--card:#fff;--line:#d5dcdf;--text:#10181c;--soft:#4d5d66;--link:#0a5ea8;--main:#0b6e63;--track:#dde4e6;
--over:#ffd6db;--gone:#ffe0e0;--new:#d5f2e0;--focus:#0a5ea8;--lit:#fdf3cf;
--error:#ad0f2b;--warning:#7d4e00;--advice:#0b6152;color-scheme:light"""
_DARK = """
--page:#0b1216;--card:#131d23;--line:#2d3c45;--text:#e8eff2;--soft:#a3b5be;--link:#7cc0ff;--main:#4fd0bb;--track:#2a3942;
--over:#642430;--gone:#542528;--new:#17472f;--focus:#ffd36b;--lit:#3a3416;
--error:#ff9dab;--warning:#f3c353;--advice:#7fdcc8;color-scheme:dark"""

KINDS_IN_COLOUR = {
    "letters": "#0b7a6e",
    "tashkeel": "#b3469a",
    "tatweel": "#d9603b",
    "digits": "#3f6fc4",
    "spaces": "#7f8d96",
    "punctuation": "#b07d16",
    "symbols": "#7558c9",
    "controls": "#c23a4e",
    "double_weight": "#a2592b",
    "urls": "#2684c9",
    "emoji": "#a98a00",
}
"""What the weight of a text goes to, each in its colour."""

# Arabic letters reach far below the line, so that what underlines them stands lower and is not interrupted by them.
STYLE = (
    f".tweetcraft{{{_LIGHT}}}.tweetcraft.tc-dark{{{_DARK}}}"
    f"@media(prefers-color-scheme:dark){{.tweetcraft.tc-auto{{{_DARK}}}}}"
    """
.tweetcraft{background:var(--page);color:var(--text);padding:20px 16px;max-width:640px;box-sizing:border-box;
border-radius:16px;font:400 15px/1.6 system-ui,-apple-system,"Segoe UI","Noto Sans","Noto Sans Arabic",Tahoma,Arial,
"Noto Color Emoji","Segoe UI Emoji",sans-serif;text-align:start}
.tweetcraft *{box-sizing:border-box}
.tweetcraft :is(h2,h3,p,ol,ul,li,figure,figcaption,details){margin:0;padding:0;color:inherit;background:none;border:0}
.tweetcraft h2{font-size:19px;line-height:1.5;font-weight:700}
.tweetcraft h3{font-size:14px;line-height:1.5;font-weight:600;color:var(--soft)}
.tweetcraft :is(ol,ul){list-style:none}
.tweetcraft svg{display:block;direction:ltr;overflow:visible}
.tweetcraft .tc-head{margin:0 4px 14px}
.tweetcraft .tc-state{color:var(--soft)}
.tweetcraft .tc-state.tc-good{color:var(--main)}
.tweetcraft .tc-state.tc-bad{color:var(--error);font-weight:600}
.tweetcraft .tc-card{background:var(--card);border:1px solid var(--line);border-radius:16px;padding:14px 18px 12px;
margin:0 0 12px}
.tweetcraft .tc-thread>li{display:grid;grid-template-columns:34px minmax(0,1fr);column-gap:10px;position:relative}
.tweetcraft .tc-thread>li::before{content:"";position:absolute;inset-block:16px -16px;inset-inline-start:16px;width:2px;
background:var(--line)}
.tweetcraft .tc-thread>li:last-child::before{display:none}
.tweetcraft .tc-number{position:relative;width:34px;height:34px;margin-top:10px;border-radius:50%;
background:var(--card);border:2px solid var(--main);color:var(--main);font-size:14px;font-weight:700;line-height:30px;
text-align:center}
.tweetcraft .tc-text{white-space:pre-wrap;overflow-wrap:anywhere;unicode-bidi:isolate;text-align:start;font-size:17px;
line-height:1.75;margin:2px 0 10px}
.tweetcraft .tc-text:empty{min-height:1.75em}
.tweetcraft .tc-entity{color:var(--link)}
.tweetcraft .tc-text mark{background:none;color:inherit;border-radius:3px}
.tweetcraft .tc-text mark.tc-over{background:var(--over)}
.tweetcraft .tc-text mark.tc-found{text-decoration-line:underline;text-decoration-skip-ink:none;
text-underline-offset:.42em;text-decoration-thickness:2px}
.tweetcraft mark.tc-error{text-decoration-color:var(--error);text-decoration-style:wavy}
.tweetcraft mark.tc-warning{text-decoration-color:var(--warning);text-decoration-style:wavy}
.tweetcraft mark.tc-advice{text-decoration-color:var(--advice);text-decoration-style:dotted}
.tweetcraft :focus-visible{outline:3px solid var(--focus);outline-offset:2px;border-radius:4px}
.tweetcraft .tc-count{display:flex;align-items:center;gap:10px;border-top:1px solid var(--line);padding-top:10px}
.tweetcraft .tc-alone>.tc-count{border:0;padding:0}
.tweetcraft .tc-count p{color:var(--soft);font-size:14px}
.tweetcraft .tc-count strong{display:block;color:var(--text);font-weight:600;font-size:15px}
.tweetcraft .tc-count .tc-bad{color:var(--error)}
.tweetcraft .tc-track{fill:none;stroke:var(--track);stroke-width:3.4}
.tweetcraft .tc-arc{fill:none;stroke:var(--main);stroke-width:3.4;stroke-linecap:round}
.tweetcraft .tc-near .tc-arc{stroke:var(--warning)}
.tweetcraft .tc-full .tc-arc{stroke:var(--error)}
.tweetcraft svg text{fill:var(--text);font:600 12px system-ui,"Segoe UI","Noto Sans",Arial,sans-serif}
.tweetcraft svg .tc-soft{fill:var(--soft);font-weight:400}
.tweetcraft .tc-full>text{fill:var(--error)}
.tweetcraft .tc-room{fill:var(--track)}
.tweetcraft .tc-bar{fill:var(--main)}
.tweetcraft .tc-bar.tc-full{fill:var(--error)}
.tweetcraft .tc-limit{fill:var(--soft)}
.tweetcraft .tc-findings{margin-top:10px}
.tweetcraft .tc-findings li{border-inline-start:4px solid var(--line);border-radius:4px;padding:5px 10px;margin-top:6px;
font-size:14px}
.tweetcraft .tc-findings li.tc-error{border-color:var(--error)}
.tweetcraft .tc-findings li.tc-warning{border-color:var(--warning)}
.tweetcraft .tc-findings li.tc-advice{border-color:var(--advice)}
.tweetcraft .tc-severity{font-weight:700}
.tweetcraft .tc-error .tc-severity{color:var(--error)}
.tweetcraft .tc-warning .tc-severity{color:var(--warning)}
.tweetcraft .tc-advice .tc-severity{color:var(--advice)}
.tweetcraft .tc-quote{color:var(--soft);display:block}
.tweetcraft :is(del,ins){text-decoration-thickness:2px;border-radius:3px;padding:1px}
.tweetcraft del{background:var(--gone);text-decoration:line-through var(--error)}
.tweetcraft ins{background:var(--new);text-decoration:none;border-bottom:2px solid var(--advice)}
.tweetcraft details{margin-top:8px;font-size:14px}
.tweetcraft summary{color:var(--soft);cursor:pointer;font-weight:600;width:fit-content}
.tweetcraft .tc-edits li{margin-top:4px}
.tweetcraft .tc-key{display:flex;flex-wrap:wrap;gap:2px 16px;margin-top:8px;font-size:14px}
.tweetcraft .tc-key svg{display:inline-block;direction:inherit;vertical-align:-1px;margin-inline-end:6px}
.tweetcraft .tc-chart{margin-top:10px}
.tweetcraft .tc-chart>svg{max-width:100%;margin-top:8px;border-radius:4px}
"""
)


_MOST_PAIRS = 200  # of one card: beyond, a page would get slow, and no reader looks from one to the other


def pairing(findings: int) -> str:
    """The rules that light up a finding while the reader is at its place in the text, and the other way round.

    Without a script, each pair takes a rule of its own.
    """
    card = ".tweetcraft .tc-card:has"
    lit = [
        f"{card}(.tc-f{n}:is(:focus,:hover)) .tc-n{n},{card}(.tc-n{n}:hover) .tc-f{n}"
        for n in range(min(findings, _MOST_PAIRS))
    ]
    return f"{','.join(lit)}{{background:var(--lit)!important}}" if lit else ""
