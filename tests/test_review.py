"""What the rules of a review find, what they leave alone, and what their fixes do."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

import tweetcraft as tc
from benchmarks.texts import DATA
from tools import document_rules
from tweetcraft.reviewing import KINDS, RULES, Subject

import strategies

CASES: dict[str, dict[str, list[dict[str, Any]]]] = json.loads(
    Path(__file__).with_name("cases").joinpath("review.json").read_text(encoding="utf-8")
)
TRIPS = [pytest.param(rule, case, id=f"{rule}-{n}") for rule in CASES for n, case in enumerate(CASES[rule]["trips"])]
NEAR = [pytest.param(rule, case, id=f"{rule}-{n}") for rule in CASES for n, case in enumerate(CASES[rule]["near"])]


def text_of(case: dict[str, Any]) -> str:
    text: str = case["text"] * case.get("repeat", 1)
    return text


def found_by(rule: str, case: dict[str, Any]) -> list[tc.Finding]:
    """The findings of one rule."""
    chosen = {name: case[name] for name in ("kind", "options") if name in case}
    if "rules" in case:
        chosen["rules"] = tc.PRESETS[case["rules"]]
    return [finding for finding in tc.review(text_of(case), **chosen) if finding.rule == rule]


class TestCases:
    """Texts that were written by one who did not see the code."""

    @pytest.mark.parametrize(("rule", "case"), TRIPS)
    def test_trips(self, rule: str, case: dict[str, Any]) -> None:
        """A text with the fault is found, where the fault is; its fix mends it."""
        findings = found_by(rule, case)
        assert findings
        if "span" in case:
            start, end = case["span"]
            assert any(
                one.span[0] < max(end, start + 1) and start < max(one.span[1], one.span[0] + 1) for one in findings
            )
        if "fixed" in case:
            assert tc.apply_fixes(text_of(case), findings) == case["fixed"]

    @pytest.mark.parametrize(("rule", "case"), NEAR)
    def test_near(self, rule: str, case: dict[str, Any]) -> None:
        """A text that is almost like it is left alone."""
        assert not found_by(rule, case)

    def test_complete(self) -> None:
        """Every rule has three texts that trip it and three near misses at least."""
        assert {
            rule for rule in RULES if min(map(len, CASES.get(rule, {"trips": [], "near": []}).values())) < 3
        } == set()
        assert set(CASES) <= set(RULES)


class TestTaMarbuta:
    """Ha for ta marbuta."""

    @staticmethod
    def found(text: str) -> list[tc.Finding]:
        return [finding for finding in tc.review(text) if finding.rule == "ta_marbuta"]

    @pytest.mark.parametrize(
        ("wrong", "right"),
        [
            ("افتتحت المدرسه أمس", "افتتحت المدرسة أمس"),
            ("افتتحت المدرسهُ الجديده أمس", "افتتحت المدرسةُ الجديدة أمس"),
            ("شكرا للاداره وبالفرصه", "شكرا للإدارة وبالفرصة"),
        ],
    )
    def test_sure(self, wrong: str, right: str) -> None:
        """After the article there is a fix, with the hamza that was left out; vowel marks stay."""
        assert tc.apply_fixes(wrong, self.found(wrong)) == right

    def test_unsure(self) -> None:
        """Without the article a reader has to look, be another word as sure as it may."""
        (finding,) = self.found("نهايه المباراه")
        assert finding.fix is None
        assert "«نهايه»" in finding.message

    @pytest.mark.parametrize(
        "text",
        [
            "خفف الله آلامه",
            "ألهمه الله الصبر",
            "زار والديه",
            "انظر https://example.com/الصفحه-الرئيسيه",
            "اكتب إلى @المكتبه_العربيه",
            "الوسم #المدرسه",
            "المياه والوجه والفقه",
            "صفحه اصلی سایت را ببینید",
            "ترجمه این کتاب در اداره است",
        ],
    )
    def test_none(self, text: str) -> None:
        """A ha of the word's own, a pronoun, and what is part of a link, a name or a tag are left alone."""
        assert not self.found(text)


def rules_of(findings: list[tc.Finding]) -> Counter[str]:
    """How often each rule has found something."""
    return Counter(finding.rule for finding in findings)


def harm_of_fix(text: str, finding: tc.Finding, before: list[tc.Finding]) -> str:
    """What is wrong with the fix of a finding."""
    assert finding.fix is not None
    mended = tc.apply_fixes(text, [finding])
    after = rules_of(tc.review(mended))
    new = after - rules_of(before)
    if new:
        return f"brings {dict(new)}"
    if after[finding.rule] >= rules_of(before)[finding.rule]:
        return "its finding stays"
    (start, end), grown = finding.fix.span, len(mended) - len(text)
    kept = [one.text for one in tc.extract(text) if one.span[1] < start or end < one.span[0]]
    left = [one.text for one in tc.extract(mended) if one.span[1] < start or end + grown < one.span[0]]
    return "" if kept == left else f"entities {kept} become {left}"


class TestFixes:
    def test_tweets(self) -> None:
        """Over all real tweets: each fix ends its finding, brings no new one, and keeps all other entities."""
        path = DATA / "tweets.jsonl"
        if not path.is_file():
            pytest.skip(f"no tweets at {path}")
        harms = []
        for line in path.read_text(encoding="utf-8").splitlines():
            text = json.loads(line)["text"]
            findings = tc.review(text)
            harms += [
                (finding.rule, harm, text)
                for finding in findings
                if finding.fix is not None and (harm := harm_of_fix(text, finding, findings))
            ]
        assert not harms

    @given(text=strategies.posts)
    def test_any(self, text: str) -> None:
        """Whatever the text: what is found lies in it, and no fix makes what fits too long."""
        findings = tc.review(text)
        for finding in findings:
            start, end = finding.span
            assert 0 <= start <= end <= len(text)
            assert finding.message
            assert finding.message_ar
            if finding.fix is not None and tc.count(text).is_valid:
                assert tc.count(tc.apply_fixes(text, [finding])).is_valid
        tc.apply_fixes(text, findings)

    def test_one_place(self) -> None:
        """Of fixes that want one place the first is made, and the other is still found."""
        assert tc.apply_fixes("ab", [fixing((0, 2), "ab", "x"), fixing((1, 2), "b", "y")]) == "x"
        assert tc.apply_fixes("ab", [fixing((0, 1), "a", "x"), fixing((1, 2), "b", "y")]) == "xy"

    def test_twice(self) -> None:
        """A fix that is there twice is made once."""
        assert tc.apply_fixes("ab", [fixing((1, 1), "", "-")] * 2) == "a-b"

    def test_other_text(self) -> None:
        """A fix of another text is refused, and the place is named."""
        with pytest.raises(ValueError, match="at 0-1"):
            tc.apply_fixes("xb", [fixing((0, 1), "a", "x")])


def fixing(span: tuple[int, int], before: str, after: str) -> tc.Finding:
    """A finding with a fix."""
    edit = tc.Edit(span, before, after, "mine", "why", "لماذا")
    return tc.Finding("mine", "advice", span, "what", "ما", edit)


@tc.review_rule("no_cats", "error", title_ar="لا قطط", source="our house")
def no_cats(subject: Subject) -> Iterator[tc.Hit]:
    """Cats are not spoken of."""
    for found in re.finditer("قطة", subject.text):
        yield tc.Hit(found.span(), "a cat", "قطة")


class TestReview:
    def test_own_rule(self) -> None:
        """A caller's function is asked like any other, and is refused where its name is taken."""
        (finding,) = tc.review("هنا قطة نائمة", extra=[no_cats])
        assert (finding.rule, finding.severity, finding.span, finding.source) == (
            "no_cats",
            "error",
            (4, 7),
            "our house",
        )
        assert no_cats.title == "Cats are not spoken of."
        assert not tc.review("هنا قطة نائمة", extra=[no_cats], ignore=["no_cats"])

    @pytest.mark.parametrize("wrong", [{"id": "No Cats"}, {"id": "no_cats", "severity": "grave"}])
    def test_rule_refused(self, wrong: dict[str, Any]) -> None:
        """A rule with a name that is none, or a severity that there is not."""
        with pytest.raises(tc.OptionError):
            tc.review_rule(**wrong)

    def test_name_taken(self) -> None:
        """A rule of the caller may not hide one of ours."""
        with pytest.raises(tc.OptionError, match="tag_glued"):
            tc.review("نص", extra=[tc.review_rule("tag_glued")(no_cats.find)])

    def test_ignore(self) -> None:
        """A rule that is ignored is not asked, and a name that is none is refused."""
        assert "tag_glued" in rules_of(tc.review("شاركوا و#وسم_جديد"))
        assert "tag_glued" not in rules_of(tc.review("شاركوا و#وسم_جديد", ignore=["tag_glued"]))
        with pytest.raises(tc.OptionError, match="no_such"):
            tc.review("نص", ignore=["no_such"])

    def test_order(self) -> None:
        """Findings come in the order of the text, at one place the gravest first."""
        findings = tc.review("عروضنا  بدأت ,شاركوا و#وسم_جديد  اليوم و#وسم_آخر")
        assert [one.span[0] for one in findings] == sorted(one.span[0] for one in findings)

    @pytest.mark.parametrize("options", [{"kind": "song"}, {"options": ["نعم", "لا"]}])
    def test_refused(self, options: dict[str, Any]) -> None:
        """A kind that there is not, and options without a poll."""
        with pytest.raises(tc.OptionError):
            tc.review("نص", **options)

    def test_wrong_type(self) -> None:
        """Bytes are refused, in an option, too."""
        with pytest.raises(TypeError):
            tc.review(b"x")  # type: ignore[arg-type]
        with pytest.raises(TypeError):
            tc.review("ما رأيكم؟", kind="poll", options=["نعم", b"x"])  # type: ignore[list-item]

    @pytest.mark.parametrize("kind", KINDS)
    def test_clean(self, kind: str) -> None:
        """A plain sentence is left alone, whatever it is."""
        options = ("نعم", "لا") if kind == "poll" else ()
        assert not tc.review("ما أجمل صباح المدينة بعد المطر؟", kind=kind, options=options)  # type: ignore[arg-type]

    def test_names(self) -> None:
        """Ids are written alike, every rule says what it finds in both languages and where it is from."""
        for rule in RULES.values():
            assert re.fullmatch("[a-z]+(_[a-z0-9]+)*", rule.id)
            assert rule.title.endswith(".")
            assert rule.title_ar.endswith(".")
            assert rule.source
        for preset in KINDS.values():
            assert preset.left_out <= set(RULES)

    def test_document(self) -> None:
        """docs/rules.md is what the registry says."""
        page = "\n".join(document_rules.lines()) + "\n"
        assert document_rules.DOCUMENT.read_text(encoding="utf-8") == page
