"""Show how articles are split, ours and its peers side by side, on a page to read from right to left.

usage: python -m tools.show_threads [--articles N] [--seed SEED] [-o page.html] [FILE ...]

Without files, it draws articles from the shared data, whose text goes to no place but that page.  Prints a table of
figures, one line an article, for docs/threads.md.
"""

from __future__ import annotations

import argparse
import html
import json
import random
import sys
from collections.abc import Sequence
from pathlib import Path

import tweetcraft as tc
from benchmarks.texts import DATA
from benchmarks.threads import langchain_arabic, semantic_range

_STYLE = """
body { font: 16px/1.6 "Noto Naskh Arabic", "DejaVu Sans", sans-serif; margin: 1rem }
table { width: 100%; border-collapse: collapse; table-layout: fixed } td, th { vertical-align: top; padding: .4rem }
p { white-space: pre-wrap; border: 1px solid #999; border-radius: .5rem; padding: .5rem; margin: 0 0 .5rem }
small { color: #666; display: block; direction: ltr }
"""
_SPLITTERS = (semantic_range, langchain_arabic)


def main() -> int:
    """Write the page and print the table."""
    arguments = _arguments()
    if arguments.files:
        texts = {path.name: path.read_text(encoding="utf-8").strip() for path in arguments.files}
    else:
        lines = (DATA / "articles.jsonl").read_text(encoding="utf-8").splitlines()
        news = [json.loads(line)["text"].strip() for line in lines]
        drawn = sorted(random.Random(arguments.seed).sample(range(len(news)), arguments.articles))
        texts = {f"article {index}": news[index] for index in drawn}
    rows = [(name, text, _split(text)) for name, text in texts.items()]
    arguments.output.write_text(_page(rows), encoding="utf-8")
    print(f"wrote {arguments.output}", file=sys.stderr)
    for name, _, columns in rows:
        print(f"| {name} | " + " | ".join(f"{len(posts)}: {_figures(posts)}" for posts in columns.values()) + " |")
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Show how articles are split, side by side.")
    parser.add_argument("files", nargs="*", type=Path, metavar="FILE")
    parser.add_argument("--articles", type=int, default=20, help="how many (%(default)s)")
    parser.add_argument("--seed", type=int, default=tc.X.limit, help="of the draw (%(default)s)")
    parser.add_argument("-o", "--output", type=Path, default=Path("threads.html"))
    return parser.parse_args()


def _split(text: str) -> dict[str, list[tuple[str, str]]]:
    """For each splitter its posts, each with what is said of it."""
    thread = tc.split_thread(text, numbering=None)
    columns = {"split_thread": [(post.text, f"{post.count.weighted_length} {post.ended_by}") for post in thread]}
    for make in _SPLITTERS:
        peer = make()
        peer.load([text])
        columns[peer.name] = [(part, str(tc.weighted_length(part))) for part in peer.answers()[0]]
    return columns


def _figures(posts: Sequence[tuple[str, str]]) -> str:
    return " ".join(said for _, said in posts)


def _page(rows: Sequence[tuple[str, str, dict[str, list[tuple[str, str]]]]]) -> str:
    body = ""
    for name, _, columns in rows:
        heads = "".join(f"<th>{html.escape(title)}</th>" for title in columns)
        cells = "".join(
            "<td>" + "".join(f"<p dir=auto>{html.escape(t)}<small>{said}</small></p>" for t, said in posts) + "</td>"
            for posts in columns.values()
        )
        body += f"<h2 dir=ltr>{html.escape(name)}</h2><table><tr>{heads}</tr><tr>{cells}</tr></table>"
    return f"<!doctype html><html lang=ar dir=rtl><meta charset=utf-8><style>{_STYLE}</style><body>{body}</html>"


if __name__ == "__main__":
    sys.exit(main())
