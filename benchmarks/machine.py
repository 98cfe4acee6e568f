"""Where a run took place."""

from __future__ import annotations

import os
import platform
import subprocess
import unicodedata
from pathlib import Path

from benchmarks.report import Section, Table

__all__ = ["describe"]


def describe() -> Section:
    """The machine and its interpreters."""
    rows = [
        ["processor", f"{_processor()}, {os.cpu_count()} cores"],
        ["system", f"{platform.system()} {platform.machine()}, load {_load()} at the start"],
        [
            "Python",
            f"{platform.python_implementation()} {platform.python_version()}, Unicode {unicodedata.unidata_version}",
        ],
        ["Node", _node()],
    ]
    return Section("Machine", [Table("This run", ("", ""), rows)])


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
