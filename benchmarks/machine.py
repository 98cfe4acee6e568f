"""Where a run took place."""

from __future__ import annotations

import os
import platform
import subprocess
import unicodedata
from pathlib import Path

from tweetcraft._compiled import IS_COMPILED

__all__ = ["describe"]


def describe() -> str:
    """The machine and its interpreters."""
    python = f"{platform.python_implementation()} {platform.python_version()}, Unicode {unicodedata.unidata_version}"
    scanner = "compiled scanner" if IS_COMPILED else "pure Python"
    system = f"{platform.system()} {platform.machine()}, load {_load()} at the start"
    return f"{_processor()}, {os.cpu_count()} cores; {system}; {python}, {scanner}; Node {_node()}"


def _processor() -> str:
    information = Path("/proc/cpuinfo")
    if information.is_file():
        for line in information.read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or "unknown"


def _load() -> str:
    return f"{os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "unknown"


def _node() -> str:
    try:
        return subprocess.run(["node", "--version"], check=True, capture_output=True, encoding="utf-8").stdout.strip()
    except (OSError, subprocess.CalledProcessError):
        return "none"
