"""``tweetcraft annotate``: a file, a bar, and a line for every row that is broken."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

from tweetcraft.arrow import DEFAULT_OUTPUTS, OUTPUTS, Annotator
from tweetcraft.errors import MissingExtraError, TweetcraftError
from tweetcraft.files.annotating import BATCH_ROWS, Progress, annotate_file
from tweetcraft.files.parts import side_file_of
from tweetcraft.files.rows import BrokenRow
from tweetcraft.hashtags import HashtagVocabulary
from tweetcraft.rules import PRESETS

__all__ = ["run"]

_MOST_TOLD = 1000
"""Broken rows that have a line of their own; all of them are in the side file."""
_INTERRUPTED = 130  # what a shell says of a program that SIGINT ended


def run(options: argparse.Namespace) -> int:
    """Do what a command line asks for, and return the exit status."""
    teller = _Teller(options)
    try:
        with closing(teller):
            annotated = annotate_file(
                options.file,
                options.output,
                _annotator(options),
                jobs=options.jobs,
                batch_rows=BATCH_ROWS if options.batch_rows is None else options.batch_rows,
                overwrite=options.overwrite,
                fresh=options.fresh,
                progress=teller.bar,
                on_broken=teller.tell,
            )
    except KeyboardInterrupt:
        print("tweetcraft: stopped; the same call goes on from here", file=sys.stderr)
        return _INTERRUPTED
    except TweetcraftError as error:
        print(f"tweetcraft: {error}", file=sys.stderr)
        return 2
    except OSError as error:
        print(f"tweetcraft: {error.filename or options.output}: {error.strerror}", file=sys.stderr)
        return 2
    if annotated.broken > _MOST_TOLD:
        more = annotated.broken - _MOST_TOLD
        print(f"tweetcraft: {options.file}: {more:,} more rows are broken; {teller.where}", file=sys.stderr)
    if not options.quiet:
        written = annotated.rows - annotated.broken
        print(f"{annotated.path}: {written:,} of {annotated.rows:,} rows in {annotated.seconds:.1f} s", file=sys.stderr)
    return 1 if annotated.broken else 0


def _annotator(options: argparse.Namespace) -> Annotator:
    outputs = tuple(OUTPUTS) if options.outputs == "all" else DEFAULT_OUTPUTS
    if options.outputs not in ("all", None):
        outputs = tuple(name.strip() for name in options.outputs.split(","))
    vocabulary = HashtagVocabulary.load(options.vocabulary) if options.vocabulary else None
    return Annotator(
        options.column,
        outputs,
        rules=PRESETS[options.rules],
        kind=options.kind,
        vocabulary=vocabulary,
        prefix=options.prefix,
    )


class _Teller:
    """Says on standard error how far it is, and which rows are broken."""

    def __init__(self, options: argparse.Namespace) -> None:
        self._file = options.file
        self._told = 0
        self.where = f"they are in {side_file_of(Path(options.output))}"
        self.bar: Callable[[Progress], None] | None = None
        self._bar: _Bar | None = None
        if not (options.no_progress or options.quiet) and sys.stderr.isatty():
            self.bar = self._bar = _Bar()

    def tell(self, row: BrokenRow) -> None:
        self._told += 1
        if self._told <= _MOST_TOLD:
            self._say(f"tweetcraft: {self._file}: {row}; {self.where.replace('they are', 'it is')}")

    def _say(self, line: str) -> None:
        if self._bar:
            self._bar.say(line)
        else:
            print(line, file=sys.stderr)

    def close(self) -> None:
        if self._bar:
            self._bar.close()


class _Bar:
    """A bar for each stage."""

    def __init__(self) -> None:
        try:
            from tqdm import tqdm
        except ImportError as error:
            raise MissingExtraError('the bar takes tqdm: pip install "tweetcraft[arrow]"') from error
        self._tqdm: Any = tqdm
        self._bar: Any = None

    def __call__(self, progress: Progress) -> None:
        if self._bar is None or self._bar.desc != f"{progress.stage}: ":
            self.close()
            unit = f" {progress.unit}" if progress.unit == "rows" else progress.unit
            self._bar = self._tqdm(
                total=progress.total, unit=unit, unit_scale=True, desc=progress.stage, file=sys.stderr
            )
        self._bar.update(progress.done - self._bar.n)

    def say(self, line: str) -> None:
        self._tqdm.write(line, file=sys.stderr)

    def close(self) -> None:
        if self._bar is not None:
            self._bar.close()
            self._bar = None
