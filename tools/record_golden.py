"""Record what twitter-text 3.1.0 answers about inputs of our own, in `tests/golden/twitter_text.jsonl`.

    npm ci --prefix tests/reference
    python tools/record_golden.py            # choose the inputs anew, and record
    python tools/record_golden.py --check    # ask again about the recorded inputs, and compare

The inputs are those of `tests/golden/inputs_hard.json`, written by hand, and a choice of what the grammar of the
tests generates from a fixed seed. No text in them comes from elsewhere.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[1]
# Before the imports from them: this runs from a checkout, where nothing has to be installed.
sys.path[:0] = [str(PROJECT / "tests"), str(PROJECT / "src")]

import grammar  # noqa: E402
from reference import bridge, compare, golden  # noqa: E402

SEED = 1446
GENERATED = 3000
LONG = 60
"""How many of the generated may have more than `SHORT` code points: they fill the file."""
SHORT = 90
ALIKE = 3
"""How many of the same kind are taken before there is one of every kind."""


def kind_of(record: golden.Record) -> tuple[object, ...]:
    """What makes a record worth having: which answers are unusual, how many entities, how the counts differ."""
    weights, valid, *_ = zip(*record["counts"], strict=True)
    entities = len(record.get("entities", ())) + len(record.get("urls", ()))
    return (frozenset(record), min(entities, 4), len(set(weights)), valid, len(record["text"]) > SHORT)


def candidates() -> Iterator[str]:
    """Texts of the grammar, most of them short."""
    for number, text in enumerate(grammar.texts(SEED, 20 * GENERATED)):
        yield text if number % 10 == 0 else text[:SHORT]


def choose(candidates: Iterable[golden.Record], taken: set[str]) -> Iterator[golden.Record]:
    """As many as are wanted, of every kind a few first, then whatever comes."""
    seen: Counter[tuple[object, ...]] = Counter()
    room_for_long = LONG
    spare = []
    left = GENERATED
    for record in candidates:
        if record["text"] in taken:
            continue
        taken.add(record["text"])
        seen[kind_of(record)] += 1
        long = len(record["text"]) > SHORT
        if seen[kind_of(record)] > ALIKE or (long and not room_for_long):
            spare.append(record)
            continue
        room_for_long -= long
        left -= 1
        yield record
    yield from [record for record in spare if len(record["text"]) <= SHORT][: max(0, left)]


def ask(reference: bridge.Reference, texts: Iterable[str]) -> Iterator[golden.Record]:
    """The records of texts."""
    for text, theirs in reference.ask_each(texts):
        yield golden.shorten(text, compare.right_answers(text, theirs))


def line(record: golden.Record) -> str:
    """A record as it stands in the file."""
    return json.dumps(record, ensure_ascii=True, separators=(",", ":"))


def record(reference: bridge.Reference) -> int:
    """Write the file."""
    hard = list(dict.fromkeys(golden.hard_inputs()))
    chosen = [*ask(reference, hard), *choose(ask(reference, candidates()), set(hard))]
    golden.RECORDED.write_text("".join(line(each) + "\n" for each in chosen), encoding="ascii")
    print(f"recorded {len(chosen)} inputs, {golden.RECORDED.stat().st_size:,} bytes")
    return 0


def check(reference: bridge.Reference) -> int:
    """Compare the file with what the reference answers now."""
    recorded = list(golden.records())
    again = ask(reference, [each["text"] for each in recorded])
    wrong = [old["text"] for old, new in zip(recorded, again, strict=True) if line(old) != line(new)]
    missing = set(golden.hard_inputs()) - {each["text"] for each in recorded}
    for text in wrong:
        print(f"recorded otherwise: {compare.folded(text)}")
    for text in missing:
        print(f"not recorded: {compare.folded(text)}")
    print(f"{len(recorded)} recorded, {len(wrong)} otherwise, {len(missing)} missing")
    return 1 if wrong or missing else 0


def main() -> int:
    """Record, or check."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="compare, and write nothing")
    arguments = parser.parse_args()
    if reason := bridge.unavailable():
        print(reason, file=sys.stderr)
        return 2
    with bridge.Reference() as reference:
        return check(reference) if arguments.check else record(reference)


if __name__ == "__main__":
    sys.exit(main())
