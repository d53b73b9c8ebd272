"""Reading of a request on the wire by the document alone, whichever tool made it.

Tested in `tests/suite/test_judge.py`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from functools import cached_property, partial
from math import isclose
from typing import Any
from urllib.parse import unquote_plus, urlsplit

from conformance.auth.credentials import Credentials
from conformance.client_check import decode_request
from conformance.client_check.calls import Call
from conformance.mock.behaviour import NOTHING, Refusal
from conformance.mock.bodies import BodyReader
from conformance.mock.capabilities import FORM, MULTIPART, essence, is_ignored
from conformance.mock.forms import PART
from conformance.mock.parameters import MISSING, ParameterReader, Raw, names_beside
from conformance.mock.routing import Match, Router, segments_of
from conformance.mock.schemas import Leaf
from conformance.mock.security import check
from conformance.network.exchange import Request
from conformance.openapi.errors import InputError
from conformance.openapi.media_types import choose
from conformance.openapi.read_write_only import directions
from conformance.openapi.spec import MediaType, Operation, Spec

# Formats that validators agree on. A server may accept values that break only other formats.
_FORMATS = frozenset({"date", "date-time", "uuid", "ipv4", "ipv6"})
_BOOLEANS = frozenset("0 1 yes no on off t f y n true false".split())


class Validity(Enum):
    """Validity of a request by the document."""

    VALID = "valid"
    INVALID = "invalid"  # by a schema, or because something required is missing
    INVALID_PATH = "invalid path"  # a path parameter is not valid: a server may not know such a path
    MALFORMED = "malformed"  # it can't be read
    UNDOCUMENTED = "undocumented"  # a server may read it all the same
    UNKNOWN = "unknown"  # the document leaves it open, or the reader can't say
    ELSEWHERE = "elsewhere"  # the URL or the method leads to another operation, or to none


_ROUNDED = 1e-12  # relative error of a few operations with floats
_CONTROL = re.compile(r"[\x00-\x08\x0a-\x1f\x7f]")


@dataclass(frozen=True)
class Reading:
    """Reading of a request: validity with the reason, the credential's, and the call that it is.

    `key` is the reason without the value that it quotes. `where` names the body or the parameter that is invalid,
    `pointer` is its place in the document, and `leaf` what breaks its schema.
    """

    validity: Validity
    reason: str = ""
    key: str = ""
    is_admitted: bool = True
    call: Call | None = None
    where: str = ""
    pointer: str = ""
    leaf: Leaf | None = None


class RequestReader:
    """Reads requests to the operations of `spec` at the base URL `url`, where the `credentials` of users are right."""

    def __init__(self, spec: Spec, url: str, *credentials: Credentials) -> None:
        self._spec = spec
        self._credentials = credentials
        self._router = Router.of(spec, urlsplit(url).path.rstrip("/"))
        self._readers: dict[str, _OperationReader] = {}
        self._directions = directions(spec)

    def read(self, operation: Operation, request: Request) -> Reading:
        """Read a request that was made for `operation`."""
        path = self._path(operation, request)
        if path is None or request.method != operation.method:
            return Reading(Validity.ELSEWHERE)
        if any(_CONTROL.search(value) for _, value in request.headers):
            return Reading(Validity.UNDOCUMENTED, "a header with a control character")  # RFC 9110, section 5.5
        raw = decode_request.raw(request.query, request.headers, path)
        if operation.id not in self._readers:
            self._readers[operation.id] = _OperationReader(self._directions.requests, operation)
        reading = self._readers[operation.id].read(raw, request)
        return replace(reading, is_admitted=self._is_admitted(operation, raw))

    def is_documented(self, request: Request) -> bool:
        """Return whether the document has an operation of the method at the path, whatever the request was made for."""
        return self._find(request.method, request) is not None

    def _path(self, operation: Operation, request: Request) -> Mapping[str, str] | None:
        """Return the path parameters as text; None if the path is that of another operation."""
        found = self._find(operation.method, request)
        return found.path if found and found.operation.id == operation.id else None

    def _find(self, method: str, request: Request) -> Match | None:
        return self._router.find(method, segments_of({"raw_path": request.path}), request.header("content-type"))

    def _is_admitted(self, operation: Operation, raw: Raw) -> bool:
        return not operation.security or any(self._is_user(operation, raw, given) for given in self._credentials)

    def _is_user(self, operation: Operation, raw: Raw, given: Credentials) -> bool:
        schemes = self._spec.security_schemes
        alternatives = [names for names in operation.security if names.keys() <= given.keys()]
        checks = [[check(schemes[name], given[name]) for name in names] for names in alternatives]
        return any(all(each(raw) is None for each in several) for several in checks)


class _OperationReader:
    """Reads the parameters and the body of one operation."""

    def __init__(self, spec: Spec, operation: Operation) -> None:
        self._operation = operation
        self._spec = spec
        self._parameters = [p for p in operation.parameters if not is_ignored(p)]

    def read(self, raw: Raw, request: Request) -> Reading:
        """Read a request to this operation; the first problem decides."""
        found: dict[tuple[str, str], Any] = {}
        try:
            for reader in self._readers:
                value = reader.read(raw)
                if reader.read_given(raw) is not MISSING:
                    found[reader.parameter.name, reader.parameter.location] = value
        except Refusal as refusal:
            where = f"{reader.parameter.location} parameter {reader.parameter.name}"
            return replace(_refused_parameter(reader, raw, refusal), where=where, pointer=reader.parameter.pointer)
        except InputError as error:
            return Reading(Validity.UNKNOWN, str(error))
        gap = next((reader.gap for reader in self._readers if reader.gap and reader.may_be_given(raw)), None)
        if any(map(partial(_is_open_parameter, found), self._readers)):
            return Reading(Validity.UNKNOWN, "OpenAPI leaves open how a parameter is written")
        return Reading(Validity.UNKNOWN, gap) if gap else self._read_body(request, found)

    def _read_body(self, request: Request, found: dict[tuple[str, str], Any]) -> Reading:
        content_type = request.header("content-type")
        try:
            body = self._body.read_content(request.body, content_type) if self._body else NOTHING
        except Refusal as refusal:
            pointer = self._operation.body.pointer if self._operation.body else ""
            reading = replace(_refused_body(refusal), where="body", pointer=pointer)
            is_open = reading.validity is not Validity.UNDOCUMENTED and self._body and self._body.gap(content_type)
            is_empty_form = not request.body and self._may_be_empty
            return replace(reading, validity=Validity.UNKNOWN) if is_open or is_empty_form else reading
        except InputError as error:
            return Reading(Validity.UNKNOWN, str(error))
        if body is NOTHING:
            is_stray = bool(request.body or content_type) and self._operation.body is None
            return Reading(Validity.UNKNOWN if is_stray else Validity.VALID, call=Call(found))
        media_type = self._media_type(content_type)
        if media_type is None or _is_opaque(media_type) or (self._body and self._body.gap(content_type)):
            return Reading(Validity.UNKNOWN, f"a body of the media type {content_type}")
        if body == {} and media_type.essence == MULTIPART:
            return Reading(Validity.UNKNOWN, "a multipart body without a part (RFC 2046, section 5.1.1)")
        return Reading(Validity.VALID, call=Call(found, media_type, body))

    def _media_type(self, content_type: str) -> MediaType | None:
        content = self._operation.body.content if self._operation.body else {}
        found = choose(content.values(), content_type)
        return found if found and found.essence == essence(content_type) else None  # a range leaves the type open

    @cached_property
    def _may_be_empty(self) -> bool:
        """True if a form without any field is valid: on the wire it is like a body that is missing."""
        content = self._operation.body.content.values() if self._operation.body else ()
        schemas = [each.schema_pointer for each in content if each.essence == FORM and each.schema_pointer]
        return any(self._spec.validator(pointer).is_valid({}) for pointer in schemas)

    @cached_property
    def _readers(self) -> list[ParameterReader]:
        parts = ((p, names_beside(self._spec, self._operation, p)) for p in self._parameters)
        return [ParameterReader(self._spec, parameter, names) for parameter, names in parts]

    @cached_property
    def _body(self) -> BodyReader | None:
        return BodyReader(self._spec, self._operation.body) if self._operation.body else None


def _is_open_parameter(found: Mapping[tuple[str, str], Any], reader: ParameterReader) -> bool:
    """Return whether OpenAPI leaves open how a value is written, or whether nothing is a value."""
    parameter = reader.parameter
    if (parameter.name, parameter.location) in found:
        return reader.leaves_open(found[parameter.name, parameter.location])
    return parameter.required and reader.gap is None and reader.may_be_unwritten


def _refused_parameter(reader: ParameterReader, raw: Raw, refusal: Refusal) -> Reading:
    parameter = reader.parameter
    texts = raw.texts(parameter.location, parameter.name)
    if parameter.location == "path":
        return _make_refused(Validity.INVALID_PATH, refusal)
    types = reader.schema.shape.types
    is_repeated = len(texts) > 1 and "array" not in types  # servers accept the first, the last, or refuse
    is_open = is_repeated or not reader.is_defined or _is_lenient(texts, types, refusal) or _is_open(refusal)
    return _make_refused(Validity.UNKNOWN if is_open else Validity.INVALID, refusal)


def _refused_body(refusal: Refusal) -> Reading:
    if refusal.status == 415:
        return _make_refused(Validity.UNDOCUMENTED, refusal)
    if isinstance(refusal.__cause__, ValueError):
        return _make_refused(Validity.MALFORMED, refusal)
    is_open = _is_open(refusal) or refusal.cause == PART  # many servers ignore the headers of a part
    return _make_refused(Validity.UNKNOWN if is_open else Validity.INVALID, refusal)


def _make_refused(validity: Validity, refusal: Refusal) -> Reading:
    return Reading(validity, refusal.reason, refusal.cause, leaf=refusal.leaf)


def _is_open(refusal: Refusal) -> bool:
    """Return whether a value breaks only what validators disagree on.

    Those are some formats, though all agree that an e-mail has an @, and multiples of binary fractions.
    """
    if refusal.keywords == {"multipleOf"} and refusal.leaf and isinstance(refusal.leaf.value, float):
        return _is_nearly_multiple(refusal.leaf)
    names = [keyword.removeprefix("format:") for keyword in refusal.keywords if keyword.startswith("format:")]
    known = _FORMATS if "@" in refusal.reason else _FORMATS | {"email"}
    return len(names) == len(refusal.keywords) > 0 and not known.intersection(names)


def _is_nearly_multiple(leaf: Leaf) -> bool:
    """Return whether a number is a multiple but for the last digits of a float: 0.8200000000000001 is 82 * 0.01."""
    quotient = float(leaf.value) / float(leaf.rule.rpartition(" ")[2])
    return isclose(quotient, round(quotient), rel_tol=_ROUNDED)


def _is_lenient(texts: Sequence[str], types: frozenset[str], refusal: Refusal) -> bool:
    """Return whether servers read such a text as the right type: `1` as true, `5.0` as an integer, "" as absent."""
    if list(texts) == [""]:
        return True
    text = "".join(texts).strip().lower()
    is_meant = ("boolean" in types and text in _BOOLEANS) or (bool({"integer", "number"} & types) and _is_number(text))
    return refusal.keywords <= {"type"} and is_meant


def _is_number(text: str) -> bool:
    try:
        return float(unquote_plus(text)).is_integer()
    except (ValueError, OverflowError):
        return False


def _is_opaque(media_type: MediaType) -> bool:
    """Return whether the reader cannot read the structure of a body of this type: XML."""
    return essence(media_type.name).endswith(("/xml", "+xml"))
