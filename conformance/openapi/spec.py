"""An OpenAPI 3.1 document as operations, parameters, bodies and responses, each with its JSON pointer."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import product
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote

import jsonschema_rs

from conformance.openapi import bundle, json_pointer, objects, servers
from conformance.openapi.bundle import Origins
from conformance.openapi.errors import InputError, Problem
from conformance.openapi.formats import FORMATS

METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")
_BASE_URI = "urn:openapi"
_NOTHING: Origins = {}


@dataclass(frozen=True)
class MediaType:
    """One entry of a `content` map: its media type, pointer and definition."""

    name: str
    pointer: str
    definition: Mapping[str, Any] = field(repr=False)

    @property
    def schema_pointer(self) -> str | None:
        """The place of the schema, None if the media type has none."""
        return json_pointer.join(self.pointer, "schema") if "schema" in self.definition else None

    @property
    def essence(self) -> str:
        """The type without its parameters, in lower case."""
        return self.name.partition(";")[0].strip().lower()

    @property
    def is_json(self) -> bool:
        """True for JSON (RFC 8259; the old `text/json` too) and for types with the suffix `+json` (RFC 6839)."""
        return self.essence in {"application/json", "text/json"} or self.essence.endswith("+json")


@dataclass(frozen=True)
class Parameter:
    """A request parameter or a response header."""

    name: str
    location: str  # path | query | header | cookie
    required: bool
    pointer: str
    definition: Mapping[str, Any] = field(repr=False)

    @property
    def schema_pointer(self) -> str:
        """The place of the schema, under `schema` or under `content`."""
        if "schema" in self.definition:
            return json_pointer.join(self.pointer, "schema")
        media_type = next(iter(self.definition["content"]))
        return json_pointer.join(self.pointer, "content", media_type, "schema")

    @property
    def media_type(self) -> MediaType | None:
        """The media type that describes it, or None if a style does."""
        for name, definition in self.definition.get("content", {}).items():
            return MediaType(name, json_pointer.join(self.pointer, "content", name), definition)
        return None

    @property
    def style(self) -> str:
        """The serialisation style, with OpenAPI's default for the location."""
        default = "form" if self.location in {"query", "cookie"} else "simple"
        return str(self.definition.get("style", default))

    @property
    def explode(self) -> bool:
        """True if arrays and objects are written value by value (default: only for style `form`)."""
        return bool(self.definition.get("explode", self.style == "form"))

    @property
    def allows_reserved(self) -> bool:
        """Return whether reserved characters are sent as they are; for a query only (3.1, "Parameter Object")."""
        is_styled = self.location == "query" and "content" not in self.definition
        return is_styled and bool(self.definition.get("allowReserved"))


@dataclass(frozen=True)
class RequestBody:
    """The request body of an operation: media types by name."""

    required: bool
    pointer: str
    content: Mapping[str, MediaType]


@dataclass(frozen=True)
class Response:
    """The response of one status (`200`, `4XX` or `default`)."""

    status: str
    pointer: str
    content: Mapping[str, MediaType]
    headers: tuple[Parameter, ...]
    definition: Mapping[str, Any] = field(repr=False)

    @property
    def is_success(self) -> bool:
        """True for a status of class 2xx (RFC 9110, section 15.3)."""
        return self.status.startswith("2")


@dataclass(frozen=True)
class Operation:
    """One operation: a method on a path, with everything it inherits from the path and the document."""

    id: str
    method: str  # upper case
    path: str
    pointer: str
    parameters: tuple[Parameter, ...]
    body: RequestBody | None
    responses: Mapping[str, Response]
    security: tuple[Mapping[str, list[str]], ...]  # alternatives; () means none is needed
    optional_security: tuple[Mapping[str, list[str]], ...]  # alternatives where none is needed and any may be sent
    definition: Mapping[str, Any] = field(repr=False)

    @property
    def tag(self) -> str:
        """The first tag, which names the resource, or `default`."""
        return str(next(iter(self.definition.get("tags", ())), "default"))

    @property
    def successes(self) -> tuple[Response, ...]:
        """The responses of class 2xx, in the document's order."""
        return tuple(response for response in self.responses.values() if response.is_success)

    def response_for(self, status: int) -> Response | None:
        """Return the response documented for `status`: exact, else its class (`4XX`), else `default`."""
        wanted = (str(status), f"{status // 100}XX", "default")
        return next((self.responses[key] for key in wanted if key in self.responses), None)


class Spec:
    """An OpenAPI document, by operation and by JSON pointer.

    `document` is JSON data that the lint found valid; `file` names it in errors, `origins` what came from other files.
    `api_id` is the API's name: by default that of the folder.
    """

    def __init__(self, document: Mapping[str, Any], file: Path, api_id: str = "", origins: Origins = _NOTHING) -> None:
        self.document = document
        self.file = file
        self.api_id = api_id or file.parent.name
        self.origins = origins

    def __repr__(self) -> str:
        return f"Spec({str(self.file)!r})"

    @cached_property
    def operations(self) -> Mapping[str, Operation]:
        """Every operation by its id, in the document's order."""
        return {operation.id: operation for operation in self._operations()}

    @cached_property
    def security_schemes(self) -> Mapping[str, Mapping[str, Any]]:
        """The security schemes by name, references followed."""
        schemes = self.document.get("components", {}).get("securitySchemes", {})
        return {name: self.resolve(f"/components/securitySchemes/{json_pointer.escape(name)}")[1] for name in schemes}

    @cached_property
    def base_path(self) -> str:
        """The path of the first server's URL with default variables, without a trailing slash: `/rest/api` or ``."""
        return servers.default_path(next(iter(self.document.get("servers", ())), {"url": "/"}))

    def server_paths(self, operation: Operation) -> list[str]:
        """Return the path templates below which the operation is served, those of its own servers first.

        The document's servers count too, since a client may get any base URL.
        """
        item = json_pointer.follow(self.document, operation.pointer.rpartition("/")[0])
        own = operation.definition.get("servers") or item.get("servers") or ()
        shared = self.document.get("servers") or [{"url": "/"}]
        return servers.server_paths([*own, *shared])

    def resolve(self, pointer: str) -> tuple[str, Any]:
        """Return the pointer and value at `pointer`, with `$ref`s followed to the end.

        Raises InputError for a reference that leaves the document, leads nowhere, or in a circle.
        """
        seen = [pointer]
        while isinstance(value := self.value(seen[-1], seen[0]), dict) and "$ref" in value:
            target = self._target(value["$ref"], seen[-1])
            if target in seen:
                raise self.error(seen[0], "$ref leads in a circle", "replace one of the references by a schema")
            seen.append(target)
        return seen[-1], value

    def value(self, pointer: str, origin: str = "") -> Any:
        """Return the value at `pointer`; raise InputError, at `origin` or there, if nothing is there."""
        try:
            return json_pointer.follow(self.document, pointer)
        except LookupError:
            place = origin or pointer
            raise self.error(place, f"$ref to #{pointer}, which does not exist", "name an existing place") from None

    def validator(self, pointer: str, mask: str | None = None) -> jsonschema_rs.Draft202012Validator:
        """Return a JSON Schema validator (2020-12, formats asserted) for the schema at `pointer`.

        Its messages have `mask` in place of values.
        """
        if (pointer, mask) not in self._validators:
            self._validators[pointer, mask] = self._new_validator(pointer, mask)
        return self._validators[pointer, mask]

    def error(self, pointer: str, reason: str, fix: str) -> InputError:
        """Make an InputError at `pointer` of this document."""
        return InputError.of(self.file, reason, fix, pointer)

    def locate_problems(self, problems: Iterable[Problem]) -> list[Problem]:
        """Add file, pointer, line and column to problems of this document."""
        return bundle.locate_problems(problems, self.file, self.origins)

    def place(self, pointer: str) -> bundle.Place:
        """Return the place in a file of the value at `pointer` of this document."""
        return bundle.locate(pointer, self.file, self.origins)

    @cached_property
    def _validators(self) -> dict[tuple[str, str | None], jsonschema_rs.Draft202012Validator]:
        return {}

    @cached_property
    def _registry(self) -> jsonschema_rs.Registry:
        return jsonschema_rs.Registry([(_BASE_URI, dict(self.document))])

    def _new_validator(self, pointer: str, mask: str | None) -> jsonschema_rs.Draft202012Validator:
        found = self.value(pointer)
        if isinstance(found, dict) and found.keys() == {"$ref"}:
            # References to one schema share its validator, which needs 80 KB in a document of 800 operations.
            return self.validator(self._target(found["$ref"], pointer), mask)
        schema = {"$ref": f"{_BASE_URI}#{quote(pointer)}"}
        return jsonschema_rs.Draft202012Validator(
            schema, registry=self._registry, validate_formats=True, formats=dict(FORMATS), mask=mask
        )

    def _target(self, ref: str, pointer: str) -> str:
        if not ref.startswith("#"):
            raise self.error(pointer, f"$ref leaves the document: {ref}", "copy what it refers to into this document")
        return unquote(ref[1:])

    def _operations(self) -> Iterator[Operation]:
        for path in self.document.get("paths", {}):
            item_pointer, item = self.resolve(json_pointer.join("/paths", path))
            for method in METHODS:
                if method in item:
                    yield self._operation(path, method, item_pointer, item)

    def _operation(self, path: str, method: str, item_pointer: str, item: Mapping[str, Any]) -> Operation:
        pointer = json_pointer.join(item_pointer, method)
        definition = item[method]
        statuses = definition.get("responses", ())
        stated = definition.get("security", self.document.get("security", ()))
        known = {self._credential(scheme) for each in stated for scheme in each}
        is_stated = "security" in definition or "security" in self.document
        security = [
            part for each in (stated if is_stated else ({}, *self._plain_schemes)) for part in self._split(each)
        ]
        return Operation(
            id=str(definition.get("operationId", f"{method}_{path}")),
            method=method.upper(),
            path=path,
            pointer=pointer,
            parameters=self._parameters(known, item_pointer, pointer),
            body=self._body(json_pointer.join(pointer, "requestBody")) if "requestBody" in definition else None,
            responses={s: self._response(s, json_pointer.join(pointer, "responses", s)) for s in statuses},
            security=() if {} in security else tuple(security),
            optional_security=tuple(each for each in security if each) if {} in security else (),
            definition=definition,
        )

    @cached_property
    def _plain_schemes(self) -> list[Mapping[str, list[str]]]:
        """Each scheme as an alternative of its own. Many documents define schemes and forget `security`."""
        schemes = self.security_schemes.items()
        return [{name: []} for name, each in schemes if each["type"] != "mutualTLS" and "x-auth-flow" not in each]

    def _split(self, stated: Mapping[str, list[str]]) -> Iterator[Mapping[str, list[str]]]:
        """Yield the alternatives of a requirement; of schemes that share a header, which has one value, each is one."""
        places: dict[Any, list[str]] = {}
        for name in stated:
            has_place = self.security_schemes.get(name, {}).get("type") not in {None, "mutualTLS"}
            places.setdefault(self._credential(name) if has_place else name, []).append(name)
        yield from ({name: stated[name] for name in names} for names in product(*places.values()))

    def _credential(self, scheme: str) -> tuple[str, str]:
        """Return the location of a credential. A parameter of the same name is the credential, documented twice."""
        found = self.security_schemes.get(scheme, {})
        return _key(found["in"], found["name"]) if found.get("type") == "apiKey" else ("header", "authorization")

    def _parameters(self, known: Container[tuple[str, str]], *owners: str) -> tuple[Parameter, ...]:
        found: dict[tuple[str, str], Parameter] = {}
        for owner in owners:
            for index in range(len(json_pointer.follow(self.document, owner).get("parameters", ()))):
                pointer, definition = self.resolve(json_pointer.join(owner, "parameters", index))
                name, location = definition["name"], definition["in"]
                found[name, location] = _parameter(name, location, pointer, definition)
        return tuple(p for p in found.values() if _key(p.location, p.name) not in known)

    def _body(self, pointer: str) -> RequestBody:
        pointer, definition = self.resolve(pointer)
        return RequestBody(bool(definition.get("required")), pointer, self._content(pointer, definition))

    def _response(self, status: str, pointer: str) -> Response:
        pointer, definition = self.resolve(pointer)
        names = definition.get("headers", {})
        headers = [_parameter(n, "header", *self.resolve(json_pointer.join(pointer, "headers", n))) for n in names]
        content = {} if status in objects.NO_CONTENT else self._content(pointer, definition)
        return Response(status, pointer, content, tuple(headers), definition)

    def _content(self, pointer: str, definition: Mapping[str, Any]) -> Mapping[str, MediaType]:
        content = definition.get("content", {})
        return {name: MediaType(name, json_pointer.join(pointer, "content", name), content[name]) for name in content}


def _parameter(name: str, location: str, pointer: str, found: Mapping[str, Any]) -> Parameter:
    return Parameter(name, location, bool(found.get("required")), pointer, found)


def _key(location: str, name: str) -> tuple[str, str]:
    return location, name.lower() if location == "header" else name
