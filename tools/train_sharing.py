"""Learn how suggestions share their places between a draft's words and a writer's history: ``hashtags/sharing.json``.

usage: python -m tools.train_sharing [-o FILE]

Two rankings are learned, each from one collection of the shared tweets.  The other collection's writers then have a
history of four fifths of their posts, and the drafts that are learned from are of the rest: of both kinds of the
measure ``eval/hashtags.py``, tags made words again and tags taken away.  Its fold 0 is never read.  Takes some minutes.
"""

from __future__ import annotations

import argparse
import gzip
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple
from unittest.mock import patch

import numpy as np
from scipy import sparse

from benchmarks.hashtags import load_measure
from benchmarks.texts import DATA
from tools.train_hashtags import learned
from tweetcraft.entities import extract
from tweetcraft.hashtags import sharing, suggesting
from tweetcraft.hashtags import vocabulary as vocabularies
from tweetcraft.hashtags.keys import tag_key
from tweetcraft.hashtags.posts import emoji_of, plain_words
from tweetcraft.hashtags.ranking import Ranker
from tweetcraft.hashtags.vocabulary import HashtagVocabulary

_FILE = Path(sharing.__file__).with_name("sharing.json")
_HELD_BACK = (1, 2)  # folds, one after the other
_MOST = 1200  # drafts of a fold
_LIMIT = 5  # suggestions
_L2 = 1.0  # over the number of drafts


class Candidate(NamedTuple):
    """A tag that could have been suggested for a draft."""

    is_gold: bool
    figures: dict[str, float]
    habit: float


def main() -> int:
    """Learn and write."""
    parser = argparse.ArgumentParser(description="Learn how suggestions share their places.")
    parser.add_argument("-o", "--output", type=Path, default=_FILE)
    output = parser.parse_args().output
    drafts = [draft for draft in _drafts() if any(one.is_gold for one in draft)]
    names = sorted({name for draft in drafts for one in draft for name in one.figures})
    flat = [one for draft in drafts for one in draft]
    matrix = sparse.csr_matrix([[one.figures.get(name, 0.0) for name in names] for one in flat])
    groups = np.repeat(np.arange(len(drafts)), list(map(len, drafts)))
    gold, habits = np.array([one.is_gold for one in flat]), np.array([one.habit for one in flat])
    weights = learned(matrix, gold, groups, l2=_L2, offset=habits)
    written = {name: round(float(weight), 3) for name, weight in zip(names, weights, strict=True)}
    output.write_text(json.dumps(written, indent=1) + "\n", encoding="utf-8", newline="\n")
    print(f"{len(drafts):,} drafts, {len(flat):,} candidates: {written}", file=sys.stderr)
    return 0


def _drafts() -> Iterator[list[Candidate]]:
    measure = load_measure()
    tweets = (DATA / "tweets.jsonl").read_text(encoding="utf-8").splitlines()
    sources = sorted({json.loads(line)["source"] for line in tweets})
    with TemporaryDirectory() as folder:
        for source in sources:
            model, own = Path(folder, "model"), Path(folder, "own")
            subprocess.run(
                [sys.executable, "-m", "tools.train_hashtags", "--leave-source", source, "-o", model], check=True
            )
            own.write_text("\n".join(line for line in tweets if json.loads(line)["source"] == source), encoding="utf-8")
            ranker = Ranker(json.loads(gzip.decompress(model.read_bytes())))
            for variant in ("inline", "strip"):
                yield from _of_writer(list(measure.drafts(own, variant)), ranker)


def _of_writer(rows: list[dict[str, Any]], ranker: Ranker) -> Iterator[list[Candidate]]:
    rows = [row for row in rows if row["fold"]]
    for fold in _HELD_BACK:
        with patch.object(vocabularies, "ranker", lambda: ranker):  # in the place of the one that is shipped
            vocabulary = HashtagVocabulary.from_posts(row["raw"] for row in rows if row["fold"] != fold)
            for row in [row for row in rows if row["fold"] == fold][:_MOST]:
                yield _candidates(row["body"], {tag_key(tag) for tag in row["gold"]}, vocabulary)


def _candidates(text: str, gold: set[str], vocabulary: HashtagVocabulary) -> list[Candidate]:
    """What ``suggest_hashtags`` would choose from."""
    entities = extract(text)
    chances = {key: one.score for key, one in suggesting.of_draft(text, entities, vocabulary.ranker).items()}
    words = list(plain_words(text, entities))
    standing = {key for key, *_ in vocabulary.phrases(words)}
    recalled = vocabulary.recall_by(words, emoji_of(entities))
    gathered = suggesting.evidence(chances, standing, recalled, vocabulary, _LIMIT)
    return [
        Candidate(key in gold, sharing.features(one, vocabulary.posts), sharing.habit(one, vocabulary.inside))
        for key, one in gathered.items()
    ]


if __name__ == "__main__":
    sys.exit(main())
