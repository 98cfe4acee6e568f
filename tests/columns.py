"""A column of posts for the tests of columns and engines: what is hard, what is ordinary, and what is not there."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

import tweetcraft as tc
from tweetcraft.arabic.direction import first_strong
from tweetcraft.arrow import OUTPUTS

from reference import golden

CHEAP = tuple(name for name in OUTPUTS if name not in {"findings", "suggested_hashtags"})
"""Outputs that take microseconds a post."""

_ORDINARY = (
    "",
    " ",
    "مرحبا بكم في الرياض",
    "انطلق #موسم_الرياض اليوم! https://t.co/abcdefghij @user",
    "شكرًا لكم ❤️👍🏽",
    "م" * 281,
    "العلم 🇸🇦 والعائلة 👨‍👩‍👧‍👦",
    "zein.com ومتجر.السعودية",
    "نص فيه \ufeff علامة",
)


@cache
def posts() -> tuple[str | None, ...]:
    """Posts that Arrow can hold, every twentieth of them null."""
    texts = [*_ORDINARY, *(record["text"] for record in golden.records())]
    held = [text for text in texts if _is_text(text)]
    return tuple(None if row % 20 == 19 else text for row, text in enumerate(held))


def written(folder: Path) -> Path:
    """All posts, in a file of several row groups."""
    path = folder / "posts.parquet"
    texts = posts()
    pq.write_table(pa.table({"id": range(len(texts)), "text": texts}), path, row_group_size=1000)
    return path


def _is_text(text: str) -> bool:
    """Whether no half of a surrogate pair stands in it alone, which UTF-8 has no bytes for."""
    return not any("\ud800" <= character <= "\udfff" for character in text)


def answers(text: str | None, outputs: tuple[str, ...] = CHEAP, rules: tc.Rules = tc.X) -> dict[str, Any]:
    """What the scalar functions answer, as a row of the outputs."""
    if text is None:
        return dict.fromkeys(outputs)
    counted = tc.count(text, rules=rules)
    entities = tc.extract(text, rules=rules)
    kinds = ("url", "mention", "list", "hashtag", "cashtag", "emoji")
    start, end = counted.valid_range
    row: dict[str, Any] = {
        "weighted_length": counted.weighted_length,
        "is_valid": counted.is_valid,
        "reason": counted.reason,
        "valid_range": {"start": start, "end": end},
        "direction": first_strong(text),
        **{f"{kind}_count": sum(entity.kind == kind for entity in entities) for kind in kinds},
        **{
            "emoji" if kind == "emoji" else f"{kind}s": [entity.value for entity in entities if entity.kind == kind]
            for kind in kinds
        },
    }
    slower = {
        "normalized": lambda: tc.normalize(text),
        "search_key": lambda: tc.search_key(text),
        "findings": lambda: [finding.rule for finding in tc.review(text, rules=rules)],
        "suggested_hashtags": lambda: [found.tag for found in tc.suggest_hashtags(text, rules=rules)],
    }
    return {name: row[name] if name in row else slower[name]() for name in outputs}
