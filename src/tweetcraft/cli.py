"""The command line: ``tweetcraft count|extract|normalize|fit|thread|compose|review [FILE]``, and ``annotate FILE``.

Exit status: 0; 1 where the text can't be published as it stands, or a review finds what is as grave as ``--fail-on``
asks; 2 for a call or a file that can't be used.
"""

from __future__ import annotations

import argparse
import dataclasses
import json
import os
import pathlib
import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, NoReturn, TextIO, get_args

import tweetcraft  # whose functions each command loads when it runs: all of them take many times as long as `count`
from tweetcraft._compiled import IS_COMPILED
from tweetcraft.errors import DoesNotFitError, MissingExtraError, OptionError, TweetcraftError
from tweetcraft.findings import Finding, Kind, Severity
from tweetcraft.rules import PRESETS, Rules

if TYPE_CHECKING:
    from tweetcraft.counting import Count
    from tweetcraft.editing import EditedText
    from tweetcraft.fitting import Fitted
    from tweetcraft.threads import Numbering, Thread

__all__ = ["main"]

_REASONS = {
    "empty": "there is nothing to publish",
    "too_long": "it is over the limit",
    "invalid_characters": "it holds a character that the platform refuses (U+FEFF, U+FFFE or U+FFFF)",
}
_FORMS = ("publish", "compact", "search")
_SEVERITIES: tuple[Severity, ...] = get_args(Severity)
_MOST_ROUNDS = 5
"""Of fixes: of two that want one place the second is made in the next."""
_PIPE_CLOSED = 141  # what a shell says of a program that SIGPIPE ended
# First-strong isolates: on a line that begins in Latin letters they give Arabic its own direction.
_ISOLATE, _END_OF_ISOLATE = "\N{FIRST STRONG ISOLATE}", "\N{POP DIRECTIONAL ISOLATE}"


class _UnusableError(TweetcraftError):
    """A call or a file that can't be used."""


def main(arguments: list[str] | None = None) -> int:
    """Run the command line and return its exit status."""
    options = _parser().parse_args(arguments)
    _use_utf8()
    try:
        status: int
        if options.run is _annotate:
            status = options.run(options)  # a file of any size, which is not read here
            return status
        text = _read(options.file)
        status = options.run(text, PRESETS[options.rules] if options.rules else None, options)
        sys.stdout.flush()
    except DoesNotFitError as error:
        place = error.span[0]
        print(f"{_name(options.file)}:{_line_and_column(text, place)}: {error}", file=sys.stderr)
        return 1
    except (_UnusableError, OptionError) as error:
        print(f"tweetcraft: {error}", file=sys.stderr)
        return 2
    except BrokenPipeError:
        _give_up_output()  # whoever reads us has read enough
        return _PIPE_CLOSED
    except OSError as error:
        _give_up_output()
        print(f"tweetcraft: standard output: {error.strerror}", file=sys.stderr)
        return 2
    return status


def _give_up_output() -> None:
    """Leave nothing for the interpreter to write at its end, where it could only fail again."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="tweetcraft", description="Count, clean, fit, split, compose and review Arabic posts for X."
    )
    scanner = "compiled" if IS_COMPILED else "pure Python"
    parser.add_argument("--version", action="version", version=f"tweetcraft {tweetcraft.__version__} ({scanner})")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    _add(commands, "count", _count, "what a text weighs, what is left, and what the weight went to")
    _add(commands, "extract", _extract, "the links, tags, names and emoji of a text, and where they stand")
    _add_normalize(commands)
    command = _add(commands, "fit", _fit, "make a text fit the limit by the least harmful edits")
    for means, what in (("wording", "phrases that have a shorter equal"), ("cut", "leaving out the end")):
        command.add_argument(f"--{means}", action="store_true", help=f"allow {what}")
    command = _add(commands, "thread", _thread, "split a text into posts that each fit and read well")
    _add_numbering(command)
    command.add_argument(
        "--hashtags", choices=["keep", "last", "first", "each"], default="keep", help="where last tags go"
    )
    command.add_argument("--links", choices=["keep", "last"], default="keep", help="where last links go")
    command.add_argument("--announcement", default="", metavar="TEXT", help="what ends the first post of several")
    command.add_argument("--continuation", default="", metavar="TEXT", help="what ends each post but the last")
    command.add_argument("--max-posts", type=int, metavar="N", help="the most posts that there may be")
    command = _add(commands, "compose", _compose, "make posts ready to publish from a draft of any length")
    _add_numbering(command)
    command.add_argument("--as-is", action="store_true", help="do not normalize the draft")
    _add_review(commands)
    _add_annotate(commands)
    return parser


def _add_review(commands: Any) -> None:
    command = _add(commands, "review", _review, "what will go wrong before it is published, and what mends it")
    command.set_defaults(rules=None)
    command.add_argument(
        "--kind", choices=get_args(Kind), default="post", help="what it will be (default: %(default)s)"
    )
    command.add_argument("--option", action="append", default=[], metavar="TEXT", help="of a poll; once for each")
    command.add_argument("--ignore", action="append", default=[], metavar="RULE", help="a rule that is not asked")
    command.add_argument("--fix", action="store_true", help="write the mended text, and what is left to standard error")
    command.add_argument(
        "--fail-on", choices=_SEVERITIES, default="error", help="what exit status 1 is for (default: %(default)s)"
    )
    command.add_argument("--arabic", action="store_true", help="say what is found in Arabic")


def _add_annotate(commands: Any) -> None:
    what = "what is known of every post in a Parquet, CSV or JSON lines file of any size, as columns"
    command = commands.add_parser("annotate", help=what, description=what[0].upper() + what[1:] + ".")
    command.add_argument(
        "file", metavar="FILE", help="the posts: .parquet, .csv, .jsonl or .ndjson, told by its ending"
    )
    command.add_argument("-o", "--output", required=True, metavar="OUT", help="the file to write, told likewise")
    command.add_argument("--column", default="text", help="what holds the posts (default: %(default)s)")
    command.add_argument(
        "--outputs", metavar="NAMES", help="what to add, with commas between; all: everything there is"
    )
    command.add_argument("--prefix", default="", help="what the names of the new columns begin with")
    command.add_argument(
        "--rules", choices=sorted(PRESETS), default="X", metavar="RULES", help=f"one of {', '.join(PRESETS)}"
    )
    command.add_argument("--kind", choices=get_args(Kind), default="post", help="what they are (default: %(default)s)")
    command.add_argument("--vocabulary", metavar="FILE", help="a saved HashtagVocabulary, for suggested_hashtags")
    command.add_argument("--jobs", type=int, metavar="N", help="processes (default: as many as there are cores)")
    command.add_argument("--batch-rows", type=int, metavar="N", help="rows that are worked at in one piece, at most")
    for option, means in (
        ("overwrite", "replace OUT if it is there"),
        ("fresh", "throw away what an earlier run has left half done"),
        ("no-progress", "show no bar"),
        ("quiet", "say nothing but what is wrong"),
    ):
        command.add_argument(f"--{option}", action="store_true", help=means)
    command.set_defaults(run=_annotate)


def _add_numbering(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--numbering",
        choices=["1/5", "1/", "(1/5)", "١/٥", "none"],
        default="1/5",
        help="what numbers the posts (default: %(default)s)",
    )
    command.add_argument("--number-at", choices=["end", "start"], default="end", help="where (default: %(default)s)")
    command.add_argument("--own-line", action="store_true", help="the number has a line of its own")
    command.add_argument("--number-from", type=int, default=2, metavar="N", help="number threads of N posts and more")
    command.add_argument("--marks", action="store_true", help="break at lines of ---, === or ///")


def _add_normalize(commands: Any) -> None:
    command = _add(commands, "normalize", _normalize, "clean Arabic; links, tags, names and emoji stay what they are")
    command.add_argument("--form", choices=_FORMS, default="publish", help="what for (default: %(default)s)")
    command.add_argument("--digits", choices=["keep", "arabic", "latin"], help="which digits to use")
    command.add_argument("--tashkeel", choices=["keep", "strip", "light"], help="light: shadda and tanween stay")


def _add(commands: Any, name: str, run: Callable[..., int], what: str) -> argparse.ArgumentParser:
    command: argparse.ArgumentParser = commands.add_parser(
        name, help=what, description=what[0].upper() + what[1:] + "."
    )
    command.add_argument(
        "file", nargs="?", default="-", metavar="FILE", help="a UTF-8 text; - or nothing: standard input"
    )
    command.add_argument(
        "--rules", choices=sorted(PRESETS), default="X", metavar="RULES", help=f"one of {', '.join(PRESETS)}"
    )
    command.add_argument("--json", action="store_true", help="write JSON; offsets are in code points")
    command.set_defaults(run=run)
    return command


# Reading


def _use_utf8() -> None:
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # not where a caller has put something else in its place
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _read(file: str) -> str:
    """The draft: line ends as the platform has them, without the byte order mark and the last line end of a file."""
    raw = _read_bytes(file)
    try:
        text = raw.decode().removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        _refuse(
            f"{_name(file)}: byte {error.start} (line {line}) is not UTF-8; convert the file, e.g. with iconv -t UTF-8"
        )
    return text.replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n")


def _read_bytes(file: str) -> bytes:
    if file == "-" and sys.stdin is None:
        _refuse("standard input: it is closed")
    try:
        return sys.stdin.buffer.read() if file == "-" else pathlib.Path(file).read_bytes()
    except OSError as error:
        _refuse(f"{_name(file)}: {error.strerror}")


def _refuse(message: str) -> NoReturn:
    raise _UnusableError(message)


def _name(file: str) -> str:
    return "standard input" if file == "-" else file


def _line_and_column(text: str, offset: int) -> str:
    """Both from one on, as editors count."""
    return f"{text.count(chr(10), 0, offset) + 1}:{offset - text.rfind(chr(10), 0, offset)}"


# The commands


def _count(text: str, rules: Rules, options: argparse.Namespace) -> int:
    result = tweetcraft.count(text, rules=rules)
    if options.json:
        _print_json(_count_as_dict(result) | {"breakdown": dataclasses.asdict(result.breakdown)})
    else:
        print(f"{_of_limit(result)}, {_left(result)}")
        for kind, weight in dataclasses.asdict(result.breakdown).items():
            if weight:
                print(f"{weight:>7}  {kind.replace('_', ' ')}")
        _say_problem(text, result, options.file, result.valid_range[1])
    return 0 if result.is_valid else 1


def _extract(text: str, rules: Rules, options: argparse.Namespace) -> int:
    entities = tweetcraft.extract(text, rules=rules)
    if options.json:
        _print_json([dataclasses.asdict(entity) for entity in entities])
    for entity in () if options.json else entities:
        start, end = entity.span
        print(f"{entity.kind:<8} {f'{start}-{end}':>11}  {_isolated(entity.text)}")
    return 0


def _normalize(text: str, _: Rules, options: argparse.Namespace) -> int:
    form: tweetcraft.Form | tweetcraft.SearchForm = getattr(tweetcraft, options.form.upper())
    chosen = {name: value for name in ("digits", "tashkeel") if (value := getattr(options, name))}
    if chosen and not isinstance(form, tweetcraft.Form):
        _refuse(f"--{next(iter(chosen))}: the search form always folds it")
    _show_edited(tweetcraft.normalize_and_explain(text, form=dataclasses.replace(form, **chosen)), options)
    return 0


def _fit(text: str, rules: Rules, options: argparse.Namespace) -> int:
    wording, cut = (("wording",) if options.wording else ()), (("cut",) if options.cut else ())
    fitted = tweetcraft.fit(text, rules=rules, allow=("invisible", "typography", *wording, *cut))
    steps = [dataclasses.asdict(step) for step in fitted.steps]
    further = [dataclasses.asdict(step) for step in fitted.further]
    _show_edited(fitted, options, fits=fitted.fits, over=fitted.over, steps=steps, further=further)
    if not options.json:
        _say_steps(fitted, options.file)
    return 0 if fitted.fits else 1


def _say_steps(fitted: Fitted, file: str) -> None:
    for step in fitted.steps:
        print(f"{_name(file)}: {step.rule}: {step.saved} saved", file=sys.stderr)
    if not fitted.fits:
        print(f"{_name(file)}: still {fitted.over} too many", file=sys.stderr)
    for step in fitted.further:
        print(f"{_name(file)}: --{step.means} would save {step.saved} more ({step.rule})", file=sys.stderr)


def _thread(text: str, rules: Rules, options: argparse.Namespace) -> int:
    names = ("marks", "hashtags", "links", "announcement", "continuation", "max_posts")
    chosen = {name: getattr(options, name) for name in names}
    thread = tweetcraft.split_thread(text, rules=rules, numbering=_numbering(options), **chosen)
    return _show_thread(text, thread, options, thread.findings)


def _compose(text: str, rules: Rules, options: argparse.Namespace) -> int:
    form = None if options.as_is else tweetcraft.PUBLISH
    composed = tweetcraft.compose(text, rules=rules, form=form, numbering=_numbering(options), marks=options.marks)
    grave = [finding for finding in composed.findings if finding.severity != "advice"]  # `review` has them all
    return _show_thread(text, composed.thread, options, grave, composed.offset_in_source)


def _numbering(options: argparse.Namespace) -> Numbering | None:
    if options.numbering == "none":
        return None
    return tweetcraft.Numbering(
        options.numbering, at=options.number_at, own_line=options.own_line, least=options.number_from
    )


def _show_thread(
    text: str,
    thread: Thread,
    options: argparse.Namespace,
    findings: Sequence[Finding],
    in_source: Callable[[int], int] = lambda offset: offset,
) -> int:
    if options.json:
        _print_json([_post_as_dict(post) for post in thread])
    else:
        print(_each_line_its_own_direction(on=True), end="")
        for post in thread:
            print(f"── {post.number} of {len(thread)} ── {_of_limit(post.count)} ──\n{post.text}\n")
        print(_each_line_its_own_direction(on=False), end="")
    for post in thread:
        place = in_source(post.span[0] + post.count.valid_range[1])
        _say_problem(text, post.count, options.file, place)
    for finding in findings:
        place = in_source(_place_in_source(thread, finding))
        where = f"{_name(options.file)}:{_line_and_column(text, place)}"
        print(f"{where}: {finding.severity} [{finding.rule}]: {finding.message}", file=sys.stderr)
    if not thread:
        print(f"{_name(options.file)}: {_REASONS['empty']}", file=sys.stderr)
    return 0 if thread and all(post.count.is_valid for post in thread) else 1


def _review(text: str, rules: Rules | None, options: argparse.Namespace) -> int:
    def findings_of(draft: str) -> list[Finding]:
        return tweetcraft.review(draft, rules=rules, kind=options.kind, options=options.option, ignore=options.ignore)

    findings = findings_of(text)
    if options.fix:
        for _ in range(_MOST_ROUNDS):
            mended = tweetcraft.apply_fixes(text, findings)
            if mended == text:
                break
            text, findings = mended, findings_of(mended)
    if options.json:
        found = [dataclasses.asdict(finding) for finding in findings]
        _print_json({"text": text, "findings": found} if options.fix else found)
    else:
        if options.fix:
            print(text)
        _show_findings(text, findings, options, sys.stderr if options.fix else sys.stdout)
    worst = _SEVERITIES.index(options.fail_on)
    return int(any(_SEVERITIES.index(finding.severity) <= worst for finding in findings))


def _annotate(options: argparse.Namespace) -> int:
    try:
        from tweetcraft.files.command import run  # which takes pyarrow and numpy

        return run(options)
    except MissingExtraError as error:
        _refuse(str(error))


def _show_findings(text: str, findings: Sequence[Finding], options: argparse.Namespace, stream: TextIO) -> None:
    """Each with its line, and carets under what it is about."""
    from tweetcraft.carets import pointed  # which no other command needs

    reordered = stream.isatty()
    if not findings and not options.fix:
        print("nothing to mend", file=stream)
    print(_each_line_its_own_direction(on=True, stream=stream), end="", file=stream)
    for finding in findings:
        about = text if finding.part is None else options.option[finding.part]
        where = _name(options.file) if finding.part is None else f"option {finding.part + 1}"
        place = _line_and_column(about, finding.span[0])
        message = f"\n{finding.message_ar}" if options.arabic else f" {finding.message}"
        print(f"{where}:{place}: {finding.severity} [{finding.rule}]:{message}", file=stream)
        print(*pointed(about, finding.span, reordered=reordered), sep="\n", file=stream)
    print(_each_line_its_own_direction(on=False, stream=stream), end="", file=stream)


def _place_in_source(thread: Thread, finding: Finding) -> int:
    """Where a finding begins in the text that was split."""
    start = finding.span[0]
    return start if finding.part is None else thread[finding.part].offset_in_source(start)


# Showing


def _show_edited(edited: EditedText, options: argparse.Namespace, **more: Any) -> None:
    if options.json:
        _print_json({"text": edited.text, **more, "edits": [dataclasses.asdict(edit) for edit in edited.edits]})
    else:
        print(_each_line_its_own_direction(on=True), end="")
        print(edited.text)
        print(_each_line_its_own_direction(on=False), end="")


def _of_limit(result: Count) -> str:
    return f"{result.weighted_length} of {result.limit}"


def _left(result: Count) -> str:
    return f"{result.remaining} left" if result.remaining >= 0 else f"{-result.remaining} too many"


def _say_problem(text: str, result: Count, file: str, place: int) -> None:
    """Name the place from which on a text can't be published."""
    if result.reason:
        where = "" if result.reason == "empty" else f":{_line_and_column(text, place)}"
        print(f"{_name(file)}{where}: {_REASONS[result.reason]}", file=sys.stderr)


def _each_line_its_own_direction(*, on: bool, stream: TextIO | None = None) -> str:
    """What tells a terminal to take the direction of a line from its first letter; nothing where there is no terminal.

    Not isolates: a post is copied from here, and each of them would cost it two units.
    Source: "BiDi in Terminal Emulators", mode 2501; a terminal that does not know the mode shows nothing of it.
    """
    return f"\x1b[?2501{'h' if on else 'l'}" if (stream or sys.stdout).isatty() else ""


def _isolated(text: str) -> str:
    return f"{_ISOLATE}{text}{_END_OF_ISOLATE}" if sys.stdout.isatty() else text


def _count_as_dict(result: Count) -> dict[str, Any]:
    names = (field.name for field in dataclasses.fields(result) if not field.name.startswith("_"))
    return {name: getattr(result, name) for name in names}


def _post_as_dict(post: Any) -> dict[str, Any]:
    return {
        "number": post.number,
        "text": post.text,
        "span": post.span,
        "ended_by": post.ended_by,
        "pieces": [piece._asdict() for piece in post.pieces],
        "count": _count_as_dict(post.count),
    }


def _print_json(value: Any) -> None:
    print(json.dumps(value, ensure_ascii=False, indent=2))
