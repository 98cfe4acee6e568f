"""A peer: whoever does the same job, in this process or in another, and can be timed on the same texts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from importlib.metadata import version
from time import perf_counter_ns, process_time_ns
from typing import Any, NamedTuple, Protocol

from benchmarks.report import Table

__all__ = ["Opened", "Package", "Peer", "PythonPeer", "Taken", "Unavailable", "from_pypi", "opened", "packages"]


class Unavailable(Exception):  # noqa: N818 - says what is so, not what went wrong
    """A peer is not on this machine; the message says why, and how to get it."""


class Package(NamedTuple):
    """What a peer is, and where it can be had."""

    name: str
    version: str
    source: str


class Taken(NamedTuple):
    """What a round took, in nanoseconds."""

    wall: int
    cpu: int
    """Of all threads of the process that did the work; other programs on the machine do not slow it down much."""


class Peer(Protocol):
    """One way to do a job.

    A suite loads the texts once, then asks for rounds; the time of a round is taken as close to the work as it can be.
    """

    name: str
    package: Package | None
    """``None`` for what has no package of its own, such as a floor."""

    @property
    def timed(self) -> int:
        """How many of the texts a round goes over: a slow peer takes fewer."""

    def load(self, texts: Sequence[str]) -> None:
        """Take the texts that all rounds go over."""

    def round(self) -> Taken:
        """Do the job once for each timed text, and say how long that took."""

    def answers(self) -> list[Any]:
        """What comes out for each text, those that are not timed too."""

    def close(self) -> None:
        """Let go of processes and the like."""


class PythonPeer:
    """A function in this process."""

    def __init__(
        self,
        name: str,
        function: Callable[[str], Any],
        *,
        package: Package | None,
        value: Callable[[Any], Any] = lambda result: result,
        every: int = 1,
    ) -> None:
        """``value`` is what of a result the peers agree on; of a slow function only one text in ``every`` is timed."""
        self.name = name
        self.package = package
        self._function = function
        self._value = value
        self._every = every
        self._texts: Sequence[str] = ()

    @property
    def timed(self) -> int:
        return len(self._texts[:: self._every])

    def load(self, texts: Sequence[str]) -> None:
        self._texts = texts

    def round(self) -> Taken:
        function, texts = self._function, self._texts[:: self._every]
        wall, cpu = perf_counter_ns(), process_time_ns()
        for text in texts:
            function(text)
        return Taken(perf_counter_ns() - wall, process_time_ns() - cpu)

    def answers(self) -> list[Any]:
        return [self._answer(text) for text in self._texts]

    def _answer(self, text: str) -> Any:
        try:
            return self._value(self._function(text))
        except Exception as error:  # noqa: BLE001 - a crash of a peer is an answer that differs
            return error

    def close(self) -> None:
        pass


def from_pypi(name: str) -> Package:
    """An installed package; raises ``PackageNotFoundError``, an ``ImportError``, where it is not."""
    number = version(name)
    return Package(name, number, "PyPI")


class Opened(NamedTuple):
    """The peers that are here, and why the others are not."""

    peers: list[Peer]
    skipped: list[str]


@contextmanager
def opened(makers: Sequence[Callable[[], Peer]], texts: Sequence[str]) -> Iterator[Opened]:
    """Open what is on this machine, load the texts, close everything in the end."""
    result = Opened([], [])
    with ExitStack() as stack:
        for make in makers:
            try:
                peer = make()
            except (Unavailable, ImportError) as error:
                result.skipped.append(f"skipped {make.__name__}: {error}")
                continue
            stack.callback(peer.close)
            peer.load(texts)
            result.peers.append(peer)
        yield result


def packages(peers: Sequence[Peer]) -> Table:
    """What the peers are, each once."""
    every = dict.fromkeys(peer.package for peer in peers if peer.package)
    return Table("Packages", ("", "version", "source"), [list(package) for package in every])
