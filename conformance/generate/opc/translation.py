"""Translation of what openapi-python-client has parsed into our own types.

Tested in `tests/generate/ir/test_models.py`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from openapi_python_client.parser import openapi
from openapi_python_client.parser.properties import LiteralEnumProperty, ModelProperty
from openapi_python_client.parser.properties.const import ConstProperty
from openapi_python_client.parser.properties.file import FileProperty
from openapi_python_client.parser.properties.list_property import ListProperty
from openapi_python_client.parser.properties.protocol import PropertyProtocol
from openapi_python_client.parser.properties.union import UnionProperty
from openapi_python_client.schema.untrusted_string import UntrustedString

from conformance.generate.opc.all_of import find_needed
from conformance.generate.opc.rewriting import READ_ONLY, SENT, Definition, resolve_references
from conformance.generate.opc.types import KindsProperty, MapProperty
from conformance.generate.types import Enum, List, Map, Model, Property, Scalar, Type, Union

# Names that generated classes use themselves, so that no attribute can have them.
_MEMBERS = frozenset("additional_properties copy datetime evolve from_dict self to_dict".split())


@dataclass(frozen=True)
class Endpoint:
    """Types of one operation, by the names that the parser got, and the module of its tag."""

    module: str
    parameters: Mapping[str, Property]
    bodies: Mapping[str, Property]
    responses: Mapping[str, Type]  # by status


class Translation:
    """Translation of one document's models, and of the types that refer to them."""

    def __init__(self, data: openapi.GeneratorData, document: Definition, names: Mapping[str, str]) -> None:
        """`names` maps the names that the parser got to those on the wire."""
        self._document = document
        self._names = names
        schemas = {str(each.get("title")): each for each in document["components"]["schemas"].values()}
        self.models = {str(each.class_info.name): self._model(each, schemas) for each in data.models}
        for each in data.models:  # a reference to a model may hold a copy without its properties
            self._fill(self.models[str(each.class_info.name)], each)

    def endpoint(self, found: openapi.Endpoint) -> Endpoint:
        """Translate an operation."""
        return Endpoint(
            str(found.tags[0]),
            {prop.name.get_untrusted_value(): self._property(prop) for prop in found.query_parameters},
            {body.content_type.get_untrusted_value(): self._property(body.prop) for body in found.bodies},
            {response.status_code.pattern: self.type(response.prop) for response in found.responses},
        )

    def type(self, prop: PropertyProtocol) -> Type:
        """Translate the type of a property."""
        match prop:
            case ModelProperty():
                return self.models[str(prop.class_info.name)]
            case LiteralEnumProperty() | ConstProperty():
                return enum(prop)
            case ListProperty():
                return List(self.type(prop.inner_property))
            case MapProperty():
                return Map(self.type(prop.inner_property))
            case UnionProperty():
                kinds = prop.kinds if isinstance(prop, KindsProperty) else ()
                return Union(tuple(map(self.type, prop.inner_properties)), kinds)
        return Scalar.FILE if isinstance(prop, FileProperty) else Scalar(_annotation(prop))

    def _model(self, found: ModelProperty, schemas: Mapping[str, Definition]) -> Model:
        name = str(found.class_info.name)
        parts = list(_parts(schemas.get(name), self._document))
        read_only = {each for part in parts for each in part.get(READ_ONLY, ())} - find_needed(parts)
        sent = {each for part in parts for each in part.get(SENT, ())}
        texts = _text(found.description), _text(found.example)
        return Model(name, *texts, found.data.model_extra or {}, sorted(read_only), sorted(sent))

    def _fill(self, model: Model, found: ModelProperty) -> None:
        for prop in [*(found.required_properties or ()), *(found.optional_properties or ())]:
            name = f"{prop.python_name}_" if prop.python_name in _MEMBERS else str(prop.python_name)
            wire = prop.name.get_untrusted_value()
            model.properties.append(replace(self._property(prop), name=self._names.get(wire, wire), python_name=name))
        if found.additional_properties is not None:
            model.additional = self.type(found.additional_properties)

    def _property(self, prop: PropertyProtocol) -> Property:
        return Property(
            prop.name.get_untrusted_value(),
            str(prop.python_name),
            self.type(prop),
            prop.required,
            prop.default.python_code.as_unembedded_code() if prop.default else "",
            _text(prop.description),
            _text(prop.example),
        )


def enum(prop: LiteralEnumProperty | ConstProperty) -> Enum:
    """Translate constants."""
    values = [prop.value.raw_value] if isinstance(prop, ConstProperty) else sorted(prop.values)
    return Enum(_annotation(prop), tuple(values))


def _annotation(prop: PropertyProtocol) -> str:
    return prop.get_type_string(no_optional=True).as_unembedded_code()


def _text(text: UntrustedString | None) -> str:
    return text.get_untrusted_value() if text else ""


def _parts(schema: Any, document: Definition) -> Iterator[Mapping[str, Any]]:
    found = resolve_references(schema, document)
    yield found
    for part in found.get("allOf", ()):
        yield from _parts(part, document)
