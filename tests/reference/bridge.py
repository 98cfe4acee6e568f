"""Ask the reference implementation, which runs in one Node process, about batches of texts."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any, Self

Answer = dict[str, Any]

HERE = Path(__file__).resolve().parent
INSTALL = "npm ci --prefix tests/reference"

PARSE = ("parse1", "parse2", "parse3", "range")
ENTITIES = (
    "urls",
    "urlsWithProtocol",
    "hashtags",
    "hashtagsUnchecked",
    "mentionsOrLists",
    "mentions",
    "reply",
    "cashtags",
    "entities",
    "entitiesWithProtocol",
    "plain",
)
VALIDITY = (
    "validUsername",
    "validList",
    "validHashtag",
    "validUrl",
    "validUrlAscii",
    "validUrlBare",
    "validUrlAsciiBare",
    "invalidTweet1",
    "invalidTweet2",
    "invalidTweet3",
    "validTweetText",
    "invalidCharacters",
    "unicodeTextLength",
)
EVERYTHING = PARSE + ENTITIES + VALIDITY
LINKS = (
    "autoLink",
    "autoLinkDressed",
    "autoLinkUsernamesOrLists",
    "autoLinkHashtags",
    "autoLinkCashtags",
    "autoLinkUrlsCustom",
    "htmlEscape",
)
"""Apart from the rest: they follow from the entities, and are long to record."""

Call = tuple[str, tuple[Any, ...]]
"""The name of a function of the reference, and its arguments: a text, what is given with it, and the options."""


def unavailable() -> str | None:
    """Why the reference cannot be asked on this machine, or None where it can."""
    if shutil.which("node") is None:
        return "the reference runs under Node, and there is no `node` on the path"
    if not (HERE / "node_modules" / "twitter-text" / "package.json").is_file():
        return f"the reference is not installed; run `{INSTALL}`"
    return None


class Reference:
    """One running reference; a context manager."""

    def __init__(self) -> None:
        self._node = subprocess.Popen(
            ["node", str(HERE / "reference.js")],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            encoding="utf-8",
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End the process."""
        for pipe in (self._node.stdin, self._node.stdout):
            if pipe is not None:
                pipe.close()
        self._node.wait(timeout=10)

    def ask(self, texts: Sequence[str], names: Sequence[str] = EVERYTHING) -> list[Answer]:
        """The answers for a batch: one dictionary a text, its keys the names asked."""
        answers: list[Answer] = self._told({"ask": list(names), "texts": list(texts)})
        return answers

    def call(self, calls: Iterable[Call], *, batch: int = 500) -> Iterator[tuple[Call, Any]]:
        """Every call with what the function returns; what throws returns an object whose key is `error`."""
        source = iter(calls)
        while some := list(islice(source, batch)):
            yield from zip(some, self._told({"call": some}), strict=True)

    def _told(self, request: dict[str, Any]) -> Any:
        assert self._node.stdin is not None
        assert self._node.stdout is not None
        # Escaped: a lone surrogate has no UTF-8. Node escapes it on the way back by itself.
        self._node.stdin.write(json.dumps(request, ensure_ascii=True) + "\n")
        self._node.stdin.flush()
        line = self._node.stdout.readline()
        if not line:
            raise RuntimeError(f"the reference ended with status {self._node.wait()}")
        return json.loads(line)

    def ask_one(self, text: str, names: Sequence[str] = EVERYTHING) -> Answer:
        """The answers for one text."""
        return self.ask([text], names)[0]

    def ask_each(
        self, texts: Iterable[str], names: Sequence[str] = EVERYTHING, *, batch: int = 500
    ) -> Iterator[tuple[str, Answer]]:
        """Every text with its answers, `batch` texts to a request."""
        source = iter(texts)
        while some := list(islice(source, batch)):
            yield from zip(some, self.ask(some, names), strict=True)
