"""A hook of the build: compiles ``src/native`` into the wheel, where there is a compiler.

Without one, or with ``TWEETCRAFT_PURE`` in the environment, the wheel is one of pure Python, which installs everywhere
and gives the same answers.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

_MODULE = "tweetcraft._native"


class CompileNative(BuildHookInterface[Any]):
    """What hatchling calls before it packs a wheel."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        package = Path(self.root, "src", "tweetcraft")
        for earlier in (*package.glob("_native.*.so"), *package.glob("_native.*.pyd")) if version == "editable" else ():
            earlier.unlink()
        if os.environ.get("TWEETCRAFT_PURE") or sys.implementation.name != "cpython":
            return
        self._folder = tempfile.TemporaryDirectory()  # until the wheel is packed
        module = _compiled(Path(self.root, "src", "native", "_native.c"), Path(self._folder.name))
        if module is None:
            self.app.display_warning("tweetcraft: not compiled; it works the same in pure Python, and counts slower")
            return
        if version == "editable":
            shutil.copy(module, package)
        else:
            build_data["force_include"][str(module)] = f"tweetcraft/{module.name}"
        build_data["pure_python"] = False
        build_data["infer_tag"] = True


def _compiled(source: Path, folder: Path) -> Path | None:
    try:
        from setuptools import Distribution, Extension
        from setuptools.command.build_ext import build_ext
        from setuptools.errors import BaseError, CompileError, LinkError
    except ImportError:
        return None
    fast = [] if sys.platform == "win32" else ["-O3"]
    extension = Extension(_MODULE, [str(source)], extra_compile_args=fast)
    command = build_ext(Distribution({"name": "tweetcraft", "ext_modules": [extension]}))
    command.build_lib, command.build_temp = str(folder), str(folder / "objects")
    command.ensure_finalized()
    try:
        command.run()
    except (BaseError, CompileError, LinkError, OSError):
        return None
    return Path(command.get_ext_fullpath(_MODULE))
