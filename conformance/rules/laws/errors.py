"""Laws of errors: one form for all, the status that is sent, and nothing of the server's code."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from conformance.network.exchange import Exchange, Response
from conformance.openapi import json_pointer
from conformance.openapi.spec import Spec
from conformance.rules.items import answer_of, body_of, media_type_of
from conformance.rules.law import NotObservableError, Severity, Violation, exchange_law

_PROBLEM = "application/problem+json"
_LEAST = 2  # operations that share the schema of errors, and lines that make a stack trace
# Lines of stack traces and messages of databases, as the frameworks write them.
_INTERNALS = re.compile(
    r"Traceback \(most recent call last\)|^\s*File \"[^\"]+\", line \d+|^\s*at [\w$.<>]+\([\w$]+\.\w+:\d+\)"
    r"|SQLSTATE\[\w+\]|^\s*at .+ \(/[^)]+:\d+:\d+\)|^#\d+ /\S+\(\d+\): ",
    re.MULTILINE,
)


@exchange_law("error-is-told-one-way", sources=["RFC 9457, sections 3 and 3.1.2"], severity=Severity.WARNING)
def error_is_told_one_way(exchange: Exchange, spec: Spec) -> Iterator[Violation]:
    """A problem states the status of its answer, and an error without a schema has that of all other errors."""
    response, body = answer_of(exchange), body_of(exchange)
    if response.status < 400 or not isinstance(body, dict):
        raise NotObservableError("no error with a JSON object")
    if media_type_of(response)[0] == _PROBLEM:
        yield from _judge_status(exchange, response, body)
        return
    documented, shared = exchange.operation.response_for(response.status), _shared_form(spec)
    if documented is None or documented.content or shared is None:
        raise NotObservableError("no error without a schema, beside others that have one")
    media_type, schema = shared
    key = str(response.status)
    if not spec.validator(schema).is_valid(body):
        title = f"the error of status {response.status} has another form than the others"
        yield Violation(title, exchange, f"an error as #{schema} says", str(sorted(body)), key, schema)
    elif media_type == _PROBLEM:
        title = f"the error of status {response.status} has another media type than the others"
        yield Violation(title, exchange, _PROBLEM, response.header("content-type"), key)


def _judge_status(exchange: Exchange, response: Response, body: dict[str, Any]) -> Iterator[Violation]:
    """Yield the violation of a problem that states another status; what is not a number states none."""
    stated = body.get("status")
    if isinstance(stated, int) and not isinstance(stated, bool) and stated != response.status:
        title = f"the problem of status {response.status} states another status"
        expected, got = f"/status is {response.status}", f"/status is {stated}"
        yield Violation(title, exchange, expected, got, "status", severity=Severity.ERROR)


@lru_cache(maxsize=8)
def _shared_form(spec: Spec) -> tuple[str, str] | None:
    """Return the media type and the schema that all documented errors of several operations have, or None."""
    places: dict[tuple[str, str], set[str]] = {}
    for operation in spec.operations.values():
        for status, response in operation.responses.items():
            for each in response.content.values() if status.startswith(("4", "5", "default")) else ():
                if each.is_json and each.schema_pointer is not None:
                    form = each.essence, spec.resolve(each.schema_pointer)[0]
                    places.setdefault(form, set()).add(operation.id)
    (form, operations), *others = places.items() or [(("", ""), set())]
    return form if not others and len(operations) >= _LEAST else None


@exchange_law("no-internals-in-errors", sources=["CWE-209", "WFC F209"], severity=Severity.WARNING)
def no_internals_in_errors(exchange: Exchange, spec: Spec) -> Iterator[Violation]:
    """An error shows no stack trace and no message of a database."""
    response = answer_of(exchange)
    if response.status < 400:
        raise NotObservableError("no error")
    found = _INTERNALS.findall(_text_of(response))
    if len(found) >= _LEAST or any("SQLSTATE" in each for each in found):
        title = f"the answer of status {response.status} shows internals"
        yield Violation(title, exchange, "no stack trace", found[0].strip(), str(response.status))


def _text_of(response: Response) -> str:
    """Return the content as text; of JSON the texts in it, with their line breaks."""
    text = response.content.decode(errors="replace")
    try:
        return "\n".join(each for _, each in json_pointer.walk(json.loads(text)) if isinstance(each, str))
    except (ValueError, RecursionError):
        return text
