"""Options of a run, beside the documents.

Tested in `tests/generate/test_cli.py`.
"""

from __future__ import annotations

from typing import NamedTuple

MODELS = {"all": ("pydantic", "msgspec"), "pydantic": ("pydantic",), "msgspec": ("msgspec",), "none": ()}
"""The libraries that models are generated for beside the client, by what is asked for."""


class Options(NamedTuple):
    """Options: whether operations may be left out, and which models are made beside the clients."""

    allow_partial: bool = False
    models: str = "all"

    @property
    def key(self) -> tuple[str, ...]:
        """The options that change projects: runs with different ones do not write the same."""
        return tuple(f"{name}={value}" for name, value in self._asdict().items())


DEFAULTS = Options()
