"""What Sphinx builds the site with: ``sphinx-build --fail-on-warning docs FOLDER``."""

from __future__ import annotations

import re
from importlib import metadata
from pathlib import Path
from typing import Any

from sphinx.ext.napoleon import Config, GoogleDocstring

project = "tweetcraft"
author = "The tweetcraft authors"
project_copyright = author
release = version = metadata.version("tweetcraft")

extensions = ["myst_parser", "sphinx.ext.autodoc"]
exclude_patterns = ["_build"]

# Pages are Markdown as GitHub shows it; docstrings are reStructuredText in Google's layout.
myst_heading_anchors = 3
autodoc_member_order = "bysource"
autodoc_preserve_defaults = True
autodoc_typehints_format = "short"
autodoc_default_options = {"exclude-members": "__new__, __init__"}
python_use_unqualified_type_names = True
python_maximum_signature_line_length = 88
add_module_names = False
toc_object_entries_show_parents = "hide"

# Every picture, script and style is a file of the site: it can be read without a network, search included.
html_theme = "furo"
html_title = f"tweetcraft {release}"
html_static_path = ["_static"]
html_css_files = ["site.css"]
html_copy_source = False
html_show_sourcelink = False
highlight_language = "text"
highlight_options = {"python": {"stripnl": True}}  # the empty line that ends an example

_LAYOUT = Config(napoleon_use_rtype=False)
_LINK = re.compile(r"\[([^]\n]*)\]\((\.\./[^)#\n]*)\)")
_PAGE = re.compile(r"(?<![`/\w])docs/([\w-]+)\.md")


def _read_docstring(app: Any, what: str, name: str, obj: Any, options: Any, lines: list[str]) -> None:  # noqa: PLR0913, PLR0917
    """Read a docstring in Google's layout, and link the pages that it names.

    The extension of Sphinx that does so takes what stands before a colon for a type, where a field is described.
    """
    if lines and lines[0].startswith("Alias for field number"):  # what a named tuple says of a field without docstring
        lines.clear()
    if what not in {"attribute", "data", "property"}:
        lines[:] = GoogleDocstring(lines, _LAYOUT, app, what, name, obj, options).lines()
    lines[:] = [_PAGE.sub(r":doc:`/\1`", line) for line in lines]


def _leave_out_folders(app: Any, page: str, source: list[str]) -> None:
    """Leave out links to folders of the repository: GitHub shows a folder, a site has no page of it."""
    folder = Path(app.srcdir, page).parent
    source[0] = _LINK.sub(lambda link: link[1] if (folder / link[2]).is_dir() else link[0], source[0])


def setup(app: Any) -> None:
    """Be called by Sphinx."""
    app.connect("source-read", _leave_out_folders)
    app.connect("autodoc-process-docstring", _read_docstring)
