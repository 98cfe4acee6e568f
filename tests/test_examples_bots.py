"""The bots of `examples/`, each with the real client library, against a server on loopback that fails at every step."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import ModuleType
from typing import Any

import fake_platforms
import pytest
from fake_platforms import FAULTS, TAKEN, Platform
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import tweetcraft as tc
from tweetcraft.errors import AlreadyPostedError, InDoubtError, PublishingError, RateLimitError, RefusedError
from tweetcraft.publishing import Journal, publish_thread

EXAMPLES = Path(__file__).parents[1] / "examples"
DRAFT = (
    "بدأ موسم حصاد #التمور & العسل في الأحساء: https://hasad.example.com/launch?ref=x تابعونا.\n\n"
    + "هذه جملة من تفاصيل الموسم وما فيه من فعاليات للزوار. " * 12
)
TEXTS = ["الأولى: https://example.com/a?b=c & <هنا>", "الثانية #وسم", "الثالثة"]

LIBRARIES = {"tweepy": "tweepy", "atproto": "atproto", "mastodon": "mastodon"}
PLATFORMS: dict[str, type[Platform]] = {
    "tweepy": fake_platforms.X,
    "atproto": fake_platforms.Bluesky,
    "mastodon": fake_platforms.Mastodon,
}
BOTS = [
    pytest.param(
        name,
        marks=pytest.mark.skipif(importlib.util.find_spec(module) is None, reason=f"{module} is not installed"),
    )
    for name, module in LIBRARIES.items()
]

# tweepy has no option for another host.  Below its own code, and that of requests, which signs, encodes and decodes,
# an adapter puts loopback in the place of X and sends the request on by the adapter that is there without it.
TO_LOOPBACK = """
import requests
import tweepy
from urllib.parse import urlsplit

class ToLoopback(requests.adapters.HTTPAdapter):
    def __init__(self, url):
        super().__init__()
        self.url = url

    def send(self, request, **options):
        options["proxies"] = {}
        request.url = request.url.replace("https://api.twitter.com", self.url)
        return super().send(request, **options)

def client(url):
    class Client(tweepy.Client):
        def __init__(self, *args, **options):
            super().__init__(*args, **options)
            self.session.mount("https://api.twitter.com", ToLoopback(url))
    return Client
"""


def environment(url: str) -> dict[str, str]:
    """What the bots read."""
    keys = ("CONSUMER_KEY", "CONSUMER_SECRET", "ACCESS_TOKEN", "ACCESS_TOKEN_SECRET")
    return {
        "NO_PROXY": "127.0.0.1",
        "BLUESKY_URL": url,
        "BLUESKY_HANDLE": "hasad.example",
        "BLUESKY_PASSWORD": "secret",
        "MASTODON_URL": url,
        "MASTODON_TOKEN": "token",
        **{f"X_{key}": "secret" for key in keys},
    }


@pytest.fixture(scope="module", params=BOTS)
def name(request: pytest.FixtureRequest) -> str:
    """Which bot."""
    return str(request.param)


@pytest.fixture(scope="module")
def bot(name: str) -> ModuleType:
    """The example, imported from its file."""
    spec = importlib.util.spec_from_file_location(f"bot_{name}", EXAMPLES / f"bot_{name}.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def platform(name: str, bot: ModuleType) -> Iterator[Platform]:
    """Its platform, which it is led to."""
    with fake_platforms.serving(PLATFORMS[name]()) as served, led_to(served, name, bot):
        yield served


@contextmanager
def led_to(platform: Platform, name: str, bot: ModuleType) -> Iterator[None]:
    """Lead a bot to a platform on loopback."""
    with pytest.MonkeyPatch.context() as patch:
        for variable, value in environment(platform.url).items():
            patch.setenv(variable, value)
        if name == "tweepy":
            shared: dict[str, Any] = {}
            exec(TO_LOOPBACK, shared)
            patch.setattr(bot.tweepy, "Client", shared["client"](platform.url))
        yield


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    """A draft of several posts, with a link, a tag and what HTML escapes."""
    path = tmp_path / "draft.txt"
    path.write_text(DRAFT, encoding="utf-8")
    return path


def rules_of(bot: ModuleType) -> tc.Rules:
    """What its platform allows."""
    return getattr(bot, "RULES", tc.X)


def posts_of(bot: ModuleType) -> list[str]:
    """The texts that a bot publishes of the draft."""
    thread = tc.compose(DRAFT, rules=rules_of(bot)).thread
    assert len(thread) > 1
    return [post.text for post in thread]


def assert_once(platform: Platform, texts: list[str]) -> None:
    """Each post stands there once, in order, in reply to the one before it; and no client did anything wrong."""
    assert [post.text for post in platform.posts] == texts
    assert [post.in_reply_to for post in platform.posts] == [None, *(post.id for post in platform.posts[:-1])]
    assert platform.wrong == []


class TestBots:
    """Each bot, from its first line to its last."""

    def test_publishes(self, bot: ModuleType, platform: Platform, draft: Path, capsys: Any) -> None:
        """A draft becomes a thread, and a second run changes nothing."""
        assert bot.main(str(draft)) is None
        assert_once(platform, posts_of(bot))
        ids = [post.id for post in platform.posts]
        assert capsys.readouterr().out.split() == ids
        assert bot.main(str(draft)) is None
        assert capsys.readouterr().out.split() == ids
        assert_once(platform, posts_of(bot))

    @pytest.mark.parametrize("fault", FAULTS)
    @pytest.mark.parametrize("at", [0, 1])
    def test_every_fault(self, bot: ModuleType, platform: Platform, draft: Path, fault: str, at: int) -> None:
        """Whatever fails at the first post or a later one: the next run goes on, and nothing is there twice."""
        platform.faults = [""] * at + [fault]
        said = bot.main(str(draft))
        assert said
        assert f"post {at + 1}: " in said
        assert len(platform.posts) == at + (fault in TAKEN)
        assert bot.main(str(draft)) is None
        assert_once(platform, posts_of(bot))

    @pytest.mark.parametrize("fault", ["reset_before", "reset_after"])
    @pytest.mark.parametrize("lookup", ["reset", "rate_limit", "server_error"])
    def test_faults_of_looking(self, bot: ModuleType, platform: Platform, draft: Path, fault: str, lookup: str) -> None:
        """Where it can't be looked whether a post stands there, nothing is sent."""
        platform.faults = [fault]
        assert bot.main(str(draft))
        before = len(platform.posts)
        platform.lookup_faults = [lookup]
        said = bot.main(str(draft))
        assert said
        assert "post 1: " in said
        assert len(platform.posts) == before
        assert bot.main(str(draft)) is None
        assert_once(platform, posts_of(bot))

    def test_older(self, bot: ModuleType, platform: Platform, draft: Path) -> None:
        """A post of last week with the same text is none of this thread."""
        platform.add("1", posts_of(bot)[0], None)
        platform.posts[0].at = datetime.now(UTC) - timedelta(days=7)
        old = platform.posts[0]
        platform.faults = ["reset_before"]
        assert bot.main(str(draft))
        said = bot.main(str(draft))
        if isinstance(platform, fake_platforms.X):
            assert said
            assert "AlreadyPostedError" in said
            assert platform.posts == [old]
        else:
            platform.posts.remove(old)
            assert said is None
            assert_once(platform, posts_of(bot))

    def test_killed(self, name: str, platform: Platform, draft: Path, bot: ModuleType) -> None:
        """The process is ended by SIGKILL before and after each post is taken."""
        texts = posts_of(bot)[:2]
        draft.write_text("\n\n".join(texts), encoding="utf-8")
        led = f"{TO_LOOPBACK}\ntweepy.Client = client({platform.url!r})\n" if name == "tweepy" else ""
        file = str(EXAMPLES / f"bot_{name}.py")
        code = f"{led}import runpy, sys\nsys.argv[0] = 'bot'\nrunpy.run_path({file!r}, run_name='__main__')"
        for fault in ("kill_after", "kill_before"):
            platform.faults = [fault]
            assert run(code, draft, platform) == -9
        assert len(platform.posts) == 1
        assert run(code, draft, platform) == 0
        assert_once(platform, [post.text for post in tc.compose(draft.read_text("utf-8"), rules=rules_of(bot)).thread])


def run(code: str, draft: Path, platform: Platform) -> int:
    """Run a program that the platform may kill; how it ended."""
    program = subprocess.Popen(
        [sys.executable, "-c", code, str(draft)], env=os.environ | environment(platform.url), stdout=subprocess.DEVNULL
    )
    platform.kill = lambda: (fake_platforms.kill(program.pid), program.wait())[0]
    return program.wait(timeout=60)


class TestErrors:
    """What a library raises, as ours."""

    @pytest.fixture
    def made(self, name: str, bot: ModuleType, platform: Platform, tmp_path: Path) -> Callable[[], Any]:
        """Publishes three texts by the methods of a bot."""
        journal = Journal(tmp_path / "journal")
        made = bot.Bot(client_of(name, bot, platform), journal)
        return lambda: publish_thread(TEXTS, made.post, journal=journal, find=made.find)

    def test_rate_limit(self, platform: Platform, made: Callable[[], Any]) -> None:
        """With the seconds to wait, and what is published."""
        platform.faults = ["", "rate_limit"]
        with pytest.raises(RateLimitError) as caught:
            made()
        assert caught.value.number == 2
        assert caught.value.published == (platform.posts[0].id,)
        assert caught.value.retry_after == pytest.approx(fake_platforms.RETRY_AFTER, abs=10)
        assert made().earlier == 1
        assert_once(platform, TEXTS)

    @pytest.mark.parametrize("fault", ["refused", "unauthorized"])
    def test_refused(self, platform: Platform, made: Callable[[], Any], fault: str) -> None:
        """With what the platform says."""
        platform.faults = [fault]
        with pytest.raises(RefusedError, match=r"post 1: .") as caught:
            made()
        assert type(caught.value) is RefusedError
        assert caught.value.published == ()
        made()
        assert_once(platform, TEXTS)

    @pytest.mark.parametrize("fault", [*sorted(TAKEN), "reset_before", "server_error_before"])
    def test_in_doubt(self, platform: Platform, made: Callable[[], Any], fault: str) -> None:
        """Where nobody can know, no answer is taken for one."""
        platform.faults = ["", "", fault]
        with pytest.raises(InDoubtError, match="post 3: ") as caught:
            made()
        assert caught.value.__cause__
        assert len(caught.value.published) == 2
        assert made().earlier == 2 + (fault in TAKEN)
        assert_once(platform, TEXTS)

    def test_already_posted(self, platform: Platform, made: Callable[[], Any]) -> None:
        """X takes no text twice, and says so; the others do."""
        platform.add("1", TEXTS[0], None)
        platform.posts[0].at = datetime.now(UTC) - timedelta(hours=1)
        if isinstance(platform, fake_platforms.X):
            with pytest.raises(AlreadyPostedError, match="duplicate content") as caught:
                made()
            assert caught.value.number == 1
        else:
            made()
            del platform.posts[0]
            assert_once(platform, TEXTS)

    @given(
        faults=st.lists(st.sampled_from(["", *FAULTS]), max_size=8),
        lookups=st.lists(st.sampled_from(["", "reset", "rate_limit", "server_error"]), max_size=3),
    )
    @settings(max_examples=30, suppress_health_check=[HealthCheck.too_slow])
    def test_any_plan(
        self, name: str, bot: ModuleType, tmp_path_factory: Any, faults: list[str], lookups: list[str]
    ) -> None:
        """Nothing lost, nothing twice, and an end: each run that stops has used up a fault."""
        path = tmp_path_factory.mktemp("plan") / "journal"
        with fake_platforms.serving(PLATFORMS[name]()) as platform, led_to(platform, name, bot):
            journal = Journal(path)
            made = bot.Bot(client_of(name, bot, platform), journal)
            platform.faults, platform.lookup_faults = list(faults), list(lookups)
            for _ in range(len(faults) + len(lookups) + 1):
                try:
                    published = publish_thread(TEXTS, made.post, journal=journal, find=made.find).ids
                except PublishingError as error:
                    published = error.published
                assert [post.id for post in platform.posts][: len(published)] == [*published]
                if len(published) == len(TEXTS):
                    break
            assert_once(platform, TEXTS)
            assert [post.id for post in platform.posts] == [*published]


def client_of(name: str, bot: ModuleType, platform: Platform) -> Any:
    """The real client, logged in."""
    if name == "tweepy":
        keys = ("consumer_key", "consumer_secret", "access_token", "access_token_secret")
        return bot.tweepy.Client(**dict.fromkeys(keys, "secret"))
    if name == "mastodon":
        return bot.Mastodon(api_base_url=platform.url, access_token="token", ratelimit_method="throw")
    client = bot.Client(platform.url)
    client.login("hasad.example", "secret")
    return client
