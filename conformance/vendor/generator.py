"""Generator that made a package, as its lock file names it.

Tested in `tests/vendor/test_state.py`.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from conformance.vendor.hashing import hash_bytes, hash_files

_RENDER = Path(__file__).parents[1] / "generate" / "render"
# The sources of the text of a package. A change of other modules reaches packages with the next version.
_TEMPLATES = ("templates", "runtime")


@dataclass(frozen=True)
class Generator:
    """Version of the generator, and hash of its templates."""

    version: str
    templates: str

    def describe_change(self, now: Generator) -> str | None:
        """Say how the generator `now` differs from this one; None if it does not."""
        if self.version != now.version:
            return f"generator changed: {self.version}, now {now.version}"
        return "generator changed: its templates differ" if self.templates != now.templates else None


@cache
def get_installed() -> Generator:
    """Return the generator that is installed."""
    from importlib.metadata import version  # noqa: PLC0415 - a tenth of the start of every command

    files = [f for name in _TEMPLATES for f in (_RENDER / name).iterdir() if f.is_file()]
    hashes = hash_files(_RENDER, [file.relative_to(_RENDER) for file in files])
    return Generator(version("order-api-conformance"), hash_bytes(json.dumps(hashes).encode()))
