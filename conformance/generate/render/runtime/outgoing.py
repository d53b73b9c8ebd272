"""A request before its credentials are added: URL, headers and body."""

import json
from collections.abc import Mapping, Sequence
from itertools import chain
from typing import Any, NamedTuple
from urllib.parse import quote, unquote_plus, urlsplit, urlunsplit

from . import writing
from .api import Api
from .checks import header
from .operation import MIXED, Form, Operation, Request
from .unset import UNSET

_COOKIE_NAME = "!#$%&'*+^`|"  # characters of a cookie's name other than letters, digits and `-._~`


class Outgoing(NamedTuple):
    """A request to send, without credentials. Its body is in memory, so that every attempt sends the same."""

    method: str
    url: str
    headers: Mapping[str, str]
    content: bytes | None = None

    def __repr__(self) -> str:
        return f"<Outgoing {self.method}>"  # the rest may be a login, or personal data


def outgoing(
    request: Request[Any], base_url: str, headers: Sequence[Mapping[str, str]], written: frozenset[str]
) -> Outgoing:
    """Return the request to send to `base_url`, with the headers of User-Agent, client and call.

    A given URL loses the query parameters that credentials write.
    """
    first, client, extra = headers
    accepted = dict.fromkeys(chain.from_iterable(request.operation.responses.values()))
    cookies = "; ".join(f"{quote(name, safe=_COOKIE_NAME)}={value}" for name, value in request.cookies)
    content, kind = request.content, request.content_type
    if isinstance(content, Form):
        kind, content = f"{kind}; boundary={content.boundary}", content.content
    # The type of the body comes last: OpenAPI ignores a parameter `Content-Type`, but documents have some.
    own = {"Accept": ", ".join(accepted) or "*/*", **request.headers, **({"Content-Type": kind} if kind else {})}
    own = {"Cookie": cookies, **own} if cookies else own
    url = _url(request, base_url) if request.url is None else without(request.url, written)
    return Outgoing(request.operation.method, url, _merge_headers(first, client, own, extra), content)


def extend(request: Request[Any], query: Mapping[str, Any], body: Mapping[str, Any]) -> Request[Any]:
    """Add parameters and properties to the request, or replace those of the same names. Raises TypeError."""
    if query:
        pairs = [pair for name, value in query.items() for pair in writing.query(name, value)]
        request = request._replace(query=[*(pair for pair in request.query if pair[0] not in query), *pairs])
    return request._replace(**_with_properties(request, body)) if body else request


def _with_properties(request: Request[Any], extra: Mapping[str, Any]) -> dict[str, Any]:
    if isinstance(request.content, Form):
        return {"content": request.content.extended(extra)}
    content, kind = request.content or b"", request.content_type or "application/json"
    if kind.startswith("application/x-www-form-urlencoded"):
        pairs = [each for each in content.split(b"&") if unquote_plus(each.partition(b"=")[0].decode()) not in extra]
        return {"content": b"&".join(filter(None, [*pairs, writing.form(extra)]))}
    data = json.loads(content or b"{}") if "json" in kind else None
    if not isinstance(data, dict):
        raise TypeError("extra_body: the body is neither a JSON object nor a form")
    return {"content": writing.document({**data, **extra}), "content_type": kind}


def build_undocumented(api: Api, method: str, path: str, body: Any, content_type: str | None) -> Request[Any]:
    """Make an undocumented request. Raises ValueError for a path that does not begin with a slash."""
    if not path.startswith("/"):
        raise ValueError("path: it begins with a slash, and is below the server's URL")
    responses = {"2XX": {"*/*": MIXED}}
    alternatives = (*api.security, ())
    operation: Operation[Any] = Operation(f"{method} {path}", method.upper(), path, responses, alternatives)
    if body is UNSET:
        return Request(operation, path, content_type=content_type)
    if isinstance(body, bytes | str) and (content_type or isinstance(body, bytes)):
        content = body.encode() if isinstance(body, str) else body
        return Request(operation, path, content=content, content_type=content_type or "application/octet-stream")
    to_dict = getattr(body, "to_dict", None)  # of a model
    data = to_dict() if to_dict else body
    return Request(operation, path, content=writing.document(data), content_type=content_type or "application/json")


def _url(request: Request[Any], base_url: str) -> str:
    query = "&".join(f"{quote(name, safe='')}={value}" for name, value in request.query)
    mark = "&" if "?" in request.path else "?"
    return base_url.rstrip("/") + request.path + (mark + query if query else "")


def without(url: str, names: frozenset[str]) -> str:
    """Return the URL without the query parameters of these names, and without a fragment."""
    parts = urlsplit(url)
    kept = [piece for piece in parts.query.split("&") if unquote_plus(piece.partition("=")[0]) not in names]
    return urlunsplit(parts._replace(query="&".join(kept), fragment=""))


def _merge_headers(*layers: Mapping[str, str]) -> dict[str, str]:
    """Merge the headers of all layers; a later one wins, whatever the case of its names."""
    found: dict[str, tuple[str, str]] = {}
    for layer in layers:
        found.update({name.lower(): (name, header(name, value)) for name, value in layer.items()})
    return dict(found.values())
