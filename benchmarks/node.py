"""Peers that run under Node: one process each, asked for a round at a time, which it times itself."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks.peers import Package, Taken, Unavailable

__all__ = ["NodePeer"]

HERE = Path(__file__).resolve().parent
MODULES = HERE.parent / "tests" / "reference"
TWITTER_TEXT = MODULES / "node_modules" / "twitter-text" / "package.json"


class NodePeer:
    """One of the jobs of ``node_peer.js``, done by twitter-text."""

    def __init__(self, name: str, job: str) -> None:
        if shutil.which("node") is None:
            raise Unavailable("there is no `node` on the path")
        if not TWITTER_TEXT.is_file():
            raise Unavailable("twitter-text is not installed; run `npm ci --prefix tests/reference`")
        self.name = name
        number = json.loads(TWITTER_TEXT.read_text(encoding="utf-8"))["version"]
        self.package: Package | None = Package("twitter-text", number, "npm")
        self.timed = 0
        self._process = subprocess.Popen(
            # Garbage is collected between rounds, as in Python.
            ["node", "--expose-gc", str(HERE / "node_peer.js"), str(MODULES), job],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            encoding="utf-8",
        )

    def load(self, texts: Sequence[str]) -> None:
        self.timed = self._ask({"load": list(texts)})

    def round(self) -> Taken:
        return Taken(*self._ask({"do": "round"}))

    def answers(self) -> list[Any]:
        answers: list[Any] = self._ask({"do": "answers"})
        return answers

    def close(self) -> None:
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe:
                pipe.close()
        self._process.wait(timeout=10)

    def _ask(self, request: dict[str, Any]) -> Any:
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(json.dumps(request) + "\n")
        self._process.stdin.flush()
        line = self._process.stdout.readline()
        if not line:
            raise RuntimeError(f"node ended with status {self._process.wait(timeout=10)}")
        return json.loads(line)
