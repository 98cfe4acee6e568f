"""X, Bluesky and Mastodon on loopback, as far as publishing takes them, and failing where they are told to."""

from __future__ import annotations

import base64
import hashlib
import html
import json
import os
import signal
import socket
import struct
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, NamedTuple
from urllib.parse import parse_qsl, urlsplit

FAULTS = (
    "reset_before",  # the connection is gone before the post is taken
    "reset_after",  # it is taken, and the connection is gone before the answer
    "half_answer",  # it is taken, and the answer breaks off
    "no_json",  # it is taken, and a proxy puts a page of its own in place of the answer
    "server_error_before",
    "server_error_after",  # it is taken, and the server breaks down
    "gateway_after",  # it is taken, and the proxy has waited too long
    "rate_limit",
    "refused",
    "unauthorized",
)
"""What may become of a request to publish."""
TAKEN = frozenset({"reset_after", "half_answer", "no_json", "server_error_after", "gateway_after"})
"""Faults after which the post stands there."""

RETRY_AFTER = 90  # seconds


class Request(NamedTuple):
    """What a client asks."""

    method: str
    path: str
    query: dict[str, str]
    headers: Any
    body: bytes


@dataclass
class Taken:
    """A post that stands on a platform."""

    id: str
    text: str
    in_reply_to: str | None
    at: datetime


@dataclass
class Answer:
    """What a server says."""

    status: int
    body: Any
    headers: dict[str, str] = field(default_factory=dict)


class Dropped(Exception):  # noqa: N818
    """The connection is closed without an answer."""


class Platform:
    """A platform: its posts, and the faults that come next."""

    def __init__(self, faults: list[str] | None = None) -> None:
        self.posts: list[Taken] = []
        self.faults = list(faults or [])
        self.lookup_faults: list[str] = []
        """For requests that look for a post."""
        self.wrong: list[str] = []
        """What no client should have sent."""
        self.url = ""
        self.kill: Callable[[], None] = lambda: None
        """Ends the client, for the faults `kill_before` and `kill_after`."""
        self._lock = threading.Lock()

    # What is the same on each of them

    def answer(self, asked: Request) -> Answer:
        """One request at a time, so that the posts stand in the order in which they were taken."""
        with self._lock:
            return self.route(asked)

    def route(self, asked: Request) -> Answer:
        raise NotImplementedError

    def publish(self, take: Callable[[], Answer]) -> Answer:
        """A request to publish, with the fault that is next."""
        fault = self.faults.pop(0) if self.faults else ""
        if fault.startswith("kill"):
            if fault == "kill_after":
                take()
            self.kill()
            raise Dropped
        if fault and fault not in TAKEN:
            return self.not_taken(fault)
        answer = take()
        return self.spoiled(answer, fault) if fault and answer.status < 300 else answer

    def not_taken(self, fault: str) -> Answer:
        """What is said of a post that is not taken."""
        match fault:
            case "reset_before":
                raise Dropped
            case "server_error_before":
                return self.error(503, "Service Unavailable")
            case "rate_limit":
                return self.rate_limited()
            case "unauthorized":
                return self.error(401, "Unauthorized")
        assert fault == "refused"
        return self.refused()

    def spoiled(self, answer: Answer, fault: str) -> Answer:
        """What comes of an answer that says that a post was taken."""
        match fault:
            case "reset_after":
                raise Dropped
            case "half_answer":
                answer.headers["x-half"] = "1"
                return answer
            case "no_json":
                return Answer(answer.status, "<html>Welcome to our hotel</html>")
            case "server_error_after":
                return self.error(500, "Internal Server Error")
        assert fault == "gateway_after"
        return self.error(504, "Gateway Timeout")

    def look(self, found: Callable[[], Answer]) -> Answer:
        """A request to look for a post."""
        match self.lookup_faults.pop(0) if self.lookup_faults else "":
            case "reset":
                raise Dropped
            case "rate_limit":
                return self.rate_limited()
            case "server_error":
                return self.error(503, "Service Unavailable")
        return found()

    def error(self, status: int, message: str) -> Answer:
        raise NotImplementedError

    def rate_limited(self) -> Answer:
        raise NotImplementedError

    def refused(self) -> Answer:
        raise NotImplementedError

    def add(self, identifier: str, text: str, in_reply_to: str | None) -> Taken:
        if in_reply_to is not None and in_reply_to not in {post.id for post in self.posts}:
            self.wrong.append(f"an answer to {in_reply_to}, which is not there")
        self.posts.append(Taken(identifier, text, in_reply_to, datetime.now(UTC)))
        return self.posts[-1]


class X(Platform):
    """The API of X, version 2."""

    ME = "42"

    def route(self, asked: Request) -> Answer:
        if not asked.headers.get("Authorization", "").startswith("OAuth "):
            self.wrong.append("not signed")
        match asked.method, asked.path:
            case "POST", "/2/tweets":
                return self.publish(lambda: self.create(json.loads(asked.body)))
            case "GET", "/2/users/me":
                return Answer(200, {"data": {"id": self.ME, "name": "Hasad", "username": "hasad"}})
            case "GET", "/2/users/42/tweets":
                return self.look(lambda: self.timeline(asked.query))
        return self.error(404, "Not Found")

    def create(self, asked: dict[str, Any]) -> Answer:
        text, reply = asked["text"], asked.get("reply", {}).get("in_reply_to_tweet_id")
        if any(post.text == text for post in self.posts):
            return self.error(403, "You are not allowed to create a Tweet with duplicate content.")
        post = self.add(str(1_900_000_000_000_000_000 + len(self.posts)), text, reply)
        return Answer(201, {"data": {"id": post.id, "text": text, "edit_history_tweet_ids": [post.id]}})

    def timeline(self, query: dict[str, str]) -> Answer:
        start = datetime.fromisoformat(query["start_time"])
        shown = []
        for post in reversed([post for post in self.posts if post.at >= start]):
            # As X gives it back: links shortened, three characters escaped.
            words = ["https://t.co/a1B2c3" if "://" in word else word for word in post.text.split(" ")]
            text = html.escape(" ".join(words), quote=False)
            tweet: dict[str, Any] = {"id": post.id, "text": text, "edit_history_tweet_ids": [post.id]}
            if post.in_reply_to:
                tweet["referenced_tweets"] = [{"type": "replied_to", "id": post.in_reply_to}]
            shown.append(tweet)
        return Answer(200, {"data": shown, "meta": {"result_count": len(shown)}} if shown else {"meta": {}})

    def error(self, status: int, message: str) -> Answer:
        return Answer(status, {"title": message, "detail": message, "type": "about:blank", "status": status})

    def rate_limited(self) -> Answer:
        answer = self.error(429, "Too Many Requests")
        answer.headers = {"x-rate-limit-limit": "17", "x-rate-limit-reset": str(int(time.time()) + RETRY_AFTER)}
        return answer

    def refused(self) -> Answer:
        return self.error(403, "You are not permitted to perform this action.")


class Bluesky(Platform):
    """A personal data server of the AT Protocol."""

    ME = "did:plc:abcdefghijklmnopqrstuvwx"

    def __init__(self, faults: list[str] | None = None) -> None:
        super().__init__(faults)
        self.records: dict[str, dict[str, Any]] = {}

    def route(self, asked: Request) -> Answer:
        match asked.method, asked.path.removeprefix("/xrpc/"):
            case "POST", "com.atproto.server.createSession":
                token = _token()
                return Answer(200, {"did": self.ME, "handle": "hasad.example", "accessJwt": token, "refreshJwt": token})
            case "GET", "app.bsky.actor.getProfile":
                return Answer(200, {"did": self.ME, "handle": "hasad.example"})
            case "POST", "com.atproto.repo.createRecord":
                return self.publish(lambda: self.create(json.loads(asked.body)))
            case "GET", "com.atproto.repo.getRecord":
                return self.look(lambda: self.get(asked.query))
        return self.error(501, "MethodNotImplemented")

    def create(self, asked: dict[str, Any]) -> Answer:
        record, key = asked["record"], asked["rkey"]
        if key in self.records:
            # As it does: github.com/bluesky-social/atproto/issues/3718.
            return self.error(500, "InternalServerError")
        if len(key) != 13 or asked["collection"] != "app.bsky.feed.post" or asked["repo"] != self.ME:
            self.wrong.append(f"a record at {asked['collection']}/{key} of {asked['repo']}")
        uri = f"at://{self.ME}/app.bsky.feed.post/{key}"
        reply = record.get("reply")
        if reply and reply["root"]["uri"] != next(iter(self.records.values()))["uri"]:
            self.wrong.append(f"the thread of {uri} begins at {reply['root']['uri']}")
        self.add(uri, record["text"], reply["parent"]["uri"] if reply else None)
        self.records[key] = {"uri": uri, "cid": _cid(uri), "value": record}
        return Answer(200, {"uri": uri, "cid": _cid(uri), "validationStatus": "valid"})

    def get(self, query: dict[str, str]) -> Answer:
        record = self.records.get(query["rkey"])
        return Answer(200, record) if record else self.error(400, "RecordNotFound")

    def error(self, status: int, message: str) -> Answer:
        return Answer(status, {"error": message.replace(" ", ""), "message": message})

    def rate_limited(self) -> Answer:
        answer = self.error(429, "RateLimitExceeded")
        answer.headers = {"ratelimit-limit": "30", "retry-after": str(RETRY_AFTER)}
        return answer

    def refused(self) -> Answer:
        return self.error(400, "InvalidRequest")


class Mastodon(Platform):
    """A server of Mastodon 4."""

    ME = "7"

    def __init__(self, faults: list[str] | None = None) -> None:
        super().__init__(faults)
        self.keys: dict[str, Taken] = {}

    def route(self, asked: Request) -> Answer:
        if asked.headers.get("Authorization") != "Bearer token":
            self.wrong.append("no token")
        match asked.method, asked.path.strip("/").split("/")[2:]:
            case "GET", ["instance"]:
                return Answer(200, {"uri": "hasad.example", "title": "Hasad", "version": "4.4.0"})
            case "GET", ["accounts", "verify_credentials"]:
                return Answer(200, {"id": self.ME, "username": "hasad", "acct": "hasad"})
            case "POST", ["statuses"]:
                form = dict(parse_qsl(asked.body.decode()))
                return self.publish(lambda: self.create(form, asked.headers.get("Idempotency-Key")))
            case "GET", ["accounts", self.ME, "statuses"]:
                return self.look(lambda: Answer(200, [self.shown(post) for post in reversed(self.posts)]))
            case "GET", ["statuses", identifier, "source"]:
                text = next(post.text for post in self.posts if post.id == identifier)
                return Answer(200, {"id": identifier, "text": text, "spoiler_text": ""})
        return self.error(404, "Record not found")

    def create(self, form: dict[str, str], key: str | None) -> Answer:
        if key is None:
            self.wrong.append("no key")
        elif key in self.keys:
            return Answer(200, self.shown(self.keys[key]))
        # Form fields bring line ends as browsers do; Mastodon keeps them as they come.
        post = self.add(str(115_000_000_000_000_000 + len(self.posts)), form["status"], form.get("in_reply_to_id"))
        self.keys[key or post.id] = post
        return Answer(200, self.shown(post))

    def shown(self, post: Taken) -> dict[str, Any]:
        return {
            "id": post.id,
            "created_at": post.at.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
            "in_reply_to_id": post.in_reply_to,
            "in_reply_to_account_id": self.ME if post.in_reply_to else None,
            "content": f"<p>{html.escape(post.text)}</p>",
            "visibility": "public",
        }

    def error(self, status: int, message: str) -> Answer:
        return Answer(status, {"error": message})

    def rate_limited(self) -> Answer:
        answer = self.error(429, "Too many requests")
        reset = datetime.fromtimestamp(time.time() + RETRY_AFTER, UTC).isoformat().replace("+00:00", "Z")
        answer.headers = {"X-RateLimit-Limit": "300", "X-RateLimit-Remaining": "0", "X-RateLimit-Reset": reset}
        return answer

    def refused(self) -> Answer:
        return self.error(422, "Validation failed: Text character limit of 500 exceeded")


def _token() -> str:
    """A JSON Web Token that a client can read; nobody checks what signs it."""

    def part(said: dict[str, Any]) -> str:
        return base64.urlsafe_b64encode(json.dumps(said).encode()).rstrip(b"=").decode()

    now = int(time.time())
    return f"{part({'alg': 'HS256', 'typ': 'JWT'})}.{part({'sub': Bluesky.ME, 'iat': now, 'exp': now + 7200})}.c2ln"


def _cid(uri: str) -> str:
    """A content identifier of version 1 in base 32: of any content, as long as it has the form of one."""
    raw = b"\x01\x71\x12\x20" + hashlib.sha256(uri.encode()).digest()
    return "b" + base64.b32encode(raw).decode().lower().rstrip("=")


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    platform: Platform

    def _serve(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        url = urlsplit(self.path)
        try:
            answer = self.platform.answer(
                Request(self.command, url.path, dict(parse_qsl(url.query)), self.headers, body)
            )
        except Dropped:
            # With no time left to linger, the system sends a reset, and no orderly end.
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            self.close_connection = True
            self.connection.close()
            return
        is_page = isinstance(answer.body, str)
        raw = answer.body.encode() if is_page else json.dumps(answer.body).encode()
        self.send_response(answer.status)
        self.send_header("Content-Type", "text/html" if is_page else "application/json; charset=utf-8")
        self.send_header("Content-Length", str(len(raw)))
        self.send_header("Connection", "close")  # the clients keep connections open, and leave them to the collector
        for name, value in answer.headers.items():
            self.send_header(name, value)
        self.end_headers()
        if "x-half" in answer.headers:
            self.wfile.write(raw[: len(raw) // 2])
            self.close_connection = True
            return
        self.wfile.write(raw)

    do_GET = do_POST = _serve  # noqa: N815

    def log_message(self, *_: Any) -> None:
        """Nothing: the tests say what went wrong."""

    def finish(self) -> None:
        with suppress(OSError):  # of a connection that was dropped
            super().finish()


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Nothing where the client has gone, which is what is tested; else as ever."""
        if not isinstance(sys.exception(), OSError):
            super().handle_error(request, client_address)


@contextmanager
def serving(platform: Platform) -> Iterator[Platform]:
    """A platform on a free port of loopback, for as long as it is needed."""
    handler = type("Handler", (_Handler,), {"platform": platform})
    with _Server(("127.0.0.1", 0), handler) as server:
        platform.url = f"http://127.0.0.1:{server.server_address[1]}"
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        try:
            yield platform
        finally:
            server.shutdown()
            thread.join()


def kill(process: int) -> None:
    """End a process at once, with no chance to clean up."""
    os.kill(process, signal.SIGKILL)
