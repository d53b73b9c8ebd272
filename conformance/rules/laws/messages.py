"""Laws of single messages."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from conformance.network.exchange import Exchange, Response
from conformance.openapi.spec import Spec
from conformance.rules.items import body_of
from conformance.rules.law import NotObservableError, Severity, Violation, exchange_law

_BODILESS = frozenset({204, 205, 304})
_CREATES = frozenset({"POST", "PUT", "PATCH"})
_SAFE = frozenset({"GET", "HEAD"})
_PROBLEM = "application/problem+json"
_LEAST = 2  # operations that tell errors alike, and lines that make a stack trace
# Lines of stack traces and messages of databases, as the frameworks write them.
_INTERNALS = re.compile(
    r"Traceback \(most recent call last\)|^\s*File \"[^\"]+\", line \d+|^\s*at [\w$.<>]+\([\w$]+\.\w+:\d+\)"
    r"|SQLSTATE\[\w+\]|^\s*at .+ \(/[^)]+:\d+:\d+\)|^#\d+ /\S+\(\d+\): ",
    re.MULTILINE,
)


@exchange_law("no-body-where-none-is", sources=["RFC 9110, sections 15.3.5, 15.3.6 and 15.4.5"])
def no_body_where_none_is(exchange: Exchange, spec: Spec) -> Iterator[Violation]:
    """An answer of status 204, 205 or 304 has no body."""
    response = _answer(exchange)
    if response.status not in _BODILESS:
        raise NotObservableError("no answer of status 204, 205 or 304")
    if response.content:
        title = f"a body with status {response.status}"
        yield Violation(title, exchange, "no body", f"{len(response.content)} bytes", str(response.status))


@exchange_law("status-fits-method", sources=["RFC 9110, sections 9.3.1, 9.3.5 and 15.3.2"], severity=Severity.WARNING)
def status_fits_method(exchange: Exchange, spec: Spec) -> Iterator[Violation]:
    """GET and DELETE create nothing, only reads are not modified, and a status is between 100 and 599."""
    status, method = _answer(exchange).status, exchange.request.method
    key = f"{status} {method}"
    if status == 201 and method in {*_SAFE, "DELETE"}:
        yield Violation(f"status 201 to {method}", exchange, "200 or 204", "201", key)
    elif status == 304 and method not in _SAFE:
        yield Violation(f"status 304 to {method}", exchange, "304 to GET and HEAD alone", "304", key)
    elif not 100 <= status <= 599:
        yield Violation(f"status {status} has no meaning", exchange, "a status from 100 to 599", str(status), key)
    elif status in {413, 415} and method in _SAFE and not exchange.request.body:
        title = f"status {status} to a request without a body"
        yield Violation(title, exchange, "a status about what was sent", str(status), key, severity=Severity.NOTE)


@exchange_law("content-type-true", sources=["RFC 9110, section 8.3", "RFC 8259, section 8.1"])
def content_type_true(exchange: Exchange, spec: Spec) -> Iterator[Violation]:
    """A body can be read as its Content-Type says."""
    response = _answer(exchange)
    essence, charset = _type_of(response)
    is_json = essence == "application/json" or essence.endswith("+json")
    if not response.content.strip() or response.is_cut or not (is_json or charset):
        raise NotObservableError("no whole body whose Content-Type can be checked")
    if not _can_be_read(response.content, charset, is_json=is_json):
        got = response.content[:40].decode("latin-1")
        title = f"the body of status {response.status} is not what its Content-Type says"
        yield Violation(title, exchange, response.header("content-type"), got, f"{response.status} {essence}")


def _answer(exchange: Exchange) -> Response:
    if exchange.response is None:
        raise NotObservableError("no answer")
    return exchange.response


def _type_of(response: Response) -> tuple[str, str]:
    """Return the media type and the charset of a response, in lower case."""
    essence, *parameters = (part.strip() for part in response.header("content-type").lower().split(";"))
    named = dict(each.partition("=")[::2] for each in parameters)
    return essence, named.get("charset", "").strip('"')


def _can_be_read(content: bytes, charset: str, *, is_json: bool) -> bool:
    try:
        text: str | bytes = content.decode(charset) if charset else content
        if is_json:
            json.loads(text.removeprefix("\ufeff") if isinstance(text, str) else text)
    except LookupError:
        return True  # a charset that is not known here
    except ValueError:
        return False
    return True


@exchange_law(
    "error-is-told-one-way", sources=["RFC 9457, section 3.1.2", "Zalando, rule 176"], severity=Severity.WARNING
)
def error_is_told_one_way(exchange: Exchange, spec: Spec) -> Iterator[Violation]:
    """A problem states the status of its answer, and an error without a schema has that of the other errors."""
    response = _answer(exchange)
    body = body_of(exchange)
    if response.status < 400 or not isinstance(body, dict):
        raise NotObservableError("no error with a JSON object")
    if _type_of(response)[0] == _PROBLEM:
        stated = body.get("status", response.status)
        if stated != response.status:
            title = f"the problem of status {response.status} states another one"
            got = f"/status is {stated!r}"
            yield Violation(title, exchange, f"/status is {response.status}", got, "status", severity=Severity.ERROR)
        return
    documented = exchange.operation.response_for(response.status)
    shape = _shape_of_errors(spec)
    if documented is None or documented.content or shape is None:
        raise NotObservableError("no error without a schema, beside others that have one")
    if not spec.validator(shape).is_valid(body):
        title = f"the error of status {response.status} is told in another way than the others"
        yield Violation(title, exchange, f"an error as #{shape} says", str(sorted(body)), str(response.status), shape)


@lru_cache(maxsize=8)
def _shape_of_errors(spec: Spec) -> str | None:
    """Return the schema that all documented errors of several operations have, None if there is no such one."""
    places: dict[str, set[str]] = {}
    for operation in spec.operations.values():
        for status, response in operation.responses.items():
            for each in response.content.values() if status.startswith(("4", "5", "default")) else ():
                if each.is_json and each.schema_pointer is not None:
                    places.setdefault(spec.resolve(each.schema_pointer)[0], set()).add(operation.id)
    (shape, operations), *others = places.items() or [("", set())]
    return shape if not others and len(operations) >= _LEAST else None


@exchange_law("challenge-on-401", sources=["RFC 9110, section 15.5.2"], severity=Severity.NOTE)
def challenge_on_401(exchange: Exchange, spec: Spec) -> Iterator[Violation]:
    """An answer of status 401 says how to authenticate."""
    response = _answer(exchange)
    if response.status != 401:
        raise NotObservableError("no answer of status 401")
    if not response.header("www-authenticate"):
        schemes = [spec.security_schemes[name] for names in exchange.operation.security for name in names]
        severity = Severity.WARNING if any(scheme["type"] == "http" for scheme in schemes) else None
        yield Violation("status 401 without a challenge", exchange, "WWW-Authenticate", "none", severity=severity)


@exchange_law("allow-tells-truth", sources=["RFC 9110, sections 15.5.6 and 10.2.1"], severity=Severity.WARNING)
def allow_tells_truth(exchange: Exchange, spec: Spec) -> Iterator[Violation]:
    """An answer of status 405 names the methods that are allowed, which are the documented ones."""
    response, method = _answer(exchange), exchange.request.method
    if response.status != 405:
        raise NotObservableError("no answer of status 405")
    allowed = {name.strip().upper() for name in response.header("allow").split(",")} - {""}
    documented = _methods_at(spec, exchange.operation.path)
    if not any(name.lower() == "allow" for name, _ in response.headers):
        yield Violation("status 405 without Allow", exchange, f"Allow: {', '.join(documented)}", "no header", "none")
    elif method in allowed:
        yield Violation("Allow names the method that is not allowed", exchange, f"no {method}", method, "method")
    elif missing := [name for name in documented if name not in allowed]:
        got = ", ".join(sorted(allowed)) or "no method"
        title, severity = "Allow lacks a documented method", Severity.NOTE  # routers know one route of a path at a time
        yield Violation(title, exchange, ", ".join(missing), got, "missing", severity=severity)


def _methods_at(spec: Spec, path: str) -> list[str]:
    """Return the documented methods of a path, none where other paths may match the same URL."""
    pattern = re.compile(re.sub(r"\\{[^}]*\\}", "[^/]+", re.escape(path)))
    others = {each.path for each in spec.operations.values() if each.path != path}
    is_alone = not any(pattern.fullmatch(other) for other in others)
    return [each.method for each in spec.operations.values() if each.path == path] if is_alone else []


@exchange_law("no-internals-in-errors", sources=["CWE-209", "WFC F209"], severity=Severity.WARNING)
def no_internals_in_errors(exchange: Exchange, spec: Spec) -> Iterator[Violation]:
    """An error shows no stack trace and no message of a database."""
    response = _answer(exchange)
    if response.status < 400:
        raise NotObservableError("no error")
    found = _INTERNALS.findall(_text_of(response))
    if len(found) >= _LEAST or any("SQLSTATE" in each for each in found):
        title = f"the answer of status {response.status} shows internals"
        yield Violation(title, exchange, "no stack trace", found[0].strip(), str(response.status))


def _text_of(response: Response) -> str:
    """Return the content as text; of JSON with its line breaks as such."""
    text = response.content.decode(errors="replace")
    try:
        return "\n".join(_texts(json.loads(text)))
    except ValueError:
        return text


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    for each in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _texts(each)
