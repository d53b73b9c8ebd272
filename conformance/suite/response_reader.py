"""What is wrong with a response, by the document: its media type, its body, its headers.

Tested in `tests/suite/test_judge.py`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from conformance.client_check import decode_request
from conformance.mock.behaviour import Refusal
from conformance.mock.capabilities import essence
from conformance.mock.parameters import ParameterReader, is_ignored, load_json
from conformance.mock.schemas import Schema
from conformance.openapi import json_pointer
from conformance.openapi.errors import InputError
from conformance.openapi.read_write_only import directions
from conformance.openapi.spec import MediaType, Operation, Parameter, Spec
from conformance.openapi.spec import Response as Documented
from conformance.suite.exchange import Exchange, Response

_WITHOUT_BODY = frozenset({204, 205, 304})  # RFC 9110, sections 15.3.5, 15.3.6 and 15.4.5


@dataclass(frozen=True)
class Flaw:
    """One way in which a response is not as documented: the check that found it, what, and where it is described.

    `key` is the reason without anything of the response that it quotes.
    """

    check: str
    reason: str
    pointer: str
    key: str


class ResponseReader:
    """Compares responses with what `spec` says of them."""

    def __init__(self, spec: Spec) -> None:
        self._spec = directions(spec).responses
        self._schemas: dict[str, Schema | None] = {}

    def flaws(self, exchange: Exchange, response: Response) -> Iterator[Flaw]:
        """Yield what is wrong with a response whose status is documented."""
        documented = self._documented(exchange.operation, response)
        if documented is None:
            return
        yield from self._headers(documented, response)
        has_body = exchange.request.method != "HEAD" and response.status not in _WITHOUT_BODY
        if has_body and documented.content:
            yield from self._body(documented, response)

    def _documented(self, operation: Operation, response: Response) -> Documented | None:
        return self._spec.operations[operation.id].response_for(response.status)

    def _body(self, documented: Documented, response: Response) -> Iterator[Flaw]:
        content_type = response.header("content-type")
        media_type = _choose(documented.content, essence(content_type))
        if media_type is None:
            known = ", ".join(documented.content)
            got = repr(content_type) if content_type else "no Content-Type"
            pointer = json_pointer.join(documented.pointer, "content")
            yield Flaw("content-type", f"expected {known}, got {got}", pointer, essence(content_type) or "none")
        elif media_type.is_json and "json" in essence(content_type) and not response.is_cut:
            yield from self._json(media_type, response)

    def _json(self, media_type: MediaType, response: Response) -> Iterator[Flaw]:
        try:
            body = load_json(response.content.decode())
        except ValueError as error:
            yield Flaw("response-body", f"is not JSON: {error}", media_type.pointer, "not JSON")
            return
        schema = self._schema(media_type.schema_pointer) if media_type.schema_pointer else None
        complaint = schema.complaint(body) if schema else None
        if complaint:
            reason, key = f"breaks its schema{_at(complaint)}", f"body{complaint.cause}"
            yield Flaw("response-body", reason, media_type.schema_pointer or "", key)

    def _schema(self, pointer: str) -> Schema | None:
        if pointer not in self._schemas:
            try:
                self._schemas[pointer] = Schema(self._spec, pointer)
            except InputError:
                self._schemas[pointer] = None  # the document's own problem, which reading it has told
        return self._schemas[pointer]

    def _headers(self, documented: Documented, response: Response) -> Iterator[Flaw]:
        sent = {name.lower() for name, _ in response.headers}
        for header in documented.headers:
            if is_ignored(header):
                continue
            if header.name.lower() in sent:
                yield from self._header(header, response)
            elif header.required:
                reason = f"required header {header.name} is missing"
                yield Flaw("response-header", reason, header.pointer, reason)

    def _header(self, header: Parameter, response: Response) -> Iterator[Flaw]:
        try:
            reader = ParameterReader(self._spec, header, frozenset())
            reader.given(decode_request.raw("", response.headers, {}))
        except Refusal as refusal:
            is_sensitive = "x-sensitive" in header.definition or reader.schema.is_sensitive
            got = "" if is_sensitive else f"; got {response.header(header.name)!r}"
            reason, key = (text.replace("header parameter", "header") for text in (refusal.reason, refusal.cause))
            yield Flaw("response-header", reason + got, header.pointer, key)
        except InputError:
            return  # the document's own problem, which reading it has told


def _choose(content: Mapping[str, MediaType], found: str) -> MediaType | None:
    kind = found.partition("/")[0]
    patterns = (found, f"{kind}/*+{found.rpartition('+')[2]}", f"{kind}/*", "*/*")
    return next((m for pattern in patterns for m in content.values() if essence(m.name) == pattern), None)


def _at(complaint: str) -> str:
    """A complaint with its place as a JSON pointer of the body."""
    return complaint if complaint.startswith(":") else f" at {complaint.strip()}"
