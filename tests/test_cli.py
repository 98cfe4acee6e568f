"""The command line: what it writes, its exit statuses, and how it refuses."""

from __future__ import annotations

import dataclasses
import io
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import pytest

import tweetcraft as tc
from tweetcraft._compiled import IS_COMPILED
from tweetcraft.cli import main
from tweetcraft.threads import HashtagPlacement, LinkPlacement

DRAFT = "مَرحبا بكم في example.com مع @user و #رؤية_2030 👍🏽"
LONG = "جملة قصيرة من الكلام. " * 40
COMMANDS = ("count", "extract", "normalize", "fit", "thread", "compose", "review")

# A machine as bare as can be; and one whose locale knows ASCII only, without what Python does about that.
BARE = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "LC_", "LANG"))}
ASCII_ONLY = BARE | {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}

Entity = dict[str, Any]


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    """A file with a draft that fits."""
    path = tmp_path / "مسودة.txt"
    path.write_text(DRAFT + "\n", encoding="utf-8")
    return path


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> Iterator[io.BytesIO]:
    """Standard input, to be written to."""
    raw = io.BytesIO()
    with io.TextIOWrapper(raw, encoding="ascii") as stdin:
        monkeypatch.setattr(sys, "stdin", stdin)
        yield raw


def write(path: Path, content: str | bytes) -> str:
    """Write a file, and return its name."""
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return str(path)


def run(*arguments: str, data: bytes = b"", env: dict[str, str] | None = None) -> tuple[int, str, str]:
    """Run the program by itself: its exit status, output and errors."""
    done = subprocess.run(
        [sys.executable, "-m", "tweetcraft", *arguments], input=data, capture_output=True, env=env or BARE, check=False
    )
    return done.returncode, done.stdout.decode(), done.stderr.decode()


class TestCount:
    """`tweetcraft count`."""

    def test_text(self, draft: Path, capsys: pytest.CaptureFixture[str]) -> None:
        """The weight, what is left, and what the weight went to."""
        assert main(["count", str(draft)]) == 0
        first, *rest = capsys.readouterr().out.splitlines()
        result = tc.count(DRAFT)
        assert first == f"{result.weighted_length} of 280, {result.remaining} left"
        spent = {kind: weight for kind, weight in dataclasses.asdict(result.breakdown).items() if weight}
        assert {line.split(maxsplit=1)[1]: int(line.split()[0]) for line in rest} == spent

    @pytest.mark.parametrize("rules", tc.PRESETS)
    def test_json(self, rules: str, draft: Path, capsys: pytest.CaptureFixture[str]) -> None:
        """The same as the function says, under every preset."""
        result = tc.count(DRAFT, rules=tc.PRESETS[rules])
        assert main(["count", "--json", "--rules", rules, str(draft)]) == (0 if result.is_valid else 1)
        assert json.loads(capsys.readouterr().out) == {
            "weighted_length": result.weighted_length,
            "limit": result.limit,
            "remaining": result.remaining,
            "is_valid": result.is_valid,
            "reason": result.reason,
            "permillage": result.permillage,
            "valid_range": [*result.valid_range],
            "breakdown": dataclasses.asdict(result.breakdown),
        }

    @pytest.mark.parametrize(
        ("content", "said", "problem"),
        [
            ("", "0 of 280, 280 left", ": there is nothing to publish"),
            ("سطر\n" + "م" * 300, "304 of 280, 24 too many", ":2:277: it is over the limit"),
            ("سطر\nآخر \ufeff", "10 of 280, 270 left", ":2:5: it holds a character that the platform refuses"),
        ],
        ids=["empty", "long", "refused"],
    )
    def test_not_publishable(
        self, content: str, said: str, problem: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        """The status is 1, and the error names the file, and the line and column from which on it can't be."""
        file = write(tmp_path / "draft.txt", content)
        assert main(["count", file]) == 1
        out, err = capsys.readouterr()
        assert out.splitlines()[0] == said
        assert err.startswith(file + problem)


class TestExtract:
    """`tweetcraft extract`."""

    def test_text(self, draft: Path, capsys: pytest.CaptureFixture[str]) -> None:
        """One entity a line, with its kind and span."""
        assert main(["extract", str(draft)]) == 0
        assert [line.split(maxsplit=2) for line in capsys.readouterr().out.splitlines()] == [
            [entity.kind, f"{entity.span[0]}-{entity.span[1]}", entity.text] for entity in tc.extract(DRAFT)
        ]

    def test_json(self, draft: Path, capsys: pytest.CaptureFixture[str]) -> None:
        """The same as the function says."""
        assert main(["extract", "--json", str(draft)]) == 0
        assert json.loads(capsys.readouterr().out) == [
            dataclasses.asdict(entity) | {"span": [*entity.span]} for entity in tc.extract(DRAFT)
        ]

    @pytest.mark.parametrize(("flags", "out"), [([], ""), (["--json"], "[]\n")])
    def test_none(self, flags: list[str], out: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        """A text without entities is no error."""
        assert main(["extract", *flags, write(tmp_path / "draft.txt", "مرحبا")]) == 0
        assert capsys.readouterr() == (out, "")

    def test_rules(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        """The rules choose the list of top-level domains."""
        assert main(["extract", "--rules", "TWITTER_TEXT_3", write(tmp_path / "draft.txt", "example.music")]) == 0
        assert not capsys.readouterr().out


@pytest.mark.parametrize("command", ["thread", "compose"])
class TestThread:
    """`tweetcraft thread` and `tweetcraft compose`."""

    def test_text(self, command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        """Each post under a line with its number and weight."""
        assert main([command, write(tmp_path / "draft.txt", LONG)]) == 0
        thread = tc.split_thread(LONG)
        assert len(thread) > 2
        assert capsys.readouterr().out == "".join(
            f"── {post.number} of {len(thread)} ── {post.count.weighted_length} of 280 ──\n{post.text}\n\n"
            for post in thread
        )

    @pytest.mark.parametrize("numbering", ["1/5", "1/", "none"])
    def test_json(self, command: str, numbering: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        """The posts as the function says, with their spans and counts."""
        assert main([command, "--json", "--numbering", numbering, write(tmp_path / "draft.txt", LONG)]) == 0
        style: Any = None if numbering == "none" else numbering
        printed: list[Entity] = json.loads(capsys.readouterr().out)
        thread = tc.split_thread(LONG, numbering=style)
        assert [(post["number"], post["text"], tuple(post["span"]), post["ended_by"]) for post in printed] == [
            (post.number, post.text, post.span, post.ended_by) for post in thread
        ]
        assert [post["count"]["weighted_length"] for post in printed] == [p.count.weighted_length for p in thread]

    def test_rules(self, command: str, draft: Path, capsys: pytest.CaptureFixture[str]) -> None:
        """The limit is that of the rules."""
        assert main([command, "--json", "--rules", "X_POLL_OPTION", str(draft)]) == 0
        assert all(post["count"]["weighted_length"] <= 25 for post in json.loads(capsys.readouterr().out))

    @pytest.mark.parametrize("flags", [[], ["--json"]])
    def test_empty(self, command: str, flags: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        """Nothing can't be published."""
        file = write(tmp_path / "draft.txt", " \n")
        assert main([command, *flags, file]) == 1
        assert capsys.readouterr() == ("[]\n" if flags else "", f"{file}: there is nothing to publish\n")

    def test_refused(self, command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        """The place of a refused character is that in the file, not in its post."""
        file = write(tmp_path / "draft.txt", "م" * 270 + ".\n\n" + "ن" * 20 + "\ufffe")
        assert main([command, *(["--as-is"] if command == "compose" else []), file]) == 1
        assert capsys.readouterr().err.startswith(f"{file}:3:21: it holds a character")

    def test_normalized(self, command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        """Only `compose` cleans the draft."""
        file = write(tmp_path / "draft.txt", "مرحـــبا  بكم")
        assert main([command, file]) == 0
        assert ("مرحبا بكم" in capsys.readouterr().out) == (command == "compose")

    def test_does_not_fit(self, command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        """The place of what no post can hold whole."""
        file = write(tmp_path / "draft.txt", "سطر\nآخر #" + "م" * 300)
        assert main([command, file]) == 1
        out, err = capsys.readouterr()
        assert not out
        assert err.startswith(f"{file}:2:5: ")


FAULTY = "عروضنا بدأت اليوم\nشاركوا و#وسم_جديد معنا"


class TestReview:
    """`tweetcraft review`, and what `compose` says of it."""

    def test_text(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        """The place, what is wrong, the line, and carets under it."""
        file = write(tmp_path / "draft.txt", FAULTY)
        assert main(["review", file]) == 1
        assert capsys.readouterr().out.splitlines() == [
            f"{file}:2:9: error [tag_glued]: #وسم_جديد does not link: put a space before it",
            "شاركوا و#وسم_جديد معنا",
            "        ^^^^^^^^^",
        ]

    def test_arabic(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        """The same in Arabic, in a line of its own, so that each line has one direction."""
        file = write(tmp_path / "draft.txt", FAULTY)
        assert main(["review", "--arabic", file]) == 1
        (finding,) = tc.review(FAULTY)
        assert capsys.readouterr().out.splitlines()[:2] == [f"{file}:2:9: error [tag_glued]:", finding.message_ar]

    def test_json(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        """The findings as the function gives them."""
        assert main(["review", "--json", write(tmp_path / "draft.txt", FAULTY)]) == 1
        (printed,) = json.loads(capsys.readouterr().out)
        (finding,) = tc.review(FAULTY)
        assert printed == json.loads(json.dumps(dataclasses.asdict(finding)))

    @pytest.mark.parametrize("flags", [[], ["--json"]])
    def test_fix(self, flags: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        """The mended text, and nothing that is left."""
        assert main(["review", "--fix", *flags, write(tmp_path / "draft.txt", FAULTY)]) == 0
        out, err = capsys.readouterr()
        mended = FAULTY.replace("و#", "و #")
        assert (json.loads(out) if flags else out) == ({"text": mended, "findings": []} if flags else mended + "\n")
        assert not err

    @pytest.mark.parametrize(("grave", "status"), [("error", 0), ("warning", 1), ("advice", 1)])
    def test_status(self, grave: str, status: int, tmp_path: Path) -> None:
        """The exit status is by severity."""
        file = write(tmp_path / "draft.txt", "@user أهلا بكم في متجرنا الجديد")
        assert main(["review", "--fail-on", grave, file]) == status

    def test_poll(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        """Options of a poll are named by their number."""
        options = ["--option", "نعم", "--option", "ن" * 26]
        assert main(["review", "--kind", "poll", *options, write(tmp_path / "poll.txt", "ما رأيكم؟")]) == 1
        assert capsys.readouterr().out.startswith("option 2:1:26: error [poll_option_long]")

    @pytest.mark.parametrize("wrong", [["--option", "نعم"], ["--ignore", "no_such"]])
    def test_refused(self, wrong: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        """Options without a poll, and rules that there are not."""
        assert main(["review", *wrong, write(tmp_path / "draft.txt", FAULTY)]) == 2
        assert capsys.readouterr().err.startswith("tweetcraft: ")

    def test_compose(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        """What is wrong in a post is said with its place in the file."""
        file = write(tmp_path / "draft.txt", LONG + "\n\nشاركوا  و#وسم_جديد")
        assert main(["compose", file]) == 0
        assert f"{file}:3:10: error [tag_glued]: " in capsys.readouterr().err


class TestInput:
    """Where the text comes from."""

    @pytest.mark.parametrize("arguments", [["count"], ["count", "-"]])
    def test_standard_input(self, arguments: list[str], typed: io.BytesIO, capsys: pytest.CaptureFixture[str]) -> None:
        """Standard input, in UTF-8 whatever it says, where no file is named."""
        typed.write(("م" * 281).encode())
        typed.seek(0)
        assert main(arguments) == 1
        assert capsys.readouterr().err == "standard input:1:281: it is over the limit\n"

    @pytest.mark.parametrize(
        ("content", "weight"),
        [
            ("مرحبا", 5),
            ("مرحبا\n", 5),
            ("مرحبا\r\n", 5),
            ("مرحبا\n\n", 6),
            ("أ\r\nب", 3),
            ("أ\rب", 3),
            ("\ufeffمرحبا", 5),
            ("\ufeff\ufeffمرحبا", 7),
        ],
        ids=ascii,
    )
    def test_ends_of_lines(self, content: str, weight: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        """A byte order mark, the last line end and the carriage returns of a file are no part of the text."""
        main(["count", "--json", write(tmp_path / "draft.txt", content)])
        assert json.loads(capsys.readouterr().out)["weighted_length"] == weight

    def test_crlf_place(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        """Lines and columns are those of an editor."""
        file = write(tmp_path / "draft.txt", "سطر\r\nآخر\ufffe")
        assert main(["count", file]) == 1
        assert capsys.readouterr().err.startswith(f"{file}:2:4: ")


@pytest.mark.parametrize("command", COMMANDS)
class TestUnusable:
    """Files and calls that can't be used: status 2, and one line that says why."""

    @pytest.mark.parametrize(
        ("content", "place"),
        [
            (b"\xff", "byte 0 (line 1)"),
            ("سطر\nآخر\n".encode() + b"ab\xe9", "byte 16 (line 3)"),
            ("مرحبا".encode("cp1256"), "byte 0 (line 1)"),
            ("مرحبا".encode("utf-16"), "byte 0 (line 1)"),
            ("مرحبا".encode()[:-1], "byte 8 (line 1)"),
            (b"\xed\xa0\x80", "byte 0 (line 1)"),
            (b"\xef\xbb\xbfab\n\xff", "byte 6 (line 2)"),
        ],
        ids=["byte", "third line", "cp1256", "UTF-16", "cut", "surrogate", "after a byte order mark"],
    )
    def test_not_utf8(
        self, command: str, content: bytes, place: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        """The first byte that is no UTF-8, and its line."""
        file = write(tmp_path / "draft.txt", content)
        assert main([command, file]) == 2
        out, err = capsys.readouterr()
        assert not out
        assert err.startswith(f"tweetcraft: {file}: {place} is not UTF-8")

    def test_missing(self, command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        """A file that is not there."""
        assert main([command, str(tmp_path / "no.txt")]) == 2
        assert capsys.readouterr() == ("", f"tweetcraft: {tmp_path / 'no.txt'}: No such file or directory\n")

    def test_directory(self, command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        """A directory."""
        assert main([command, str(tmp_path)]) == 2
        assert capsys.readouterr().err.startswith(f"tweetcraft: {tmp_path}: ")

    @pytest.mark.parametrize("arguments", [["--rules", "Y"], ["--rules"], ["--numbering", "2/5"], ["a", "b"], ["--no"]])
    def test_wrong_call(self, command: str, arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
        """An argument that there is not."""
        with pytest.raises(SystemExit) as caught:
            main([command, *arguments])
        assert caught.value.code == 2
        assert "usage: tweetcraft" in capsys.readouterr().err


class TestHelp:
    """What the program says of itself."""

    @pytest.mark.parametrize("arguments", [["--help"], *([command, "--help"] for command in COMMANDS)])
    def test_help(self, arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
        """How it is called."""
        with pytest.raises(SystemExit) as caught:
            main(arguments)
        assert caught.value.code == 0
        assert "usage: tweetcraft" in capsys.readouterr().out

    def test_version(self, capsys: pytest.CaptureFixture[str]) -> None:
        """The version of the package, and which scanner it has."""
        with pytest.raises(SystemExit):
            main(["--version"])
        scanner = "compiled" if IS_COMPILED else "pure Python"
        assert capsys.readouterr().out == f"tweetcraft {tc.__version__} ({scanner})\n"

    def test_no_command(self, capsys: pytest.CaptureFixture[str]) -> None:
        """Without a command it says what there is."""
        with pytest.raises(SystemExit) as caught:
            main([])
        assert caught.value.code == 2
        assert "COMMAND" in capsys.readouterr().err

    @pytest.mark.parametrize(("option", "type_"), [("hashtags", HashtagPlacement), ("links", LinkPlacement)])
    def test_choices(self, option: str, type_: object, capsys: pytest.CaptureFixture[str]) -> None:
        """Where tags and links may go is what the function takes, though its types are not loaded for it."""
        with pytest.raises(SystemExit):
            main(["thread", "--help"])
        assert f"--{option} {{{','.join(get_args(type_))}}}" in capsys.readouterr().out


class TestProcess:
    """`python -m tweetcraft`, by itself."""

    @pytest.mark.parametrize(("command", "loads"), [("count", False), ("extract", False), ("review", True)])
    def test_loading(self, command: str, loads: bool, draft: Path) -> None:
        """To count or extract, nothing is loaded of what only the other commands need, which takes longer than both."""
        code = "import sys; from tweetcraft.cli import main; main(sys.argv[1:]); print(*sys.modules)"
        done = subprocess.run([sys.executable, "-c", code, command, str(draft)], capture_output=True, check=True)
        loaded = done.stdout.decode().splitlines()[-1].split()
        assert "tweetcraft.entities" in loaded
        heavy = {"arabic.normalization", "arabic.bidi", "reviewing", "hashtags"}
        assert heavy & {module.removeprefix("tweetcraft.") for module in loaded} == (heavy if loads else set())

    @pytest.mark.parametrize("command", COMMANDS)
    @pytest.mark.parametrize("env", [BARE, ASCII_ONLY], ids=["bare", "ASCII only"])
    def test_commands(self, command: str, env: dict[str, str], draft: Path) -> None:
        """Each command reads and writes UTF-8, whatever the locale."""
        status, out, err = run(command, str(draft), env=env)
        assert (status, err) == (0, "")
        assert out
        assert run(command, data=DRAFT.encode(), env=env) == (status, out, err)

    @pytest.mark.parametrize(("data", "status"), [("مرحبا", 0), ("م" * 281, 1), ("", 1)], ids=["fits", "long", "empty"])
    def test_status(self, data: str, status: int) -> None:
        """What the function returns is the exit status."""
        assert run("count", data=data.encode())[0] == status

    def test_unusable(self, tmp_path: Path) -> None:
        """And so it is for what can't be used."""
        assert run("count", str(tmp_path / "no.txt"))[0] == 2
        assert run("count", data=b"\xff")[::2] == (
            2,
            "tweetcraft: standard input: byte 0 (line 1) is not UTF-8; convert the file, e.g. with iconv -t UTF-8\n",
        )

    @pytest.mark.parametrize("command", COMMANDS)
    def test_closed_pipe(self, command: str) -> None:
        """A reader that has read enough, or that reads nothing at all, sees no traceback."""
        for data in (DRAFT, f"{DRAFT} " * 1000):
            reader, writer = os.pipe()
            os.close(reader)
            with subprocess.Popen(
                [sys.executable, "-m", "tweetcraft", command],
                stdin=subprocess.PIPE, stdout=writer, stderr=subprocess.PIPE, env=BARE,
            ) as process:  # fmt: skip
                os.close(writer)
                errors = process.communicate(data.encode())[1].decode()
            assert process.returncode == 141
            assert "Traceback" not in errors
            assert "Exception" not in errors

    def test_head(self) -> None:
        """As in `| head -1`."""
        line = subprocess.run(
            f"'{sys.executable}' -m tweetcraft thread | head -1",
            shell=True, input=(LONG * 100).encode(), capture_output=True, env=BARE, check=False,
        )  # fmt: skip
        assert line.stdout.decode().startswith("── 1 of ")
        assert line.stderr == b""

    def test_closed_input(self) -> None:
        """Where there is no standard input there is nothing to read, and it says so."""
        done = subprocess.run(
            f"'{sys.executable}' -m tweetcraft count <&-", shell=True, capture_output=True, env=BARE, check=False
        )
        assert done.returncode == 2
        assert done.stderr.startswith(b"tweetcraft: standard input: ")

    @pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full, which is always full")
    def test_full_disk(self, draft: Path) -> None:
        """Where the output can't be written, it says so."""
        with Path("/dev/full").open("wb") as full:
            done = subprocess.run(
                [sys.executable, "-m", "tweetcraft", "count", str(draft)],
                stdout=full, stderr=subprocess.PIPE, env=BARE, check=False,
            )  # fmt: skip
        assert done.returncode == 2
        assert done.stderr.startswith(b"tweetcraft: ")
        assert b"Traceback" not in done.stderr


class TestNormalize:
    """``tweetcraft normalize``."""

    def test_text(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        """The clean text, with the digits that were asked for."""
        path = write(tmp_path / "a.txt", "رااائع  ,والسعر ١٥ #عـرض")
        assert main(["normalize", path, "--digits", "latin"]) == 0
        assert capsys.readouterr().out == "رائع، والسعر 15 #عـرض\n"

    def test_forms(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        """Each form has its name."""
        path = write(tmp_path / "a.txt", "المدرسةُ...")
        for form, text in {"publish": "المدرسةُ...", "compact": "المدرسة…", "search": "المدرسه"}.items():
            assert main(["normalize", path, "--form", form]) == 0
            assert capsys.readouterr().out == f"{text}\n"

    def test_json(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        """Every edit, with its reason."""
        main(["normalize", write(tmp_path / "a.txt", "مرحـــبا"), "--json"])
        written = json.loads(capsys.readouterr().out)
        assert written["text"] == "مرحبا"
        assert [(edit["span"], edit["rule"]) for edit in written["edits"]] == [([3, 6], "tatweel")]

    def test_no_choice(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        """What a search key always folds can't be chosen."""
        assert main(["normalize", write(tmp_path / "a.txt", "م"), "--form", "search", "--digits", "arabic"]) == 2
        assert "--digits" in capsys.readouterr().err


class TestFit:
    """``tweetcraft fit``."""

    def test_steps(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        """The text goes to standard output, what each step saved to standard error."""
        path = write(tmp_path / "a.txt", "من أجل الوطن " * 23)
        assert main(["fit", path, "--wording"]) == 0
        written = capsys.readouterr()
        assert tc.count(written.out.removesuffix("\n")).is_valid
        assert "proclitic: 21 saved" in written.err

    def test_not_enough(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        """What is missing, and what could be allowed."""
        path = write(tmp_path / "a.txt", "من أجل الوطن " * 23)
        assert main(["fit", path]) == 1
        written = capsys.readouterr().err
        assert "still 18 too many" in written
        assert "--wording would save" in written

    def test_json(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        """All of it as JSON."""
        main(["fit", write(tmp_path / "a.txt", "كلمة " * 90), "--cut", "--json"])
        written = json.loads(capsys.readouterr().out)
        assert written["fits"] is True
        assert written["steps"][-1]["rule"] == "cut"
