"""HTML of a text with its links: character for character what twitter-text 3.1.0 makes.

It is safe to put in a page only with ``safe``, an option of our own: see ``LinkOptions``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from operator import itemgetter
from typing import Any, TypedDict, Unpack, cast

from tweetcraft._text import join_surrogates, require_text
from tweetcraft._utf16 import astral_characters, code_units

__all__ = ["LinkOptions", "auto_link_entities", "auto_link_with_json", "html_escape", "linker"]

AnyEntity = Mapping[str, Any]
Attributes = dict[str, str | int | None]
Placed = tuple[int, int, AnyEntity]
"""Where an entity stands in the text that is linked, and the entity."""

_PROTOCOL = re.compile("https?://", re.ASCII | re.IGNORECASE)
_RIGHT_TO_LEFT = re.compile("[\u0590-\u06ff\u0750-\u077f\ufe70-\ufeff]")  # no presentation forms A, nor newer blocks
_BOOLEAN_ATTRIBUTES = frozenset(("checked", "disabled", "multiple", "readonly"))


class LinkOptions(TypedDict, total=False):
    """The options of every ``auto_link`` function: those of twitter-text 3.1.0 in snake case, and ``safe``.

    One that is left out, empty, ``None`` or ``False`` has its default.  What options themselves put into the HTML
    (names of tags and attributes, ``invisible_tag_attrs``, what blocks return, the bases of links) is taken as it is,
    with ``safe`` too: it has to be the program's own, never a stranger's.  Values of attributes are always escaped.
    """

    safe: bool
    """Make HTML that can't harm a page, whatever the text and the entities hold.  Not in the reference.

    All that is no tag of ours is escaped: the text between links (``html_escape_non_entities``), and what the reference
    never escapes: a ``display_url`` that is no part of its ``expanded_url``, and the sign before a name or a tag.  No
    text is lost or doubled: an entity that overlaps another, that stands outside the text or that is of no known kind
    is text, and so is the slug that ``suppress_lists`` takes off.  (What stands in a link is what its entity says.)"""
    html_escape_non_entities: bool
    """Escape the text between links; for text that is not HTML yet."""
    html_attrs: Mapping[str, str | int | None]
    """Attributes of every link (the reference takes each option that it does not know for one).  ``None`` leaves one
    out, and so does a false value of ``checked``, ``disabled``, ``multiple`` and ``readonly``."""
    url_class: str
    """The class of URLs, which have none by default."""
    username_class: str
    """``tweet-url username``"""
    list_class: str
    """``tweet-url list-slug``"""
    hashtag_class: str
    """``tweet-url hashtag``; a tag that begins with an Arabic or Hebrew letter has ``rtl`` as well."""
    cashtag_class: str
    """``tweet-url cashtag``"""
    username_url_base: str
    """What the name is put after: ``https://twitter.com/``"""
    list_url_base: str
    """``https://twitter.com/``"""
    hashtag_url_base: str
    """``https://twitter.com/search?q=%23``"""
    cashtag_url_base: str
    """``https://twitter.com/search?q=%24``"""
    username_include_symbol: bool
    """Put the ``@`` inside its link."""
    suppress_lists: bool
    """Link the user in ``@user/list``, not the list.  The reference then loses ``/list``; with ``safe`` it stays."""
    suppress_no_follow: bool
    """Leave out ``rel="nofollow"``."""
    suppress_data_screen_name: bool
    """Leave out ``data-screen-name``."""
    target_blank: bool
    """Give every link ``target="_blank"``."""
    url_target: str
    """The ``target`` of URLs."""
    symbol_tag: str
    """The name of a tag around the sign: ``s`` makes ``<s>#</s>``."""
    text_with_symbol_tag: str
    """The name of a tag around the text after a sign."""
    url_entities: Sequence[AnyEntity]
    """The URLs as the platform describes them: ``url``, ``display_url``, ``expanded_url``.  The display URL is shown,
    and the rest of the expanded one is hidden around it, so that it is copied with it."""
    invisible_tag_attrs: str
    """The attributes that hide it: ``style='position:absolute;left:-9999px;'``"""
    link_attribute_block: Callable[[AnyEntity, Attributes], object]
    """Called with an entity and the attributes of its link, which it may change."""
    link_text_block: Callable[[AnyEntity, str], str]
    """Called with an entity and the HTML inside its link; returns the HTML to put there."""


_DEFAULTS: LinkOptions = {
    "safe": False,
    "html_escape_non_entities": False,
    "html_attrs": {},
    "url_class": "",
    "username_class": "tweet-url username",
    "list_class": "tweet-url list-slug",
    "hashtag_class": "tweet-url hashtag",
    "cashtag_class": "tweet-url cashtag",
    "username_url_base": "https://twitter.com/",
    "list_url_base": "https://twitter.com/",
    "hashtag_url_base": "https://twitter.com/search?q=%23",
    "cashtag_url_base": "https://twitter.com/search?q=%24",
    "username_include_symbol": False,
    "suppress_lists": False,
    "suppress_no_follow": False,
    "suppress_data_screen_name": False,
    "target_blank": False,
    "url_target": "",
    "symbol_tag": "",
    "text_with_symbol_tag": "",
    "url_entities": (),
    "invisible_tag_attrs": "style='position:absolute;left:-9999px;'",
    "link_attribute_block": lambda _, __: None,
    "link_text_block": lambda _, text: text,
}


def html_escape(text: str) -> str:
    """A text with ``&``, ``<``, ``>`` and both quotation marks as character references.

    >>> html_escape("<a> & 'b'")
    '&lt;a&gt; &amp; &#39;b&#39;'
    """
    return _escape(require_text(text))


def _escape(text: str) -> str:
    # One search of memory a character: faster than any table, which would build the text anew.
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text.replace('"', "&quot;").replace("'", "&#39;")


_escape_name = lru_cache(maxsize=64)(_escape)  # of attributes, which are few and the same in every link


# Links


def linker(options: LinkOptions) -> _Linker:
    """What turns entities into links, as the options say."""
    return _Linker(options) if options else _plain_linker()


@cache
def _plain_linker() -> _Linker:
    return _Linker({})


class _Linker:
    def __init__(self, options: LinkOptions) -> None:
        unknown = sorted(options.keys() - _DEFAULTS.keys())
        if unknown:
            raise TypeError(f"no such option: {unknown[0]!r}; there are {', '.join(sorted(_DEFAULTS))}")
        given = {name: value for name, value in options.items() if value}
        self._options = _DEFAULTS | cast(LinkOptions, given)
        self._attributes: Attributes = {**dict(_worth_writing(self._options["html_attrs"]))}
        self._url_entities = {entity["url"]: entity for entity in self._options["url_entities"]}

    def link(self, text: str, placed: Iterable[Placed]) -> str:
        """The text with links in the place of entities; what overlaps comes out as from the reference, or as text."""
        safe = self._options["safe"]
        placed = sorted(placed, key=itemgetter(0))
        if safe:
            placed = list(_apart(placed, len(text)))
        escape = _escape if safe or self._options["html_escape_non_entities"] else str
        pieces: list[str] = []
        at = 0
        for start, end, entity in placed:
            pieces += (escape(_substring(text, at, start)), self._linked(entity, _substring(text, start, start + 1)))
            at = end
        pieces.append(escape(_substring(text, at, len(text))))
        return "".join(pieces)

    def _linked(self, entity: AnyEntity, sign: str) -> str:
        if self._options["safe"]:
            sign = _escape(sign)
        match _kind_of(entity):
            case "url":
                return self._url(entity)
            case "hashtag":
                return self._hashtag(entity, sign)
            case "screenName":
                return self._name(entity, sign)
            case "cashtag":
                return self._cashtag(entity)
        return ""

    def _url(self, entity: AnyEntity) -> str:
        url = entity["url"]
        described = self._url_entities.get(url, entity)
        attributes: Attributes = self._attributes | {"href": url if _PROTOCOL.match(url) else f"http://{url}"}
        self._target(attributes)
        if self._options["url_class"]:
            attributes["class"] = self._options["url_class"]
        if self._options["url_target"]:
            attributes["target"] = self._options["url_target"]
        if not described.get("display_url"):
            return self._anchor(entity, _escape(url), attributes)
        if not self._attributes.get("title"):
            attributes["title"] = described.get("expanded_url")
        return self._anchor(entity, self._display(described), attributes)

    def _display(self, described: AnyEntity) -> str:
        """The HTML of a URL that is shown in part: the rest is there to be copied, the ellipses are not."""
        display_url: str = described["display_url"]
        shown = display_url.replace("…", "")
        before, found, after = _partition(described.get("expanded_url") or "", shown)
        if not found:
            return _escape(display_url) if self._options["safe"] else display_url
        first, last = ("…" if cut else "" for cut in (display_url.startswith("…"), display_url.endswith("…")))
        hidden = f"<span {self._options['invisible_tag_attrs']}>"
        return (
            f"<span class='tco-ellipsis'>{first}{hidden}&nbsp;</span></span>{hidden}{_escape(before)}</span>"
            f"<span class='js-display-url'>{_escape(shown)}</span>"
            f"{hidden}{_escape(after)}</span><span class='tco-ellipsis'>{hidden}&nbsp;</span>{last}</span>"
        )

    def _hashtag(self, entity: AnyEntity, sign: str) -> str:
        tag = _escape(entity["hashtag"])
        direction = " rtl" if _RIGHT_TO_LEFT.match(tag) else ""
        attributes: Attributes = self._attributes | {
            "href": self._options["hashtag_url_base"] + tag,
            "title": f"#{tag}",
            "class": self._options["hashtag_class"] + direction,
        }
        return self._tagged(entity, sign, tag, attributes)

    def _cashtag(self, entity: AnyEntity) -> str:
        tag = _escape(entity["cashtag"])
        attributes: Attributes = self._attributes | {
            "href": self._options["cashtag_url_base"] + tag,
            "title": f"${tag}",
            "class": self._options["cashtag_class"],
        }
        return self._tagged(entity, "$", tag, attributes)

    def _name(self, entity: AnyEntity, sign: str) -> str:
        user, slug = _escape(entity["screenName"]), _escape(entity.get("listSlug") or "")
        attributes: Attributes
        if slug and not self._options["suppress_lists"]:
            name = user + slug
            kind, href = self._options["list_class"], self._options["list_url_base"] + name
            attributes = self._attributes | {"class": kind, "href": href}
            return self._tagged(entity, sign, name, attributes)
        kind, href = self._options["username_class"], self._options["username_url_base"] + user
        attributes = self._attributes | {"class": kind, "href": href}
        if not self._options["suppress_data_screen_name"]:
            attributes["data-screen-name"] = user
        return self._tagged(entity, sign, user, attributes) + (slug if self._options["safe"] else "")

    def _tagged(self, entity: AnyEntity, sign: str, text: str, attributes: Attributes) -> str:
        self._target(attributes)
        # Escaped once more, as in the reference; what was found in a text, and not given, has nothing to escape.
        text = _in_tag(self._options["text_with_symbol_tag"], _escape(text))
        outside = sign in {"@", "＠"} and not self._options["username_include_symbol"]
        sign = _in_tag(self._options["symbol_tag"], sign)
        if outside:
            return sign + self._anchor(entity, text, attributes)
        return self._anchor(entity, sign + text, attributes)

    def _target(self, attributes: Attributes) -> None:
        if self._options["target_blank"]:
            attributes["target"] = "_blank"

    def _anchor(self, entity: AnyEntity, text: str, attributes: Attributes) -> str:
        if not self._options["suppress_no_follow"]:
            attributes["rel"] = "nofollow"
        self._options["link_attribute_block"](entity, attributes)
        text = self._options["link_text_block"](entity, text) or ""
        written = "".join(f' {_escape_name(name)}="{_escape(value)}"' for name, value in _worth_writing(attributes))
        return f"<a{written}>{text}</a>"


def _worth_writing(attributes: Mapping[str, str | int | None]) -> Iterator[tuple[str, str]]:
    """The attributes that an element shows, their values as strings."""
    for name, value in attributes.items():
        if name in _BOOLEAN_ATTRIBUTES:
            if value:
                yield name, name
        elif value is not None:
            yield name, str(value).lower() if isinstance(value, bool) else str(value)


def _kind_of(entity: AnyEntity) -> str | None:
    return next((kind for kind in ("url", "hashtag", "screenName", "cashtag") if entity.get(kind)), None)


def _in_tag(name: str, html: str) -> str:
    return f"<{name}>{html}</{name}>" if name else html


def _partition(text: str, part: str) -> tuple[str, bool, str]:
    """What stands before and after a part, which may be empty or half a character, and whether it is there."""
    units, part = code_units(text), code_units(part)
    at = units.find(part)
    return join_surrogates(units[: max(at, 0)]), at >= 0, join_surrogates(units[at + len(part) :])


def _substring(text: str, start: int, end: int) -> str:
    """What stands between two offsets in any order (ECMAScript: ``String.prototype.substring``)."""
    first, last = sorted((max(start, 0), max(end, 0)))
    return text[first:last]


def _apart(placed: Iterable[Placed], length: int) -> Iterator[Placed]:
    """Of entities in order, those of a known kind that stand in the text, after the one before."""
    at = 0
    for start, end, entity in placed:
        if at <= start < end <= length and _kind_of(entity):
            yield start, end, entity
            at = end


# Entities that the caller has


def auto_link_entities(text: str, entities: Iterable[AnyEntity], **options: Unpack[LinkOptions]) -> str:
    """The HTML of a text whose entities are known.

    Arguments:
        text: the text.
        entities: as ``extract_entities_with_indices`` returns them, with ``indices`` in UTF-16 code units; a URL may
            have ``display_url`` and ``expanded_url``.
        options: see ``LinkOptions``.

    Returns:
        The HTML; not safe to put in a page without ``safe``.

    Raises:
        TypeError: ``text`` is no ``str``, or there is no such option.

    >>> auto_link_entities("🌴 حصاد", [{"url": "hasad.example", "indices": [3, 7]}], suppress_no_follow=True)
    '🌴 <a href="http://hasad.example">hasad.example</a>'

    Source: twitter-text 3.1.0.  Where entities overlap it doubles text, and text of an unknown entity it loses.
    """
    units = code_units(join_surrogates(require_text(text)))
    return join_surrogates(linker(options).link(units, _placed(entities)))


def auto_link_with_json(text: str, json: Mapping[str, Iterable[AnyEntity]], **options: Unpack[LinkOptions]) -> str:
    """The HTML of a text with the entities that came with it from the platform.

    Arguments:
        text: the text.
        json: lists of entities by their kind, as in the field ``entities`` of a tweet; ``indices`` in code points.
        options: see ``LinkOptions``.

    Returns:
        The HTML; not safe to put in a page without ``safe``.

    Raises:
        TypeError: ``text`` is no ``str``, or there is no such option.

    >>> tag = {"text": "حصاد", "indices": [2, 7]}
    >>> auto_link_with_json("🌴 #حصاد", {"hashtags": [tag]}, suppress_no_follow=True)
    '🌴 <a href="https://twitter.com/search?q=%23حصاد" title="#حصاد" class="tweet-url hashtag rtl">#حصاد</a>'

    Source: twitter-text 3.1.0.  It finds the place of an entity right, but takes its length in code points for one in
    UTF-16, and after two entities that begin together it takes the rest where they are; with ``safe`` neither is so.
    """
    text = join_surrogates(require_text(text))
    entities = list(_from_json(json))
    if options.get("safe"):
        return linker(options).link(text, _placed(entities))
    return join_surrogates(linker(options).link(code_units(text), _placed(_converted(text, entities))))


def _placed(entities: Iterable[AnyEntity]) -> Iterator[Placed]:
    for entity in entities:
        start, end = entity["indices"]
        yield start, end, entity


def _from_json(json: Mapping[str, Iterable[AnyEntity]]) -> Iterator[AnyEntity]:
    """The entities with the names that they have here."""
    named = {
        "user_mentions": ("screenName", "screen_name"),
        "hashtags": ("hashtag", "text"),
        "symbols": ("cashtag", "text"),
    }
    for kind, entities in json.items():
        for entity in entities:
            ours, theirs = named.get(kind, ("indices", "indices"))
            yield {**entity, ours: entity.get(theirs)}


def _converted(text: str, entities: Iterable[AnyEntity]) -> list[AnyEntity]:
    """The entities with indices in UTF-16, as far as the reference converts them."""
    ordered = sorted(entities, key=lambda entity: int(entity["indices"][0]))
    passed = before = 0  # before: astral characters so far
    for number, entity in enumerate(ordered):
        start, end = entity["indices"]
        if not (passed < start if number else passed <= start) or start >= len(text):
            break
        before += astral_characters(text, passed, start)
        ordered[number] = {**entity, "indices": [start + before, end + before]}
        passed = start
    return ordered
