"""``python -m benchmarks``, from the root of the project."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from time import perf_counter

from benchmarks import columns, counting, engines, fitting, hashtags, imports, linear, normalizing, reviewing, threads
from benchmarks.machine import describe
from benchmarks.options import Options
from benchmarks.report import Section, to_markdown, to_terminal
from benchmarks.texts import ROOT

SUITES: dict[str, Callable[[Options], Section]] = {
    "counting": counting.measure,
    "normalizing": normalizing.measure,
    "fitting": fitting.measure,
    "threads": threads.measure,
    "hashtags": hashtags.measure,
    "reviewing": reviewing.measure,
    "columns": columns.measure,
    "engines": engines.measure,
    "linear": linear.measure,
    "import": imports.measure,
}
DOCUMENT = ROOT / "docs" / "benchmarks.md"
_HEAD = """\
# Benchmarks

How fast tweetcraft is beside its peers, over the same texts in the same run, and how its time grows with the text.
Figures depend on the machine; ratios much less.  All figures of a section are from one run, which it names, of

```console
$ pip install '.[bench]'
$ pip install --no-deps -r tests/peers/requirements.txt
$ npm ci --prefix tests/reference
$ python -m benchmarks --write
```

which takes half an hour; with `--only` it writes one section anew, and `--rounds` and `--tweets` make it shorter.  A
peer that is not installed is skipped.
Tweets and articles are read from `../shared/data`, or from the `data` of the folder that `TWEETCRAFT_SHARED` names.

"""


def main() -> int:
    """Run the suites, print what they found, write it down where told to."""
    arguments = _arguments()
    options = Options(rounds=arguments.rounds, tweets=arguments.tweets)
    start = perf_counter()
    run = f"--rounds {options.rounds} --tweets {options.tweets}`, {datetime.now(UTC).date()}; {describe()}."
    sections = []
    for name in [arguments.only] if arguments.only else list(SUITES):
        print(f"... {name}", file=sys.stderr, flush=True)
        section = SUITES[name](options)
        sections.append(replace(section, notes=[*section.notes, f"One run of `--only {name} {run}"]))
        print(to_terminal(sections[-1:]), flush=True)
    if arguments.write:
        written = _written() if arguments.only else {}
        written |= {section.title: to_markdown([section]) for section in sections}
        DOCUMENT.write_text(_HEAD + "\n".join(written.values()), encoding="utf-8")
        print(f"wrote {DOCUMENT}", file=sys.stderr)
    print(f"{perf_counter() - start:.0f} s", file=sys.stderr)
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="Time tweetcraft beside its peers.")
    parser.add_argument("--rounds", type=_positive, default=Options.rounds, help="of each peer (%(default)s)")
    parser.add_argument("--tweets", type=_positive, default=Options.tweets, help="how many (%(default)s)")
    parser.add_argument("--only", choices=SUITES, help="run one suite")
    parser.add_argument("--write", action="store_true", help=f"write {DOCUMENT.relative_to(ROOT)}")
    return parser.parse_args()


def _written() -> dict[str, str]:
    """The sections that the document has, by their titles."""
    _, *sections = re.split("^(?=## )", DOCUMENT.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return {section.partition("\n")[0].removeprefix("## "): f"{section.rstrip()}\n" for section in sections}


def _positive(argument: str) -> int:
    number = int(argument)
    if number < 1:
        raise argparse.ArgumentTypeError("must be at least 1")
    return number


if __name__ == "__main__":
    sys.exit(main())
