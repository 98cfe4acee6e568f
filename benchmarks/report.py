"""What a run found: tables, for a terminal and for ``docs/benchmarks.md``."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

__all__ = ["Section", "Table", "to_markdown", "to_terminal"]


@dataclass(frozen=True)
class Table:
    """Rows of text; the first column names them, the others are figures."""

    title: str
    columns: Sequence[str]
    rows: Sequence[Sequence[str]]


@dataclass(frozen=True)
class Section:
    """What one suite found."""

    title: str
    tables: Sequence[Table]
    notes: Sequence[str] = field(default_factory=list)


def to_terminal(sections: Iterable[Section]) -> str:
    """Aligned columns."""
    lines: list[str] = []
    for section in sections:
        lines += [section.title, "=" * len(section.title), ""]
        for table in section.tables:
            lines += [table.title, "", *_aligned(table), ""]
        lines += [f"- {note}" for note in section.notes]
        lines.append("")
    return "\n".join(lines)


def to_markdown(sections: Iterable[Section]) -> str:
    """Tables in Markdown."""
    lines: list[str] = []
    for section in sections:
        lines += [f"## {section.title}", ""]
        for table in section.tables:
            lines += [f"### {table.title}", "", *_markdown(table), ""]
        if section.notes:
            lines += [*(f"- {note}" for note in section.notes), ""]
    return "\n".join(lines)


def _aligned(table: Table) -> list[str]:
    rows = [table.columns, *table.rows]
    widths = [max(len(row[column]) for row in rows) for column in range(len(table.columns))]
    lines = ["  ".join(_padded(row, widths)).rstrip() for row in rows]
    return [lines[0], "  ".join("-" * width for width in widths), *lines[1:]]


def _padded(row: Sequence[str], widths: Sequence[int]) -> list[str]:
    return [row[0].ljust(widths[0]), *(cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True))]


def _markdown(table: Table) -> list[str]:
    rows = [table.columns, ["---", *("---:" for _ in table.columns[1:])], *table.rows]
    return [f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |" for row in rows]
