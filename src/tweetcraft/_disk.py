"""What is asked of the operating system for a file that may not be lost, nor be written by two."""

from __future__ import annotations

import errno
import os
import sys
from pathlib import Path

__all__ = ["lock", "sync_names"]

_NO_DIRECTORY = (errno.EACCES, errno.EPERM, errno.EINVAL, errno.ENOTSUP)
"""What is said where a directory can't be opened or synced at all, as under Windows."""

if sys.platform == "win32":
    import msvcrt

    def lock(file: int) -> None:
        """Lock an open file for this process, until it is closed; raises ``OSError`` where another one has it."""
        # A lock keeps others from reading what is locked, so it stands where nothing ever will.
        os.lseek(file, 1 << 40, os.SEEK_SET)
        msvcrt.locking(file, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def lock(file: int) -> None:
        """Lock an open file for this process, until it is closed; raises ``OSError`` where another one has it."""
        # A lock of the operating system, and no file beside it: a process that is killed gives it up.
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


def sync_names(folder: Path) -> None:
    """See to it that a new name in a folder is still there after a power failure."""
    try:
        directory = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(directory)
        finally:
            os.close(directory)
    except OSError as error:
        if error.errno not in _NO_DIRECTORY:
            raise
