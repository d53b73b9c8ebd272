"""Paths below which an API is served: those of the `servers` of a document, a path or an operation.

A path is a template where a variable of it may have any value: `/{tenant}/v1`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice, product
from typing import Any
from urllib.parse import urljoin, urlsplit

_MOST_COMBINATIONS = 256  # of the values of one server's variables
_VARIABLE = re.compile(r"\{([^{}]+)\}")
_BEFORE_PATH = re.compile(r"^([^/]*:)?//[^/]*(/|$)")
_AUTHORITY = re.compile(r"[^/:]+(:[^/]*)?(/|$)")
Server = Mapping[str, Any]


def default_path(server: Server) -> str:
    """Return the path of a server's URL with default variables, without a trailing slash: `/rest/api` or ``."""
    variables = server.get("variables", {})
    return _path(server, {name: str(variable["default"]) for name, variable in variables.items()})


def server_paths(servers: Iterable[Server]) -> list[str]:
    """Return the path templates of all `servers`, each once; a variable with an `enum` has each of its values."""
    return [*dict.fromkeys(path for server in servers for path in _paths(server))]


def _paths(server: Server) -> Iterator[str]:
    yield from dict.fromkeys(_path(server, values) for values in _combinations(server))


def _combinations(server: Server) -> Iterator[dict[str, str]]:
    variables = server.get("variables", {})
    free = set(_VARIABLE.findall(_BEFORE_PATH.sub("/", str(server["url"]))))
    choices = [_values(variable, f"{{{name}}}" if name in free else "") for name, variable in variables.items()]
    for values in islice(product(*choices), _MOST_COMBINATIONS):
        yield dict(zip(variables, values, strict=True))


def _values(variable: Mapping[str, Any], template: str) -> list[str]:
    """Return the default, then the other values that the variable can have."""
    default = str(variable["default"])
    is_segment = default and "/" not in default  # a template is a part of one segment
    others = variable.get("enum") or ([template] if template and is_segment else [])
    return [*dict.fromkeys([default, *map(str, others)])]


def _path(server: Server, values: Mapping[str, str]) -> str:
    url = str(server["url"])
    begins_with_variable = url.startswith("{")
    for name, value in values.items():
        url = url.replace(f"{{{name}}}", value)
    if begins_with_variable and "://" not in url and _AUTHORITY.match(url):
        url = f"//{url}"  # the variable is the host, since a path would begin with a slash
    try:
        path = urlsplit(urljoin("http://localhost/", url)).path.strip("/")
        return f"/{path}" if path else ""  # of `https://https://host` too, which has no path that can be called
    except ValueError:  # not a URL: `http://[host/`
        return ""
