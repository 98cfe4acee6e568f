"""``review``: every rule over a text, and which of their fixes can be offered."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cache
from typing import get_args

from tweetcraft._text import require_text
from tweetcraft.arabic.script import WORD
from tweetcraft.counting import weighted_length
from tweetcraft.editing import Change, Edit
from tweetcraft.entities import Entity, extract
from tweetcraft.errors import OptionError, require_choice
from tweetcraft.findings import Finding, Findings, Kind
from tweetcraft.reviewing.kinds import KINDS
from tweetcraft.reviewing.registry import RULES
from tweetcraft.reviewing.rule import Hit, Rule
from tweetcraft.reviewing.subject import Subject
from tweetcraft.rules import Rules, require_rules
from tweetcraft.safe_edits import are_same

__all__ = ["review"]

_HEAVIEST = 2  # units of one character that a fix puts in
_FARTHEST = 500  # characters around a fix up to the next spaces


def review(  # noqa: PLR0913 - one call, and every option by keyword
    text: str,
    *,
    rules: Rules | None = None,
    kind: Kind = "post",
    options: Sequence[str] = (),
    ignore: Collection[str] = (),
    extra: Iterable[Rule] = (),
) -> Findings:
    """Say what will go wrong with a text before it is published.

    Arguments:
        text: the draft; of a poll, its question.
        rules: that it has to keep; those of its kind unless told otherwise.
        kind: what it will be: ``"post"``, ``"reply"``, ``"ad"``, ``"poll"``, ``"alt_text"`` or ``"bio"``.
        options: of a poll; a finding about one has its index as ``part``, and its span is in the option.
        ignore: ids of rules that are not asked.
        extra: rules of the caller, made with :func:`tweetcraft.review_rule`.

    Returns:
        A list of the findings in the order of the text, what stands at one place by severity.  Spans are in code
        points.  A fix leaves every other link, tag, name and emoji as it is, and never puts the text over its limit.

    Raises:
        TypeError: ``text`` or an option is no ``str``.
        OptionError: there is no such kind, options without a poll, no rule of an id to ignore, or one of an extra rule.

    >>> import tweetcraft as tc
    >>> for finding in tc.review("عروضنا بدأت ,شاركوا و#تسوق_بذكاء"):
    ...     print(finding.rule, finding.severity, finding.span)
    spacing advice (11, 13)
    punctuation_script warning (12, 13)
    tag_glued error (21, 32)

    Source: docs/rules.md has the rules, each with its source.
    """
    require_choice("kind", kind, get_args(Kind))
    if options and kind != "poll":
        raise OptionError(f"options are of a poll, not of {kind!r}")
    extra = tuple(extra)
    if taken := [rule.id for rule in extra if rule.id in RULES]:
        raise OptionError(f"there is a rule called {taken[0]!r} already")
    if unknown := set(ignore).difference(RULES, (rule.id for rule in extra)):
        raise OptionError(f"no rule is called {min(unknown)!r}; docs/rules.md has them all")
    preset = KINDS[kind]
    chosen = preset.rules if rules is None else rules
    require_rules(chosen)
    subject = Subject(
        require_text(text),
        kind=kind,
        rules=chosen,
        options=[require_text(option) for option in options],
        option_rules=preset.option_rules,
    )
    findings = [
        _finding(subject, rule, hit)
        for rule in (*_rules_for(kind), *extra)
        if rule.id not in ignore
        for hit in rule.find(subject)
    ]
    return Findings(sorted(findings, key=_place))


@cache
def _rules_for(kind: Kind) -> tuple[Rule, ...]:
    """Those that are asked of texts of a kind."""
    left_out = KINDS[kind].left_out
    return tuple(
        rule for rule in RULES.values() if rule.id not in left_out and (rule.kinds is None or kind in rule.kinds)
    )


_GRAVITY = {"error": 0, "warning": 1, "advice": 2}


def _place(finding: Finding) -> tuple[int, int, int, int, str]:
    return (-1 if finding.part is None else finding.part, *finding.span, _GRAVITY[finding.severity], finding.rule)


def _finding(subject: Subject, rule: Rule, hit: Hit) -> Finding:
    fix = None
    if hit.change is not None and _is_safe(subject, rule, hit.change):
        start, end, after = hit.change
        fix = Edit((start, end), subject.text[start:end], after, rule.id, hit.message, hit.message_ar)
    severity = hit.severity or rule.severity
    return Finding(rule.id, severity, hit.span, hit.message, hit.message_ar, fix, rule.source, hit.part)


def _is_safe(subject: Subject, rule: Rule, change: Change) -> bool:
    """Whether a fix keeps what else links, and the limit."""
    start, end, after = change
    text, rules = subject.text, subject.rules
    # Nothing that links has a space in it: what is beyond the words around neither changes nor weighs anything else.
    first = max(text.rfind(" ", 0, start), text.rfind("\n", 0, start)) + 1
    last = min(at if at >= 0 else len(text) for at in (text.find(" ", end), text.find("\n", end)))
    if last - first - (end - start) > _FARTHEST:
        return False  # to look at so much for every fix would take longer than linear time
    before, mended = text[first:last], text[first:start] + after + text[end:last]
    if subject.weight <= rules.limit < subject.weight + _HEAVIEST * len(after):
        grown = weighted_length(mended, rules=rules) - weighted_length(before, rules=rules)
        if subject.weight + grown > rules.limit:
            return False
    if not mended.strip() and before.strip() == subject.stripped:
        return False  # nothing would be left
    if _PLAIN.fullmatch(before) and _PLAIN.fullmatch(mended):
        return True
    linked, links = extract(before, rules=rules), extract(mended, rules=rules)
    if rule.fixes == "text":
        return are_same(linked, links)
    start, end = start - first, end - first
    kept = _apart_from(linked, start, end), _apart_from(links, start, start + len(after))
    return are_same(*map(list, kept))


_PLAIN = re.compile(rf"[{WORD}\s،؛؟!]*+")
"""A text in which nothing can link, and no emoji stand."""


def _apart_from(entities: Iterable[Entity], start: int, end: int) -> Iterator[Entity]:
    """Those that do not touch a span."""
    return (entity for entity in entities if entity.span[1] < start or end < entity.span[0])
