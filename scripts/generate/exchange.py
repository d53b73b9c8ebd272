"""Two folders change places in one step of the file system, where it can do that."""

from __future__ import annotations

import ctypes
import errno
import os
from pathlib import Path

_CURRENT_FOLDER = -100  # AT_FDCWD of <fcntl.h>
_EXCHANGE = 2  # RENAME_EXCHANGE of <linux/fs.h>
_CAN_NOT = frozenset({errno.EINVAL, errno.ENOSYS, errno.ENOTSUP})


def exchange(one: Path, other: Path) -> bool:
    """Let `one` and `other` change places, with no moment between; False if kernel or file system can't.

    Raises OSError if they could but may not.
    """
    rename = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)  # Linux, and not every C library there
    if rename is None:
        return False
    if rename(_CURRENT_FOLDER, os.fsencode(one), _CURRENT_FOLDER, os.fsencode(other), _EXCHANGE) == 0:
        return True
    reason = ctypes.get_errno()
    if reason in _CAN_NOT:
        return False
    raise OSError(reason, os.strerror(reason), str(other))
