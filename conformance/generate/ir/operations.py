"""Plans of operations: the names, places, styles and media types of the generator's functions.

Tested in `tests/generate/test_toys.py`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import or_
from typing import Any
from urllib.parse import parse_qsl, quote

from openapi_python_client.config import Config
from openapi_python_client.parser.openapi import Endpoint
from openapi_python_client.parser.properties import ModelProperty, Property
from openapi_python_client.parser.properties.const import ConstProperty
from openapi_python_client.parser.properties.file import FileProperty
from openapi_python_client.parser.properties.list_property import ListProperty
from openapi_python_client.parser.properties.none import NoneProperty
from openapi_python_client.schema.untrusted_string import UntrustedString
from openapi_python_client.strings import PythonIdentifier

from conformance.generate.ir.shared_parameters import Key, Repeated, key
from conformance.generate.opc.document import Call, kind_of
from conformance.generate.opc.types import MapProperty
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
    """A parameter as an argument of the generated function, and as a keyword of the client if that can have it."""

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
        variants = getattr(self.prop, "inner_properties", [self.prop])
        is_object = any(isinstance(each, ModelProperty | MapProperty) for each in variants)
        return is_object and self.style == "form" and self.parameter.explode


@dataclass(frozen=True)
class Body:
    """One media type of the request body, its kind (json, form, multipart, text, file), and its type."""

    name: str
    kind: str
    prop: Property

    @property
    def sent_as(self) -> str:
        """The Content-Type, or an empty string if the media type is a range: then the file decides."""
        if self.kind == "json" and self.name.startswith("application/*+"):
            return self.name.replace("*", "x")  # some type within the range, since none has a name
        if self.kind == "multipart":
            return _BOUNDARY.sub("", self.name)  # each body has its own
        return "" if "*" in self.name else self.name

    @property
    def is_told(self) -> bool:
        """Return whether the class alone identifies such a body: that of an object, an array or null."""
        told = [isinstance(each, ModelProperty | MapProperty | ListProperty) for each in self._variants]
        return any(told) and all(map(or_, told, (isinstance(each, NoneProperty) for each in self._variants)))

    @property
    def takes_dicts(self) -> bool:
        """Return whether a plain dict may be such a body."""
        return any(isinstance(each, ModelProperty | MapProperty) for each in self._variants)

    @property
    def runtime_types(self) -> str:
        """Return the classes by which `isinstance` identifies such a body; a mapping and a tuple are accepted too."""
        others = ["Mapping"] if self.takes_dicts else []
        others += ["tuple"] if any(isinstance(each, ListProperty) for each in self._variants) else []
        return " | ".join([self.runtime_type, *others])

    @property
    def _variants(self) -> Sequence[Any]:
        return getattr(self.prop, "inner_properties", [self.prop])

    @property
    def runtime_type(self) -> str:
        """The types that `isinstance` knows such a body by: a class, `None`, `Any`, or several joined by `|`."""
        if isinstance(self.prop, ConstProperty):
            return type(self.prop.value.raw_value).__name__
        if isinstance(self.prop, FileProperty):
            return "files.FILES"
        return " | ".join(str(each.get_instance_type_string().as_unembedded_code()) for each in self._variants)


@dataclass(frozen=True)
class Plan:
    """One operation with the endpoint that was generated from it."""

    call: Call
    endpoint: Endpoint
    arguments: tuple[Argument, ...]
    bodies: tuple[Body, ...]
    items: Mapping[tuple[str, str], Any]  # the types of streams' items, by status and media type

    @property
    def operation(self) -> Operation:
        """The operation of the document."""
        return self.call.operation

    @property
    def is_body_ambiguous(self) -> bool:
        """True if the class of a body does not decide its media type, so that the caller has to."""
        kinds = [body.runtime_type for body in self.bodies]
        is_told = len(set(kinds)) == len(kinds) and "Any" not in kinds and not any("|" in kind for kind in kinds)
        return len(kinds) > 1 and not (is_told and sum(body.takes_dicts for body in self.bodies) < 2)

    @property
    def is_dict_ambiguous(self) -> bool:
        """Return whether a plain dict may be several bodies that differ in more than their media types."""
        return len({body.runtime_type for body in self.bodies if body.takes_dicts}) > 1

    @property
    def fixed_query(self) -> list[tuple[str, str]]:
        """Return the query that is in the path, percent-encoded; every call sends it."""
        pairs = parse_qsl(query_of(self.operation.path), keep_blank_values=True)
        return [(name, quote(value, safe="")) for name, value in pairs]

    @property
    def may_repeat_names(self) -> bool:
        """Return whether an object gives parameters of the query the names of its members, which others may have."""
        arguments = self.located("query")
        return len(arguments) > 1 and any(each.is_spread for each in arguments)

    def located(self, location: str) -> tuple[Argument, ...]:
        """Return the arguments in one location: path, query, header or cookie."""
        return tuple(argument for argument in self.arguments if argument.parameter.location == location)


def build_plan(
    call: Call,
    endpoint: Endpoint,
    config: Config,
    repeated: Mapping[Key, Repeated],
    items: Mapping[tuple[str, str], Any],
) -> Plan:
    """Build the plan of `call` from the endpoint that the generator made of it, with all names put back."""
    props: dict[str, Any] = {prop.name.get_untrusted_value(): prop for prop in endpoint.query_parameters}
    arguments = tuple(
        Argument(parameter, props[name], repeated.get(key(parameter))) for name, parameter in call.parameters.items()
    )
    bodies = tuple(_body(call, body) for body in endpoint.bodies)
    plan = Plan(call, endpoint, arguments, bodies, items)
    _name(arguments, config)
    endpoint.query_parameters = [argument.prop for argument in plan.located("query")]
    endpoint.header_parameters = [argument.prop for argument in plan.located("header")]
    endpoint.cookie_parameters = [argument.prop for argument in plan.located("cookie")]
    _order(call.operation.path, plan)
    return plan


def _body(call: Call, body: Any) -> Body:
    media, kind = call.bodies[body.content_type.get_untrusted_value()]
    body.content_type = UntrustedString(media.name)
    return Body(media.name, kind, body.prop)


def _order(template: str, plan: Plan) -> None:
    """Let the path's parameters be positional, in their order."""
    names = {argument.parameter.name: argument.prop for argument in plan.located("path")}
    order = [name for name in dict.fromkeys(_TEMPLATE.findall(template)) if name in names]
    plan.endpoint.path_parameters = [names[name] for name in order]


def path_pieces(plan: Plan) -> Iterator[str | Argument]:
    """Yield the path, without a query, as text and arguments in turn."""
    arguments = {argument.parameter.name: argument for argument in plan.located("path")}
    for number, piece in enumerate(_TEMPLATE.split(re.split("[?#]", plan.operation.path)[0])):
        if number % 2 and piece in arguments:
            yield arguments[piece]
        elif number % 2 or piece:
            yield f"{{{piece}}}" if number % 2 else piece


def _name(arguments: tuple[Argument, ...], config: Config) -> None:
    """Python names: by the name on the wire, with the location where that is in use."""
    wanted = [PythonIdentifier(argument.parameter.name, config.field_prefix) for argument in arguments]
    shared = Counter(wanted)
    taken: set[str] = set()
    for argument, name in zip(arguments, wanted, strict=True):
        location = argument.parameter.location
        new = f"{name}_{location}" if name in _LOCALS or shared[name] > 1 else str(name)
        while new in taken:
            new += "_"
        taken.add(new)
        argument.prop.name = UntrustedString(argument.parameter.name)
        object.__setattr__(
            argument.prop, "python_name", PythonIdentifier(new, config.field_prefix, skip_snake_case=True)
        )


def query_of(path: str) -> str:
    """Return the query of a path, which OpenAPI does not foresee; text behind `#` only distinguishes paths."""
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
