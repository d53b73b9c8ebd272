"""Hashes of files that hold on every system.

Tested in `tests/vendor/test_lock.py`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path


def hash_bytes(content: bytes) -> str:
    """Return the SHA-256 of `content`; a checkout on Windows may end lines with CRLF, which is not an edit."""
    return hashlib.sha256(content.replace(b"\r\n", b"\n")).hexdigest()


def hash_files(folder: Path, files: Iterable[Path]) -> dict[str, str]:
    """Return the hash of each of the `files`, which are relative to `folder`, by its path."""
    return {file.as_posix(): hash_bytes((folder / file).read_bytes()) for file in sorted(files)}
