"""Defects of a response by the document: its media type, its body, its headers.

Tested in `tests/suite/test_judge.py`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass

from conformance.client_check import decode_request
from conformance.mock.behaviour import Refusal
from conformance.mock.capabilities import essence, is_ignored
from conformance.mock.json_text import load_json
from conformance.mock.parameters import ParameterReader
from conformance.mock.schemas import Complaint, Leaf, Schema
from conformance.network.exchange import Exchange, Response
from conformance.openapi import json_pointer
from conformance.openapi.errors import InputError
from conformance.openapi.media_types import choose
from conformance.openapi.read_write_only import directions
from conformance.openapi.spec import MediaType, Operation, Parameter, Spec
from conformance.openapi.spec import Response as Documented

_WITHOUT_BODY = frozenset({204, 205, 304})  # RFC 9110, sections 15.3.5, 15.3.6 and 15.4.5


@dataclass(frozen=True)
class Flaw:
    """One way in which a response is not as documented: the check, the reason, and the place in the document.

    `key` is the reason without values of the response.
    """

    check: str
    reason: str
    pointer: str
    key: str
    expected: str = ""
    got: str = ""
    leaf: Leaf | None = None


class ResponseReader:
    """Compares responses with what `spec` says of them."""

    def __init__(self, spec: Spec) -> None:
        self._spec = directions(spec).responses
        self._schemas: dict[str, Schema | None] = {}

    def flaws(self, exchange: Exchange, response: Response) -> Iterator[Flaw]:
        """Yield what is wrong with a response whose status is documented."""
        documented = self._find_documented(exchange.operation, response)
        if documented is None:
            return
        yield from self._headers(documented, response)
        has_body = exchange.request.method != "HEAD" and response.status not in _WITHOUT_BODY
        if has_body and documented.content:
            yield from self._body(documented, response)

    def _find_documented(self, operation: Operation, response: Response) -> Documented | None:
        return self._spec.operations[operation.id].response_for(response.status)

    def _body(self, documented: Documented, response: Response) -> Iterator[Flaw]:
        content_type = response.header("content-type")
        media_type = choose(documented.content.values(), content_type)
        if media_type is None:
            reason = "response has an undocumented content type" if content_type else "response has no content type"
            pointer = json_pointer.join(documented.pointer, "content")
            known, key = ", ".join(documented.content), essence(content_type) or "none"
            yield Flaw("content-type", reason, pointer, key, known, content_type or "no Content-Type")
        elif media_type.is_json and "json" in essence(content_type) and not response.is_cut:
            yield from self._json(media_type, response)

    def _json(self, media_type: MediaType, response: Response) -> Iterator[Flaw]:
        try:
            body = load_json(response.content.decode())
        except ValueError as error:
            pointer = media_type.pointer
            yield Flaw("response-body", "response body is not JSON", pointer, "not JSON", "JSON", str(error))
            return
        schema = self._schema(media_type.schema_pointer) if media_type.schema_pointer else None
        for complaint in schema.complaints(body) if schema else ():
            pointer, key = media_type.schema_pointer or "", f"body{complaint.cause}"
            of_error = f" of status {response.status}" * (response.status >= 400)
            reason, leaf = f"response body{of_error} breaks its schema{_at(complaint)}", complaint.leaf
            yield Flaw("response-body", reason, pointer, key, got="" if leaf else complaint, leaf=leaf)

    def _schema(self, pointer: str) -> Schema | None:
        if pointer not in self._schemas:
            try:
                self._schemas[pointer] = Schema(self._spec, pointer)
            except InputError:
                self._schemas[pointer] = None  # the document's own problem, which reading it has reported
        return self._schemas[pointer]

    def _headers(self, documented: Documented, response: Response) -> Iterator[Flaw]:
        sent = {name.lower() for name, _ in response.headers}
        for header in documented.headers:
            if is_ignored(header):
                continue
            if header.name.lower() in sent:
                yield from self._header(header, response)
            elif header.required:
                key, reason = f"required header {header.name} is missing", f"response lacks the header {header.name}"
                yield Flaw("response-header", reason, header.pointer, key, f"required header {header.name}", "none")

    def _header(self, header: Parameter, response: Response) -> Iterator[Flaw]:
        try:
            reader = ParameterReader(self._spec, header, frozenset())
            reader.read_given(decode_request.raw("", response.headers, {}))
        except Refusal as refusal:
            reason, key = f"response header {header.name} breaks its schema", refusal.cause.replace(" parameter", "", 1)
            leaf, pointer = refusal.leaf, header.schema_pointer
            rule = leaf.rule if leaf else json.dumps(self._spec.resolve(pointer)[1])
            got = f"{header.name}: {response.header(header.name)}"
            yield Flaw("response-header", reason, leaf.pointer if leaf else pointer, key, rule, got)
        except InputError:
            return  # the document's own problem, which reading it has reported


def _at(complaint: Complaint) -> str:
    """Return where in the body a complaint is, as a JSON pointer."""
    return f" at {json_pointer.from_path(complaint.leaf.path)}" if complaint.leaf and complaint.leaf.path else ""
