"""What a break costs: all that decides where a thread is broken, in one place.

The unit is one post: a thread takes one more post rather than a break that costs more than one.  The figures were set
so that the pairs of tests/cases/breaks.json come out right, and by what an editor said of forty threads; what they
come to on articles is in docs/threads.md.
"""

from __future__ import annotations

from typing import Final, Literal

__all__ = [
    "BREAKS",
    "EMPTINESS",
    "ENCLOSED",
    "FRAGMENT",
    "FRAGMENT_OF_LINE",
    "HEADING",
    "INSIDE_ITEM",
    "ITEM",
    "KEPT",
    "LEAD_IN",
    "LONG",
    "LONG_OF_LINE",
    "OPENED",
    "PARAGRAPH",
    "POST",
    "SHORT",
    "STUB",
    "TAGS",
    "TURNED",
    "BreakKind",
]

BreakKind = Literal[
    "mark", "paragraph", "line", "sentence", "clause", "comma", "conjunction", "word", "phrase", "grapheme", "end"
]
"""The kinds of breaks.

``mark`` is the writer's own; ``clause``: after ؛, a colon, a dash or an emoji; ``conjunction``: before a clause;
``word``: between words; ``phrase``: between words that belong together; ``grapheme``: inside a word.
"""

BREAKS: Final[dict[str, tuple[BreakKind, float]]] = {
    "mark": ("mark", 0.0),
    "paragraph": ("paragraph", 0.0),
    "line": ("line", 0.05),
    "sentence": ("sentence", 0.1),
    "semicolon": ("clause", 1.4),
    "emoji": ("clause", 1.6),
    "comma before a clause": ("comma", 1.7),
    "comma": ("comma", 2.2),
    "comma before a phrase": ("comma", 2.8),
    "comma before a bare word": ("comma", 3.0),
    "dash": ("clause", 2.4),
    "colon": ("clause", 5.6),
    "participle": ("conjunction", 4.8),
    "clause": ("conjunction", 5.4),
    "and": ("conjunction", 6.2),
    "phrase": ("word", 6.8),
    "words": ("word", 7.4),
    "list": ("word", 7.8),
    "noun": ("phrase", 9.0),
    "link": ("phrase", 9.4),
    "leads_on": ("phrase", 10.0),
    "number": ("phrase", 11.0),
    "name": ("phrase", 12.0),
    "glued": ("phrase", 16.0),  # a mark that stands apart from its word
    "grapheme": ("grapheme", 20.0),
    "end": ("end", 0.0),
}
"""For each place the kind of a break there, as a caller is told it, and what it costs."""

# What the surroundings add.
HEADING = 4.0
"""After a heading: it stays with what follows."""
LEAD_IN = 5.0
"""After a line, or before a quotation, that a colon introduces."""
ITEM = 0.3
"""Between the items of a list that could stay together."""
INSIDE_ITEM = 3.5
"""Inside an item that would fit in one post."""
TAGS = 6.0
"""Before tags that end a line, and among them."""
ENCLOSED = 2.0
"""Inside quotation marks or brackets that would fit in one post."""
SHORT = 0.9
"""After a comma between short items, or before the end of an insertion."""
OPENED = 1.5
"""After a comma with one or two words before it: they belong to what follows."""
FRAGMENT = 2.0
"""Right beside the end of a sentence, from which it would tear off a word; less with each letter more, and nothing
from ``LONG`` on."""
LONG = 75  # code points
FRAGMENT_OF_LINE = 1.0
"""The same inside a sentence beside the end of a line, up to ``LONG_OF_LINE``."""
LONG_OF_LINE = 130  # code points
PARAGRAPH = 0.6
"""Inside a paragraph that would fit in one post."""
TURNED = 0.6
"""Before a Latin word, tag or name: the post that begins with it is laid out from left to right."""

# What a post costs.
POST = 1.0
EMPTINESS = 2.6
"""What a post without text would cost more than a full one; it grows with the square of the room left."""
STUB = 5.0
"""The same for a last post of less than half a post's weight: above that, the last may be shorter than the others."""

KEPT = 1000.0
"""What is saved by a post that was in the thread before: more than all else together."""
