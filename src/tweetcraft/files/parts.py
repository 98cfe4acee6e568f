"""The folder of a run that is not done: its parts, each whole or not there, and what call they are of.

Nothing in it is ever changed in place: what is written gets its name when it is on the disk, so a run that is killed
leaves either a part or none.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict
from itertools import chain
from pathlib import Path
from typing import Any, Self

from tweetcraft._disk import lock, sync_names
from tweetcraft.errors import AnnotatingError
from tweetcraft.files.rows import BrokenRow, Part, Writer

__all__ = ["Parts", "side_file_of"]

_PARTS = "[0-9]*.part"
_MOST_SHOWN = 100  # characters of what another call was of

Job = dict[str, Any]
"""What a call is of: whatever would make another file."""


def side_file_of(target: Path) -> Path:
    """Where the broken rows of a run go."""
    return target.with_name(f"{target.name}.broken.jsonl")


class Parts:
    """The folder beside a file that is being made.

    While it is open it is locked.
    """

    def __init__(self, target: Path, job: Job) -> None:
        self.target = target
        self.folder = target.with_name(f"{target.name}.parts")
        self._job = job
        self._job_file = self.folder / "job.json"
        self._lock_file = self.folder / "lock"
        self._joined = self.folder / "joined"
        self._broken = self.folder / "broken.jsonl"
        self._lock = -1
        self.finished: dict[str, int] | None = None
        """How many rows there were and how many of them broken, if the file is whole and only has to get its name."""

    # Opening

    def open(self, *, overwrite: bool, fresh: bool) -> Self:
        """Go on with a run of the same call, or begin one.

        Raises:
            AnnotatingError: the folder is in use or of another call, or the file is there already.
        """
        self.folder.mkdir(exist_ok=True)
        self._take_lock()
        try:
            if fresh and self._job_file.exists():
                self._clear()
            said = self._said()
            if said is not None:
                self._require_same(said["job"])
                self.finished = said["finished"]
                if self.finished and not (self._joined.exists() or self.target.exists()):
                    self._say(finished=None)  # it had its name, and was removed since
            if not overwrite:
                self._require_none_there()
            if said is None:
                self._require_no_parts()
                self._say(finished=None)
        except BaseException:
            self.close()
            raise
        return self

    def _take_lock(self) -> None:
        self._lock = os.open(self._lock_file, os.O_RDWR | os.O_CREAT, 0o666)
        try:
            lock(self._lock)
        except OSError:
            os.close(self._lock)
            self._lock = -1
            raise AnnotatingError(f"{self.target}: another run is writing it right now") from None

    def _said(self) -> dict[str, Any] | None:
        try:
            said: dict[str, Any] = json.loads(self._job_file.read_bytes())
        except FileNotFoundError:
            return None
        except ValueError:
            raise AnnotatingError(f"{self._job_file}: it is damaged; begin anew with fresh (--fresh)") from None
        return said

    def _require_same(self, job: Job) -> None:
        names = [name for name in {**job, **self._job} if job.get(name) != self._job.get(name)]
        if names:
            different = "; ".join(f"{name} was {_shown(job, name)}, now {_shown(self._job, name)}" for name in names)
            raise AnnotatingError(
                f"{self.folder}: a run of another call is half done there: {different}.  Make that call again to go on "
                "with it, or throw it away with fresh (--fresh)"
            )

    def _require_none_there(self) -> None:
        """Of the files that are to be written; one that has its name already is ours."""
        for path, made in ((self.target, self._joined), (side_file_of(self.target), self._broken)):
            if path.exists() and (self.finished is None or made.exists()):
                raise AnnotatingError(f"{path}: it is there already; overwrite it (--overwrite) or choose another name")

    def _require_no_parts(self) -> None:
        """Of nobody knows what: no run of ours leaves any where it says not of which call they are."""
        if any(self.folder.glob(_PARTS)):
            raise AnnotatingError(f"{self.folder}: it holds parts that no run has left; move it away")

    def _say(self, finished: dict[str, int] | None) -> None:
        self._write(self._job_file, [json.dumps({"job": self._job, "finished": finished}, ensure_ascii=False).encode()])
        self.finished = finished

    def close(self) -> None:
        """Give up the lock; a folder that holds nothing worth to go on with is removed."""
        if self._lock >= 0:
            if self.finished is None and not any(self.folder.glob(_PARTS)):
                self._remove()
            else:
                os.close(self._lock)
                self._lock = -1

    # Parts

    def save(self, part: Part) -> None:
        """Keep a part, with what is to be told of it in its first line."""
        head = {"rows": part.rows, "broken": [asdict(row) for row in part.broken]}
        self._write(self._part(part.number), [_line(head), part.data])

    def has(self, number: int) -> bool:
        return self._part(number).exists()

    def _part(self, number: int) -> Path:
        return self.folder / f"{number:08}.part"

    def note(self, name: str, make: Callable[[], Any]) -> Any:
        """What was worked out before the first part, kept as JSON."""
        path = self.folder / f"{name}.json"
        if not path.exists():
            self._write(path, [json.dumps(make(), ensure_ascii=False).encode()])
        return json.loads(path.read_bytes())

    def _write(self, path: Path, pieces: list[bytes]) -> None:
        with self._whole(path) as temporary, temporary.open("wb") as file:
            file.writelines(pieces)

    @contextmanager
    def _whole(self, path: Path) -> Iterator[Path]:
        """Give what is written its name once it is on the disk."""
        temporary = path.with_name(f"{path.name}.tmp")
        yield temporary
        with temporary.open("rb+") as file:
            os.fsync(file.fileno())
        temporary.replace(path)

    # The end

    @contextmanager
    def joining(self, writer: Writer) -> Iterator[Callable[[int], tuple[int, list[BrokenRow]]]]:
        """Put all parts together: each is given by its number, in order, as soon as it is there.

        Of each part it is said how many rows it is of, and those of them that are broken, numbered in the whole file.
        """
        rows = broken = 0
        with (
            self._whole(self._broken) as broken_path,
            broken_path.open("wb") as side_file,
            self._whole(self._joined) as joined_path,
            writer.joining(joined_path) as add,
        ):

            def add_part(number: int) -> tuple[int, list[BrokenRow]]:
                nonlocal rows, broken
                with self._part(number).open("rb") as file:
                    head = json.loads(file.readline())
                    add(file)
                told = [BrokenRow(**row | {"row": rows + row["row"]}) for row in head["broken"]]
                side_file.writelines(_line(asdict(row)) for row in told)
                rows, broken = rows + head["rows"], broken + len(told)
                return head["rows"], told

            yield add_part
        sync_names(self.folder)
        self._say(finished={"rows": rows, "broken": broken})

    def settle(self) -> None:
        """Give the file its name, and remove the folder; what was done of it before is not done twice."""
        assert self.finished is not None
        side_file = side_file_of(self.target)
        if not self.finished["broken"]:
            self._broken.unlink(missing_ok=True)
            side_file.unlink(missing_ok=True)  # of an earlier run
        elif self._broken.exists():
            self._broken.replace(side_file)
        if self._joined.exists():
            self._joined.replace(self.target)
        sync_names(self.target.parent)
        self._remove()

    def _remove(self) -> None:
        """Remove the folder: last of all what says of which call it is."""
        self._clear()
        os.close(self._lock)
        self._lock = -1
        self._lock_file.unlink(missing_ok=True)
        with suppress(OSError):  # somebody else has put something there
            self.folder.rmdir()

    def _clear(self) -> None:
        """Remove what a run has left, and nothing else that may be there."""
        names = ("fields.json", self._joined.name, self._broken.name, self._job_file.name)
        others = [self.folder / f"{name}{ending}" for name in names for ending in (".tmp", "")]
        # The last of them is what says of which call the others are.
        for path in chain(self.folder.glob(_PARTS), self.folder.glob(f"{_PARTS}.tmp"), others):
            path.unlink(missing_ok=True)
        self.finished = None


def _shown(job: Job, name: str) -> str:
    said = str(job.get(name))
    return said if len(said) <= _MOST_SHOWN else f"{said[:_MOST_SHOWN]} …"


def _line(value: dict[str, Any]) -> bytes:
    """A line of JSON; a byte that was no UTF-8 is written as an escape."""
    return json.dumps(value, ensure_ascii=False).encode(errors="backslashreplace") + b"\n"
