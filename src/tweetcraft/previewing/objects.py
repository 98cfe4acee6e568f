"""What a preview is: something that a notebook shows and that writes itself to a file."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from os import PathLike
from pathlib import Path

from tweetcraft.previewing.labels import LABELS, Language
from tweetcraft.previewing.markup import Markup
from tweetcraft.previewing.page import fragment, page
from tweetcraft.previewing.style import Theme

__all__ = ["Preview"]


@dataclass(frozen=True, slots=True, repr=False)
class Preview:
    """How posts will look, with what a writer should know of them.

    It runs no script and fetches nothing, neither in a notebook nor as a page, whatever the posts hold.
    """

    text: str
    """For where no HTML is shown."""
    labels: Language
    theme: Theme
    posts: int
    """How many posts it shows."""
    findings: int
    """How many findings it shows."""
    _body: Markup = field(default=Markup(""))
    _most: int = field(default=0)

    @property
    def html(self) -> str:
        """A page that stands by itself."""
        return page(self._fragment, LABELS[self.labels], self.theme)

    def save(self, path: str | PathLike[str]) -> Path:
        """Write the page to a file.

        Arguments:
            path: where to; a file that is there is written over.

        Returns:
            The path.

        Raises:
            OSError: it can't be written.
        """
        target = Path(path)
        target.write_bytes(self.html.encode())
        return target

    @property
    def _fragment(self) -> Markup:
        return fragment(self._body, LABELS[self.labels], self.theme, self._most)

    def _repr_html_(self) -> str:
        return str(self._fragment)

    def _repr_mimebundle_(
        self, include: Collection[str] | None = None, exclude: Collection[str] | None = None
    ) -> dict[str, str]:
        """What a notebook asks for: the HTML, and the text for where none is shown."""
        made = {"text/plain": self.text, "text/html": self._repr_html_()}
        return {
            kind: shown
            for kind, shown in made.items()
            if (not include or kind in include) and not (exclude and kind in exclude)
        }

    def __repr__(self) -> str:
        return f"Preview(posts={self.posts}, findings={self.findings})"

    def __str__(self) -> str:
        return self.text
