"""Worker processes: each has one piece of work at a time, so what is in memory does not grow with what there is to do.

Not ``concurrent.futures``: there what a worker is at can't be given up, so that an interruption would have to wait for
it, and no one says what a worker died of.
"""

from __future__ import annotations

import os
import signal
import threading
import traceback
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from itertools import chain, islice
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from types import TracebackType
from typing import Any, NoReturn, Self, TypeVar

from tweetcraft.errors import AnnotatingError

__all__ = ["Workers", "cores"]

_Item = TypeVar("_Item")
_Result = TypeVar("_Result")
_END = 5.0  # seconds that a worker has to end in


def cores() -> int:
    """How many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class Workers:
    """So many processes; none for one job, which is done here."""

    def __init__(self, jobs: int) -> None:
        self._jobs = jobs if jobs > 1 else 0
        self._workers: list[_Worker] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        for worker in self._workers:
            worker.end()
        self._workers = []

    def begin(self) -> None:
        """Start the processes, if they are not there: sooner than the first item is, they are ready sooner."""
        if not self._workers:
            with _uninterrupted():
                for _ in range(self._jobs):
                    self._workers.append(_Worker())

    def each(self, work: Callable[[_Item], _Result], items: Iterable[_Item]) -> Iterator[_Result]:
        """The results for some items, as they come; an item is taken when a worker is free for it, or one before.

        Raises:
            AnnotatingError: a worker died.
        """
        left = iter(items)
        first = [*islice(left, 2)]
        left = chain(first, left)
        if not (self._workers or (self._jobs and len(first) > 1)):
            yield from map(work, left)
            return
        self.begin()
        ahead = next(left, None)
        idle, busy = [*self._workers], dict[Connection, _Worker]()
        done: list[_Result] = []
        while True:
            while idle and ahead is not None:
                worker = idle.pop()
                worker.send(work, ahead)
                busy[worker.connection] = worker
                ahead = next(left, None)
            yield from done  # while the workers are at it
            if not busy:
                return
            ready = [busy.pop(connection) for connection in _ready([*busy])]
            done = [worker.receive() for worker in ready]
            idle += ready


def _ready(connections: list[Connection]) -> list[Any]:
    return wait(connections)


class _Worker:
    """One process, and the end of its pipe that is here."""

    def __init__(self) -> None:
        # Spawned, on every system: nothing of this process is in it but what it is sent.
        context = get_context("spawn")
        self.connection, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(theirs,), daemon=True)
        self._process.start()
        theirs.close()  # so that its death is the end of the pipe
        self._work: Any = None
        self._is_new = True

    def send(self, work: Any, item: Any) -> None:
        try:
            if work is not self._work:
                self.connection.send((True, work))
                self._work = work
            self.connection.send((False, item))
        except OSError:
            self._say_died()

    def receive(self) -> Any:
        try:
            is_error, result = self.connection.recv()
        except (EOFError, OSError):  # nothing, or not all of it
            self._say_died()
        self._is_new = False
        if is_error:
            raise result
        return result

    def _say_died(self) -> NoReturn:
        self._process.join(_END)
        code = self._process.exitcode
        how = f"killed by {signal.Signals(-code).name}" if code is not None and code < 0 else f"exit status {code}"
        why = "; there may have been too little memory: take fewer jobs or smaller batches (--jobs, --batch-rows)"
        if self._is_new:
            why += "; a script has to call this below `if __name__ == '__main__':`"
        raise AnnotatingError(
            f"a worker process died ({how}){why}.  What is done is kept: the same call goes on from it"
        )

    def end(self) -> None:
        """It has nothing of its own to put in order, and to end by itself would take it longer than a batch may."""
        self.connection.close()
        self._process.kill()
        self._process.join()
        self._process.close()


def _serve(connection: Connection) -> None:
    """What a worker does until nobody is there to be answered."""
    work: Any = None
    with suppress(EOFError, OSError):
        while True:
            is_work, received = connection.recv()
            if is_work:
                work = received
            else:
                connection.send(_answered(work, received))


def _answered(work: Any, item: Any) -> tuple[bool, Any]:
    try:
        return False, work(item)
    except Exception as error:  # noqa: BLE001  (whatever it is, it is raised where it is waited for)
        error.add_note("in a worker process:\n" + "".join(traceback.format_tb(error.__traceback__)))
        return True, error


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """Processes that begin here leave Ctrl-C, which goes to all of them, to the one that began them."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
