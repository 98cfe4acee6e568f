"""Where the lines of a journal are kept: in a file, in memory, or wherever a caller likes."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from datetime import datetime
from os import PathLike
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self

from tweetcraft._disk import lock, sync_names
from tweetcraft.errors import JournalError

__all__ = ["FORMAT", "VERSION", "Journal", "Lines", "MemoryLines"]

FORMAT = "tweetcraft journal of a thread"
VERSION = 1
_BEGINNING = json.dumps({"format": FORMAT, "version": VERSION}).removesuffix("}").encode()
"""Of the first line."""
_IN_USE = "a thread is being published with it right now"
_OPEN = os.O_RDWR | os.O_CREAT | os.O_APPEND | getattr(os, "O_BINARY", 0)


class Lines(Protocol):
    """Where a journal may be kept other than in a file, such as in a table of a database; one is of one thread."""

    def read(self) -> Iterable[str]:
        """All lines, the first first."""
        ...

    def append(self, line: str) -> None:
        """Keep one more, which holds no line break.

        It is there for good when this returns.  This has to raise where somebody else appended one since
        :meth:`read`: two processes would publish a post each.
        """
        ...


class MemoryLines:
    """Lines that are gone with the process."""

    def __init__(self) -> None:
        self._lines: list[str] = []

    def read(self) -> list[str]:
        return self._lines

    def append(self, line: str) -> None:
        self._lines.append(line)


class Journal:
    """What was published of one thread: a file of JSON lines, in UTF-8, that only grows.

    While a thread is published with it, it is locked.  What ends in no line break was never written to its end, and
    does not count.

    >>> import tempfile
    >>> from pathlib import Path
    >>> import tweetcraft as tc
    >>> with tempfile.TemporaryDirectory() as directory:
    ...     journal = tc.Journal(Path(directory, "season.journal"))
    ...     first = tc.publish_thread(["بدأ الموسم"], lambda text, in_reply_to: "10", journal=journal)
    ...     again = tc.publish_thread(["بدأ الموسم", "وهذه تفاصيله"], lambda text, in_reply_to: "12", journal=journal)
    >>> again
    Published(ids=('10', '12'), earlier=1)
    """

    def __init__(self, path: str | PathLike[str]) -> None:
        self.path = Path(path)
        self._file = -1

    def __str__(self) -> str:
        return str(self.path)

    def __repr__(self) -> str:
        return f"Journal({str(self.path)!r})"

    @property
    def started(self) -> datetime:
        """When the first post was about to be sent: what is older on a platform is nothing of this thread.

        Raises:
            JournalError: nothing was sent yet, or this is no journal.
        """
        try:
            with self.path.open("rb") as file:
                head = json.loads(file.readline())
            return datetime.fromisoformat(head["started"])
        except (OSError, ValueError, LookupError, TypeError) as error:
            raise JournalError(f"{self}: it does not say when it was started") from error

    def __enter__(self) -> Self:
        """Open the file, or make it.

        Raises:
            JournalError: it can't be opened, or it is in use.
        """
        if self._file >= 0:
            raise JournalError(f"{self}: {_IN_USE}")
        try:
            file = os.open(self.path, _OPEN, 0o666)
        except OSError as error:
            raise JournalError(f"{self}: {error.strerror}") from error
        try:
            self._secure(file)
        except BaseException:  # an interruption too: what was opened and locked would stay so
            os.close(file)
            raise
        self._file = file
        return self

    def _secure(self, file: int) -> None:
        """Lock the file, and see to it that a new one is still in its directory after a power failure."""
        try:
            lock(file)
        except OSError as error:
            raise JournalError(f"{self}: {_IN_USE} ({error.strerror})") from error
        try:
            sync_names(self.path.parent)
        except OSError as error:
            raise JournalError(f"{self}: {error.strerror}") from error

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        os.close(self._file)
        self._file = -1

    def read(self) -> list[str]:
        whole = self._contents()
        kept, _, torn = whole.rpartition(b"\n")
        lines = kept.split(b"\n") if kept else []
        if torn:
            # Nothing is cut off a file that is no journal, such as the draft, which may be named by mistake.
            first = lines[0] if lines else torn.rstrip(b"\0")
            if first[: len(_BEGINNING)] != _BEGINNING[: len(first)]:
                raise JournalError(f"{self}: this is no journal of a thread")
            os.ftruncate(self._file, len(whole) - len(torn))
            os.fsync(self._file)
        try:
            return [line.decode() for line in lines]
        except UnicodeDecodeError:
            raise JournalError(f"{self}: this is no journal of a thread, or it was changed") from None

    def _contents(self) -> bytes:
        os.lseek(self._file, 0, os.SEEK_SET)
        return b"".join(iter(lambda: os.read(self._file, 1 << 20), b""))

    def append(self, line: str) -> None:
        left = memoryview(line.encode() + b"\n")
        while left:
            left = left[os.write(self._file, left) :]
        os.fsync(self._file)
