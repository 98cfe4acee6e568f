"""A text that is heavier than its place allows."""

from __future__ import annotations

from collections.abc import Iterator

from tweetcraft.counting import count
from tweetcraft.fitting import fit
from tweetcraft.reviewing.rule import Hit, review_rule
from tweetcraft.reviewing.subject import Subject

__all__ = ["over_limit"]

_FITTABLE = 1.25  # times the limit; what is over that does not fit without other words
_LONGEST_FITTED = 1500  # code points; fitting a longer text takes too long for a hint


@review_rule(
    "over_limit",
    "error",
    title_ar="النص أثقل من الحد.",
    source="developer documentation of X, counting characters; for each kind the limit of its rules",
)
def over_limit(subject: Subject) -> Iterator[Hit]:
    """The text is over the limit of its place, and will be refused."""
    weight, limit = subject.weight, subject.rules.limit
    if weight <= limit:
        return
    message, message_ar = (
        f"{weight} of {limit}: {weight - limit} too many",
        f"{weight} من {limit}: زيادة {weight - limit}",
    )
    if weight <= _FITTABLE * limit and len(subject.text) <= _LONGEST_FITTED:
        fitted = fit(subject.text, rules=subject.rules)
        if saved := weight - fitted.count.weighted_length:
            enough, enough_ar = (
                ("which is enough", "وهذا يكفي") if fitted.fits else ("which is not enough", "وهذا لا يكفي")
            )
            message += f"; fit saves {saved} without touching the words, {enough}"
            message_ar += f"؛ الدالة fit توفّر {saved} من غير مساس بالكلمات، {enough_ar}"
    end = count(subject.text, rules=subject.rules).valid_range[1]
    yield Hit((min(end, len(subject.text) - 1), len(subject.text)), message, message_ar)
