"""Make a draft fit: the edits that save weight, the least harmful first, and no more of them than it takes."""

from __future__ import annotations

from collections.abc import Collection
from copy import copy
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple, get_args

from tweetcraft._display import html_of
from tweetcraft._text import require_text
from tweetcraft.arabic.forms import Form
from tweetcraft.arabic.normalization import normalize_and_explain
from tweetcraft.arabic.reasons import REASONS
from tweetcraft.arabic.shortening import NUMBERS, find_shortenings
from tweetcraft.arabic.wording import LISTS
from tweetcraft.counting import Count, count, weighted_length
from tweetcraft.cutting import cut
from tweetcraft.editing import Change, EditedText, Layer, SpanMap, apply_changes, edits_of, laid_over
from tweetcraft.errors import OptionError
from tweetcraft.rules import Rules, X, require_rules
from tweetcraft.safe_edits import beside_entities

__all__ = ["FitStep", "Fitted", "Means", "fit"]

Means = Literal["invisible", "typography", "wording", "cut"]
"""What an edit may touch: nothing that a reader sees; signs and marks; words; whole sentences."""


@dataclass(frozen=True, slots=True)
class FitStep:
    """One rule that was applied."""

    means: Means
    rule: str
    saved: int
    """In weighted units."""
    places: int
    """How many of them it edited."""


@dataclass(frozen=True, repr=False)
class Fitted(EditedText):
    """A draft made to fit, or as near to it as what was allowed could bring it."""

    count: Count
    steps: tuple[FitStep, ...]
    """In the order in which they were taken."""
    further: tuple[FitStep, ...]
    """Where it does not fit: what could be done if it were allowed."""

    @property
    def fits(self) -> bool:
        """Whether the text is within the limit."""
        return self.over == 0

    @property
    def over(self) -> int:
        """How much it would still take, in weighted units."""
        return max(0, -self.count.remaining)

    def _repr_html_(self) -> str:
        return html_of(self)


def fit(text: str, *, rules: Rules = X, allow: Means | Collection[Means] = ("invisible", "typography")) -> Fitted:
    """Make a draft fit its limit by the least harmful edits.

    Arguments:
        text: the draft.
        rules: whose limit it has to keep.
        allow: what may be edited.  ``"invisible"``: what no reader sees, such as zero-width characters, tatweel,
            presentation forms, doubled spaces; ``"typography"``: ``…`` for three dots, ﷺ for its words, repeated marks,
            elongation, tashkeel; ``"wording"``: phrases that have a shorter equal, and number words; ``"cut"``: the
            end, at a sentence or a word.

    Returns:
        The :class:`Fitted` text with its edits, in code points of ``text``, and its steps, in weighted units.  A draft
        that fits comes back as it is.  Links, names, tags and emoji stay what they are; only a cut may leave out emoji.

    Raises:
        TypeError: ``text`` is no ``str``.
        OptionError: ``allow`` names something unknown.

    >>> import tweetcraft as tc
    >>> fitted = tc.fit("نعمل من أجل الوطن... مرحـــبا بكم", rules=tc.X_POLL_OPTION, allow=["invisible", "wording"])
    >>> fitted.text, fitted.fits
    ('نعمل للوطن... مرحبا بكم', True)
    >>> [(step.rule, step.saved) for step in fitted.steps]
    [('tatweel', 3), ('proclitic', 7)]
    """
    require_text(text)
    require_rules(rules)
    allow = {allow} if isinstance(allow, str) else {*allow}
    unknown = allow - {*get_args(Means)}
    if unknown:
        raise OptionError(f"allow knows {', '.join(get_args(Means))}, not {', '.join(map(repr, sorted(unknown)))}")
    work = _Work(text, rules)
    for means in get_args(Means):
        if means in allow and work.over:
            work.take(means)
    return work.result(_further(work, allow) if work.over else ())


def _further(work: _Work, allowed: Collection[Means]) -> tuple[FitStep, ...]:
    """What the means that are not allowed would do, cutting left out."""
    trial = work.copy()
    done = len(trial.steps)
    for means in get_args(Means)[:-1]:
        if means not in allowed and trial.over:
            trial.take(means)
    return tuple(trial.steps[done:])


_NOTHING = Form(
    presentation_forms="keep", invisible="keep", tatweel="keep", nfc="keep", elongation="keep", punctuation="keep",
    repeated_punctuation="keep", spaces="keep", growth="refuse",
)  # fmt: skip

_FORMS: dict[Means, tuple[tuple[str, Form], ...]] = {
    "invisible": (
        ("invisible", replace(_NOTHING, invisible="strip")),
        ("spaces", replace(_NOTHING, spaces="close")),
        ("presentation_forms", replace(_NOTHING, presentation_forms="letters")),
        ("tatweel", replace(_NOTHING, tatweel="strip")),
    ),
    "typography": (
        ("ellipsis", replace(_NOTHING, ellipsis="sign")),
        ("honorifics", replace(_NOTHING, honorifics="sign")),
        ("repeated_punctuation", replace(_NOTHING, repeated_punctuation="shorten")),
        ("tashkeel", replace(_NOTHING, tashkeel="light")),
        ("tashkeel", replace(_NOTHING, tashkeel="strip")),
        ("elongation", replace(_NOTHING, elongation="shorten")),
    ),
}
"""One rule after the other, the least harmful first."""

_WORDINGS = tuple(sorted((*LISTS, NUMBERS), key=lambda wording: wording.harm))
_HARM = {wording.name: wording.harm for wording in _WORDINGS}
_CUT = ("The end is left out: nothing else that was allowed was enough.", "حُذفت النهاية: لم يكفِ غيرُ ذلك مما أُجيز.")
_REASONS = REASONS | {w.name: (w.reason, w.reason_ar) for w in _WORDINGS} | {"cut": _CUT}


class _Work:
    """A draft on its way."""

    def __init__(self, source: str, rules: Rules) -> None:
        self.rules = rules
        self.steps: list[FitStep] = []
        self._source = self._text = source
        self._layers: list[Layer] = []
        self._weight = weighted_length(source, rules=rules)

    def copy(self) -> _Work:
        """Another that goes on by itself."""
        twin = copy(self)
        twin.steps = [*self.steps]
        return twin

    @property
    def over(self) -> int:
        """How much the text is over the limit, in weighted units."""
        return max(0, self._weight - self.rules.limit)

    def result(self, further: tuple[FitStep, ...]) -> Fitted:
        """What has become of the draft."""
        edits = tuple(edits_of(self._source, self._text, self._layers, _REASONS))
        return Fitted(self._source, self._text, edits, count(self._text, rules=self.rules), tuple(self.steps), further)

    def take(self, means: Means) -> None:
        """Do what a means can do, until the text fits."""
        if means == "cut":
            self._make(means, "cut", cut(self._text, self.rules))
        elif means == "wording":
            self._reword()
        else:
            for rule, form in _FORMS[means]:
                if self.over:
                    edits = normalize_and_explain(self._text, form=form).edits
                    self._make(means, rule, [Change(*edit.span, edit.after) for edit in edits])

    def _reword(self) -> None:
        found = beside_entities(self._text, lambda text: [(c, (w.name,)) for c, w in find_shortenings(text)])
        chosen = _fewest([_saving(self._text, change, names[0], self.rules) for change, names in found], self.over)
        for wording in _WORDINGS:
            changes = [saving.change for saving in chosen if saving.rule == wording.name]
            if changes:
                self._make("wording", wording.name, changes)
                moved = SpanMap(changes)
                chosen = [
                    s._replace(change=Change(*moved.forward((s.change.start, s.change.end)), s.change.after))
                    for s in chosen
                    if s.rule != wording.name
                ]

    def _make(self, means: Means, rule: str, changes: list[Change]) -> None:
        """Make changes, if they save anything."""
        text = apply_changes(self._text, changes)
        weight = weighted_length(text, rules=self.rules)
        if weight < self._weight:
            self.steps.append(FitStep(means, rule, self._weight - weight, len(changes)))
            self._layers = laid_over(self._layers, [(change, (rule,)) for change in changes])
            self._text, self._weight = text, weight


class _Saving(NamedTuple):
    """A change of wording, and what it saves."""

    change: Change
    rule: str
    harm: int
    saved: int


def _saving(text: str, change: Change, rule: str, rules: Rules) -> _Saving:
    before, after = text[change.start : change.end], change.after
    saved = weighted_length(before, rules=rules) - weighted_length(after, rules=rules)
    return _Saving(change, rule, _HARM[rule], saved)


def _fewest(savings: list[_Saving], needed: int) -> list[_Saving]:
    """As many as save what is needed, the least harmful first and of these the ones that save most; in order."""
    spare = -needed
    taken: list[_Saving] = []
    for saving in sorted(savings, key=lambda s: (s.harm, -s.saved)):
        if spare < 0 < saving.saved:
            taken.append(saving)
            spare += saving.saved
    chosen: list[_Saving] = []
    for saving in sorted(taken, key=lambda s: (-s.harm, s.saved)):  # without what the last has made needless
        if saving.saved <= spare:
            spare -= saving.saved
        else:
            chosen.append(saving)
    return sorted(chosen)
