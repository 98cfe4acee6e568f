"""The recorded answers of the reference, for machines without Node: `tools/record_golden.py` records them."""

from __future__ import annotations

import pytest

from reference import compare, golden

ENOUGH = 3000
LARGEST = 1_400_000


class TestGolden:
    """Inputs of our own, with what twitter-text 3.1.0 answers."""

    def test_answers(self) -> None:
        """Every answer is the recorded one."""
        wrong = [
            f"{compare.folded(record['text'])}: {found}"
            for record in golden.records()
            if (found := compare.against(record["text"], golden.expand(record)))
        ]
        if wrong:
            pytest.fail("\n".join([f"{len(wrong)} records are answered otherwise", *wrong[:10]]), pytrace=False)

    def test_recorded(self) -> None:
        """There are enough records, every hard input is among them, and none is there twice."""
        recorded = [record["text"] for record in golden.records()]
        assert len(recorded) >= ENOUGH
        assert len(set(recorded)) == len(recorded)
        assert set(golden.hard_inputs()) <= set(recorded)

    def test_size(self) -> None:
        """The file stays small enough for a repository."""
        assert golden.RECORDED.stat().st_size < LARGEST
