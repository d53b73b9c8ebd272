"""Request parameters: found where the spec says, read by their style, validated by their schema."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import parse_qsl, unquote, unquote_plus

from starlette.requests import Request as HttpRequest

from conformance.mock import brackets
from conformance.mock.behaviour import Refusal
from conformance.mock.capabilities import is_ignored, parameter_gap
from conformance.mock.json_text import load_json
from conformance.mock.routing import path_of
from conformance.mock.schemas import Complaint, Schema
from conformance.mock.styles import Pairs, Style, is_defined, is_nested, member, members, scalars, text_value
from conformance.openapi.spec import MediaType, Operation, Parameter, Spec

MISSING = object()  # a parameter that is not there


@dataclass(frozen=True)
class Raw:
    """The parts of a request that parameters are in, percent-decoded; what is no UTF-8 is left as surrogates."""

    path: Mapping[str, str]
    query: Pairs
    http: HttpRequest

    @classmethod
    def of(cls, http: HttpRequest, path: Mapping[str, str]) -> Raw:
        """Return the parts of `http`, whose path template matched with the values `path`."""
        return cls(path, query_pairs(http), http)

    def texts(self, location: str, name: str) -> Sequence[str]:
        """Return the texts of `name`, once per occurrence; header names are compared without case."""
        if location == "header":
            return self.http.headers.getlist(name)
        if location in {"query", "cookie"}:
            return [value for key, value in self.pairs(location) if key == name]
        return [self.path[name]] if name in self.path else []

    def pairs(self, location: str) -> Pairs:
        """Return names and texts of the query, or of all cookies."""
        if location != "cookie":
            return self.query
        return [(name, decode_percent(value)) for name, value in cookie_pairs(self.http)]

    def find_encoded(self, location: str, name: str) -> Sequence[str]:
        """Return what is under `name`, as it was sent but for `+` in a query; of a path, only a whole segment."""
        if location == "path":
            sent = {part for part in path_of(self.http.scope).split("/") if decode_percent(part) == self.path.get(name)}
            return [*sent] if len(sent) == 1 else []
        if location == "cookie":
            return [value for key, value in cookie_pairs(self.http) if key == name]
        query = self.http.scope["query_string"].decode("latin-1").replace("+", "%20")
        pairs = (piece.partition("=") for piece in query.split("&"))
        return [value for key, _, value in pairs if decode_percent(key) == name]

    def url(self, without: Set[str]) -> str:
        """Return the URL as it was asked for, without the query parameters of these names."""
        scope = self.http.scope
        host = self.http.headers.get("host") or "{}:{}".format(*scope["server"])
        path = path_of(scope)
        pairs = scope["query_string"].decode("latin-1").split("&")
        kept = "&".join(pair for pair in pairs if unquote_plus(pair.partition("=")[0]) not in without)
        return f"{scope['scheme']}://{host}{path}{'?' if kept else ''}{kept}"


def query_pairs(http: HttpRequest) -> Pairs:
    """Return the request's query parameters in their order, decoded like a form (`+` is a space)."""
    query: bytes = http.scope["query_string"]
    return parse_qsl(query.decode("latin-1"), keep_blank_values=True, errors="surrogateescape")


def cookie_pairs(http: HttpRequest) -> Pairs:
    """Return the request's cookies in the order sent, without the quotes around values, and not decoded."""
    texts = (text for header in http.headers.getlist("cookie") for text in header.split(";"))
    pairs = ((name.strip(), value.strip()) for name, _, value in (text.partition("=") for text in texts))
    return [(name, re.sub(r'"(.*)"', r"\1", value)) for name, value in pairs if name]


def decode_percent(text: str) -> str:
    """Return the text, percent-decoded; what is no UTF-8 is left as surrogates."""
    return unquote(text, errors="surrogateescape")


class ParameterReader:
    """One parameter of an operation, ready to be read; one with a `gap` is read as text, and not checked.

    Where it is not `is_defined`, OpenAPI leaves open how it is written, and other servers may read it in other ways.
    """

    def __init__(self, spec: Spec, parameter: Parameter, taken: frozenset[str]) -> None:
        self.parameter = parameter
        self.gap = parameter_gap(spec, parameter)
        self.is_defined = True
        if self.gap is None:
            self._compile(spec, parameter, taken)

    def _compile(self, spec: Spec, parameter: Parameter, taken: frozenset[str]) -> None:
        self.schema = Schema(spec, parameter.schema_pointer)
        self._shape = self.schema.shape
        self._style = Style(parameter.style, parameter.explode, parameter.name)
        self.is_defined = "content" in parameter.definition or is_defined(parameter.style, self._shape)
        self._taken = taken - {parameter.name}
        self._is_sensitive = "x-sensitive" in parameter.definition or self.schema.is_sensitive
        schema = spec.resolve(parameter.schema_pointer)[1]
        self._default = schema.get("default", MISSING) if isinstance(schema, dict) else MISSING
        self._readings = self._choose()

    def read(self, raw: Raw) -> Any:
        """Return the value, or the schema's default, or `MISSING`; raises Refusal if it is missing or invalid."""
        value = self.read_given(raw)
        return self._absent() if value is MISSING and self.gap is None else value

    def read_given(self, raw: Raw) -> Any:
        """Return the value, or `MISSING`; raises Refusal if it is invalid."""
        problems: list[Complaint] = []
        if self.gap:
            return self._read_unchecked(raw)
        if self.parameter.definition.get("allowEmptyValue") and raw.texts("query", self.parameter.name) == [""]:
            return ""
        try:
            for value in self._readings(raw):
                complaint = self.schema.complaint(value)
                if complaint is None:
                    return value
                problems.append(complaint)
        except ValueError as problem:
            problems.append(Complaint(f": {problem}"))
        if not problems:
            return MISSING
        raise self._refusal(" is not valid" if self._is_sensitive else problems[0], problems[0])

    def leaves_open(self, value: Any) -> bool:
        """Return whether OpenAPI leaves open how `value` is written."""
        return not self.is_defined or ("content" not in self.parameter.definition and is_nested(value))

    def may_be_given(self, raw: Raw) -> bool:
        """Return whether the value may be there, however it is written."""
        is_spread = self.parameter.explode or self.parameter.style == "deepObject"
        return self.read_given(raw) is not MISSING or (is_spread and bool(raw.pairs(self.parameter.location)))

    def _read_unchecked(self, raw: Raw) -> Any:
        texts = raw.texts(self.parameter.location, self.parameter.name)
        return MISSING if not texts else texts[0] if len(texts) == 1 else [*texts]

    def _choose(self) -> Callable[[Raw], Iterator[Any]]:
        if "content" in self.parameter.definition:
            return self._content_reader(self.parameter.media_type)
        if self._style.style == "deepObject":
            return self._deep
        if self._is_spread:
            return self._spread
        return self._split_delimited if self._is_delimited else self._read_styled

    @property
    def _is_spread(self) -> bool:
        is_exploded_form = self._style.style == "form" and self._style.explode
        return is_exploded_form and self._shape.types - {"null"} == {"object"}

    @property
    def _is_delimited(self) -> bool:
        return self.parameter.location == "path" or (self._style.style == "form" and not self._style.explode)

    def _split_delimited(self, raw: Raw) -> Iterator[Any]:
        """Split at delimiters that are sent as such (RFC 6570, section 3.2.8); if nothing fits, at encoded ones too."""
        texts = raw.find_encoded(self.parameter.location, self.parameter.name)
        with suppress(ValueError):  # the other reading says what is wrong
            yield from replace(self._style, decode=decode_percent).readings(texts, self._shape) if texts else ()
        yield from self._read_styled(raw)

    def _read_styled(self, raw: Raw) -> Iterator[Any]:
        texts = raw.texts(self.parameter.location, self.parameter.name)
        if self.parameter.location == "header" and not self._shape.scalars:
            texts = [re.sub(r"\s*,\s*", ",", ",".join(texts))] if texts else []  # RFC 9110, section 5.3
        return self._style.readings(texts, self._shape) if texts else iter(())

    def _content_reader(self, media_type: MediaType | None) -> Callable[[Raw], Iterator[Any]]:
        if media_type is None or media_type.is_json:
            return self._json
        return self._form if media_type.essence == "application/x-www-form-urlencoded" else self._text

    def _text(self, raw: Raw) -> Iterator[Any]:
        is_cookie = self.parameter.location == "cookie"  # it is there as it is: see OpenAPI 3.1.1, appendix D
        for text in (raw.find_encoded if is_cookie else raw.texts)(self.parameter.location, self.parameter.name):
            yield from scalars(text, self._shape.scalars)

    def _form(self, raw: Raw) -> Iterator[Any]:
        for text in raw.texts(self.parameter.location, self.parameter.name):
            fields: dict[str, list[str]] = {}
            for name, value in parse_qsl(text, keep_blank_values=True, errors="strict"):
                fields.setdefault(name, []).append(value)
            yield {name: text_value(values, member(self._shape, name)) for name, values in fields.items()}

    def _json(self, raw: Raw) -> Iterator[Any]:
        for text in raw.texts(self.parameter.location, self.parameter.name):
            yield load_json(text)

    def _deep(self, raw: Raw) -> Iterator[Any]:
        is_plain = bool(self._shape.types - {"object", "null"})  # else the name alone is not this parameter
        pairs = [(name, text) for name, text in raw.query if is_plain or name != self.parameter.name]
        node = brackets.find(self.parameter.name, pairs)
        if node is not None:
            yield node.value(self._shape)

    def _spread(self, raw: Raw) -> Iterator[Any]:
        known = self._shape.properties
        pairs = raw.pairs(self.parameter.location)
        return self._object([p for p in pairs if p[0] in known or not (known or self._is_of_another(p[0]))])

    def _is_of_another(self, name: str) -> bool:
        return name in self._taken or f"{name.partition('[')[0]}[" in self._taken

    def _object(self, pairs: Pairs) -> Iterator[Any]:
        if pairs:
            yield members(pairs, self._shape)

    @property
    def may_be_unwritten(self) -> bool:
        """True if an object without properties is valid: written as a pair for each of them, it is not there."""
        is_in_pairs = self._is_spread or self._style.style == "deepObject"
        return is_in_pairs and "content" not in self.parameter.definition and self.schema.is_valid({})

    def _absent(self) -> Any:
        if self.parameter.required and self.may_be_unwritten:
            return {}
        if self.parameter.required:
            raise self._refusal(" is missing")
        return self._default

    def _refusal(self, problem: str, complaint: Complaint | None = None) -> Refusal:
        name = f"{self.parameter.location} parameter {self.parameter.name}"
        keywords, cause = (complaint.keywords, name + complaint.cause) if complaint else (frozenset[str](), "")
        # What can't be an id names nothing: a server without a 400 for it has no such resource.
        instead = 404 if self.parameter.location == "path" else None
        leaf = complaint.leaf if complaint else None
        return Refusal(400, f"{name}{problem}", instead, keywords, cause, leaf)


class ParametersReader:
    """All parameters of an operation."""

    def __init__(self, spec: Spec, operation: Operation) -> None:
        parameters = (p for p in operation.parameters if not is_ignored(p))
        self._readers = [ParameterReader(spec, p, names_beside(spec, operation, p)) for p in parameters]

    def read(self, raw: Raw) -> Mapping[str, dict[str, Any]]:
        """Return the values by location and name, without absent ones; raises Refusal for the first invalid one."""
        found: dict[str, dict[str, Any]] = {"path": {}, "query": {}, "header": {}, "cookie": {}}
        for reader in self._readers:
            value = reader.read(raw)
            if value is not MISSING:
                found[reader.parameter.location][reader.parameter.name] = value
        return found


def names_beside(spec: Spec, operation: Operation, parameter: Parameter) -> frozenset[str]:
    """Return the names in the location of `parameter` that an object which is spread there does not have.

    They are of other parameters, where `filter[` begins those of a `deepObject`, and of credentials.
    """
    others = [p for p in operation.parameters if p.location == parameter.location]
    schemes = (spec.security_schemes[name] for names in operation.security for name in names)
    keys = (scheme["name"] for scheme in schemes if scheme.get("in") == parameter.location)
    return frozenset((*(f"{p.name}[" if p.style == "deepObject" else p.name for p in others), *keys))
