"""Files of posts with what is known of each, whatever their size: Parquet, CSV and JSON lines, in and out.

It is an extra: ``pip install "tweetcraft[arrow]"``.
"""

from __future__ import annotations

import tweetcraft.arrow  # noqa: F401  (which says so where it is missing)
from tweetcraft.errors import AnnotatingError
from tweetcraft.files.annotating import BATCH_ROWS, Annotated, Progress, annotate_file
from tweetcraft.files.parts import side_file_of
from tweetcraft.files.rows import BrokenRow

__all__ = ["BATCH_ROWS", "Annotated", "AnnotatingError", "BrokenRow", "Progress", "annotate_file", "side_file_of"]
