"""Publishing a thread through the caller's own client, each post exactly once."""

from __future__ import annotations

from tweetcraft.publishing.journals import Journal, Lines
from tweetcraft.publishing.running import Published, publish_thread

__all__ = ["Journal", "Lines", "Published", "publish_thread"]
