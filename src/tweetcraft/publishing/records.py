"""What a journal says of a thread.

Each post takes two lines: one before it is sent, with its text and what it answers, and one after, with its id, or
saying that it was not published.  Where the second is missing, the post is in doubt.  Each line has a digest of itself
and all before it, so that a journal which was changed, or lost a line, is found out.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any, NamedTuple

from tweetcraft.errors import JournalError
from tweetcraft.publishing.journals import FORMAT, VERSION, Journal, Lines

__all__ = ["Attempt", "Record"]

_DIGITS = 16  # of a digest: it has to find out accidents, and no forgers


class Attempt(NamedTuple):
    """A post as it was sent, or is about to be."""

    text: str
    in_reply_to: str | None
    """The id of the post that it answers."""


class Record:
    """The posts of a thread that were sent, as a journal has them, and what is written to it."""

    def __init__(self, lines: Lines) -> None:
        self.ids: list[str] = []
        """Of the posts that were published, in order."""
        self.in_doubt: Attempt | None = None
        """The one after them, where it was sent and nothing says what became of it."""
        self._sent: list[Attempt] = []
        self._lines = lines
        self._digest = ""
        try:
            written = list(lines.read())
        except JournalError:
            raise
        except Exception as error:
            raise self._error(f"it can't be read: {error}") from error
        self._is_new = not written
        for number, line in enumerate(written, 1):
            entry = _entry(line)
            if number == 1:
                self._require_head(entry)
            if not self._is_sealed(entry) or not (number == 1 or self._take(entry)):
                raise self._error(f"line {number} was changed, or lines before it are lost")

    @property
    def number(self) -> int:
        """Of the post that comes next, from one on."""
        return len(self.ids) + 1

    def require_thread(self, texts: Sequence[str], in_reply_to: str | None) -> None:
        """Raise the ``JournalError`` that says why the journal is that of another thread, if it is.

        Posts that were not published may have changed, and there may be more of them.
        """
        if len(self.ids) > len(texts):
            raise self._error(f"{len(self.ids)} posts were published with it, and the thread has {len(texts)}")
        for number, (sent, text) in enumerate(zip(self._sent, texts, strict=False), 1):
            if sent.text != text:
                raise self._error("it was published with another text; a new thread takes a new journal", number)
        if self._sent and self._sent[0].in_reply_to != in_reply_to:
            raise self._error(f"it was published in reply to {self._sent[0].in_reply_to}, not to {in_reply_to}", 1)

    # Writing

    def sending(self, attempt: Attempt) -> None:
        """The next post is about to be sent."""
        if self._is_new:
            started = datetime.now(UTC).isoformat(timespec="microseconds")
            self._append({"format": FORMAT, "version": VERSION, "started": started})
            self._is_new = False
        self._append({"sending": self.number, **attempt._asdict()})
        self.in_doubt = attempt

    def published(self, post_id: str) -> None:
        """The post in doubt stands on the platform."""
        entry = {"published": self.number, "id": post_id}
        self._publish(post_id)
        self._append(entry, f"post {len(self.ids)} was published as {post_id}, and ")

    def not_published(self) -> None:
        """The post in doubt does not stand on the platform."""
        self.in_doubt = None
        self._append({"not_published": self.number})

    def _publish(self, post_id: str) -> None:
        assert self.in_doubt is not None
        self._sent.append(self.in_doubt)
        self.ids.append(post_id)
        self.in_doubt = None

    def _append(self, entry: dict[str, Any], what: str = "") -> None:
        """Write an entry as a line, with the digest of all lines up to it."""
        self._digest = _digest(self._digest, entry)
        try:
            self._lines.append(_dumped({**entry, "digest": self._digest}))
        except Exception as error:
            raise self._error(f"{what}it can't be written: {error}") from error

    def _error(self, message: str, number: int | None = None) -> JournalError:
        named = f"{self._lines}: {message}" if isinstance(self._lines, Journal) else message
        return JournalError(named, number=number, published=tuple(self.ids))

    # Reading

    def _require_head(self, entry: dict[str, Any]) -> None:
        if entry.get("format") != FORMAT:
            raise self._error("this is no journal of a thread")
        if entry.get("version") != VERSION:
            raise self._error(f"version {entry.get('version')!r}; this tweetcraft reads {VERSION}")

    def _is_sealed(self, entry: dict[str, Any]) -> bool:
        """Whether the digest of an entry, which is taken off it, is that of all lines up to it."""
        digest = entry.pop("digest", None)
        self._digest = _digest(self._digest, entry)
        return bool(digest == self._digest)

    def _take(self, entry: dict[str, Any]) -> bool:
        """Take what an entry says; whether it may stand there."""
        match entry:
            case {"sending": self.number, "text": str(text), "in_reply_to": str() | None as reply} if not self.in_doubt:
                self.in_doubt = Attempt(text, reply)
            case {"published": self.number, "id": str(post_id)} if self.in_doubt:
                self._publish(post_id)
            case {"not_published": self.number} if self.in_doubt:
                self.in_doubt = None
            case _:
                return False
        return True


def _entry(line: str) -> dict[str, Any]:
    """What a line says; nothing where it is none of ours."""
    try:
        entry = json.loads(line)
    except ValueError:
        return {}
    return entry if isinstance(entry, dict) else {}


def _digest(before: str, entry: dict[str, Any]) -> str:
    return hashlib.sha256(f"{before}{_dumped(entry)}".encode(errors="surrogatepass")).hexdigest()[:_DIGITS]


def _dumped(entry: dict[str, Any]) -> str:
    return json.dumps(entry, ensure_ascii=False)
