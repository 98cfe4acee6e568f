"""How posts will look, before they are published: HTML for notebooks and for pages that stand by themselves."""

from __future__ import annotations

from tweetcraft.previewing.objects import Preview
from tweetcraft.previewing.showing import html_of, preview

__all__ = ["Preview", "html_of", "preview"]
