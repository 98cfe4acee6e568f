"""A hook of the build: compiles ``src/native`` into the wheel, where there is a compiler.

Without one, or with ``TWEETCRAFT_PURE`` in the environment, the wheel is one of pure Python, which installs everywhere
and gives the same answers.
"""

from __future__ import annotations

import os
import shutil
import sys
import sysconfig
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

_MODULE = "tweetcraft._native"


class CompileNative(BuildHookInterface[Any]):
    """What hatchling calls before it packs a wheel."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile, and put what comes of it into the wheel, or beside the sources of an editable install."""
        is_editable = version == "editable"
        here = Path(self.root, "src", "tweetcraft", f"_native{sysconfig.get_config_var('EXT_SUFFIX')}")
        try:
            if is_editable:
                here.unlink(missing_ok=True)
            if os.environ.get("TWEETCRAFT_PURE") or sys.implementation.name != "cpython":
                return
            self._folder = tempfile.TemporaryDirectory()  # until the wheel is packed
            module = _compiled(Path(self.root, "src", "native", "_native.c"), Path(self._folder.name))
            if is_editable:
                shutil.copy(module, here)
        except Exception as error:  # noqa: BLE001  (whatever a compiler lacks, the package works without it)
            self.app.display_warning(f"tweetcraft: not compiled, so pure Python, which counts slower: {error!r}")
            return
        if not is_editable:
            build_data["force_include"][str(module)] = f"tweetcraft/{module.name}"
        build_data["pure_python"] = False
        build_data["infer_tag"] = True


def _compiled(source: Path, folder: Path) -> Path:
    from setuptools import Distribution, Extension
    from setuptools.command.build_ext import build_ext

    # No debug information: it would be most of the file, with the paths of this machine.
    options = [] if sys.platform == "win32" else ["-O3", "-g0"]
    extension = Extension(_MODULE, [str(source)], extra_compile_args=options)
    command = build_ext(Distribution({"name": "tweetcraft", "ext_modules": [extension]}))
    command.build_lib, command.build_temp = str(folder), str(folder / "objects")
    command.ensure_finalized()
    command.run()
    return Path(command.get_ext_fullpath(_MODULE))
