"""What one run of the suite is about: the APIs, their servers and clients, and how much to try."""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterable
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from conformance import credentials, mock, preflight
from conformance.apis import Api, apis
from conformance.errors import InputError
from conformance.suite.clients import GeneratedClient
from conformance.suite.profiles import PROFILES, Profile
from conformance.target import Target


@dataclass
class Run:
    """The APIs under test by id, and what every test needs to know; `close` ends the servers it has started."""

    apis: dict[str, Api]
    url: str | None
    generated: Path | None
    profile: Profile
    seed: int
    _targets: dict[str, Target] = field(default_factory=dict)
    _servers: ExitStack = field(default_factory=ExitStack)

    @classmethod
    def of(cls, options: argparse.Namespace) -> Run:
        """The run that pytest's options ask for.

        Raises InputError for wrong input, and NotTestableError if a server is named and can't be tested.
        """
        found = apis(options.conformance_specs, options.conformance_api)
        run = cls(
            apis={api.id: api for api in found},
            url=_base_url(options.conformance_url, found),
            generated=options.conformance_generated or _clients_of(options.conformance_specs),
            profile=_profile(options.conformance_profile),
            seed=options.conformance_seed,
        )
        for api in found:
            _ = api.spec  # every problem of every document before anything runs
        if run.url is not None:
            preflight.check(run.target(found[0].id))
        return run

    def target(self, api_id: str) -> Target:
        """The server to test: the one named, else a mock server that is started on first use."""
        if api_id not in self._targets:
            self._targets[api_id] = self._start(self.apis[api_id]) if self.url is None else self._named(self.url)
        return self._targets[api_id]

    def client(self, api_id: str) -> GeneratedClient | None:
        """The API's generated client, or None if there is none."""
        folder = self.generated / api_id if self.generated else None
        return GeneratedClient(self.apis[api_id], folder) if folder and folder.is_dir() else None

    def close(self) -> None:
        """End the mock servers."""
        self._servers.close()

    def _start(self, api: Api) -> Target:
        url = self._servers.enter_context(mock.serve(api, seed=self.seed))
        target = Target(api, url, credentials.fake(api.spec))
        preflight.check(target)
        return target

    def _named(self, url: str) -> Target:
        (api,) = self.apis.values()
        given = credentials.from_environment(api.id, api.spec, os.environ)
        target = Target(api, url, given)
        return target if given or target.is_live else Target(api, url, credentials.fake(api.spec))


def _base_url(url: str | None, found: Iterable[Api]) -> str | None:
    if url is None:
        return None
    if len(list(found)) != 1:
        raise InputError.of(url, "a URL is one API's server", "name exactly one API with --url")
    if not url.startswith(("http://", "https://")):
        raise InputError.of(url, "not an HTTP URL", "begin with http:// or https://")
    return url.rstrip("/")


def _profile(name: str) -> Profile:
    if name not in PROFILES:
        raise InputError.of("--profile", f"unknown profile {name!r}", f"choose from: {', '.join(PROFILES)}")
    return PROFILES[name]


def _clients_of(specs: Path) -> Path:
    return specs.resolve().parent / "generated"
