"""The package as a whole: its floors, its front door, its documentation."""

from __future__ import annotations

import ast
import doctest
import importlib
import inspect
import pkgutil
import re
import subprocess
import sys
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path
from types import ModuleType
from typing import Any

import emoji
import pytest

import tweetcraft as tc
from tweetcraft._tables.emoji import EMOJI_RELEASE
from tweetcraft.entities.emoji import emoji_finder

PROJECT = Path(__file__).parents[1]
SOURCE = Path(tc.__file__).parent

# From the ground up: a module imports only from floors below its own.


def rules_of(*families: str) -> tuple[str, ...]:
    """The modules of the rules of a review, one floor: none imports another of them."""
    return tuple(
        f"reviewing.{family}.{path.stem}"
        for family in families
        for path in sorted(SOURCE.joinpath("reviewing", family).glob("*.py"))
        if path.stem not in ("__init__", "lines", "reading")
    )


FLOORS = (
    ("_tables", "_tables.characters", "_tables.emoji", "_tables.normalization", "_tables.tlds"),
    ("_characters", "_disk", "_display", "_utf16", "errors"),
    ("_nfc", "_graphemes"),
    ("_text",),
    ("_compiled", "rules"),
    ("entities.cashtag", "entities.emoji", "entities.hashtag", "entities.mention", "entities.tld"),
    ("entities.url",),
    ("entities",),
    ("arabic", "arabic.counted", "arabic.particles", "arabic.script", "arabic.stems"),
    ("_weighing", "arabic.direction", "arabic.phrases", "arabic.sentences"),
    ("arabic.bidi",),
    ("carets",),
    ("counting",),
    ("editing",),
    ("findings", "arabic.codepage", "arabic.forms", "arabic.numbers", "arabic.placeholders", "arabic.reasons"),
    ("arabic.elongation", "arabic.repairs", "arabic.spacing", "arabic.wording"),
    ("arabic.folding", "arabic.signs"),
    ("arabic.shortening", "safe_edits"),
    ("arabic.normalization", "cutting"),
    ("fitting", "strict_url"),
    ("threads.costs", "threads.numbering"),
    ("threads.breaking", "threads.cheapest", "threads.posts"),
    ("threads.drafts",),
    ("threads.parts",),
    ("threads.splitting",),
    ("threads",),
    ("hashtags.analysis", "hashtags.keys"),
    ("camel", "hashtags.blocked", "hashtags.names", "hashtags.sharing"),
    ("hashtags.ranking",),
    ("hashtags.segmentation", "hashtags.validity", "hashtags.suggestions", "hashtags.posts", "hashtags.readable"),
    ("hashtags.tuning",),
    ("hashtags.vocabulary",),
    ("hashtags.suggesting",),
    ("hashtags",),
    ("reviewing.meant",),
    ("reviewing.subject",),
    ("reviewing.normalizing", "reviewing.rule"),
    ("reviewing.direction.lines", "reviewing.writing.reading"),
    rules_of("by_kind", "direction", "links", "weight", "writing"),
    ("reviewing.by_kind", "reviewing.direction", "reviewing.links", "reviewing.weight", "reviewing.writing"),
    ("reviewing.kinds", "reviewing.registry"),
    ("reviewing.fixing", "reviewing.running"),
    ("reviewing.posts",),
    ("reviewing",),
    ("composition", "highlighting", "linking"),
    ("arrow.column", "arrow.signs"),
    ("arrow.looking",),
    ("arrow.scanning",),
    ("arrow.posts",),
    ("arrow.annotating",),
    ("arrow",),
    ("arrow.methods",),
    ("duckdb", "pandas", "polars", "spark"),
    ("dask",),
    ("files.rows", "files.values"),
    ("files.lines", "files.parts", "files.workers"),
    ("files.csv_files", "files.json_files", "files.parquet_files"),
    ("files.annotating",),
    ("files.command",),
    ("files",),
    ("publishing.journals",),
    ("publishing.records",),
    ("publishing.running",),
    ("publishing",),
    ("twitter_text",),
    ("previewing.labels", "previewing.markup", "previewing.style"),
    ("previewing.charts", "previewing.page", "previewing.segments"),
    ("previewing.notes", "previewing.objects"),
    ("previewing.cards",),
    ("previewing.differences",),
    ("previewing.sheets",),
    ("previewing.showing",),
    ("previewing",),
    ("",),  # the front door, which loads what is below it when it is asked
    ("cli",),
    ("__main__",),
)
FLOOR_OF = {module: number for number, floor in enumerate(FLOORS) for module in floor}

FRONT_DOOR = {
    "AlreadyPostedError", "InDoubtError", "Journal", "JournalError", "Published", "PublishingError", "RateLimitError",
    "AnnotatingError", "Preview", "RefusedError", "preview", "publish_thread",
    "Breakdown", "COMPACT", "Composition", "Count", "DoesNotFitError", "Edit", "Entity", "Finding", "FitStep", "Fitted",
    "Form", "FormError", "HashtagError", "HashtagSuggestion", "HashtagVocabulary",
    "MissingDataError", "MissingExtraError", "Normalized", "Numbering", "OptionError",
    "PRESETS", "PUBLISH", "Piece", "Post", "Rules", "RulesError",
    "SEARCH", "SearchForm",
    "TWITTER_TEXT_1", "TWITTER_TEXT_2", "TWITTER_TEXT_3", "Thread", "TweetcraftError", "VocabularyError",
    "Hit", "X", "X_ALT_TEXT", "X_BIO", "X_DM", "X_NAME", "X_POLL_OPTION", "X_PREMIUM",
    "apply_edits", "apply_fixes", "apply_hashtags", "compose", "count", "extract", "fit",
    "make_hashtag", "normalize", "normalize_and_explain", "review", "review_rule", "search_key", "segment_hashtag",
    "split_thread", "suggest_hashtags", "weighted_length",
}  # fmt: skip
"""What a program finds in `tweetcraft`, and nothing else."""

PYTHON = (module.name for module in pkgutil.walk_packages(tc.__path__, f"{tc.__name__}."))
MODULES = [tc.__name__, *(name for name in PYTHON if name != "tweetcraft._native")]  # which imports nothing
CALLABLE = [name for name in tc.__all__ if callable(getattr(tc, name)) or isinstance(getattr(tc, name), ModuleType)]
FUNCTIONS = [name for name in CALLABLE if not inspect.isclass(getattr(tc, name))]

HEAVY = {"emoji", "regex", "hypothesis", "yaml", "numpy", "asyncio", "json", "argparse"}
COUNTING = "tc.weighted_length(TEXT); tc.count(TEXT).breakdown; tc.count(TEXT * 99).valid_range; tc.extract(TEXT)"

DOCUMENTS = [*sorted(PROJECT.glob("README*.md")), *sorted((PROJECT / "docs").rglob("*.md"))]


def source_of(module: str) -> Path:
    """The file of a module, named without the package."""
    path = SOURCE.joinpath(*module.split("."))
    return path / "__init__.py" if path.is_dir() else path.with_suffix(".py")


def is_for_types(node: ast.AST) -> bool:
    """Whether a statement is `if TYPE_CHECKING`, whose imports never run."""
    return isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"


def imports(node: ast.AST) -> Iterator[str]:
    """The modules of the package that a module imports, wherever in it."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Import):
            names = [alias.name for alias in child.names]
        elif isinstance(child, ast.ImportFrom):
            assert child.level == 0, "imports are absolute"
            modules = [f"{child.module}.{alias.name}" for alias in child.names]
            names = [module if module in MODULES else str(child.module) for module in modules]
        else:
            names = []
            if not is_for_types(child):
                yield from imports(child)
        yield from (name.removeprefix("tweetcraft").removeprefix(".") for name in names if name in MODULES)


def python(code: str) -> str:
    """What a program writes that runs by itself."""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout.decode().strip()


def blocks(document: Path) -> Iterator[tuple[int, str]]:
    """The Python of a document, each block with the line it begins at."""
    text = document.read_text(encoding="utf-8")
    for block in re.finditer(r"^```python\n(.*?)^```$", text, re.MULTILINE | re.DOTALL):
        yield text.count("\n", 0, block.start(1)), block[1]


def run_doctest(test: doctest.DocTest) -> str:
    """What is wrong with the examples of a test."""
    said: list[str] = []
    doctest.DocTestRunner(verbose=False).run(test, out=said.append, clear_globs=False)
    return "".join(said)


class TestFloors:
    """A module imports only from below."""

    def test_complete(self) -> None:
        """Every module has its floor, and there is no floor for one that is gone."""
        assert {f"tweetcraft.{module}".removesuffix(".") for module in FLOOR_OF} == set(MODULES)

    @pytest.mark.parametrize("module", [module for module in FLOOR_OF if module])
    def test_imports(self, module: str) -> None:
        """What it imports stands on a lower floor; only the command line asks at the front door."""
        tree = ast.parse(source_of(module).read_text(encoding="utf-8"))
        imported = set(imports(tree))
        assert [name for name in imported if FLOOR_OF[name] >= FLOOR_OF[module]] == []
        assert "" not in imported or module == "cli"

    def test_front_door(self) -> None:
        """The front door imports nothing of the package until it is asked."""
        assert list(imports(ast.parse(source_of("").read_text(encoding="utf-8")))) == []

    def test_finds_imports(self) -> None:
        """Those in functions are found, and those for types alone are not."""
        code = "if TYPE_CHECKING:\n from tweetcraft import cli\ndef f():\n from tweetcraft._tables import emoji, tlds\n"
        assert list(imports(ast.parse(code))) == ["_tables.emoji", "_tables.tlds"]


class TestFrontDoor:
    """What `import tweetcraft` gives."""

    def test_names(self) -> None:
        """Exactly the names that the design lists and that are there so far."""
        assert set(tc.__all__) == FRONT_DOOR
        assert len(tc.__all__) == len(FRONT_DOOR)
        assert set(dir(tc)) >= FRONT_DOOR

    def test_sorted(self) -> None:
        """In order: constants, then classes, then functions."""

        def key(name: str) -> tuple[int, str]:
            return (0 if name.isupper() and len(name) > 1 else 1 if name[0].isupper() else 2, name)

        assert tc.__all__ == sorted(tc.__all__, key=key)

    @pytest.mark.parametrize("name", sorted(FRONT_DOOR))
    def test_first(self, name: str) -> None:
        """Each name may be the first one asked for, and is no module."""
        assert python(f"import tweetcraft, types; print(isinstance(tweetcraft.{name}, types.ModuleType))") == "False"

    def test_after_modules(self) -> None:
        """No module, once it is loaded, takes the place of a function of its name."""
        loaded = "; ".join(f"import {module}" for module in MODULES if not module.endswith("__main__"))
        hidden = "[name for name in tc.__all__ if isinstance(getattr(tc, name), types.ModuleType)]"
        assert python(f"import types; import tweetcraft as tc; {loaded}; print({hidden})") == "[]"

    def test_after_neighbours(self) -> None:
        """Nor does one that is loaded for the sake of another name."""
        code = "import tweetcraft as tc; [getattr(tc, name) for name in tc.__all__]; print(callable(tc.compose))"
        assert python(code) == "True"

    def test_star(self) -> None:
        """All of them come with a star."""
        assert python("from tweetcraft import *; print(weighted_length('م', rules=X))") == "1"

    def test_unknown(self) -> None:
        """A name that there is not is an `AttributeError`."""
        with pytest.raises(AttributeError, match="has no attribute 'no_such_name'"):
            _ = tc.no_such_name

    def test_version(self) -> None:
        """The version is that of the distribution."""
        assert metadata.version("tweetcraft") == tc.__version__

    def test_typed(self) -> None:
        """The package says that it has types."""
        assert (SOURCE / "py.typed").is_file()


class TestLoading:
    """What is loaded, and when."""

    def test_import(self) -> None:
        """The import loads the front door and nothing else, beside what `typing` needs."""
        code = "import sys, __future__, typing; a = {*sys.modules}; import tweetcraft; print(*{*sys.modules} - a)"
        assert python(code) == "tweetcraft"

    @pytest.mark.parametrize(
        "text", ["مرحبا", "مَرحبا 👨‍👩‍👧‍👦 🫩 example.com #وسم @user", "ا\u0653\U00010efd"], ids=ascii
    )
    def test_counting(self, text: str) -> None:
        """To count and extract, nothing heavy is needed; the data of the `emoji` package least of all."""
        code = COUNTING.replace("TEXT", ascii(text))
        loaded = python(f"import sys; import tweetcraft as tc; {code}; print(*sys.modules)").split()
        assert "tweetcraft.counting" in loaded
        assert HEAVY & {*loaded} == set()

    def test_threads(self) -> None:
        """To cut a word takes graphemes, and so `regex`; a text that fits needs neither."""
        code = "import sys; import tweetcraft as tc; tc.split_thread({!r}); print(*sys.modules)"
        assert HEAVY & {*python(code.format("مرحبا")).split()} == set()
        assert HEAVY & {*python(code.format("م" * 300)).split()} == {"regex"}


class TestDocumentation:
    """What a reader is told."""

    @pytest.mark.parametrize("module", MODULES)
    def test_modules(self, module: str) -> None:
        """Each module says what it is, and its public names are there."""
        loaded = importlib.import_module(module)
        assert loaded.__doc__
        assert [name for name in getattr(loaded, "__all__", ()) if not hasattr(loaded, name)] == []

    @pytest.mark.parametrize("name", CALLABLE)
    def test_docstrings(self, name: str) -> None:
        """Each public function and class has a docstring, and not the one that a dataclass gives itself."""
        documented = inspect.getdoc(getattr(tc, name)) or ""
        assert documented
        assert not documented.startswith(f"{name}(")

    @pytest.mark.parametrize("name", FUNCTIONS)
    @pytest.mark.parametrize("part", ["Arguments:", "Returns:", "Raises:", ">>> "])
    def test_parts(self, name: str, part: str) -> None:
        """A public function says what it takes, gives and raises, and shows it."""
        assert part in (inspect.getdoc(getattr(tc, name)) or "")

    @pytest.mark.parametrize("module", MODULES)
    def test_doctests(self, module: str) -> None:
        """The examples in docstrings are right."""
        loaded = importlib.import_module(module)
        tests = doctest.DocTestFinder(exclude_empty=True).find(loaded, extraglobs={"tc": tc})
        assert "".join(map(run_doctest, tests)) == ""

    @pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
    def test_documents(self, document: Path) -> None:
        """The examples in the README and the guides are right, run in order; and all Python in them is Python."""
        shared: dict[str, Any] = {}
        parser = doctest.DocTestParser()
        wrong = ""
        for line, block in blocks(document):
            if ">>>" in block:
                test = parser.get_doctest(block, {}, document.name, str(document), line)
                test.globs = shared
                wrong += run_doctest(test)
            else:
                compile(block, f"{document}:{line}", "exec")
        assert not wrong, wrong

    def test_readme(self) -> None:
        """The README has examples."""
        assert any(">>>" in block for _, block in blocks(PROJECT / "README.md"))


class TestTables:
    """Generated data."""

    @pytest.mark.parametrize("module", [module for module in FLOORS[0] if "." in module])
    def test_source(self, module: str) -> None:
        """Each table says where it is from, and the command that makes it."""
        told = importlib.import_module(f"tweetcraft.{module}").__doc__ or ""
        assert "python tools/generate_tables.py" in told
        assert "Source:" in told

    def test_emoji(self) -> None:
        """The table has every emoji of the installed data."""
        finder = emoji_finder("current")
        missing = [
            sequence
            for sequence in emoji.EMOJI_DATA
            if [*finder.all(sequence)] != [(0, len(sequence))] and sequence not in "©®"
        ]
        assert not missing, (
            f"the table is of emoji {EMOJI_RELEASE}, and lacks {missing[:5]} … of the installed {emoji.__version__}: "
            "regenerate with python tools/generate_tables.py"
        )
