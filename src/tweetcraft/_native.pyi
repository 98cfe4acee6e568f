from collections.abc import Iterable
from typing import Any, TypeAlias

_Buffer: TypeAlias = Any  # NumPy's arrays are no collections.abc.Buffer to a type checker before Python 3.12

INTERFACE: int

class Scanner:
    HEAVY: int
    ACTIVE: int
    ODD: int
    COMPOSING: int
    JOINER: int
    EMOJI: int
    INVALID: int
    TLD_FIRST: int
    TLD_SECOND: int
    LINK: int
    def __init__(self, ranges: Iterable[tuple[int, int, int]], base: int, more: int, url_weight: int) -> None: ...
    def weigh(self, text: str) -> int | None: ...
    def look(self, text: str) -> tuple[int, int, int]: ...
    def joined(self, text: str) -> list[str]: ...
    def look_at_rows(
        self, data: _Buffer, starts: _Buffer, lengths: _Buffer, weights: _Buffer, kinds: _Buffer
    ) -> bytes: ...
