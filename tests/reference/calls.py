"""Calls of the functions that make HTML, with options, entities and hits made up, and what ours return for them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from random import Random
from typing import Any, cast

from tweetcraft import twitter_text as tt

import grammar
from reference.bridge import Call
from reference.compare import attribute_block, text_block, utf16_length

Options = dict[str, Any]

HOSTILE = (
    "<", ">", "&", '"', "'", "<script>", "</a>", "&amp;", "&#60;", "=", "/", " ", "javascript:", "😀", "م", "#", "@",
    "a", "…", "http://", "example.com", "\u202e", "\x00", "\ud83d", "\ude00", "#{text}", "$&",
)  # fmt: skip

OPTIONS: dict[str, tuple[Any, ...]] = {
    **dict.fromkeys(("urlClass", "usernameClass", "listClass", "hashtagClass", "cashtagClass"), ("", "x", 'a"b')),
    **dict.fromkeys(("usernameUrlBase", "listUrlBase", "hashtagUrlBase", "cashtagUrlBase"), ("", "/x?a=1&b='")),
    **dict.fromkeys(("usernameIncludeSymbol", "suppressLists", "suppressNoFollow"), (True, False)),
    **dict.fromkeys(("suppressDataScreenName", "targetBlank", "htmlEscapeNonEntities"), (True, False)),
    **dict.fromkeys(("linkAttributeBlock", "linkTextBlock"), (True, None)),
    **dict.fromkeys(("symbolTag", "textWithSymbolTag"), ("", "s", "b")),
    "urlTarget": ("", "_top"),
    "invisibleTagAttrs": ("", "hidden"),
    # Of these the reference makes attributes.
    "title": ("", "t<"),
    "class": ("own",),
    "rel": ("me", None),
    "target": ("t",),
    "data-x": (True, False, 1, 'a"b', None),
    "disabled": (True, False, "", "yes"),
}
_NO_ATTRIBUTES = {*tt.LinkOptions.__annotations__}


def options(rng: Random) -> Options:
    """A few options, as the reference names them."""
    names = rng.sample(sorted(OPTIONS), k=rng.choice((0, 1, 2, 4, 8, len(OPTIONS))))
    return {name: rng.choice(OPTIONS[name]) for name in names}


def in_snake_case(given: Options) -> tt.LinkOptions:
    """Options of the reference as ours."""
    ours: Options = {"html_attrs": {}}
    for name, value in given.items():
        snake = re.sub("[A-Z]", lambda letter: f"_{letter[0].lower()}", name)
        if snake not in _NO_ATTRIBUTES:
            ours["html_attrs"][name] = value
        elif snake.endswith("_block"):
            ours[snake] = value and {"link_attribute_block": attribute_block, "link_text_block": text_block}[snake]
        else:
            ours[snake] = value
    return cast(tt.LinkOptions, ours)


def soup(rng: Random, *, longest: int = 8) -> str:
    """Text that could harm a page."""
    return grammar.pair_surrogates("".join(rng.choices(HOSTILE, k=rng.randint(0, longest))))


def text_of(rng: Random) -> str:
    """A text to link."""
    return rng.choice((grammar.text, soup, lambda rng: " ".join((soup(rng), grammar.text(rng, longest=60)))))(rng)


def described_url(rng: Random, url: str) -> dict[str, Any]:
    """A URL as the platform describes it; what it shows is a part of it, more often than not."""
    expanded = "http://" + soup(rng)
    part = expanded[rng.randint(0, 8) : rng.randint(8, 20)]
    shown = rng.choice((part, f"…{part}", f"{part}…", f"…{part}…", soup(rng), ""))
    return {"url": url, "display_url": shown, "expanded_url": expanded}


def place(rng: Random, length: int) -> list[int]:
    """Where an entity stands, now and then outside the text or the wrong way round."""
    start = rng.randint(-1, length + 1) if rng.random() < 0.1 else rng.randint(0, length)
    return [start, start + rng.choice((0, 1, 2, 3, 5, 9, -1))]


def entity(rng: Random, length: int) -> dict[str, Any]:
    """An entity that need not have anything to do with the text."""
    value = rng.choice((soup(rng), "مرحبا", "user", "https://t.co/a"))
    slug = rng.choice(("", "/list", soup(rng)))
    known = rng.choice(
        (
            {"url": value},
            described_url(rng, value),
            {"hashtag": value},
            {"screenName": value, "listSlug": slug},
            {"screenName": value},
            {"cashtag": value},
            {"media": value},
        )
    )
    return known | {"indices": place(rng, length)}


def json_entity(rng: Random, kind: str, length: int) -> dict[str, Any]:
    """The same, as the platform writes it."""
    value = rng.choice((soup(rng), "مرحبا", "user", "https://t.co/a"))
    name = {"user_mentions": "screen_name", "urls": "url", "media": "url"}.get(kind, "text")
    known = described_url(rng, value) if name == "url" and rng.random() < 0.6 else {name: value}
    return known | {"indices": place(rng, length)}


def with_url_entities(rng: Random, text: str, given: Options) -> Options:
    """The options, now and then with what the platform says about the URLs of the text."""
    if rng.random() < 0.5:
        return given
    return given | {"urlEntities": [described_url(rng, url) for url in (*tt.extract_urls(text, False), soup(rng))]}


# Calls

AUTO_LINK = {
    "autoLink": tt.auto_link,
    "autoLinkUsernamesOrLists": tt.auto_link_usernames_or_lists,
    "autoLinkHashtags": tt.auto_link_hashtags,
    "autoLinkCashtags": tt.auto_link_cashtags,
    "autoLinkUrlsCustom": tt.auto_link_urls_custom,
}
"""The functions that find their entities."""


def auto_links(seed: int, count: int) -> Iterator[Call]:
    """Options of every kind."""
    rng = Random(seed)
    for _ in range(count):
        text = text_of(rng)
        yield rng.choice(sorted(AUTO_LINK)), (text, with_url_entities(rng, text, options(rng)))


def given_entities(seed: int, count: int) -> Iterator[Call]:
    """Entities that overlap, that stand elsewhere, and that hold anything."""
    rng = Random(seed)
    for _ in range(count):
        text = text_of(rng)
        entities = [entity(rng, utf16_length(text)) for _ in range(rng.randint(0, 5))]
        yield "autoLinkEntities", (text, entities, with_url_entities(rng, text, options(rng)))


def given_json(seed: int, count: int) -> Iterator[Call]:
    """The same, with indices in code points."""
    rng = Random(seed)
    for _ in range(count):
        text = text_of(rng)
        kinds = rng.sample(("user_mentions", "hashtags", "symbols", "urls", "media"), k=rng.randint(0, 5))
        json = {kind: [json_entity(rng, kind, len(text)) for _ in range(rng.randint(0, 3))] for kind in kinds}
        yield "autoLinkWithJSON", (text, json, options(rng))


def hits(seed: int, count: int) -> Iterator[Call]:
    """Hits in order and not, in HTML of ours and in what is hardly any."""
    rng = Random(seed)
    for _ in range(count):
        text = rng.choice((text_of(rng), tt.auto_link(text_of(rng)), "".join(rng.choices(("<", ">", "a", "😀"), k=9))))
        places = [rng.randint(-2, len(text) + 2) for _ in range(2 * rng.randint(0, 4))]
        if rng.random() < 0.7:
            places.sort()
        pairs = [places[at : at + 2] for at in range(0, len(places), 2)]
        if rng.random() < 0.05:
            pairs.append([rng.randint(0, 9)][: rng.randint(0, 1)])
        yield "hitHighlight", (text, pairs, {"tag": rng.choice(("", "em", "mark"))})


def answer(call: Call) -> str:
    """What ours return."""
    name, (text, *given) = call
    if name in AUTO_LINK:
        return AUTO_LINK[name](text, **in_snake_case(given[0]))
    if name == "hitHighlight":
        return tt.hit_highlight(text, given[0], given[1]["tag"])
    function = {"autoLinkEntities": tt.auto_link_entities, "autoLinkWithJSON": tt.auto_link_with_json}[name]
    return function(text, given[0], **in_snake_case(given[1]))
