"""One long script of requests to the toy with a place for every fault, and what is answered to it."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any, NamedTuple

import httpx

from conformance.apis import Api
from conformance.mock import create_app
from conformance.mock.faults.fault import Active, Fault

TOKEN = {"Authorization": "Bearer fake-faults_library-token"}
KEY = {"X-Key": "fake-faults_library-key"}
SECOND = {"Authorization": "Bearer fake-faults_library-token-2"}
SHELF = {"name": "south", "kind": "science", "rows": 4, "notes": "by the door", "labels": ["old"]}
MERGE = {"Content-Type": "application/merge-patch+json"}


class Sent(NamedTuple):
    """One request of the script."""

    method: str
    path: str
    body: Any = None
    headers: Mapping[str, str] = MappingProxyType({})


def new(**changes: Any) -> Sent:
    """Return a creation of a shelf."""
    return Sent("POST", "/shelves", {**SHELF, **changes}, {**TOKEN, "X-Source": "test"})


def read(path: str, method: str = "GET", **headers: str) -> Sent:
    """Return a read."""
    return Sent(method, path, None, {**TOKEN, **{name.replace("_", "-"): value for name, value in headers.items()}})


def write(method: str, path: str, body: Any, **headers: str) -> Sent:
    """Return a change."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Sent(method, path, body, {**TOKEN, **(MERGE if method == "PATCH" else {}), **named})


def as_second(sent: Sent) -> Sent:
    """Return a request with the credential of the second user."""
    return sent._replace(headers={**sent.headers, **SECOND})


def script() -> list[Sent]:
    """Return requests that meet every fault: `{id}` is the shelf that was created last."""
    lists = ["", "?limit=3", "?limit=3&page=2", "?limit=50", "?page=99", "?limit=2&kind=science", "?sort=rows"]
    lists += ["?kind=science&rows=4", "?rows=4", "?rows=7777", "?sort=rows&order=desc", "?limit=50&page=1"]
    lists += ["?kind=fiction"]
    created = new(name="west", rows=9)
    keyed = created._replace(headers={**created.headers, "Idempotency-Key": "once"})
    return [
        *(read(f"/shelves{query}") for query in lists),
        *(read("/shelves") for _ in range(2)),
        new(),
        read("/shelves/{id}"),
        new(name="east", rows=90, id=4711, created_at="2001-01-01T00:00:00Z", books_count=77, code="XX", type="shelf"),
        new(alarm_code="1234"),
        read("/shelves/{id}"),
        read("/shelves?limit=50"),
        keyed,
        keyed,
        read("/shelves?limit=50"),
        new(labels=[], notes=None),
        new(kind="unlisted"),
        new(rows=0),
        new(rows="4"),
        Sent("POST", "/shelves", {**SHELF}, TOKEN),
        Sent("POST", "/shelves", None, {**TOKEN, "X-Source": "test"}),
        *(new(**{name: 5.5}) for name in ("name", "rows", "labels")),
        *(new(rows=number) for number in (-1, 91)),
        *(new(name=name) for name in ("", "x" * 41)),
        read("/shelves?limit=51"),
        read("/shelves?page=0"),
        *(read("/shelves/{id}", method) for method in ("GET", "GET", "HEAD", "TRACE", "OPTIONS")),
        read("/shelves/{id}", If_None_Match='"another"'),
        write("PUT", "/shelves/{id}", {"name": "replaced", "kind": "fiction", "rows": 2, "labels": ["a"]}),
        read("/shelves/{id}"),
        write("PUT", "/shelves/{id}", {"name": "replaced", "kind": "fiction", "rows": 2, "labels": ["a"]}),
        write("PUT", "/shelves/{id}", {"name": "replaced", "kind": "fiction"}, If_Match="*"),
        write("PUT", "/shelves/{id}", {"name": "stale", "kind": "fiction"}, If_Match='"stale"'),
        write("PUT", "/shelves/{id}", {"name": "rejected", "kind": 5}),
        read("/shelves/{id}"),
        write("PATCH", "/shelves/{id}", {"notes": "noted", "rows": 5}),
        write("PATCH", "/shelves/{id}", {"notes": None}),
        read("/shelves/{id}"),
        write("PATCH", "/shelves/{id}", {"name": "", "rows": 6}),
        read("/shelves/{id}"),
        *(as_second(each) for each in (read("/shelves/{id}"), write("PATCH", "/shelves/{id}", {"rows": 7}))),
        read("/shelves/{id}"),
        read("/shelves/{id}0"),
        read("/shelves/99999"),
        read("/shelves/1/books"),
        *(Sent(method, "/shelves/", None, {}) for method in ("GET", "POST")),
        *(read(f"/shelves/{shelf}/books/{book}") for shelf in (1, 2) for book in (7, 8, 9)),
        read("/shelves/1/books/7"),
        *(Sent("GET", "/shelves", None, headers) for headers in _credentials()),
        *(Sent("POST", "/imports", {"source": "file"}, headers) for headers in _credentials()),
        *(write("POST", "/imports", body) for body in _imports()),
        write("DELETE", "/shelves/{id}", None),
        read("/shelves/{id}"),
        read("/shelves?limit=50"),
        *(read(f"/shelves/{number}") for number in range(1, 12)),
        *(Sent(method, "/shelves/1", None, {}) for method in ("GET", "PUT", "PATCH", "DELETE")),
        *_sequence(),
        Sent("POST", "/loans", {"reader": "ann"}, TOKEN),
        *(Sent("POST", "/loans/1/end", None, TOKEN) for _ in range(2)),
        read("/loans/1"),
    ]


def _sequence() -> list[Sent]:
    """Return writes of one shelf that follow each other."""
    return [
        new(name="north"),
        write("PATCH", "/shelves/{id}", {"rows": 7}),
        write("PATCH", "/shelves/{id}", {"notes": "moved"}),
        read("/shelves/{id}"),
        write("PUT", "/shelves/{id}", {**SHELF, "rows": 8}),
        write("PATCH", "/shelves/{id}", {"notes": "moved again"}),
        read("/shelves/{id}"),
        write("DELETE", "/shelves/{id}", None),
        new(name="last"),
        read("/shelves?limit=50"),
    ]


def _credentials() -> list[dict[str, str]]:
    return [{}, {"Authorization": "Bearer fake-wrong"}, {"Authorization": "Bearer x"}, KEY]


def _imports() -> list[Any]:
    found: list[Any] = [
        {"source": "file"},
        {},
        {"source": "url"},
        {"source": "none"},
        {"source": "file", "unknown": 1},
        None,
    ]
    found += [{"source": "file", "mode": "some"}, {"source": "file", "user": "me"}, {"source": "file", "isbn": "x"}]
    found += [{"source": "file", "country": "us"}, {"source": "file", "country": "USA"}]
    return [*found, {"source": "file", "url": "no-uuid"}, {"source": "file", "isbn": 7}]


def run(api: Api, sent: Sequence[Sent], *faults: Fault) -> tuple[list[httpx.Response], set[str]]:
    """Return what a new mock with these faults answers, and which of them made a difference."""
    active = Active(tuple(faults))
    app = create_app(api, seed=1, faults=active)
    return asyncio.run(_run(app, api.spec.base_path, sent)), active.fired


async def _run(app: Any, base: str, sent: Sequence[Sent]) -> list[httpx.Response]:
    found, last = [], "1"
    transport = httpx.ASGITransport(app=app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url=f"http://library.example{base}") as client:
        for each in sent:
            content = None if each.body is None else json.dumps(each.body)
            headers = {"Content-Type": "application/json", **each.headers} if content else each.headers
            path = each.path.replace("{id}", last)
            found.append(await client.request(each.method, path, content=content, headers=headers))
            if each.method == "POST" and found[-1].status_code == 201:
                last = str(found[-1].json()["id"])
    return found


def shown(responses: Sequence[httpx.Response]) -> Iterator[tuple[int, list[tuple[str, str]], str]]:
    """Yield what can be compared of responses: without the time of day."""
    for each in responses:
        headers = [pair for pair in each.headers.multi_items() if pair[0] not in {"date", "etag"}]
        text = re.sub(r"20\d\d-\d\d-\d\dT[0-9:.]+Z", "now", each.text)
        yield each.status_code, headers, text
