"""The site: it is built without a warning, it has a place for every page and every name, and it needs no network."""

from __future__ import annotations

import doctest
import os
import re
import shutil
import subprocess
import sys
import zlib
from collections.abc import Iterator
from html.parser import HTMLParser
from importlib.util import find_spec
from pathlib import Path

import pytest

import tweetcraft as tc

PROJECT = Path(__file__).parents[1]
DOCS = PROJECT / "docs"
PAGES = sorted(str(page.relative_to(DOCS).with_suffix("")) for page in DOCS.rglob("*.md") if "_build" not in page.parts)

DIRECTIVE = re.compile(r"^\.\. (?:auto(?:function|class|exception|data)|py:data):: tweetcraft\.(\w+)$", re.MULTILINE)
TOC = re.compile(r"^```\{toctree\}\n(.*?)^```$", re.MULTILINE | re.DOTALL)
CONSOLE = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)
ADDRESS = re.compile(r"(?:[a-z][a-z+.-]*:)?//", re.IGNORECASE)
LOADED_BY_STYLE = re.compile(r"(?:url\(|@import)\s*['\"]?([^'\")\s;]+)")

NEEDED = ("sphinx", "myst_parser", "furo")
HAS_SPHINX = all(map(find_spec, NEEDED))
GUIDES = [DOCS / "index.md", DOCS / "tutorial.md", *sorted(DOCS.glob("howto/*.md"))]


def commands(page: Path) -> Iterator[tuple[str, str]]:
    """The command lines of tweetcraft on a page, each with what it is said to write."""
    for block in CONSOLE.findall(page.read_text(encoding="utf-8")):
        for command in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            line, _, output = command.partition("\n")
            if not line.startswith("pip "):
                yield line, output


COMMANDS = [
    pytest.param(command, output, id=f"{page.stem}-{number}")
    for page in GUIDES
    for number, (command, output) in enumerate(commands(page))
]


def shell(script: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """A script of a page, run where ``tweetcraft`` is this one."""
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
    environment = os.environ | {"PATH": path, "PYTHONUTF8": "1"}
    return subprocess.run(
        ["sh", "-c", script], cwd=folder, env=environment, capture_output=True, encoding="utf-8", check=False
    )


needs_command = pytest.mark.skipif(
    not (shutil.which("sh") and Path(sys.executable).with_name("tweetcraft").exists()),
    reason="a shell is needed, and the command tweetcraft beside this Python",
)


class TestSource:
    """What can be seen without building."""

    def test_nav(self) -> None:
        """Every page is in the navigation, and every entry of it is a page."""
        listed = []
        for name in ("index", "reference/index"):
            page = DOCS / f"{name}.md"
            for block in TOC.findall(page.read_text(encoding="utf-8")):
                entries = [line for line in block.splitlines() if line and not line.startswith(":")]
                listed += [str((page.parent / entry).relative_to(DOCS)) for entry in entries if entry != "self"]
        missing = {*PAGES}.difference(listed, ["index"])
        assert not missing, f"no navigation, in docs/index.md or docs/reference/index.md, has {sorted(missing)}"
        assert sorted(listed) == [page for page in PAGES if page != "index"]

    def test_names(self) -> None:
        """The reference has each name of the front door once, and none that is not there."""
        named = [name for page in DOCS.glob("reference/*.md") for name in DIRECTIVE.findall(page.read_text("utf-8"))]
        missing = sorted({*tc.__all__}.difference(named))
        assert not missing, f"docs/reference has no place for {missing}"
        assert sorted(named) == sorted(tc.__all__)

    def test_arabic(self) -> None:
        """The Arabic quick start shows the calls that the README shows."""
        called = [
            {*re.findall(r"^>>> .*?\btc\.([a-z]\w+)\(", page.read_text(encoding="utf-8"), re.MULTILINE)}
            for page in (PROJECT / "README.md", PROJECT / "README.ar.md")
        ]
        assert called[0] == called[1]

    @needs_command
    @pytest.mark.parametrize(("command", "output"), COMMANDS)
    def test_commands(self, command: str, output: str) -> None:
        """What the guides say a command writes is what it writes."""
        done = shell(command, PROJECT)
        assert done.returncode in {0, 1}, done.stderr
        if output:
            same = doctest.OutputChecker().check_output(output, done.stdout, doctest.ELLIPSIS)
            assert same, done.stdout + done.stderr

    @needs_command
    @pytest.mark.parametrize(("draft", "status"), [("مرحبا بكم #حصاد", 0), ("مرحبا و#حصاد", 1)])
    def test_script(self, draft: str, status: int, tmp_path: Path) -> None:
        """The script for a folder of drafts says whether all of them may go out."""
        page = DOCS.joinpath("howto", "review-in-ci.md").read_text(encoding="utf-8")
        script = re.findall(r"^```sh\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)[0]
        tmp_path.joinpath("posts").mkdir()
        tmp_path.joinpath("posts", "fine.txt").write_text("نلتقي غدا\n", encoding="utf-8")
        tmp_path.joinpath("posts", "draft.txt").write_text(f"{draft}\n", encoding="utf-8")
        done = shell(script, tmp_path)
        assert (done.returncode, done.stderr) == (status, "")


class Loaded(HTMLParser):
    """What a page loads when it is opened, and where its links lead."""

    def __init__(self, page: Path) -> None:
        super().__init__()
        self.files: list[str] = []
        self.links: list[str] = []
        self.feed(page.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a":
            self.links += [value or "" for name, value in attrs if name == "href"]
        else:
            self.files += [value or "" for name, value in attrs if name in {"src", "href", "srcset", "data", "poster"}]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site, built with warnings as errors."""
    folder = tmp_path_factory.mktemp("site")
    command = [sys.executable, "-m", "sphinx", "--fail-on-warning", "--keep-going", "--quiet", "--fresh-env"]
    done = subprocess.run(
        [*command, "--doctree-dir", str(folder / "trees"), str(DOCS), str(folder / "html")],
        capture_output=True, encoding="utf-8", check=False, cwd=PROJECT, env=os.environ | {"PYTHONUTF8": "1"},
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    return folder / "html"


@pytest.mark.skipif(not HAS_SPHINX, reason="sphinx, myst-parser and furo are needed: pip install -e '.[docs]'")
class TestBuilt:
    """What is built."""

    def test_pages(self, site: Path) -> None:
        """Every page is there, and its address stands in the navigation of the first."""
        links = {*Loaded(site / "index.html").links}
        assert [page for page in PAGES if not site.joinpath(f"{page}.html").is_file()] == []
        inner = [page for page in PAGES if page != "index"]
        assert [page for page in inner if f"{page}.html" not in links] == []

    def test_inventory(self, site: Path) -> None:
        """Every name of the front door has an anchor."""
        listed = site.joinpath("objects.inv").read_bytes().split(b"\n", 4)[4]
        anchors = {line.split(" ")[0] for line in zlib.decompress(listed).decode().splitlines()}
        assert {f"tweetcraft.{name}" for name in tc.__all__} - anchors == set()

    def test_alone(self, site: Path) -> None:
        """No page and no style loads anything from another host."""
        loaded = {
            (page.name, address)
            for page in site.rglob("*.html")
            for address in Loaded(page).files
            if ADDRESS.match(address)
        }
        loaded |= {
            (style.name, address)
            for style in site.rglob("*.css")
            for address in LOADED_BY_STYLE.findall(style.read_text(encoding="utf-8"))
            if ADDRESS.match(address)
        }
        assert loaded == set()

    def test_search(self, site: Path) -> None:
        """Search works without a server: its index is a script, and has the pages."""
        index = site.joinpath("searchindex.js").read_text(encoding="utf-8")
        assert index.startswith("Search.setIndex(")
        assert all(f'"{page}"' in index for page in PAGES)

    def test_docstrings(self, site: Path) -> None:
        """The parts of docstrings are read as such, and what stands before a colon is no type."""
        page = site.joinpath("reference", "fitting.html").read_text(encoding="utf-8")
        assert all(f"{part}<span" in page for part in ("Parameters", "Returns", "Raises"))
        assert "Where it does not fit: what could be done" in page

    def test_arabic(self, site: Path) -> None:
        """The Arabic page is laid out from right to left by its style; code is not."""
        page = site.joinpath("ar.html").read_text(encoding="utf-8")
        assert "article { direction: rtl; }" in page
        assert 'dir="rtl"' not in page
        assert page.count("<div") == page.count("</div>")
