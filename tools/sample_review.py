"""What a review finds in real tweets: how often each rule speaks, and every error of a sample, to be read.

usage: python -m tools.sample_review [--tweets 1000] [--seed 280] [--severity error] [--rule ID]

The tweets are those of the shared data; nothing of them goes into the project.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from time import perf_counter
from typing import NamedTuple

import tweetcraft as tc
from benchmarks.texts import DATA
from tweetcraft.reviewing.registry import RULES

_AROUND = 30  # characters of context


def main() -> int:
    """Print the findings of one severity or one rule in context, then the rates."""
    arguments = _arguments()
    tweets = [json.loads(line)["text"] for line in (DATA / "tweets.jsonl").read_text(encoding="utf-8").splitlines()]
    sample = random.Random(arguments.seed).sample(tweets, min(arguments.tweets, len(tweets)))
    tc.review(sample[0])
    start = perf_counter()
    findings = [tc.review(tweet) for tweet in sample]
    spent = perf_counter() - start
    number = 0
    for tweet, found in zip(sample, findings, strict=True):
        for finding in found:
            if finding.rule == arguments.rule or (not arguments.rule and finding.severity == arguments.severity):
                number += 1
                print(f"{number} {finding.rule} {finding.message}\n    {_in_context(tweet, finding)}")
    print("| rule | severity | findings per 1,000 tweets | tweets with one | with a fix |\n|---|---|---|---|---|")
    for rate in rates_of(findings):
        print(f"| {' | '.join(rate.cells)} |")
    print(f"\n{len(sample):,} tweets, {1e6 * spent / len(sample):.0f} us each", file=sys.stderr)
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Review a sample of real tweets.")
    parser.add_argument("--tweets", type=int, default=1000, metavar="N")
    parser.add_argument("--seed", type=int, default=280)
    parser.add_argument("--severity", default="error")
    parser.add_argument("--rule")
    return parser.parse_args()


def _in_context(tweet: str, finding: tc.Finding) -> str:
    start, end = finding.span
    shown = f"{tweet[max(0, start - _AROUND) : start]}[[{tweet[start:end]}]]{tweet[end : end + _AROUND]}"
    if finding.fix is not None:
        shown += f"    fix: {finding.fix.before!r} -> {finding.fix.after!r}"
    return shown.replace("\n", "\\n")


class Rate(NamedTuple):
    """How often one rule has spoken."""

    rule: str
    severity: str
    findings: float
    """For 1,000 texts."""
    texts: float
    """With one at least, of 1,000."""
    mended: float | None
    """The share of findings with a fix, from 0 to 1; ``None`` where there are none."""

    @property
    def cells(self) -> tuple[str, ...]:
        """As a table shows it."""
        share = "" if self.mended is None else f"{100 * self.mended:.0f} %"
        return f"`{self.rule}`", self.severity, f"{self.findings:.1f}", f"{self.texts:.1f}", share


def rates_of(findings: Sequence[Sequence[tc.Finding]]) -> Iterator[Rate]:
    """The rates of all rules over the findings of some texts."""
    all_found = [finding for found in findings for finding in found]
    times = Counter(finding.rule for finding in all_found)
    fixes = Counter(finding.rule for finding in all_found if finding.fix is not None)
    texts = Counter(rule for found in findings for rule in {finding.rule for finding in found})
    per = 1000 / len(findings)
    for rule in RULES.values():
        count = times[rule.id]
        yield Rate(rule.id, rule.severity, per * count, per * texts[rule.id], fixes[rule.id] / count if count else None)


if __name__ == "__main__":
    sys.exit(main())
