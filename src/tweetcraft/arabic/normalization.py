"""Clean Arabic for publishing; nothing that links or is drawn is touched."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, partial, reduce
from operator import or_
from typing import NamedTuple

from tweetcraft._display import html_of
from tweetcraft._text import require_text
from tweetcraft.arabic import repairs, spacing
from tweetcraft.arabic.elongation import doubled_marks, elongations
from tweetcraft.arabic.folding import fold, folding_stages
from tweetcraft.arabic.forms import PUBLISH, Form, SearchForm
from tweetcraft.arabic.placeholders import hidden_by, restored
from tweetcraft.arabic.reasons import REASONS
from tweetcraft.arabic.signs import Sign, signs_of
from tweetcraft.counting import weighted_length
from tweetcraft.editing import Change, EditedText, Explained, Layer, apply_changes, edits_of, laid_over
from tweetcraft.entities import Entity, extract
from tweetcraft.safe_edits import are_same, changes_of, entities_in, harmless, may_link

__all__ = ["Normalized", "normalize", "normalize_and_explain"]


class Normalized(EditedText):
    """A normalized text, and every edit that made it."""

    def _repr_html_(self) -> str:
        return html_of(self)


def normalize(text: str, *, form: Form | SearchForm = PUBLISH) -> str:
    """Clean a text for publishing, or fold it for searching.

    Arguments:
        text: the draft.
        form: ``PUBLISH`` repairs and keeps the orthography, ``COMPACT`` saves weight as well, ``SEARCH`` folds; a
            variation is ``dataclasses.replace(PUBLISH, digits="arabic")``.

    Returns:
        The text.  For publishing, its URLs, mentions, hashtags, cashtags and emoji are what they were, byte for byte.

    Raises:
        TypeError: ``text`` is no ``str``, or ``form`` no form.

    >>> import tweetcraft as tc
    >>> tc.normalize("رااائع  ,جدااا ،والسعر ١٥ ريال #عـرض_اليوم")
    'رائع، جدا، والسعر ١٥ ريال #عـرض_اليوم'

    Source: the rules are in docs/normalizing.md.
    """
    if isinstance(form, SearchForm):
        return fold(text, form)
    # To hash a form takes a tenth of the time of a clean tweet.
    rules = _FOR_PUBLISHING if form is PUBLISH else _rules(_require_form(form))
    if len(require_text(text)) <= _SHORT:
        signs = signs_of(text)
        if not signs & rules.signs and not _has_blank_lines(text):
            return text
        if "\n" not in text and not signs & Sign.LINE_END:
            return _repaired(text, rules, signs)
    if line_ends := _line_ends(text):
        text = apply_changes(text, line_ends)
    first, *others = _blocks(text)
    repaired = [_repaired(first, rules, signs_of(first))]
    repaired += (_repaired(block, rules, signs_of(block), "\n") for block in others)
    text = "\n".join(repaired)
    blank_lines = _blank_lines(text, form)
    return apply_changes(text, blank_lines) if blank_lines else text


_SHORT = 1000  # code points; of a longer text one line or another nearly always shows a sign


def normalize_and_explain(text: str, *, form: Form | SearchForm = PUBLISH) -> Normalized:
    """Do what :func:`normalize` does, and say what was done.

    Arguments:
        text: the draft.
        form: as for :func:`normalize`.

    Returns:
        The :class:`Normalized` text with its edits; spans are half-open, in code points of ``text``.

    Raises:
        TypeError: ``text`` is no ``str``, or ``form`` no form.

    >>> import tweetcraft as tc
    >>> for edit in tc.normalize_and_explain("رااائع ,جدا").edits:
    ...     print(edit.span, repr(edit.before), repr(edit.after), edit.rule)
    (1, 4) 'ااا' 'ا' elongation
    (6, 7) ' ' '' space_before
    (7, 8) ',' '،' punctuation
    (8, 8) '' ' ' space_after

    Source: the rules are in docs/normalizing.md.
    """
    layers: list[Layer] = []
    now = require_text(text)
    for stage in _stages(text, form):
        layers = laid_over(layers, stage)
        now = apply_changes(now, (change for change, _ in stage))
    return Normalized(text, now, tuple(edits_of(text, now, layers, REASONS)))


def _require_form(form: object) -> Form:
    if not isinstance(form, Form):
        raise TypeError(f"form must be a Form or a SearchForm, such as tweetcraft.PUBLISH, not {type(form).__name__}")
    return form


# A whole text, stage by stage


def _stages(text: str, form: Form | SearchForm) -> Iterator[Explained]:
    """The changes with their rules, each stage to what the one before has left."""
    if isinstance(form, SearchForm):
        for changes in folding_stages(text, form):
            yield _by("folding", changes)
        return
    rules = _rules(_require_form(form))
    stage = _by("line_ends", _line_ends(text))
    yield stage
    text = apply_changes(text, (change for change, _ in stage))
    stage = []
    start = 0
    for block in _blocks(text):
        for change, names in _explained(block, rules, "\n" if start else ""):
            stage.append((Change(start + change.start, start + change.end, change.after), names))
        start += len(block) + 1
    yield stage
    text = apply_changes(text, (change for change, _ in stage))
    yield _by("blank_lines", _blank_lines(text, form))


def _by(rule: str, changes: Iterable[Change]) -> Explained:
    return [(change, (rule,)) for change in changes]


def _blocks(text: str) -> list[str]:
    """What is repaired by itself: no entity and no rule reaches over a line end, but a verse may."""
    return [text] if "﴿" in text else text.split("\n")


def _line_ends(text: str) -> list[Change]:
    return _harmless_changes(text, list(repairs.line_ends(text)))


def _harmless_changes(text: str, changes: list[Change]) -> list[Change]:
    return [change for change, _ in harmless(text, extract(text), _by("", changes))] if changes else []


def _has_blank_lines(text: str) -> bool:
    return "\n" in text and ("\n\n\n" in text or text[0] == "\n" or text[-1] == "\n")


def _blank_lines(text: str, form: Form) -> list[Change]:
    tidy = form.spaces != "keep" and _has_blank_lines(text)
    return _harmless_changes(text, list(spacing.blank_lines(text))) if tidy else []


# One block

_MOST_ROUNDS = 8  # what one rule leaves another may repair, and so on: real texts need two rounds


def _repaired(block: str, rules: _Rules, signs: int, before: str = "") -> str:
    """The block after all rules; ``before`` is what stands before it in the text."""
    if not signs & rules.signs:
        return block
    # Without a sign of something rare there is no emoji, and no rule makes one; nor is there anything else to hide.
    is_plain = not signs & Sign.OUTSIDE
    entities: list[Entity] = []
    if is_plain and not may_link(block):
        result = _after_rounds(block, rules, rules.hinted(signs))
        if result == block or not may_link(result):
            return block if rules.grows(block, result) else result
    else:
        entities = entities_in(block, before)
        hiding = hidden_by(block, entities)
        hidden = apply_changes(block, hiding)
        repaired = _after_rounds(hidden, rules)
        if repaired == hidden:
            return block
        result = restored(repaired, [block[change.start : change.end] for change in hiding])
    if are_same(entities, entities_in(result, before)):
        return block if rules.grows(block, result) else result
    return apply_changes(block, (change for change, _ in _explained(block, rules, before)))


def _after_rounds(text: str, rules: _Rules, hinted: Sequence[_Step] | None = None) -> str:
    """The text after each rule in turn, until none changes it; ``hinted`` are the rules of the first round."""
    for _ in range(_MOST_ROUNDS):
        before = text
        for step in rules.hinted(signs_of(text)) if hinted is None else hinted:
            text = step.applied(text)
        if text == before:
            break
        hinted = None
    return text


def _rounds(text: str, rules: _Rules) -> Iterator[tuple[list[Change], _Step]]:
    """The changes that :func:`_after_rounds` makes."""
    for _ in range(_MOST_ROUNDS):
        before = text
        for step in rules.hinted(signs_of(text)):
            if changes := step.changes(text):
                text = apply_changes(text, changes)
                yield changes, step
        if text == before:
            return


def _explained(block: str, rules: _Rules, before: str) -> Explained:
    """The changes to a block with their rules, those left out that would make, unmake or change an entity."""
    if not signs_of(block) & rules.signs:
        return []
    entities = entities_in(block, before)
    hiding = hidden_by(block, entities)
    layers = laid_over([], [(change, ()) for change in hiding])
    repaired = apply_changes(block, hiding)
    for changes, step in _rounds(repaired, rules):
        layers = laid_over(layers, _by(step.name, changes))
        repaired = apply_changes(repaired, changes)
    explained = harmless(block, entities, changes_of(layers, repaired), before)
    return [] if rules.grows(block, apply_changes(block, (change for change, _ in explained))) else explained


# The rules of a form

_VERSE = re.compile("﴿[^﴿﴾]*+﴾")


class _Step(NamedTuple):
    """One rule."""

    name: str
    find: Callable[[str], Iterable[Change]]
    sign: int
    """Without one of these signs there is nothing to find."""
    in_verses: bool = False
    apply: Callable[[str], str] | None = None
    """What is found, done to the text, where that can be had faster."""

    def changes(self, text: str) -> list[Change]:
        """What the rule wants changed in a text whose entities are placeholders."""
        found = list(self.find(text))
        if found and not self.in_verses and "﴿" in text:
            return list(_outside(found, [verse.span() for verse in _VERSE.finditer(text)]))
        return found

    def applied(self, text: str) -> str:
        """The text after those changes."""
        if self.apply and "﴿" not in text:
            return self.apply(text)
        changes = self.changes(text)
        return apply_changes(text, changes) if changes else text


def _outside(changes: Iterable[Change], spans: Sequence[tuple[int, int]]) -> Iterator[Change]:
    """The changes that overlap none of the spans; both are in order."""
    at = 0
    for change in changes:
        while at < len(spans) and spans[at][1] <= change.start:
            at += 1
        if at == len(spans) or change.end <= spans[at][0]:
            yield change


class _Rules(NamedTuple):
    """What a form does to a block."""

    steps: tuple[_Step, ...]
    signs: int
    may_grow: bool

    def hinted(self, signs: int) -> list[_Step]:
        """Those that may have something to do in a text with these signs."""
        return [step for step in self.steps if signs & step.sign]

    def grows(self, before: str, after: str) -> bool:
        """Whether a change weighs more than the form allows."""
        return not self.may_grow and weighted_length(after) > weighted_length(before)


@cache
def _rules(form: Form) -> _Rules:
    steps = tuple(_steps_of(form))
    signs = reduce(or_, (step.sign for step in steps), Sign.LINE_END)
    return _Rules(steps, signs, form.growth == "allow")


def _steps_of(form: Form) -> Iterator[_Step]:
    if form.presentation_forms == "letters":
        yield _Step("presentation_forms", repairs.letter_shapes, Sign.FORM, in_verses=True)
    if form.invisible == "strip":
        find = partial(repairs.invisible, isolates=form.isolates)
        yield _Step("invisible", find, Sign.INVISIBLE, in_verses=True)
    if form.tatweel == "strip":
        yield _Step("tatweel", repairs.free_tatweel, Sign.TATWEEL)
    if form.nfc == "compose":
        yield _Step("nfc", repairs.composed, Sign.MARKS_TOGETHER | Sign.ACTIVE, in_verses=True)
    if form.elongation == "shorten":
        yield _Step("elongation", elongations, Sign.TRIPLE)
        yield _Step("elongation", doubled_marks, Sign.MARKS_TOGETHER)
    yield from _steps_by_choice(form)
    yield from _steps_of_punctuation(form)


def _steps_by_choice(form: Form) -> Iterator[_Step]:
    if form.look_alikes == "arabic":
        yield _Step("look_alikes", repairs.look_alikes, Sign.LOOK_ALIKE)
    if form.tashkeel != "keep":
        find_marks = repairs.marks if form.tashkeel == "strip" else repairs.vowel_marks
        yield _Step("tashkeel", find_marks, Sign.MARK)
    if form.digits == "latin":
        yield _Step("digits", repairs.digits_in_latin, Sign.ALWAYS)
    if form.digits == "arabic":
        yield _Step("digits", repairs.digits_in_arabic, Sign.ALWAYS)
    if form.honorifics == "sign":
        yield _Step("honorifics", repairs.honorific_signs, Sign.ALWAYS)


def _steps_of_punctuation(form: Form) -> Iterator[_Step]:
    if form.punctuation == "arabic":
        yield _Step("punctuation", spacing.arabic_punctuation, Sign.LATIN_MARK)
    if form.repeated_punctuation == "shorten":
        yield _Step("repeated_punctuation", spacing.repeated, Sign.REPEATED)
    if form.ellipsis == "sign":
        yield _Step("ellipsis", spacing.dots, Sign.DOTS)
    if form.spaces != "keep":
        yield _Step("spaces", spacing.space_runs, Sign.ODD_SPACE, apply=spacing.without_space_runs)
        yield _Step("space_before", spacing.needless_spaces, Sign.SPACE_BEFORE_MARK)
    if form.spaces == "tidy":
        yield _Step("space_after", spacing.full_stops_astray, Sign.SPACE_BEFORE_MARK)
        yield _Step("space_after", spacing.missing_spaces, Sign.NO_SPACE_AFTER_MARK)
    if form.spaces != "keep":
        yield _Step("bracket_spaces", spacing.bracket_spaces, Sign.SPACE_IN_BRACKETS)


_FOR_PUBLISHING = _rules(PUBLISH)
