"""`python -m scripts.second_reading`: our reading of requests beside openapi-core's, on what the suite sends to mocks.

Prints for each API how many requests both read as valid, both as invalid, and where they differ, by what each says.
"""

from __future__ import annotations

import copy
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import click
from openapi_core import OpenAPI
from openapi_core.datatypes import RequestParameters
from werkzeug.datastructures import Headers, ImmutableMultiDict

from conformance.apis import Api, apis
from conformance.auth import credentials
from conformance.mock import serve
from conformance.network.exchange import Exchange, Request
from conformance.suite.profiles import PROFILES, find_profile
from conformance.suite.recorder import Recorder
from conformance.suite.request_reader import Reading, Validity
from conformance.suite.server_run import run_server
from conformance.suite.target import Target

_SERVER = "http://api.test"
_KNOWN = {Validity.VALID: "valid", Validity.INVALID: "invalid", Validity.INVALID_PATH: "invalid"}


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("names", nargs=-1)
@click.option("--specs", default=Path("specs"), type=click.Path(path_type=Path, exists=True), show_default=True)
@click.option("--requests", default=2000, show_default=True, help="Requests of each API, at least.")
@click.option("--profile", type=click.Choice(list(PROFILES)), default="standard", show_default=True)
def main(names: tuple[str, ...], specs: Path, requests: int, profile: str) -> None:
    """Compare the readings of requests to the APIs NAMES (default: all)."""
    for api in apis(specs, names):
        found: Counter[tuple[str, ...]] = Counter()
        for seed in range(1, 100):
            found.update(_compare(api, profile, seed))
            if found.total() >= requests:
                break
        click.echo(f"{api.id}: {found.total()} requests")
        for outcome, count in sorted(found.items()):
            click.echo(f"  {count:>6} {': '.join(outcome)}")


def _compare(api: Api, profile: str, seed: int) -> Iterator[tuple[str, ...]]:
    """Yield for each request of one run what both say of it, and why where they differ."""
    oracle = _Oracle(api)
    for exchange, reading in _run(api, profile, seed):
        ours = _KNOWN.get(reading.validity, "open")
        error = oracle.refuse(exchange.request) if ours != "open" else ""
        theirs = "invalid" if error else "valid"
        if ours in {"open", theirs}:
            yield (ours,)
        else:
            yield (
                "ours",
                ours,
                reading.key or exchange.operation.id,
                "theirs",
                theirs,
                re.sub(r"[0-9'\"].*", "…", error),
            )


def _run(api: Api, profile: str, seed: int) -> list[tuple[Exchange, Reading]]:
    """Return what the suite has sent to the mock of the API, each with our reading."""
    seen: list[tuple[Exchange, Reading]] = []
    observe = Recorder.observe

    def note(self: Recorder, exchange: Exchange) -> Reading:
        reading = observe(self, exchange)
        seen.append((exchange, reading))
        return reading

    Recorder.observe = note  # type: ignore[method-assign]
    try:
        with serve(api, seed=seed) as url:
            target = Target(api, url, credentials.fake(api.spec))
            run_server(target, list(api.spec.operations), find_profile(profile), seed)
    finally:
        Recorder.observe = observe  # type: ignore[method-assign]
    return [(exchange, reading) for exchange, reading in seen if reading.validity is not Validity.ELSEWHERE]


class _Oracle:
    """The document as openapi-core reads it, without its security."""

    def __init__(self, api: Api) -> None:
        document: Any = copy.deepcopy(api.document)
        document["servers"] = [{"url": f"{_SERVER}{api.spec.base_path}"}]
        document.pop("security", None)
        for path in document["paths"].values():
            for operation in path.values():
                if isinstance(operation, dict):
                    operation.pop("security", None)
        self._openapi = OpenAPI.from_dict(document)

    def refuse(self, request: Request) -> str:
        """Return what openapi-core finds wrong with a request; nothing if it accepts it."""
        error = next(iter(self._openapi.iter_request_errors(_Seen(request))), None)
        cause = error.__cause__ or error if error else None
        return f"{type(cause).__name__} {_innermost(cause)}" if cause else ""


def _innermost(error: BaseException) -> str:
    errors = list(getattr(error, "schema_errors", ()))
    return str(errors[0].message if errors else error)[:80]


@dataclass
class _Seen:
    """A request as openapi-core accepts it."""

    request: Request
    parameters: RequestParameters = field(init=False)  # which openapi-core completes

    def __post_init__(self) -> None:
        cookies = [pair.partition("=")[::2] for pair in self.request.header("cookie").split("; ") if pair]
        self.parameters = RequestParameters(
            query=ImmutableMultiDict(parse_qsl(self.request.query, keep_blank_values=True)),
            header=Headers(list(self.request.headers)),
            cookie=ImmutableMultiDict(cookies),
        )

    @property
    def host_url(self) -> str:
        """The server of the document."""
        return _SERVER

    @property
    def path(self) -> str:
        """The path on the wire."""
        return urlsplit(self.request.url).path

    @property
    def method(self) -> str:
        """The method, in lower case."""
        return self.request.method.lower()

    @property
    def content_type(self) -> str:
        """The media type of the body."""
        return self.request.header("content-type").lower()

    @property
    def body(self) -> bytes | None:
        """The body, None without one."""
        return self.request.body or None


if __name__ == "__main__":
    main()
