"""What a run is told beside the documents.

Tested in `tests/generate/test_cli.py`.
"""

from __future__ import annotations

from typing import NamedTuple


class Options(NamedTuple):
    """Whether operations may be left out."""

    allow_partial: bool = False

    @property
    def key(self) -> tuple[str, ...]:
        """What projects depend on: two runs with other options do not write the same."""
        return tuple(f"{name}={value}" for name, value in self._asdict().items())


DEFAULTS = Options()
