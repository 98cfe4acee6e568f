"""Posts in columns: one kernel over Arrow data, for every engine that speaks Arrow.

It is an extra: ``pip install "tweetcraft[arrow]"``.
"""

from __future__ import annotations

from tweetcraft.errors import MissingExtraError

try:
    from tweetcraft.arrow.annotating import DEFAULT_OUTPUTS, Annotator, annotate, compute
    from tweetcraft.arrow.posts import OUTPUTS
except ModuleNotFoundError as _error:
    if _error.name not in {"numpy", "pyarrow"}:
        raise
    raise MissingExtraError('columns take pyarrow and numpy: pip install "tweetcraft[arrow]"') from _error

__all__ = ["DEFAULT_OUTPUTS", "OUTPUTS", "Annotator", "annotate", "compute"]
