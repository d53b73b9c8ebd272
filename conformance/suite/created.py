"""Items that requests have created: where they are, and which operation deletes them.

Tested in `tests/suite/test_setup.py`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlsplit

from conformance.network.exchange import Exchange, Request, Response
from conformance.openapi.spec import Operation, Spec
from conformance.suite.known_values import resource_of


@dataclass(frozen=True)
class Created:
    """An item that exists, and the request that deletes it by the operation `delete`."""

    delete: Operation
    request: Request


def find_created(spec: Spec, exchange: Exchange) -> Created | None:
    """Return the item that a successful exchange has created, if its id is known and an operation deletes it."""
    response = exchange.response
    is_creator = exchange.request.method in {"POST", "PUT"}
    if not is_creator or response is None or not 200 <= response.effective < 300:
        return None
    for operation in spec.operations.values():
        if operation.method == "DELETE":
            path = _path(operation, exchange, response)
            if path is not None:
                return Created(operation, _request(exchange.request, path))
    return None


def _path(delete: Operation, exchange: Exchange, response: Response) -> str | None:
    """Return the path of the item, if `delete` is the operation for it."""
    creator, sent = exchange.operation, urlsplit(exchange.request.url).path.rstrip("/")
    own = delete.path.rstrip("/")
    if exchange.request.method == "PUT" and creator.path == delete.path and response.effective == 201:
        return sent
    collection, _, last = own.rpartition("/")
    if exchange.request.method != "POST" or creator.path.rstrip("/") != collection or not last.startswith("{"):
        return None
    slash = "/" if delete.path.endswith("/") else ""
    name = next(_ids(delete, response), None)
    return None if name is None else f"{sent}/{quote(name, safe='')}{slash}"


def _ids(delete: Operation, response: Response) -> Iterator[str]:
    """Yield what is certain to be the id: the end of `Location`, a member called as the parameter is, or `id`.

    Another member that looks like an id may belong to another item, which must not be deleted.
    """
    location = urlsplit(response.header("location")).path.rstrip("/")
    collection = delete.path.rstrip("/").rpartition("/")[0]
    resource = resource_of(collection)
    if resource and resource_of(location.rpartition("/")[0]) == resource:
        yield location.rpartition("/")[2]
    parameter = delete.path.rstrip("/").rpartition("{")[2].rstrip("}")
    members = _members(response)
    for name in dict.fromkeys([parameter, "id", f"{resource}_id", f"{resource}Id"]):
        if isinstance(members.get(name), str | int) and not isinstance(members[name], bool):
            yield str(members[name])


def _members(response: Response) -> Mapping[str, Any]:
    try:
        body = json.loads(response.content)
    except ValueError:
        return {}
    return body if isinstance(body, dict) else {}


def _request(sent: Request, path: str) -> Request:
    kept = tuple((name, value) for name, value in sent.headers if not name.lower().startswith("content-"))
    return Request("DELETE", urlsplit(sent.url)._replace(path=path, query="").geturl(), kept)
