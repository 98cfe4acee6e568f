"""Recorded answers: what a line of `tests/golden/twitter_text.jsonl` leaves out because the rest implies it.

A record has the text, the counts, and of every other answer only what differs from what one would expect by the
answers before it; of an entity, only where it stands, unless its value is not simply the text that stands there.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from reference.bridge import Answer
from reference.compare import CONFIGS, right_count, right_extracted, utf16_length

RECORDED = Path(__file__).resolve().parents[1] / "golden" / "twitter_text.jsonl"
HARD = RECORDED.with_name("inputs_hard.json")

Record = dict[str, Any]
Entity = dict[str, Any]


def hard_inputs() -> Iterator[str]:
    """The inputs written by hand: strings, or products of strings for the long ones."""
    for section in json.loads(HARD.read_text(encoding="utf-8")).values():
        for item in section:
            yield item if isinstance(item, str) else "".join(piece * times for piece, times in item["repeat"])


def records() -> Iterator[Record]:
    """Every recorded line."""
    with RECORDED.open(encoding="ascii") as lines:
        yield from map(json.loads, lines)


# Entities


def slice_utf16(text: str, start: int, end: int) -> str:
    """What stands between two UTF-16 offsets."""
    return text.encode("utf-16-le", "surrogatepass")[2 * start : 2 * end].decode("utf-16-le", "surrogatepass")


def entity_at(text: str, start: int, end: int) -> Entity:
    """The entity that one would expect of what stands at a place: its first character says which."""
    standing = slice_utf16(text, start, end)
    sign, rest = standing[:1], standing[1:]
    value: Entity
    if sign and sign in "@＠":
        name, slash, slug = rest.partition("/")
        value = {"screenName": name, "listSlug": slash + slug}
    elif sign and sign in "#＃":
        value = {"hashtag": rest}
    elif sign == "$":
        value = {"cashtag": rest}
    else:
        value = {"url": standing}
    return value | {"indices": [start, end]}


def shorten_entity(text: str, entity: Entity) -> list[Any]:
    """Its indices, and the entity where they do not say it all."""
    start, end = entity["indices"]
    return [start, end] if entity == entity_at(text, start, end) else [start, end, entity]


def expand_entity(text: str, short: list[Any]) -> Entity:
    """The entity that was shortened."""
    start, end, *whole = short
    return whole[0] if whole else entity_at(text, start, end)


# What the answers so far lead one to expect of the next


def in_order(known: Answer) -> list[Entity]:
    """All entities by their start."""
    found = [*known["urls"], *known["mentionsOrLists"], *known["hashtagsUnchecked"], *known["cashtags"]]
    return sorted(found, key=lambda entity: int(entity["indices"][0]))


def users_only(known: Answer) -> list[Entity]:
    """The mentions that are no lists."""
    return [
        {"screenName": entity["screenName"], "indices": entity["indices"]}
        for entity in known["mentionsOrLists"]
        if not entity["listSlug"]
    ]


def reason_under(version: int) -> Callable[[str, Answer], Any]:
    """What `isInvalidTweet` says where it agrees with `parseTweet`."""
    return lambda _, known: known["counts"][version - 1]["reason"] or False


EXPECTED: dict[str, Callable[[str, Answer], Any]] = {
    "urls": lambda _, __: [],
    "urlsWithProtocol": lambda _, known: [entity for entity in known["urls"] if "://" in entity["url"]],
    "hashtags": lambda _, __: [],
    "hashtagsUnchecked": lambda _, known: known["hashtags"],
    "mentionsOrLists": lambda _, __: [],
    "mentions": lambda _, known: users_only(known),
    "reply": lambda _, __: None,
    "cashtags": lambda _, __: [],
    "entities": lambda _, known: in_order(known),
    "entitiesWithProtocol": lambda _, known: known["entities"],
    "validUsername": lambda _, __: False,
    "validList": lambda _, __: False,
    "validHashtag": lambda _, __: False,
    "validUrl": lambda _, __: False,
    "validUrlAscii": lambda _, known: known["validUrl"],
    "validUrlBare": lambda _, known: known["validUrl"],
    "validUrlAsciiBare": lambda _, known: known["validUrlBare"],
    "invalidTweet1": reason_under(1),
    "invalidTweet2": reason_under(2),
    "invalidTweet3": reason_under(3),
    "validTweetText": lambda _, known: known["invalidTweet3"] is False,
    "invalidCharacters": lambda _, __: False,
    "unicodeTextLength": lambda text, _: len(text),
}
OF_ENTITIES = tuple(
    name for name in EXPECTED if name.startswith(("urls", "hashtags", "mentions", "cashtags", "entities"))
)


# Whole records


def expand_counts(text: str, short: list[list[Any]]) -> Answer:
    """The answers of `parseTweet` and `count` under the three configurations."""
    answers: Answer = {"counts": []}
    last = max(0, utf16_length(text) - 1)
    for version, (weight, valid, permillage, last_valid, end) in enumerate(short, start=1):
        parse = {
            "weightedLength": weight,
            "valid": valid,
            "permillage": permillage,
            "validRangeStart": 0,
            "validRangeEnd": last_valid,
            "displayRangeStart": 0,
            "displayRangeEnd": last,
        }
        answers[f"parse{version}"] = parse
        answers["counts"].append(right_count(text, parse, end, CONFIGS[version - 1]))
    return answers


def shorten_counts(right: Answer) -> list[list[Any]]:
    """What `expand_counts` needs."""
    parsed = [right[f"parse{version}"] for version in (1, 2, 3)]
    return [
        [parse["weightedLength"], parse["valid"], parse["permillage"], parse["validRangeEnd"], count["valid_range"][1]]
        for parse, count in zip(parsed, right["counts"], strict=True)
    ]


def plain(known: Answer) -> dict[str, list[str]]:
    """The values without their indices."""
    return {
        "urls": [entity["url"] for entity in known["urls"]],
        "mentions": [entity["screenName"] for entity in known["mentions"]],
        "hashtags": [entity["hashtag"] for entity in known["hashtags"]],
        "cashtags": [entity["cashtag"] for entity in known["cashtags"]],
    }


def expand(record: Record) -> Answer:
    """The right answers that were recorded, as `compare.right_answers` gives them."""
    text = record["text"]
    known = expand_counts(text, record["counts"])
    for name, expected in EXPECTED.items():
        if name not in record:
            known[name] = expected(text, known)
        elif name in OF_ENTITIES:
            known[name] = [expand_entity(text, short) for short in record[name]]
        else:
            known[name] = record[name]
    return known | {"plain": plain(known), "extracted": right_extracted(text, known["entities"])}


def shorten(text: str, right: Answer) -> Record:
    """The record of a text and the right answers about it."""
    record: Record = {"text": text, "counts": shorten_counts(right)}
    for name, expected in EXPECTED.items():
        value = right[name]
        if value == expected(text, right):
            continue
        record[name] = [shorten_entity(text, entity) for entity in value] if name in OF_ENTITIES else value
    if expand(record) != right:
        raise ValueError(f"a record does not hold the answers about {text!a}")
    return record
