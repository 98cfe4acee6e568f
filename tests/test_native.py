"""The compiled scanner: it is asked what Python alone is asked, and it withstands what it is given."""

from __future__ import annotations

import random
import subprocess
import sys
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

import tweetcraft as tc
from tweetcraft import _compiled
from tweetcraft._compiled import IS_COMPILED
from tweetcraft._weighing import Meter
from tweetcraft.arrow.column import Column
from tweetcraft.arrow.looking import CompiledLook, NumpyLook
from tweetcraft.arrow.scanning import Scan
from tweetcraft.arrow.signs import EMOJI, INVALID, signs_for

import grammar
import strategies
from reference import shared

pytestmark = pytest.mark.skipif(not IS_COMPILED, reason="it was not compiled: there is no compiler, or TWEETCRAFT_PURE")

SIMPLE = [rules for rules in tc.PRESETS.values() if Meter(rules).scanner]
LINKS = (
    *("https://t.co/abcdefghij", "http://t.co/a", "HTTPS://t.co/abc", "https://t.co/", f"https://t.co/{'a' * 41}"),
    *(
        f"https://t.co/{'a' * 40}",
        "://t.co/abc",
        "ttps://t.co/abc",
        "t.co/abc",
        "https://t.co/abc.com",
        "é.com",
        "م.co",
    ),
    *(
        " ",
        "\n",
        "م",
        "a",
        "@",
        "…",
        "😀",
        "\ufe0f",
        "0\u20e3",
        "👍🏽",
        "َّ",
        "é",
        "ا\u0653",
        "\ud83d",
        "\ude00",
        "\ufeff",
        "中",
    ),
)
texts = st.one_of(strategies.posts, st.lists(st.sampled_from(LINKS), max_size=8).map("".join))


def without_half_characters(text: str) -> str:
    """A text as Arrow can hold it."""
    return text.encode("utf-8", "replace").decode()


class TestText:
    """One text: the weight of Python alone."""

    @given(text=texts)
    def test_generated(self, text: str) -> None:
        for rules in SIMPLE:
            exact = Meter_of[rules.name, False]._weigh_exactly(text)
            assert [Meter_of[rules.name, compiled].weigh(text) for compiled in (True, False)] == [exact, exact]

    def test_grammar(self) -> None:
        """Many more of the grammar's."""
        for text in grammar.texts(20_261_122, 20_000):
            for rules in (tc.X, tc.TWITTER_TEXT_3):
                weight = Meter_of[rules.name, False].weigh(text)
                assert Meter_of[rules.name, True].weigh(text) == weight, ascii(text)

    @pytest.mark.skipif(
        shared.missing("data/tweets.jsonl") is not None, reason=str(shared.missing("data/tweets.jsonl"))
    )
    def test_tweets(self) -> None:
        """All real tweets."""
        ours, alone = Meter_of["TWITTER_TEXT_3", True], Meter_of["TWITTER_TEXT_3", False]
        assert [text for text in shared.tweets() if ours.weigh(text) != alone.weigh(text)] == []

    @given(text=texts)
    def test_settle(self, text: str) -> None:
        """What is settled at once has its weight, and nothing in it that the platform refuses."""
        for rules in SIMPLE:
            settled = Meter_of[rules.name, True].settle(text)
            if settled is not None:
                assert settled == Meter_of[rules.name, False].weigh(text)
                assert not tc.counting.has_invalid_characters(text)

    @pytest.mark.parametrize(
        ("text", "settled"),
        [
            ("", 0),
            ("مرحبا بكم في متجرنا", 19),
            ("مرحبا… 😀", 10),
            ("قال.ثم عاد", 10),
            ("https://t.co/abc", 23),
            ("شاهدhttps://t.co/abcثم http://t.co/abc\nhttps://t.co/abc", 23 * 3 + 8),
            ("https://t.co/abc!", None),
            ("zein.com", None),
            ("مَرحبا", None),
            ("👍🏽", None),
            ("a\ufeff", None),
        ],
    )
    def test_settled(self, text: str, settled: int | None) -> None:
        """What it settles by itself, and what it leaves."""
        assert Meter_of["X", True].settle(text) == settled

    @given(text=texts)
    def test_joined(self, text: str) -> None:
        """The stretches that are joined hold all emoji of several code points, and stand in the text in order."""
        meter = Meter_of["X", True]
        assert meter.scanner is not None
        runs = meter.scanner.joined(text)
        at = 0
        for run in runs:
            at = text.index(run, at) + len(run)
        emoji = [text[start:end] for start, end in meter._emoji.sequences(text)]
        assert [run[start:end] for run in runs for start, end in meter._emoji.sequences(run)] == emoji


Meter_of = {(rules.name, compiled): Meter(rules, compiled=compiled) for rules in SIMPLE for compiled in (True, False)}


class TestColumn:
    """A column of texts: what NumPy sees."""

    @given(texts=st.lists(texts.map(without_half_characters), max_size=8), start=st.integers(0, 3))
    def test_generated(self, texts: list[str], start: int) -> None:
        """The same lengths, kinds, weights and hard rows; a column may begin inside of a buffer."""
        column = Column(pa.array(texts, pa.string())[start:])
        for rules in SIMPLE:
            signs = signs_for(rules)
            assert signs.scanner is not None
            looks = CompiledLook(column, signs.scanner), NumpyLook(column, signs)
            scans = []
            for look in looks:
                scan = Scan(column, signs)
                scan.__dict__["_look"] = look
                scan.weigh()
                scans.append(scan)
            ours, theirs = scans
            assert ours.lengths.tolist() == theirs.lengths.tolist()
            assert ours.hard.tolist() == theirs.hard.tolist()
            assert ours.weights[~ours.hard].tolist() == theirs.weights[~ours.hard].tolist()
            for kind in (INVALID, EMOJI):
                assert looks[0].rows_with(kind).tolist() == looks[1].rows_with(kind).tolist()
            assert ours.may_hold(["url"]).tolist() == theirs.may_hold(["url"]).tolist()

    @pytest.mark.parametrize("size", [0, 1, 7, 8, 63, 64, 65, 127, 128, 129])
    def test_blocks(self, size: int) -> None:
        """Whatever stands at the end of what is looked at in one turn."""
        texts = [
            "a" * size + end for end in ("م", "😀", "👍🏽", "…", "\u0653", ".com", " https://t.co/a", "❤\ufe0f", "中.")
        ]
        weighed = tc.arrow.compute(pa.array(texts), "weighted_length").to_pylist()
        assert weighed == [Meter_of["X", False].weigh(text) for text in texts]


def scanner() -> Any:
    found = Meter_of["X", True].scanner
    assert found is not None
    return found


class TestBadInput:
    """What no caller of ours gives it: an error, and no crash."""

    @pytest.mark.parametrize("text", [b"abc", None, 5])
    def test_no_text(self, text: object) -> None:
        found = scanner()
        assert found.weigh(text) is None
        for call in (found.look, found.joined):
            with pytest.raises(TypeError, match=f"must be str, not {type(text).__name__}"):
                call(text)

    @pytest.mark.parametrize(
        "ranges",
        [[(5, 4, 1)], [(0, 0x110000, 1)], [(0, 1, 1 << 16)], [(0, -1, 1)], [(2**32, 2**32 + 1, 1)], [(0, 1)], 5, [5]],
    )
    def test_ranges(self, ranges: object) -> None:
        with pytest.raises((ValueError, TypeError, OverflowError)):
            type(scanner())(ranges, 1, 1, 23)

    def test_ranges_that_fail(self) -> None:
        """An error in what yields the ranges is that error."""

        def failing() -> object:
            yield (0, 5, 1)
            raise KeyError("ranges")

        with pytest.raises(KeyError, match="ranges"):
            type(scanner())(failing(), 1, 1, 23)

    @pytest.mark.parametrize(
        ("starts", "rows"),
        [([0, 9], 1), ([-1, 2], 1), ([2, 0], 1), ([0, 2, 1], 2), ([0, 2], 2), ([0, 1, 2], 1), ([], 0)],
    )
    def test_rows(self, starts: list[int], rows: int) -> None:
        """Rows that are not in the buffer, or not as many as there is room for."""
        room = np.empty(rows, np.int64), np.empty(rows, np.int64), np.empty(rows, np.uint16)
        with pytest.raises(ValueError, match="rows"):
            scanner().look_at_rows(np.zeros(8, np.uint8), np.array(starts, np.int64), *room)

    def test_not_aligned(self) -> None:
        """Numbers that do not stand where a machine reads them best."""
        room = np.empty(1, np.int64), np.empty(1, np.int64), np.empty(1, np.uint16)
        starts = np.frombuffer(b"\0" * 17, np.uint8)[1:]
        with pytest.raises(ValueError, match="rows"):
            scanner().look_at_rows(np.zeros(8, np.uint8), starts, *room)

    def test_read_only(self) -> None:
        """What it writes to has to be writable."""
        with pytest.raises(TypeError, match="read-write"):
            scanner().look_at_rows(b"abc", np.array([0, 3]), bytes(8), bytes(8), bytes(2))

    def test_no_utf_8(self) -> None:
        """Bytes that are no UTF-8 are read as something, each row by itself, and its places are inside the row."""
        chosen = random.Random(7)
        leads = bytes([*range(0x80, 0x100), *b".\x93\x94\x95https://t.co/abc "])
        for _ in range(2_000):
            data = np.frombuffer(bytes(chosen.choices(leads, k=chosen.randint(0, 200))) + b"\0" * 8, np.uint8)
            size = data.size - 8
            starts = np.array(sorted([0, size, *(chosen.randint(0, size) for _ in range(3))]), np.int64)
            rows = starts.size - 1
            room = np.empty(rows, np.int64), np.empty(rows, np.int64), np.empty(rows, np.uint16)
            found = scanner().look_at_rows(data, starts, *room)
            at, row, codes = np.frombuffer(found, np.int64).reshape(-1, 3).T
            assert (starts[row] <= at).all()
            assert (at < starts[row + 1]).all()
            assert (codes >= 0).all()
            assert (codes <= sys.maxunicode).all()


class TestPure:
    """Without it."""

    def test_of_another_version(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """What was compiled of an earlier checkout is left out, and said to be."""
        monkeypatch.setattr("tweetcraft._native.INTERFACE", 0)
        with pytest.warns(RuntimeWarning, match="of another version.*install again"):
            assert _compiled._compiled() is None

    def test_left_out(self) -> None:
        """A variable of the environment leaves it out."""
        code = "import tweetcraft as tc, tweetcraft._compiled as c; print(c.IS_COMPILED, tc.weighted_length('a 👍🏽'))"
        done = subprocess.run(
            [sys.executable, "-c", code], env={"TWEETCRAFT_PURE": "1"}, capture_output=True, text=True, check=True
        )
        assert done.stdout.split() == ["False", "4"]
