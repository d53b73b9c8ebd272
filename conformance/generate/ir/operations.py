"""Plans of operations: the names, places, styles and media types of the generator's functions.

Tested in `tests/generate/test_toys.py`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from urllib.parse import parse_qsl, quote

from conformance.generate.ir.shared_parameters import Key, Repeated, key
from conformance.generate.opc.document import Call, kind_of
from conformance.generate.opc.names import make_identifier
from conformance.generate.opc.translation import Endpoint
from conformance.generate.types import Enum, List, Map, Model, Property, Scalar, Type, holds_file, variants
from conformance.openapi.spec import Operation, Parameter

# What generated functions use themselves: arguments may not be called so.
_LOCALS = frozenset(
    "_content _content_type body content_type extra_body extra_headers extra_query files isinstance max_retries "
    "options self str streaming timeout validate writing".split()
)
_TEMPLATE = re.compile(r"{([^{}]*)}")
_BOUNDARY = re.compile(r"\s*;\s*boundary=[^;]*", re.IGNORECASE)


@dataclass(frozen=True)
class Argument:
    """A parameter as an argument of the generated function, and maybe as a keyword of the client."""

    parameter: Parameter
    prop: Property
    repeated: Repeated | None

    @property
    def style(self) -> str:
        """Return an OpenAPI style; or `json`, `urlencoded`, `text` or `literal`, by the media type."""
        media = self.parameter.media_type
        if media is None:
            return self.parameter.style
        # OpenAPI 3.1.1 recommends `text/plain` for cookies and headers to have values as they are.
        text = "literal" if self.parameter.location == "cookie" else "text"
        return {"json": "json", "form": "urlencoded"}.get(kind_of(media), text)

    @property
    def is_spread(self) -> bool:
        """Return whether each member of an object is a parameter of the query."""
        is_object = any(isinstance(each, Model | Map) for each in variants(self.prop.type))
        return is_object and self.style == "form" and self.parameter.explode


@dataclass(frozen=True)
class Body:
    """One media type of the request body, its kind (json, form, multipart, text, file), and its type."""

    name: str
    kind: str
    type: Type
    is_required: bool

    @property
    def sent_as(self) -> str:
        """The Content-Type, or an empty string if the media type is a range: then the file decides."""
        if self.kind == "json" and self.name.startswith("application/*+"):
            return self.name.replace("*", "x")  # some type within the range, since none has a name
        if self.kind == "multipart":
            return _BOUNDARY.sub("", self.name)  # each body has its own
        return "" if "*" in self.name else self.name

    @property
    def is_identifiable(self) -> bool:
        """Return whether the class alone identifies such a body: that of an object, an array or null."""
        others = [each for each in variants(self.type) if each is not Scalar.NONE]
        return bool(others) and all(isinstance(each, Model | Map | List) for each in others)

    @property
    def accepts_dicts(self) -> bool:
        """Return whether a plain dict may be such a body."""
        return any(isinstance(each, Model | Map) for each in variants(self.type))

    @property
    def runtime_types(self) -> str:
        """Return the classes by which `isinstance` identifies such a body; a mapping and a tuple are accepted too."""
        others = ["Mapping"] if self.accepts_dicts else []
        others += ["tuple"] if any(isinstance(each, List) for each in variants(self.type)) else []
        return " | ".join([self.runtime_type, *others])

    @property
    def runtime_type(self) -> str:
        """The types of such a body for `isinstance`: a class, `None`, `Any`, or several joined by `|`."""
        return " | ".join(map(_runtime_type, variants(self.type)))


def _runtime_type(type_: Type) -> str:
    match type_:
        case Enum():
            return type(type_.values[0]).__name__
        case List():
            return "list"
        case Map():
            return "dict"
    return "files.FILES" if type_ is Scalar.FILE else type_.annotation


@dataclass(frozen=True)
class Plan:
    """One operation with the endpoint that was generated from it."""

    call: Call
    endpoint: Endpoint
    arguments: tuple[Argument, ...]
    bodies: tuple[Body, ...]
    items: Mapping[tuple[str, str], Type]  # the types of streams' items, by status and media type

    @property
    def operation(self) -> Operation:
        """The operation of the document."""
        return self.call.operation

    @property
    def is_body_ambiguous(self) -> bool:
        """True if the caller has to name the media type, because the class of the body does not decide it."""
        kinds = [body.runtime_type for body in self.bodies]
        is_told = len(set(kinds)) == len(kinds) and "Any" not in kinds and not any("|" in kind for kind in kinds)
        return len(kinds) > 1 and not (is_told and sum(body.accepts_dicts for body in self.bodies) < 2)

    def gives_way(self, body: Body) -> bool:
        """Return whether a body with a file is sent as a form instead, unless the caller names a media type."""
        forms = (each for each in self.bodies if each.kind == "multipart")
        return self.is_body_ambiguous and body.kind in {"json", "form"} and any(holds_file(each.type) for each in forms)

    @property
    def is_dict_ambiguous(self) -> bool:
        """Return whether a plain dict may be several bodies that differ in more than their media types."""
        return len({body.runtime_type for body in self.bodies if body.accepts_dicts}) > 1

    @property
    def fixed_query(self) -> list[tuple[str, str]]:
        """Return the query that is in the path, percent-encoded; every call sends it."""
        pairs = parse_qsl(query_of(self.operation.path), keep_blank_values=True)
        return [(name, quote(value, safe="")) for name, value in pairs]

    @property
    def may_repeat_names(self) -> bool:
        """Return whether the members of an object become query parameters, whose names others may have."""
        arguments = self.arguments_in("query")
        return len(arguments) > 1 and any(each.is_spread for each in arguments)

    @property
    def positional(self) -> list[Argument]:
        """The arguments in the path, in its order."""
        by_name = {argument.parameter.name: argument for argument in self.arguments_in("path")}
        found = dict.fromkeys(_TEMPLATE.findall(self.operation.path))
        return [by_name[name] for name in found if name in by_name]

    @property
    def named(self) -> list[Argument]:
        """The arguments elsewhere."""
        return [argument for location in ("query", "header", "cookie") for argument in self.arguments_in(location)]

    def arguments_in(self, location: str) -> tuple[Argument, ...]:
        """Return the arguments in one location: path, query, header or cookie."""
        return tuple(argument for argument in self.arguments if argument.parameter.location == location)


def build_plan(
    call: Call,
    endpoint: Endpoint,
    repeated: Mapping[Key, Repeated],
    items: Mapping[tuple[str, str], Type],
    supplied: Sequence[Parameter],
) -> Plan:
    """Build the plan of `call` with the document's names. Callers can omit the `supplied` parameters."""
    parameters = [*call.parameters.values()]
    props = [endpoint.parameters[told] for told in call.parameters]
    arguments = tuple(
        Argument(parameter, _property(prop, name, parameter in supplied), repeated.get(key(parameter)))
        for parameter, prop, name in zip(parameters, props, _names(parameters), strict=True)
    )
    found = [(*call.bodies[told], prop) for told, prop in endpoint.bodies.items()]
    bodies = tuple(Body(media.name, kind, prop.type, prop.is_required) for media, kind, prop in found)
    return Plan(call, endpoint, arguments, bodies, items)


def _property(prop: Property, name: str, is_supplied: bool) -> Property:
    return replace(prop, python_name=name, is_required=prop.is_required and not is_supplied)


def path_pieces(plan: Plan) -> Iterator[str | Argument]:
    """Yield the path, without a query, as text and arguments in turn."""
    arguments = {argument.parameter.name: argument for argument in plan.arguments_in("path")}
    for number, piece in enumerate(_TEMPLATE.split(re.split("[?#]", plan.operation.path)[0])):
        if number % 2 and piece in arguments:
            yield arguments[piece]
        elif number % 2 or piece:
            yield f"{{{piece}}}" if number % 2 else piece


def _names(parameters: Sequence[Parameter]) -> list[str]:
    """Return Python names: the name on the wire, with the location if that is in use."""
    wanted = [make_identifier(parameter.name, "field_") for parameter in parameters]
    shared = Counter(wanted)
    taken: list[str] = []
    for parameter, name in zip(parameters, wanted, strict=True):
        new = f"{name}_{parameter.location}" if name in _LOCALS or shared[name] > 1 else name
        while new in taken:
            new += "_"
        taken.append(new)
    return taken


def query_of(path: str) -> str:
    """Return the query of a path. OpenAPI does not foresee one. Text after `#` only distinguishes paths."""
    return path.partition("#")[0].partition("?")[2]


def form_styles(plan: Plan, body: Body) -> dict[str, tuple[str, bool, bool]]:
    """Return the fields of a form body that have a style of their own (OpenAPI 3.1, "Encoding Object").

    Each has its style, and whether it is exploded and may hold reserved characters.
    """
    media = next(media for media, _ in plan.call.bodies.values() if media.name == body.name)
    found = {}
    for name, encoding in media.definition.get("encoding", {}).items():
        if encoding.keys() & {"style", "explode", "allowReserved"}:
            style = str(encoding.get("style", "form"))
            found[name] = (
                style,
                bool(encoding.get("explode", style == "form")),
                bool(encoding.get("allowReserved")),
            )
    return found
