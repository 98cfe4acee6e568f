"""How results show themselves in a notebook."""

from __future__ import annotations

from importlib import import_module

__all__ = ["html_of"]


def html_of(value: object) -> str:
    """The HTML that a notebook shows for a result.

    The one place where a lower floor calls an upper one: a notebook asks the result itself, and only then is loaded
    what can draw it.
    """
    shown: str = import_module("tweetcraft.previewing").html_of(value)
    return shown
