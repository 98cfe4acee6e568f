"""A suggested tag, and how it is written into a draft."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from tweetcraft._text import require_text
from tweetcraft.counting import weighted_length
from tweetcraft.entities import Entity, extract
from tweetcraft.errors import require_choice
from tweetcraft.rules import Rules, X, require_rules
from tweetcraft.safe_edits import are_same

__all__ = ["HashtagSuggestion", "Placement", "apply_hashtags", "written_at_end", "written_inline"]

Placement = Literal["inline", "end"]


@dataclass(frozen=True, slots=True)
class HashtagSuggestion:
    """One tag that a writer could choose."""

    tag: str
    """Without its sign."""
    score: float
    """From 0 to 1, the higher the likelier; comparable within one draft."""
    reason: str
    reason_ar: str
    span: tuple[int, int] | None
    """Where its words stand in the draft, in code points; ``None`` where they do not."""
    inline_weight: int | None
    """What the draft weighs more with it there, in weighted units; ``None`` where it can't be written there."""
    end_weight: int
    """What it weighs more with the tag at the end, the space before it included."""


def apply_hashtags(
    text: str,
    suggestions: Sequence[HashtagSuggestion | str],
    *,
    placement: Placement = "inline",
    limit: int | None = None,
    rules: Rules = X,
) -> str:
    """Write tags into a draft, as many as fit.

    Arguments:
        text: the draft.
        suggestions: what to write, the dearest first; a ``str`` is a tag without a place in the draft.
        placement: ``"inline"``: where the words of a tag stand in the draft they become the tag, and where they do not,
            or a particle is written on to them, it goes to the end; ``"end"``: all go there.
        limit: the most tags to write; as many as there are unless told otherwise.
        rules: whose limit the draft has to keep.

    Returns:
        The draft with the tags that fit.  It is never over the limit if it was not before, and all that linked in it
        still does.

    Raises:
        TypeError: ``text`` is no ``str``.
        OptionError: there is no such placement.

    >>> import tweetcraft as tc
    >>> tc.apply_hashtags("انطلق موسم الرياض اليوم", ["موسم_الرياض"], placement="end")
    'انطلق موسم الرياض اليوم #موسم_الرياض'
    """
    require_rules(rules)
    require_choice("placement", placement, get_args(Placement))
    written = require_text(text)
    entities = extract(text, rules=rules)
    inline: list[tuple[int, int, str]] = []
    at_end: list[str] = []
    for suggestion in suggestions:
        if limit is not None and len(inline) + len(at_end) >= limit:
            break
        tag, span = (suggestion, None) if isinstance(suggestion, str) else (suggestion.tag, suggestion.span)
        choices: list[tuple[list[tuple[int, int, str]], list[str]]] = [(inline, [*at_end, tag])]
        if placement == "inline" and span and all(end <= span[0] or span[1] <= start for start, end, _ in inline):
            choices.insert(0, (sorted([*inline, (*span, tag)]), at_end))
        for places, tags in choices:
            candidate = _written(text, places, tags)
            if _is_sound(entities, candidate, [*(tag for *_, tag in places), *tags], rules):
                inline, at_end, written = places, tags, candidate
                break
    return written


def written_inline(text: str, entities: Sequence[Entity], span: tuple[int, int], tag: str, rules: Rules) -> int | None:
    """What a draft weighs more with a tag in the place of its words; ``None`` where that would link something else."""
    candidate = _written(text, [(*span, tag)], [])
    if not _links(entities, candidate, [tag], rules):
        return None
    return weighted_length(candidate, rules=rules) - weighted_length(text, rules=rules)


def written_at_end(text: str, tag: str, rules: Rules) -> int:
    """What a draft weighs more with a tag at its end."""
    return weighted_length(_written(text, [], [tag]), rules=rules) - weighted_length(text, rules=rules)


def _written(text: str, inline: Sequence[tuple[int, int, str]], at_end: Sequence[str]) -> str:
    at = 0
    parts = []
    for start, end, tag in inline:
        parts += [text[at:start], f"#{tag}"]
        at = end
    body = "".join([*parts, text[at:]]).rstrip() if at_end else "".join([*parts, text[at:]])
    return " ".join([*filter(None, [body]), *(f"#{tag}" for tag in at_end)])


def _is_sound(entities: Sequence[Entity], candidate: str, tags: Sequence[str], rules: Rules) -> bool:
    return weighted_length(candidate, rules=rules) <= rules.limit and _links(entities, candidate, tags, rules)


def _links(entities: Sequence[Entity], candidate: str, tags: Sequence[str], rules: Rules) -> bool:
    """Whether a draft with tags links what it did before, and the tags."""
    added = Counter(tags)
    kept = []
    for entity in extract(candidate, rules=rules):
        if entity.kind == "hashtag" and added.get(entity.value):
            added[entity.value] -= 1
        else:
            kept.append(entity)
    return not any(added.values()) and are_same(entities, kept)
