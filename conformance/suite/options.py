"""Options of a run of the suite, from the command line or from pytest.

Tested in `tests/suite/test_layers.py`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from conformance.network.connection import Connection
from conformance.openapi.errors import InputError
from conformance.suite.app_loading import App
from conformance.suite.profiles import DEFAULT_PROFILE
from conformance.suite.selection import Selection


@dataclass(frozen=True)
class Options:
    """The APIs `names` (none: all) of the folder `specs`, their server and clients, and how much to try.

    Clients are looked for in `generated`, by default in the folder of that name beside `specs`; settings in `config`,
    by default conformance.toml or pyproject.toml of the current folder; known failures in `baseline`, by default in the
    file that the settings name. What `connection` says of the way to the server comes before the settings.

    The server is `app` if that is given, served by the run itself; `url` is then the path of its base URL.
    """

    specs: Path
    names: Sequence[str] = ()
    url: str | None = None
    generated: Path | None = None
    profile: str = DEFAULT_PROFILE
    seed: int = 1
    lenient: bool = False
    config: Path | None = None
    selection: Selection = field(default_factory=Selection)
    baseline: Path | None = None
    update_baseline: bool = False
    connection: Connection = field(default_factory=Connection)
    teardown: bool = False
    allow_writes: str | None = None  # a host not on this machine to which writes may be sent
    events: Path | None = None  # the file that the events go to
    app: App | str | None = None

    @property
    def app_name(self) -> str | None:
        """The name of the app, as the user has written it."""
        return self.app.name if isinstance(self.app, App) else self.app

    def find_clients(self) -> Path:
        """Return the folder of generated clients; raises InputError if the one that is named does not exist."""
        if self.generated is not None and not self.generated.is_dir():
            raise InputError.of(self.generated, "no such folder of generated clients", "generate it, or name another")
        return self.generated or self.specs.resolve().parent / "generated"
