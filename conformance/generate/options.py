"""What a run is told beside the documents.

Tested in `tests/generate/test_http_library.py`.
"""

from __future__ import annotations

from typing import NamedTuple

HTTP_LIBRARIES = {"httpx": "httpx>=0.23.1,<0.29", "httpx2": "httpx2>=2.16,<3"}
"""The libraries that clients can stand on, by their names, and the versions that do: their interfaces are the same."""


MODELS = {"all": ("pydantic", "msgspec"), "pydantic": ("pydantic",), "msgspec": ("msgspec",), "none": ()}
"""The libraries that models are generated for beside the client, by what is asked for."""


class Options(NamedTuple):
    """Whether operations may be left out, the HTTP library of the clients, and what models are beside them."""

    allow_partial: bool = False
    http_library: str = "httpx"
    models: str = "all"

    @property
    def key(self) -> tuple[str, ...]:
        """What projects depend on: two runs with other options do not write the same."""
        return tuple(f"{name}={value}" for name, value in self._asdict().items())


DEFAULTS = Options()
