"""What a preview of each kind of result shows, in HTML and in plain text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256

from tweetcraft.composition import Composition
from tweetcraft.counting import Count, count
from tweetcraft.editing import EditedText
from tweetcraft.findings import Finding
from tweetcraft.fitting import Fitted
from tweetcraft.previewing.cards import language_of, post_card, state_line
from tweetcraft.previewing.charts import breakdown_bar, lengths
from tweetcraft.previewing.differences import difference, edit_list
from tweetcraft.previewing.labels import Labels
from tweetcraft.previewing.markup import Markup, element, joined
from tweetcraft.previewing.notes import note_list, visible
from tweetcraft.reviewing import review, review_posts
from tweetcraft.rules import Rules, X
from tweetcraft.threads import Post, Thread

__all__ = ["Sheet", "sheet_of"]


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is shown of a result."""

    body: Markup
    text: str
    posts: int = 0
    findings: int = 0
    most: int = 0
    """Findings in one card."""


@dataclass(frozen=True, slots=True)
class _Looks:
    """What a caller has chosen."""

    labels: Labels
    rules: Rules | None
    findings: bool


def sheet_of(what: object, labels: Labels, rules: Rules | None, *, findings: bool) -> Sheet | None:
    """The sheet of a result; ``None`` for what is no result of this package."""
    looks = _Looks(labels, rules, findings)
    sheet = None
    match what:
        case str():
            sheet = _of_text(what, looks)
        case Composition():
            sheet = _of_composition(what, looks)
        case Thread():
            sheet = _of_posts(what, review_posts(what, rules) if findings else (), looks)
        case Post():
            sheet = _of_posts([what], review_posts([what], rules) if findings else (), looks)
        case Count():
            sheet = _of_count(what, looks)
        case EditedText():
            sheet = _of_edited(what, looks)
        case [*items]:
            found = [item for item in items if isinstance(item, Finding)]
            sheet = _of_findings(found, looks) if len(found) == len(items) else None
    return sheet


def _prefix(*content: object) -> str:
    """What begins the ids of a preview: the same for the same content, so that two on one page do not mix."""
    return "tc-" + sha256(repr(content).encode("utf-8", "backslashreplace")).hexdigest()[:10]


# Posts


def _of_text(text: str, looks: _Looks) -> Sheet:
    labels, rules = looks.labels, looks.rules or X
    counted = count(text, rules=rules)
    found = review(text, rules=rules) if looks.findings else []
    chart = breakdown_bar(counted.breakdown, counted.limit, labels)
    card = post_card(
        text, counted, found, labels, rules=rules, prefix=_prefix(text, counted, found), heading=labels.post, more=chart
    )
    return Sheet(card, _post_text(text, counted, found, labels, labels.post), 1, len(found), len(found))


def _of_posts(posts: Sequence[Post], findings: Iterable[Finding], looks: _Looks, before: str = "") -> Sheet:
    labels = looks.labels
    found = list(findings)
    whole = list(posts.findings) if isinstance(posts, Thread) and looks.findings else []
    prefix = _prefix([post.text for post in posts], looks.rules, found)
    counts = [post.count if looks.rules is None else count(post.text, rules=looks.rules) for post in posts]
    cards, texts, most = [], [], 0
    for index, (post, counted) in enumerate(zip(posts, counts, strict=True)):
        own = [finding for finding in found if finding.part == index]
        heading = labels.post_of.format(post.number, len(posts)) if len(posts) > 1 else labels.post
        card = post_card(
            post.text, counted, own, labels, rules=counted._rules, prefix=f"{prefix}-{index}", heading=heading
        )
        number = element("div", str(post.number), class_="tc-number", aria_hidden="true")
        cards.append(element("li", number, card) if len(posts) > 1 else card)
        texts.append(_post_text(post.text, counted, own, labels, heading))
        most = max(most, len(own))
    if len(posts) > 1:
        about = note_list(whole, labels, f"{prefix}-w")
        summary = element("h2", labels.thread.format(len(posts)))
        body = joined(
            [
                element("header", summary, before, about, class_="tc-head"),
                element("ol", *cards, class_="tc-thread", role="list"),
                element("div", lengths(counts, labels), class_="tc-card"),
            ]
        )
    else:
        body = joined([element("header", before, class_="tc-head") if before else "", *cards])
    return Sheet(body, "\n\n".join(texts), len(posts), len(found) + len(whole), most)


def _of_composition(composed: Composition, looks: _Looks) -> Sheet:
    labels = looks.labels
    if composed.is_publishable:
        state = element("p", labels.ready, class_="tc-state tc-good")
    else:
        state = element("p", labels.not_ready if composed.thread else labels.empty, class_="tc-state tc-bad")
    edited = composed.normalized
    edits = edit_list(edited, labels) if edited and edited.edits else ""
    found = composed.findings if looks.findings else ()
    return _of_posts(composed.thread, found, looks, joined([state, edits]))


def _post_text(text: str, counted: Count, found: Sequence[Finding], labels: Labels, heading: str) -> str:
    """A post for where no HTML is shown."""
    used = labels.used.format(counted.weighted_length, counted.limit)
    lines = [f"── {heading} ── {used} ── {labels.state(counted)} ──", text]
    return "\n".join([*lines, *_finding_lines(found, labels)])


def _finding_lines(found: Iterable[Finding], labels: Labels) -> list[str]:
    return [f"• {labels.severities[finding.severity]}: {visible(labels.message(finding))}" for finding in found]


# Other results


def _of_count(counted: Count, looks: _Looks) -> Sheet:
    labels = looks.labels
    parts = state_line(counted, labels), breakdown_bar(counted.breakdown, counted.limit, labels)
    used = labels.used.format(counted.weighted_length, counted.limit)
    return Sheet(element("div", *parts, class_="tc-card tc-alone"), f"{used} · {labels.state(counted)}")


def _of_edited(edited: EditedText, looks: _Looks) -> Sheet:
    labels = looks.labels
    parts = [element("h3", labels.difference), difference(edited)]
    if edited.edits:
        now = element("div", edited.text, class_="tc-text", dir="auto", lang=language_of(edited.text))
        parts += [element("h3", labels.result), now]
    if isinstance(edited, Fitted):
        steps = joined(
            element("li", element("bdi", step.rule), f": {labels.saved.format(step.saved)}") for step in edited.steps
        )
        parts += [state_line(edited.count, labels), element("ul", steps, class_="tc-key", role="list")]
    parts.append(edit_list(edited, labels))
    return Sheet(element("article", *parts, class_="tc-card"), edited.text)


def _of_findings(found: list[Finding], looks: _Looks) -> Sheet:
    labels = looks.labels
    notes = note_list(found, labels, _prefix(found)) or element("p", labels.no_findings, class_="tc-state")
    text = "\n".join(_finding_lines(found, labels)) or labels.no_findings
    return Sheet(element("div", notes, class_="tc-card"), text, 0, len(found), len(found))
