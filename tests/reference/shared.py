"""Where the texts and the conformance suite are that several projects share; they are not part of this one."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
SHARED = Path(os.environ.get("TWEETCRAFT_SHARED") or PROJECT.parent / "shared")


def missing(*names: str) -> str | None:
    """Why the shared files of these names cannot be read, or None where they can."""
    absent = [name for name in names if not (SHARED / name).is_file()]
    if not absent:
        return None
    return f"{', '.join(absent)} not found in {SHARED}; set TWEETCRAFT_SHARED to the folder that has it"


def tweets() -> Iterator[str]:
    """The texts of the shared collection of Arabic tweets."""
    with (SHARED / "data" / "tweets.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)["text"]
