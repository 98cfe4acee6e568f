"""What it costs to import tweetcraft, to call it for the first time, and to keep it."""

from __future__ import annotations

import re
import subprocess
import sys
from statistics import median
from time import perf_counter

from benchmarks.options import Options
from benchmarks.report import Section, Table
from benchmarks.texts import ROOT

__all__ = ["measure"]

_RUNS = 20
_TEXT = "مَرحبًا بكم في https://example.com مع @user #رؤية_2030 👋🏽"
CALLS = ("weighted_length", "count", "extract", "split_thread")


def measure(_: Options) -> Section:
    """Ask fresh processes."""
    empty, imported = _wall("pass", "import tweetcraft")
    own, modules = _import_time()
    rows = [
        ["process with `import tweetcraft`, less an empty one", f"{(imported - empty) * 1e3:.1f} ms"],
        ["`-X importtime`, cumulative", f"{own:.1f} ms"],
        ["modules that it loads of its own", str(modules)],
    ]
    return Section(
        "Import",
        [
            Table("import tweetcraft", ("", ""), rows),
            Table(
                "First call in a process", ("", "first, ms", "second, ms", "memory, MB", "at most, MB"), _first_calls()
            ),
        ],
        [
            f"Medians of {_RUNS} fresh processes, of 5 for first calls. Goal: `import tweetcraft` under 30 ms.",
            "Memory is what Python allocated from the import on (tracemalloc): kept after the call, and at most.",
        ],
    )


def _python(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, *arguments], cwd=ROOT, check=True, capture_output=True, encoding="utf-8")


def _wall(*programs: str) -> list[float]:
    """Median seconds of each program, run in turn."""
    taken: dict[str, list[float]] = {program: [] for program in programs}
    for _ in range(_RUNS):
        for program, figures in taken.items():
            start = perf_counter()
            _python("-c", program)
            figures.append(perf_counter() - start)
    return [median(figures) for figures in taken.values()]


def _import_time() -> tuple[float, int]:
    """Milliseconds of ``import tweetcraft`` by Python's own account, and how many modules of ours it loads."""
    figures = []
    for _ in range(_RUNS):
        log = _python("-X", "importtime", "-c", "import tweetcraft").stderr
        line = re.search(r"\| +([0-9]+) \| tweetcraft$", log, re.MULTILINE)
        assert line
        figures.append(int(line[1]) / 1000)
    return median(figures), len(re.findall(r"\| +tweetcraft[.\w]*$", log, re.MULTILINE))


_FIRST = """
import sys, time
import tweetcraft as tc
call, text = getattr(tc, {call!r}), {text!r}
for _ in range(2):
    start = time.perf_counter()
    call(text)
    print((time.perf_counter() - start) * 1000)
"""
_KEPT = """
import tracemalloc
tracemalloc.start()
import tweetcraft as tc
tc.{call}({text!r})
print(*tracemalloc.get_traced_memory())
"""


def _first_calls() -> list[list[str]]:
    rows = []
    for call in CALLS:
        runs = [_python("-X", "utf8", "-c", _FIRST.format(call=call, text=_TEXT)).stdout.split() for _ in range(5)]
        times = [f"{median(float(run[at]) for run in runs):.3f}" for at in (0, 1)]
        memory = _python("-X", "utf8", "-c", _KEPT.format(call=call, text=_TEXT)).stdout.split()
        rows.append([f"`{call}`", *times, *(f"{int(size) / 1e6:.1f}" for size in memory)])
    return rows
