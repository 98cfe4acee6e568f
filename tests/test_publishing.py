"""Publishing: whatever fails between the first line of the journal and the last, each post stands there once."""

from __future__ import annotations

import errno
import json
import os
import pickle
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from itertools import combinations, product
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import tweetcraft as tc
from tweetcraft import _disk, errors
from tweetcraft.errors import (
    AlreadyPostedError,
    InDoubtError,
    JournalError,
    PublishingError,
    RateLimitError,
    RefusedError,
)
from tweetcraft.publishing import Journal, Published, journals, publish_thread

TEXTS = ["بدأ الموسم", "وهذه تفاصيله", "تابعونا"]


class CrashError(BaseException):
    """The process is gone: nothing in it may catch this."""


KILLED, POWER = "killed", "power"
FAULTS: dict[str, tuple[str, ...]] = {
    "write": (KILLED, POWER, "half, then killed", "half, then power", "all but its end, then killed", "disk full"),
    "fsync": (KILLED, POWER, "input/output error"),
    "synced": (KILLED, POWER),
    "send": (KILLED, POWER, "no connection", "not sent", "refused", "rate limit", "already posted"),
    "accepted": (KILLED, POWER, "no answer", "no id", "sent twice"),
    "find": (KILLED, POWER, "no answer", "rate limit"),
}
"""What may happen at each step: `KILLED` ends the process, `POWER` takes with it what was not synced."""


class World:
    """A platform, a disk, and a program between them that fails where a plan says so.

    A plan is a list of steps to wait for and of the number of the fault that comes then, among those of that step.
    """

    def __init__(self, path: Path, plan: Sequence[tuple[int, int]] = ()) -> None:
        self.path = path
        self.plan = [*plan]
        self.waited = 0
        self.steps: list[str] = []
        """Those that were taken, by name."""
        self.posts: list[tuple[str, str, str | None]] = []
        """The id of each, its text, and what it answers."""
        self.calls: list[str] = []
        self._synced = 0
        self._name_synced = path.exists()

    def step(self, name: str) -> str:
        """The fault that happens at a step, if any does."""
        self.steps.append(name)
        if not self.plan:
            return ""
        wait, number = self.plan[0]
        if self.waited < wait:
            self.waited += 1
            return ""
        del self.plan[0]
        self.waited = 0
        fault = FAULTS[name][number % len(FAULTS[name])]
        if fault == KILLED:
            raise CrashError
        if fault == POWER:
            self.lose_power()
        return fault

    def lose_power(self) -> None:
        """Half of what was not synced is gone, and so is a file whose name was not."""
        if not self._name_synced:
            self.path.unlink(missing_ok=True)
        elif self.path.exists():
            size = self.path.stat().st_size
            os.truncate(self.path, self._synced + (size - self._synced) // 2)
        raise CrashError

    # The platform

    def post(self, text: str, in_reply_to: str | None) -> Any:
        """Publish, unless a fault comes first."""
        self.calls.append(text)
        match self.step("send"):
            case "no connection":
                raise ConnectionError("reset by peer")
            case "not sent":
                raise PublishingError("no route to host")
            case "refused":
                raise RefusedError("no")
            case "rate limit":
                raise RateLimitError("slower", retry_after=3)
            case "already posted":
                raise AlreadyPostedError("duplicate")
        self.posts.append((str(100 + len(self.posts)), text, in_reply_to))
        match self.step("accepted"):
            case "no answer":
                raise TimeoutError("timed out")
            case "no id":
                return None
            case "sent twice":
                raise AlreadyPostedError("duplicate")
        return self.posts[-1][0]

    def find(self, text: str, in_reply_to: str | None) -> str | None:
        """Look, unless a fault comes first."""
        match self.step("find"):
            case "no answer":
                raise TimeoutError("timed out")
            case "rate limit":
                raise RateLimitError("slower")
        return next((post[0] for post in self.posts if post[1:] == (text, in_reply_to)), None)

    # The disk: in place of `os` in the module that writes journals

    def __getattr__(self, name: str) -> Any:
        return getattr(os, name)

    def write(self, file: int, data: bytes | memoryview) -> int:
        """Write, unless a fault comes first; half of the lines in two goes."""
        fault = self.step("write")
        if fault.startswith("half") or fault == "disk full":
            os.write(file, data[: len(data) // 2])
        if fault.startswith("all but"):
            os.write(file, data[:-1])
        if fault == "disk full":
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        if fault.endswith("power"):
            self.lose_power()
        if fault:
            raise CrashError
        return os.write(file, data[: (len(data) + len(self.steps)) // (1 + len(self.steps) % 2)])

    def fsync(self, file: int) -> None:
        """Note what is safe now; the disk of this machine is left alone."""
        if self.step("fsync"):
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        if os.path.samestat(os.fstat(file), self.path.stat()):
            self._synced = self.path.stat().st_size
        else:
            self._name_synced = True
        self.step("synced")

    # A program that is run again and again

    def run(self, texts: Sequence[str], *, always_find: bool = True) -> Published:
        """Publish until all is published; each time that this fails a fault is used up, or a doubt stands."""
        find = always_find
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(journals, "os", self)
            patch.setattr(_disk, "os", self)
            for _ in range(2 * len(self.plan) + 2):
                left = len(self.plan)
                try:
                    return publish_thread(texts, self.post, journal=self.path, find=self.find if find else None)
                except CrashError:
                    find = always_find
                except PublishingError as error:
                    in_doubt = isinstance(error, InDoubtError | AlreadyPostedError) and not find
                    assert len(self.plan) < left or in_doubt, error  # noqa: PT017
                    ids = [post[0] for post in self.posts]
                    assert list(error.published) == ids[: len(error.published)]  # noqa: PT017
                    is_read = bool(error.published) or not isinstance(error, JournalError)
                    assert not is_read or len(ids) - len(error.published) <= 1  # noqa: PT017
                    find = always_find or in_doubt
        raise AssertionError("it goes on for ever")

    def require_once(self, texts: Sequence[str], published: Published) -> None:
        """Each post once, in order, in reply to the one before it, and under the id that was returned."""
        ids = [identifier for identifier, _, _ in self.posts]
        assert self.posts == list(zip(ids, texts, [None, *ids][: len(texts)], strict=True))
        assert list(published.ids) == ids


def publish(plan: Sequence[tuple[int, int]], texts: Sequence[str] = TEXTS, *, always_find: bool = True) -> World:
    """Publish under a plan, see that all is there once, and see that a further call sends nothing."""
    with tempfile.TemporaryDirectory() as directory:
        world = World(Path(directory, "journal"), plan)
        published = world.run(texts, always_find=always_find)
        world.require_once(texts, published)
        calls = [*world.calls]
        again = publish_thread(texts, world.post, journal=world.path)
        assert again == Published(published.ids, len(texts))
        assert world.calls == calls
        Journal(world.path).started  # noqa: B018
        return world


MOST = max(map(len, FAULTS.values()))
STEPS = publish([]).steps
"""Of a run without a fault."""
SINGLE = [(wait, number) for wait, step in enumerate(STEPS) for number in range(len(FAULTS[step]))]
"""Every fault at every one of them."""
ONE_POST = STEPS.index("send", STEPS.index("send") + 1)
"""The steps until the second post is sent."""


class TestFaults:
    """Nothing lost, nothing twice."""

    def test_none(self) -> None:
        """Where nothing fails, each post is sent once, in order."""
        assert publish([]).calls == TEXTS

    @pytest.mark.parametrize("always_find", [True, False])
    def test_each(self, always_find: bool) -> None:
        """Every fault at every step."""
        for fault in SINGLE:
            publish([fault], always_find=always_find)

    def test_pairs(self) -> None:
        """Every fault at every step until the second post is sent, and every fault at each of four steps after it."""
        for first, second in product(SINGLE, product(range(4), range(MOST))):
            if first[0] <= ONE_POST:
                publish([first, second], TEXTS[:2])

    def test_name_not_synced(self) -> None:
        """Where the directory can't be synced, nothing is sent: the next power failure might take the journal."""
        fault = FAULTS["fsync"].index("input/output error")
        for wait in range(len(STEPS)):
            publish([(0, fault), (wait, 1)])

    @given(
        plan=st.lists(st.tuples(st.integers(0, 2 * ONE_POST), st.integers(0, MOST - 1)), max_size=10),
        posts=st.integers(1, 5),
        always_find=st.booleans(),
    )
    def test_any(self, plan: list[tuple[int, int]], posts: int, always_find: bool) -> None:
        """Faults after faults, also while it is looked whether a post stands there."""
        publish(plan, [f"{number} من {posts}" for number in range(posts)], always_find=always_find)

    @given(faults=st.lists(st.tuples(st.integers(0, 8), st.integers(2, MOST - 1)), max_size=6))
    def test_without_journal(self, faults: list[tuple[int, int]]) -> None:
        """In memory, a caller goes on by what the errors say."""
        with tempfile.TemporaryDirectory() as directory:
            world = World(Path(directory, "none"), faults)
            ids: list[str] = []
            for _ in range(4 * len(faults) + 2):
                try:
                    last = ids[-1] if ids else None
                    ids += publish_thread(TEXTS[len(ids) :], world.post, in_reply_to=last).ids
                    break
                except CrashError:
                    return  # nothing is known then
                except (InDoubtError, AlreadyPostedError) as error:
                    ids += error.published
                    if len(world.posts) > len(ids):
                        ids.append(world.posts[-1][0])
                except PublishingError as error:
                    ids += error.published
                if len(ids) == len(TEXTS):
                    break
            world.require_once(TEXTS, Published(tuple(ids)))


CHILD = """
import os, signal, sys
from tweetcraft import _disk
from tweetcraft.publishing import journals, publish_thread
journal, platform, last, *texts = sys.argv[1:]
left = int(last)
def step(file=None, data=b""):
    global left
    if left == 0:
        if data:
            os.write(file, data[: len(data) // 2])
        os.kill(os.getpid(), signal.SIGKILL)
    left -= 1
class Disk:
    def __getattr__(self, name):
        return getattr(os, name)
    def write(self, file, data):
        step(file, data)
        return os.write(file, data)
    def fsync(self, file):
        step()
        os.fsync(file)
journals.os = _disk.os = Disk()
def post(text, in_reply_to):
    step()
    with open(platform, "a", encoding="utf-8") as file:
        file.write(f"{text}\\t{in_reply_to}\\n")
    step()
    return text.encode().hex()
publish_thread(texts, post, journal=journal)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
class TestKilled:
    """A process that is ended at once, by the system."""

    def test_every_step(self, tmp_path: Path) -> None:
        """At every step, with half of a line written where it was writing one; another process then goes on."""
        texts = TEXTS[:2]
        ended = 0
        for last in range(50):
            journal, platform = tmp_path / f"{last}.journal", tmp_path / f"{last}.posts"
            platform.touch()
            arguments = [sys.executable, "-c", CHILD, str(journal), str(platform), str(last), *texts]
            ended = subprocess.run(arguments, check=False).returncode
            posts = [line.split("\t") for line in platform.read_text("utf-8").splitlines()]
            if ended == 0:
                break
            assert ended == -signal.SIGKILL
            published = self.go_on(texts, journal, posts)
            assert posts == [[texts[0], "None"], [texts[1], published.ids[0]]]
            assert published.ids == tuple(text.encode().hex() for text in texts)
        assert ended == 0
        assert last == 15  # the directory, two for the head, and for each post two for each line and for the call

    def go_on(self, texts: list[str], journal: Path, posts: list[list[str]]) -> Published:
        """Publish what is left."""

        def post(text: str, in_reply_to: str | None) -> str:
            posts.append([text, str(in_reply_to)])
            return text.encode().hex()

        def find(text: str, in_reply_to: str | None) -> str | None:
            return text.encode().hex() if [text, str(in_reply_to)] in posts else None

        return publish_thread(texts, post, journal=journal, find=find)


@pytest.fixture
def world(tmp_path: Path) -> World:
    """A platform where nothing fails by itself, and where a journal may stand."""
    return World(tmp_path / "journal")


def failing(error: BaseException, at: int, world: World) -> Callable[[str, str | None], Any]:
    """Posts, but for one call, from one on."""

    def post(text: str, in_reply_to: str | None) -> Any:
        if len(world.calls) + 1 == at:
            world.calls.append(text)
            raise error
        return world.post(text, in_reply_to)

    return post


class TestErrors:
    """What a caller is told."""

    @pytest.mark.parametrize(
        "error",
        [RefusedError("no"), RateLimitError("slower", retry_after=7.5), PublishingError("no route"), RefusedError()],
        ids=repr,
    )
    def test_not_published(self, world: World, error: PublishingError) -> None:
        """What `post` raises of ours comes back, with the number and what is published; the next call sends again."""
        with pytest.raises(type(error)) as caught:
            publish_thread(TEXTS, failing(error, 2, world), journal=world.path)
        assert caught.value is error
        assert (error.number, error.published) == (2, ("100",))
        assert str(error).startswith("post 2: ")
        assert publish_thread(TEXTS, world.post, journal=world.path) == Published(("100", "101", "102"), 1)

    def test_in_doubt(self, world: World) -> None:
        """Any other error leaves the post in doubt, and it is not sent before a look at the platform."""
        with pytest.raises(InDoubtError, match="post 2: TimeoutError: slow; it may have been published") as caught:
            publish_thread(TEXTS, failing(TimeoutError("slow"), 2, world), journal=world.path)
        assert isinstance(caught.value.__cause__, TimeoutError)
        for _ in range(2):
            with pytest.raises(InDoubtError, match=f"post 2: it was sent.*{TEXTS[1]}") as caught:
                publish_thread(TEXTS, world.post, journal=world.path)
            assert (caught.value.number, caught.value.published) == (2, ("100",))
        assert world.calls == TEXTS[:2]
        published = publish_thread(TEXTS, world.post, journal=world.path, find=lambda *_: None)
        world.require_once(TEXTS, published)

    def test_found(self, world: World) -> None:
        """What is found is not sent again; its id may be a number."""
        with pytest.raises(InDoubtError):
            publish_thread(TEXTS, failing(TimeoutError("slow"), 1, world), journal=world.path)
        published = publish_thread(TEXTS, world.post, journal=world.path, find=lambda *_: 99)
        assert published.ids == ("99", "100", "101")
        assert [post[2] for post in world.posts] == ["99", "100"]

    @pytest.mark.parametrize("answer", [None, "", True, {"id": "1"}])
    def test_no_id(self, world: World, answer: Any) -> None:
        """A `post` that forgets to return the id has published all the same."""
        with pytest.raises(InDoubtError, match="no id"):
            publish_thread(TEXTS, lambda *_: answer, journal=world.path)
        with pytest.raises(InDoubtError, match="it was sent"):
            publish_thread(TEXTS, world.post, journal=world.path)

    @pytest.mark.parametrize("answer", ["", False, 1.5])
    def test_finds_no_id(self, world: World, answer: Any) -> None:
        """`find` says `None` where there is nothing, and not something that is false."""
        with pytest.raises(InDoubtError):
            publish_thread(TEXTS, failing(TimeoutError("slow"), 1, world), journal=world.path)
        with pytest.raises(InDoubtError, match="neither an id nor None"):
            publish_thread(TEXTS, world.post, journal=world.path, find=lambda *_: answer)

    def test_already_posted(self, world: World) -> None:
        """By whom, only a look tells: without one, the post is in doubt; where it is none of ours, it is not."""
        error = AlreadyPostedError("duplicate")
        with pytest.raises(AlreadyPostedError, match="post 1: duplicate"):
            publish_thread(TEXTS, failing(error, 1, world), journal=world.path)
        with pytest.raises(InDoubtError):
            publish_thread(TEXTS, world.post, journal=world.path)
        world.calls.clear()
        with pytest.raises(AlreadyPostedError):
            publish_thread(TEXTS, failing(error, 1, world), journal=world.path, find=world.find)
        changed = ["بدأ الموسم اليوم", *TEXTS[1:]]
        world.require_once(changed, publish_thread(changed, world.post, journal=world.path))

    def test_interrupted(self, world: World) -> None:
        """Ctrl+C goes through, says what is published, and leaves the post in doubt."""
        with pytest.raises(KeyboardInterrupt) as caught:
            publish_thread(TEXTS, failing(KeyboardInterrupt(), 3, world), journal=world.path)
        assert caught.value.__notes__ == ["published so far: 100, 101"]
        with pytest.raises(InDoubtError, match="post 3"):
            publish_thread(TEXTS, world.post, journal=world.path)

    @pytest.mark.parametrize(
        ("texts", "message"),
        [
            ([], "there is nothing to publish"),
            (["نص", ""], "post 2: it is empty; nothing was sent"),
            (["نص", "م" * 281], "post 2: it weighs 281, and the limit is 280; nothing was sent"),
            (["نص", "a\ufeff"], "post 2: it holds a character"),
            (["نص", "a\ud83d"], "post 2: character 1 is half of a surrogate pair"),
        ],
    )
    def test_checked_first(self, world: World, texts: list[str], message: str) -> None:
        """Nothing is sent, and no journal made, where a later post can't be published."""
        with pytest.raises(RefusedError, match=message):
            publish_thread(texts, world.post, journal=world.path)
        assert world.calls == []
        assert not world.path.exists()

    def test_wrong_types(self, world: World) -> None:
        """A mistake in the call is a `TypeError`, before anything is sent."""

        async def later(text: str, in_reply_to: str | None) -> str:
            return text + str(in_reply_to)

        wrong: list[tuple[Any, ...]] = [
            ("نص", world.post, {}),
            ([b"abc"], world.post, {}),
            (TEXTS, None, {}),
            (TEXTS, later, {}),
            (TEXTS, world.post, {"find": "here"}),
            (TEXTS, world.post, {"find": later}),
            (TEXTS, world.post, {"in_reply_to": 12}),
            (TEXTS, world.post, {"rules": "X"}),
        ]
        for thread, post, options in wrong:
            with pytest.raises(TypeError):
                publish_thread(thread, post, **options)
        assert world.calls == []

    def test_pickled(self) -> None:
        """Errors go through a queue between processes whole."""
        error = RateLimitError("slower", retry_after=3, number=2, published=("1",))
        again = pickle.loads(pickle.dumps(error))
        assert (str(again), again.retry_after, again.number, again.published) == ("post 2: slower", 3, 2, ("1",))

    def test_tree(self) -> None:
        """All of them are one family, drawn in the docstring."""
        for kind in (AlreadyPostedError, InDoubtError, JournalError, RateLimitError, RefusedError):
            assert issubclass(kind, PublishingError)
            assert kind.__name__ in (errors.__doc__ or "")


class TestThread:
    """What may be published."""

    def test_composition(self, world: World) -> None:
        """What `compose` gives, its thread, and the rest of it, in reply to a post."""
        composed = tc.compose("جملة من النص الطويل في كل مرة. " * 30)
        texts = [post.text for post in composed.thread]
        assert len(texts) > 2
        for given_ in (composed, composed.thread, texts, composed.thread[:]):
            fresh = World(world.path)
            fresh.require_once(texts, publish_thread(given_, fresh.post))
        publish_thread(composed.thread[1:], world.post, in_reply_to="7")
        assert world.posts[0] == ("100", texts[1], "7")

    def test_rules(self, world: World) -> None:
        """A thread was counted by its own; texts are by those that are given."""
        short = tc.Rules(name="short", limit=5, scale=1, default_weight=1)
        with pytest.raises(RefusedError, match="the limit is 5"):
            publish_thread(["مرحبا بكم"], world.post, rules=short)
        long = "م" * 400
        assert publish_thread(tc.split_thread(long, rules=tc.X_PREMIUM), world.post).ids
        assert publish_thread([long], world.post, rules=tc.X_PREMIUM).ids

    def test_changed(self, world: World) -> None:
        """What was not published may change, and more may come; what was may not."""
        with pytest.raises(RefusedError):
            publish_thread(TEXTS, failing(RefusedError("no"), 2, world), journal=world.path)
        changed = [TEXTS[0], "نص آخر", "وثالث", "ورابع"]
        world.require_once(changed, publish_thread(changed, world.post, journal=world.path))
        for other, message in (
            (["نص آخر", *changed[1:]], "post 1: .*journal: it was published with another text"),
            ([*changed[:3], "خامس"], "post 4: .*it was published with another text"),
            (changed[:3], "4 posts were published with it, and the thread has 3"),
        ):
            with pytest.raises(JournalError, match=message) as caught:
                publish_thread(other, world.post, journal=world.path)
            assert caught.value.published == ("100", "101", "102", "103")
        with pytest.raises(JournalError, match="in reply to None, not to 5"):
            publish_thread(changed, world.post, journal=world.path, in_reply_to="5")
        assert len(world.posts) == 4

    def test_changed_in_doubt(self, world: World) -> None:
        """It is asked after the text that was sent; if that stands there, the other one does not take its place."""
        with pytest.raises(InDoubtError):
            publish_thread(TEXTS, failing(TimeoutError(), 1, world), journal=world.path)
        asked: list[Any] = []
        with pytest.raises(JournalError, match=r"post 1: .*another text"):
            publish_thread(["آخر"], world.post, journal=world.path, find=lambda *of: asked.append(of) or "9")
        assert asked == [(TEXTS[0], None)]
        assert publish_thread(TEXTS, world.post, journal=world.path).earlier == 1


class TestJournal:
    """The file."""

    def test_lines(self, world: World) -> None:
        """It can be read, says which posts are out, and when the thread was started."""
        publish_thread(TEXTS, world.post, journal=Journal(world.path))
        head, *lines = map(json.loads, world.path.read_text("utf-8").splitlines())
        assert (head["format"], head["version"]) == ("tweetcraft journal of a thread", 1)
        assert [next(iter(line)) for line in lines] == ["sending", "published"] * 3
        assert lines[2]["text"] == TEXTS[1]
        assert lines[2]["in_reply_to"] == lines[1]["id"] == "100"
        started = Journal(world.path).started
        assert timedelta() <= datetime.now(UTC) - started < timedelta(minutes=1)
        assert str(Journal(world.path)) == str(world.path)
        assert repr(Journal("a")) == "Journal('a')"

    def test_not_started(self, world: World) -> None:
        """A journal of nothing has no start."""
        with pytest.raises(JournalError, match="does not say when"):
            _ = Journal(world.path).started

    @pytest.mark.parametrize("text", ["مسودة بلا سطر أخير", "مسودة\n", "{}\n", "[1]\n", '{"format": "x"}\n', "\xff\n"])
    def test_other_files(self, world: World, text: str) -> None:
        """A file that is no journal stays as it is, whatever it is."""
        raw = text.encode("latin-1" if text.startswith("\xff") else "utf-8")
        world.path.write_bytes(raw)
        with pytest.raises(JournalError, match="no journal"):
            publish_thread(TEXTS, world.post, journal=world.path)
        assert world.path.read_bytes() == raw
        assert world.calls == []

    def test_version(self, world: World) -> None:
        """A later version is not read, nor cut."""
        raw = '{"format": "tweetcraft journal of a thread", "version": 2}\n{"torn'
        for text in (raw, raw.partition("\n")[0] + "\n"):
            world.path.write_text(text, encoding="utf-8")
            with pytest.raises(JournalError):
                publish_thread(TEXTS, world.post, journal=world.path)
            assert world.path.read_text("utf-8") == text

    def test_changed(self, world: World) -> None:
        """A line that was changed, lost, or put elsewhere is found out, unless it is the last that is lost."""
        publish_thread(TEXTS, world.post, journal=world.path)
        lines = world.path.read_text("utf-8").splitlines(keepends=True)
        spoiled = [lines[:at] + lines[at + 1 :] for at in range(len(lines) - 1)]
        spoiled += [
            [*lines[:a], lines[b], *lines[a + 1 : b], lines[a], *lines[b + 1 :]] for a, b in combinations(range(7), 2)
        ]
        spoiled += [
            [*lines[:at], lines[at].replace("10", "20").replace("ا", "أ"), *lines[at + 1 :]] for at in range(1, 7)
        ]
        spoiled += [[*lines, line] for line in lines]
        spoiled += [[*lines, "\n"], [*lines, "\0\n"], [*lines, "[]\n"]]
        for wrong in spoiled:
            world.path.write_text("".join(wrong), encoding="utf-8")
            with pytest.raises(JournalError, match=r"no journal|was changed"):
                publish_thread(TEXTS, world.post, journal=world.path)
        assert len(world.calls) == 3

    def test_cut_anywhere(self, world: World) -> None:
        """Cut off at any byte, also with zeros in place of what is lost, it does not let anything be sent twice."""
        publish_thread(TEXTS, world.post, journal=world.path)
        raw = world.path.read_bytes()
        for end, zeros in product(range(len(raw)), [b"", b"\0\0\0"]):
            world.path.write_bytes(raw[:end] + zeros)
            del world.posts[raw[:end].rpartition(b"\n")[0].count(b'{"sending"') :]  # no post is sent before its line
            with pytest.MonkeyPatch.context() as patch:
                patch.setattr(journals, "os", world)  # which spares the disk
                patch.setattr(_disk, "os", world)
                published = publish_thread(TEXTS, world.post, journal=world.path, find=world.find)
            world.require_once(TEXTS, published)

    def test_in_use(self, world: World) -> None:
        """While a thread is published with a journal, nobody else may, by the same object or by another."""
        journal = Journal(world.path)

        def post(*_: str | None) -> str:
            for same in (journal, Journal(world.path), str(world.path)):
                with pytest.raises(JournalError, match="right now"):
                    publish_thread(TEXTS, world.post, journal=same)
            return "1"

        assert publish_thread(["نص"], post, journal=journal).ids == ("1",)
        assert world.calls == []
        assert publish_thread(["نص", "آخر"], world.post, journal=journal).earlier == 1

    def test_cannot_be_opened(self, tmp_path: Path, world: World) -> None:
        """A directory, and a file in one that is not there."""
        for path in (tmp_path, tmp_path / "none" / "journal"):
            with pytest.raises(JournalError, match=str(path)):
                publish_thread(TEXTS, world.post, journal=path)
        assert world.calls == []

    def test_full(self, world: World) -> None:
        """Where the disk is full before a post, it is not sent; where it is after one, the error has its id."""
        writes = [at for at, step in enumerate(STEPS) if step == "write"]
        before = max(at for at in writes if at < STEPS.index("send"))
        after = min(at for at in writes if at > STEPS.index("send"))
        for wait, published in ((before, ()), (after, ("100",))):
            disk = World(world.path.with_name(str(wait)), [(wait, FAULTS["write"].index("disk full"))])
            with pytest.MonkeyPatch.context() as patch:
                patch.setattr(journals, "os", disk)
                patch.setattr(_disk, "os", disk)
                with pytest.raises(JournalError, match="No space left") as caught:
                    publish_thread(TEXTS, disk.post, journal=disk.path)
            assert [post[0] for post in disk.posts] == list(published)
            assert caught.value.published == published
            assert ("post 1 was published as 100, and it can't" in str(caught.value)) == bool(published)


class TestLines:
    """A journal that a caller keeps."""

    class Table:
        """Lines in a database, say."""

        def __init__(self) -> None:
            self.lines: list[str] = []
            self.is_down = False

        def read(self) -> list[str]:
            if self.is_down:
                raise RuntimeError("no database")
            return self.lines

        def append(self, line: str) -> None:
            if len(self.lines) == 4:
                self.is_down = True
                raise RuntimeError("no database")
            assert "\n" not in line
            self.lines.append(line)

    def test_table(self, world: World) -> None:
        """Nothing is asked of it but to read and to append; what it raises is a `JournalError`."""
        table = self.Table()
        texts = ["سطر\nثان", *TEXTS]
        with pytest.raises(JournalError, match=r"no database") as caught:
            publish_thread(texts, world.post, journal=table)
        assert caught.value.published == ("100", "101")
        with pytest.raises(JournalError, match="it can't be read: no database"):
            publish_thread(texts, world.post, journal=table)
        table.is_down = False
        table.append = table.lines.append  # type: ignore[method-assign]
        world.require_once(texts, publish_thread(texts, world.post, journal=table, find=world.find))
