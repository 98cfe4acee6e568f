"""The texts that are timed: real tweets and articles where the shared folder has them, made-up ones otherwise."""

from __future__ import annotations

import json
import os
import random
import re
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path
from typing import NamedTuple

__all__ = ["Sample", "article", "articles", "drafts", "tweets"]

ROOT = Path(__file__).resolve().parents[1]
DATA = Path(os.environ.get("TWEETCRAFT_SHARED") or ROOT.parent / "shared") / "data"
SEED = 280


class Sample(NamedTuple):
    """Texts, and where they come from."""

    texts: list[str]
    source: str


def tweets(size: int) -> Sample:
    """So many tweets, the same in every run on one machine."""
    path = DATA / "tweets.jsonl"
    if not path.is_file():
        return Sample(list(_made_up(size)), f"{size:,} made-up tweets (seed {SEED}), because {path} is missing")
    known = _texts(path)
    chosen = random.Random(SEED).sample(known, min(size, len(known)))
    return Sample(
        chosen, f"{len(chosen):,} real Arabic tweets, drawn (seed {SEED}) from the {len(known):,} in {path.name}"
    )


_SHORT_LINK = re.compile(r"\s?https?://t\.co/[A-Za-z0-9]+\s?")
_WRITTEN_LINKS = (
    " https://example.com ",
    " https://www.example.com/news/2024/5/3/a-long-title?ref=home ",
    " https://ar.wikipedia.org/wiki/%D8%AA%D8%BA%D8%B1%D9%8A%D8%AF%D8%A9 ",
    " http://youtu.be/dQw4w9WgXcQ ",
    " example.com/blog?id=12 ",
    " www.spa.gov.sa/w1234567 ",
)


def drafts(published: Sample) -> Sample:
    """The tweets that hold a link, with links as their authors wrote them: the platform put t.co in their place."""
    chance = random.Random(SEED)
    texts = [_SHORT_LINK.sub(lambda _: chance.choice(_WRITTEN_LINKS), t) for t in published.texts if "://t.co/" in t]
    return Sample(
        texts, f"Drafts: the {len(texts):,} of those tweets that hold a t.co link, with ordinary links instead"
    )


def article(length: int) -> Sample:
    """Running text of so many characters, paragraphs and all."""
    path = DATA / "articles.jsonl"
    if not path.is_file():
        return Sample(["\n\n".join(_made_up(length // 20))[:length]], "a made-up article")
    return Sample(["\n\n".join(_texts(path)[:200])[:length]], f"real articles from {path.name}")


def articles(size: int) -> Sample:
    """Articles of so many bytes of UTF-8 together, or a little more; those that there are again and again."""
    path = DATA / "articles.jsonl"
    known = _texts(path) if path.is_file() else article(10_000).texts
    chosen: list[str] = []
    taken = 0
    for text in cycle(known):
        if taken >= size:
            break
        chosen.append(text)
        taken += len(text.encode())
    source = f"{path.name}, {len(known):,} of them" if path.is_file() else "made up"
    return Sample(chosen, f"{taken / 1e6:.1f} MB of articles, {len(chosen):,} texts, from {source}")


def _texts(path: Path) -> list[str]:
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line)["text"] for line in lines]


# Made-up tweets: what real ones are made of, in about the same shares.

_WORDS = (
    "السلام", "عليكم", "يا", "شباب", "اليوم", "خبر", "عاجل", "مباراة", "الهلال", "في", "الرياض",
    "من", "على", "إلى", "كان", "هذا", "الكتاب", "جميل", "جدا", "والله", "شكرا",
)  # fmt: skip
_MARKED = ("مَرحبًا", "الحمدُ", "إنّ", "جدًّا")
_TAGS = ("#السعودية", "#رؤية_2030", "#مصر")
_NAMES = ("@user", "@kitab_news", "@a1")
_LINKS = ("https://t.co/hrBeHbkBNu", "http://t.co/VpTVCt8HKE", "https://example.com/a?b=c")
_EMOJI = ("😂", "❤️", "👍🏽", "🇸🇦", "…")


def _made_up(size: int) -> Iterator[str]:
    chance = random.Random(SEED)
    for _ in range(size):
        words = chance.choices(_WORDS, k=chance.randint(3, 28))
        for some, share in ((_MARKED, 0.15), (_TAGS, 0.3), (_NAMES, 0.3), (_LINKS, 0.3), (_EMOJI, 0.3)):
            if chance.random() < share:
                words.insert(chance.randint(0, len(words)), chance.choice(some))
        yield " ".join(words)
