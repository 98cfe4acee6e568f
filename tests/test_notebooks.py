"""The notebooks in ``examples``: they are kept without outputs, and they run."""

from __future__ import annotations

import ast
import json
from pathlib import Path
from typing import Any

import pytest

EXAMPLES = Path(__file__).parents[1] / "examples"
NOTEBOOKS = sorted(EXAMPLES.glob("*.ipynb"))

each_notebook = pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda path: path.stem)


def cells_of(notebook: Path, kind: str) -> list[dict[str, Any]]:
    """The cells of a kind, in order."""
    cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    return [cell for cell in cells if cell["cell_type"] == kind]


def test_there() -> None:
    """The two stories are told."""
    assert {"press_release_to_thread", "hashtags_from_history"} <= {notebook.stem for notebook in NOTEBOOKS}


@each_notebook
def test_stripped(notebook: Path) -> None:
    """What a run leaves behind is not kept, and cells have names that stay."""
    code = cells_of(notebook, "code")
    assert code
    assert [cell for cell in code if cell["outputs"] or cell["execution_count"] is not None] == []
    names = [cell["id"] for kind in ("code", "markdown") for cell in cells_of(notebook, kind)]
    assert len({*names}) == len(names)


@each_notebook
def test_explained(notebook: Path) -> None:
    """Most steps are told before they are shown."""
    assert len(cells_of(notebook, "markdown")) >= len(cells_of(notebook, "code")) - 1


@each_notebook
def test_code(notebook: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The code runs from top to bottom where the notebook lies, in plain Python: nothing of a kernel is needed."""
    monkeypatch.chdir(notebook.parent)
    shared: dict[str, Any] = {"__name__": "__main__"}
    for number, cell in enumerate(cells_of(notebook, "code"), 1):
        name = f"{notebook.name}, code cell {number}"
        exec(compile(ast.parse("".join(cell["source"]), name), name, "exec"), shared)


@each_notebook
def test_kernel(notebook: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is a notebook of its format, and runs in a kernel of Jupyter."""
    reason = "nbclient, nbformat and ipykernel are needed: pip install -e '.[docs]'"
    nbformat = pytest.importorskip("nbformat", reason=reason)
    nbclient = pytest.importorskip("nbclient", reason=reason)
    pytest.importorskip("ipykernel", reason=reason)
    for name in ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR"):
        monkeypatch.setenv(name, str(tmp_path / name.lower()))  # nothing of this machine's Jupyter
    loaded = nbformat.read(notebook, as_version=4)
    nbformat.validate(loaded)
    place = {"metadata": {"path": str(notebook.parent)}}
    nbclient.NotebookClient(loaded, timeout=120, kernel_name="python3", resources=place).execute()
    code = [cell for cell in loaded.cells if cell.cell_type == "code"]
    assert [cell.execution_count for cell in code] == [*range(1, len(code) + 1)]
    assert any(cell.outputs for cell in code)
