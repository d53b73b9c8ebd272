"""Forms as JSON objects: each property is read by its schema and its encoding (OpenAPI 3.1, "Encoding Object").

Without an encoding, arrays repeat the name and objects are JSON.

Tested in `tests/mock/test_forms.py`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from starlette.requests import Request as HttpRequest

from conformance.mock import brackets
from conformance.mock.behaviour import Refusal
from conformance.mock.json_text import check_number, load_json
from conformance.mock.parameters import MISSING, ParameterReader, Raw
from conformance.mock.styles import Style, is_defined, is_scalar, members, scalars, text_value
from conformance.openapi import json_pointer, media_types
from conformance.openapi.schemas import Shape
from conformance.openapi.spec import MediaType, Parameter, Spec
from conformance.openapi.upgrade import UPGRADED_FROM

if TYPE_CHECKING:
    from conformance.mock.multipart import Part

PART = "body: part"  # the cause of refusals that are about the headers of one part
_ESCAPES = 8  # that cost as much as a field
_STYLED = frozenset({"style", "explode", "allowReserved"})
_FREE = frozenset({"content-type", "content-disposition"})  # OpenAPI describes them elsewhere, RFC 7578 the latter


@dataclass(frozen=True)
class _Field:
    """A name and its text in a form: decoded, and as it was sent."""

    name: str
    text: str
    encoded: str
    part: Part | None = None


class FormReader:
    """A form of one media type, ready to be read; it may be one that OpenAPI leaves open how it is written."""

    def __init__(self, spec: Spec, media_type: MediaType) -> None:
        shape = Shape(spec, [media_type.schema_pointer] if media_type.schema_pointer else [])
        self._is_multipart = media_type.essence.startswith("multipart/")
        encodings = media_type.definition.get("encoding", {})
        names = dict.fromkeys([*shape.properties, *encodings])
        self._properties = {name: _Property(spec, media_type, name, shape) for name in names}
        self._others = shape.member
        self.is_defined = all(each.is_defined for each in self._properties.values())

    def read(self, data: bytes, content_type: str) -> dict[str, Any]:
        """Return the form as an object. Raises ValueError if it can't be read, Refusal for headers of a part."""
        groups: dict[str, list[_Field]] = {}
        for field in _parts(data, content_type) if self._is_multipart else _pairs(data):
            groups.setdefault(field.name, []).append(field)
        found: dict[str, Any] = {}
        for name, known in self._properties.items():
            own = [field for key in known.keys(groups, self._properties) for field in groups.pop(key)]
            if own:
                found[name] = known.value(own)
        return {**found, **{name: _value(name, fields, self._others(name)) for name, fields in groups.items()}}


class _Property:
    """A property of a form, and how it is written."""

    def __init__(self, spec: Spec, media_type: MediaType, name: str, whole: Shape) -> None:
        encoding = media_type.definition.get("encoding", {}).get(name, {})
        is_multipart = media_type.essence.startswith("multipart/")
        # In OpenAPI 3.0 a style is of urlencoded forms alone (3.0.3, "Encoding Object").
        is_styled = bool(encoding.keys() & _STYLED) and not (is_multipart and UPGRADED_FROM in spec.document)
        style = encoding.get("style", "form")
        self._style = Style(style, encoding.get("explode", style == "form"), name) if is_styled else None
        self._kind = "" if is_styled else str(encoding.get("contentType", ""))
        place = json_pointer.join(media_type.pointer, "encoding", name)
        self._headers = list(_headers(spec, place, encoding)) if is_multipart else []
        self._shape = whole.member(name)
        self._name = name
        self._may_be_deep = is_multipart and not is_styled and "object" in self._shape.types

    @property
    def is_defined(self) -> bool:
        """Return whether OpenAPI says how the property is written."""
        return self._style is None or is_defined(self._style.style, self._shape)

    def keys(self, given: Iterable[str], known: Mapping[str, Any]) -> list[str]:
        """Return the names of the fields in a form that are of this property; `known` are properties themselves."""
        is_deep = self._style and self._style.style == "deepObject"
        if is_deep or (self._may_be_deep and self._name not in given):  # an object with a file is no JSON
            others = () if is_deep else known
            return [key for key in given if key not in others and brackets.path(self._name, key) is not None]
        if self._is_spread:
            return [key for key in given if key in self._shape.properties and key not in known]
        return [self._name] if self._name in given else []

    def value(self, fields: Sequence[_Field]) -> Any:
        """Return the value. Raises ValueError if it can't be read, Refusal for the headers of a part."""
        for field in fields:
            if field.part:
                self._check(field.part)
        if self._may_be_deep and fields[0].name != self._name:
            return _first_accepted(self._readings(Style("deepObject", True, self._name), fields), self._shape)
        if not self._style:
            return _value(self._name, fields, self._shape, self._kind)
        return _first_accepted(self._readings(self._style, fields), self._shape)

    @property
    def _is_spread(self) -> bool:
        is_exploded_form = bool(self._style and self._style.style == "form" and self._style.explode)
        return is_exploded_form and self._shape.types - {"null"} == {"object"}

    def _readings(self, style: Style, fields: Sequence[_Field]) -> Iterator[Any]:
        pairs = [(field.name, field.text) for field in fields]
        if style.style == "deepObject":
            node = brackets.find(self._name, pairs)
            yield from [node.value(self._shape)] if node else []
        elif self._is_spread:
            yield members(pairs, self._shape)
        else:
            if style.style == "form" and not style.explode:  # a comma that is sent as such separates values
                encoded = Style(style.style, False, self._name, decode=_decode)
                with suppress(ValueError):  # the other reading says what is wrong
                    yield from encoded.readings([field.encoded for field in fields], self._shape)
            yield from style.readings([text for _, text in pairs], self._shape)

    def _check(self, part: Part) -> None:
        kinds = [media_types.parse(kind).essence for kind in self._kind.split(",")] if self._kind else []
        given = media_types.parse(part.content_type).essence
        if given and kinds and not any(fnmatchcase(given, kind) for kind in kinds):
            reason = f"{PART} {part.name!r}: its media type {given} is not one of: {', '.join(kinds)}"
            raise Refusal(415, reason, instead=400, cause=PART)
        fields = [(name.lower().encode(), value.encode()) for name, value in part.headers]
        raw = Raw.of(HttpRequest({"type": "http", "headers": fields, "query_string": b""}), {})
        for reader in self._headers:
            try:
                reader.read(raw)
            except Refusal as refusal:
                raise Refusal(400, f"{PART} {part.name!r}: {refusal.reason}", cause=PART) from refusal


def _headers(spec: Spec, place: str, encoding: Mapping[str, Any]) -> Iterator[ParameterReader]:
    """Yield readers of the headers that parts have."""
    for name in encoding.get("headers", ()):
        pointer, definition = spec.resolve(json_pointer.join(place, "headers", name))
        if name.lower() not in _FREE:
            header = Parameter(name, "header", bool(definition.get("required")), pointer, definition)
            yield ParameterReader(spec, header, frozenset())


def _value(name: str, fields: Sequence[_Field], shape: Shape, kind: str = "") -> Any:
    """Return what the fields of one name mean: one value, or the items of an array."""
    if "array" in shape.types and (len(fields) > 1 or not is_scalar(fields[0].text, shape)):
        whole = _whole(fields[0], shape, kind) if len(fields) == 1 else None
        return [_one(field, shape.items, kind) for field in fields] if whole is None else whole
    if len(fields) > 1:
        raise ValueError(f"property {name!r} is given {len(fields)} times")
    return _one(fields[0], shape, kind)


def _whole(field: _Field, shape: Shape, kind: str) -> list[Any] | None:
    """Return the array that one field holds as JSON, where it is said to, or its items can't be written otherwise."""
    if shape.items.scalars and not _is_json(field, shape, kind):
        return None
    with suppress(ValueError):
        value = load_json(field.text, is_unique=True)
        return value if isinstance(value, list) else None
    return None


def _one(field: _Field, shape: Shape, kind: str) -> Any:
    if _is_json(field, shape, kind):
        try:
            return load_json(field.text, is_unique=True)
        except ValueError:
            if "string" not in shape.types:
                raise
    is_file = field.part is not None and field.part.file_name is not None
    if is_file or not shape.types:  # of a property that can't be, the schema says so
        return field.text
    if shape.scalars:
        return _first_accepted(scalars(field.text, shape.scalars), shape)
    return text_value([field.text], shape)


def _is_json(field: _Field, shape: Shape, kind: str) -> bool:
    """Return whether a field is JSON: by the document, or by its part if it can be more than the text of a file."""
    is_documented = "," not in kind and MediaType(kind, "", {}).is_json
    is_sent = field.part is not None and MediaType(field.part.content_type, "", {}).is_json
    return is_documented or (is_sent and shape.types - {"null"} != {"string"})


def _first_accepted(readings: Iterator[Any], shape: Shape) -> Any:
    """Return the first reading that the schemas accept, else the first; raise ValueError without one."""
    first: Any = MISSING
    try:
        for value in readings:
            if shape.accepts(value):
                return value
            first = value if first is MISSING else first
    except ValueError:
        if first is MISSING:
            raise
    return first


def _pairs(data: bytes) -> Iterator[_Field]:
    """Yield the fields of an urlencoded form. Raises ValueError if it is not UTF-8, Refusal (413) for too many."""
    check_number(data.count(b"&") + data.count(b"%") // _ESCAPES)
    for piece in data.decode().replace("+", "%20").split("&"):
        name, _, encoded = piece.partition("=")
        if piece:
            yield _Field(_decode(name), _decode(encoded), encoded)


def _parts(data: bytes, content_type: str) -> Iterator[_Field]:
    from conformance.mock import multipart  # noqa: PLC0415 - two megabytes that most mocks never need

    return (_Field(part.name, part.text, part.text, part) for part in multipart.parts(data, content_type))


def _decode(text: str) -> str:
    return unquote(text, errors="strict")
