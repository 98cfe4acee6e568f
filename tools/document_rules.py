"""Write docs/rules.md from the registry of ``tweetcraft.reviewing``.

usage: python -m tools.document_rules [--check]
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from tweetcraft.reviewing.kinds import KINDS
from tweetcraft.reviewing.registry import FAMILIES
from tweetcraft.reviewing.rule import Rule

DOCUMENT = Path(__file__).parents[1] / "docs" / "rules.md"
_HEAD = """\
# Rules of a review

What [`review`](review.md) looks for. This page is written from the registry by `python -m tools.document_rules`.

**Error**: it will not work as written. **Warning**: it will cost you. **Advice**: it could be better. A rule that is
for some kinds of text only, or for all but some, says so. Of a thread of more than 25 posts `Thread.findings` and
`compose` say so themselves (`thread_too_long`, a warning).
"""


def main() -> int:
    """Write the page, or say that it is not up to date."""
    parser = argparse.ArgumentParser(description="Write docs/rules.md.")
    parser.add_argument("--check", action="store_true", help="write nothing; exit status 1 where it is not up to date")
    page = "\n".join(lines()) + "\n"
    if not parser.parse_args().check:
        DOCUMENT.write_text(page, encoding="utf-8", newline="\n")
    elif DOCUMENT.read_text(encoding="utf-8") != page:
        print("docs/rules.md is not up to date: python -m tools.document_rules", file=sys.stderr)
        return 1
    return 0


def lines() -> Iterator[str]:
    """The page."""
    yield _HEAD
    for family, rules in FAMILIES.items():
        yield from (f"## {family}", "", "| rule | severity | what it finds | | source |", "|---|---|---|---|---|")
        for rule in rules:
            kinds = f" ({_kinds(rule)})" if _kinds(rule) else ""
            yield f"| `{rule.id}` | {rule.severity}{kinds} | {rule.title} | {rule.title_ar} | {rule.source} |"
        yield ""


def _kinds(rule: Rule) -> str:
    """What kinds of text a rule is for, where that is not all."""
    if rule.kinds is not None:
        return "in " + ", ".join(kind for kind in KINDS if kind in rule.kinds)
    left_out = [kind for kind, preset in KINDS.items() if rule.id in preset.left_out]
    return f"not in {', '.join(left_out)}" if left_out else ""


if __name__ == "__main__":
    sys.exit(main())
