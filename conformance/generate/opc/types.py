"""Types that the client generator does not know: exact decimals, maps that are no classes, objects of several kinds.

Tested in `tests/generate/ir/test_models.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from decimal import Decimal, InvalidOperation
from functools import partial
from typing import Any, ClassVar

from attrs import define, evolve, fields
from openapi_python_client import schema as oai
from openapi_python_client import strings
from openapi_python_client.config import Config
from openapi_python_client.parser import openapi, properties
from openapi_python_client.parser.errors import ParseError, PropertyError
from openapi_python_client.parser.properties import ModelProperty
from openapi_python_client.parser.properties.any import AnyProperty
from openapi_python_client.parser.properties.model_property import ANY_ADDITIONAL_PROPERTY
from openapi_python_client.parser.properties.protocol import PropertyProtocol, Value
from openapi_python_client.parser.properties.schemas import Class, Schemas, parse_reference_path
from openapi_python_client.parser.properties.string import StringProperty
from openapi_python_client.parser.properties.union import UnionProperty
from openapi_python_client.schema.ref import Ref
from openapi_python_client.strings import PythonCode

from conformance.generate.opc.rewriting import KINDS
from conformance.generate.types import UNKNOWN_KIND, Kinds


@define
class DecimalProperty(StringProperty):
    """A `decimal.Decimal`, which is text in JSON."""

    _type_string: ClassVar[str] = "Decimal"

    @classmethod
    def convert_value(cls, value: Any) -> Any:
        """Return the default `value` as code."""
        if value is None or isinstance(value, Value):
            return value
        try:
            return Value(python_code=PythonCode(f"Decimal({str(Decimal(value))!r})"), raw_value=value)
        except (InvalidOperation, TypeError, ValueError):
            return PropertyError(f"Invalid decimal number: {value}")


@define
class MapProperty(AnyProperty):
    """A `dict` of any members, which all have one type."""

    inner_property: PropertyProtocol

    @classmethod
    def convert_value(cls, value: Any) -> None:
        """No default."""

    def get_base_type_string(self) -> PythonCode:
        """Return the type for annotations."""
        return PythonCode(f"dict[str, {self.inner_property.get_type_string().as_unembedded_code()}]")


@define
class KindsProperty(UnionProperty):
    """A union of objects that a property distinguishes."""

    kinds: tuple[Kinds, ...] = ()


def is_map(schema: oai.Schema) -> bool:
    """Return whether an object of this schema has no properties of its own."""
    return not schema.properties and not schema.allOf


@contextmanager
def make_known() -> Iterator[None]:
    """Make the client generator use these types, and stop it from copying each endpoint with all models three times."""
    changes: tuple[tuple[Any, str, Any], ...] = (
        (properties, "_string_based_property", partial(_text, properties._string_based_property)),
        (ModelProperty, "build", partial(_model, ModelProperty.build)),
        (UnionProperty, "build", partial(_union, UnionProperty.build)),
        (openapi, "deepcopy", lambda endpoint: endpoint),  # it goes on with the copy only
    )
    before = [(place, name, vars(place)[name]) for place, name, _ in changes]
    for place, name, new in changes:
        setattr(place, name, new)
    try:
        yield
    finally:
        for place, name, old in before:
            setattr(place, name, old)


def _text(text: Callable[..., Any], **given: Any) -> Any:
    if given["data"].schema_format != "decimal":
        return text(**given)
    return DecimalProperty.build(**_common(given), default=given["data"].default)


def _model(model: Callable[..., Any], **given: Any) -> Any:
    return _map(given) if is_map(given["data"]) else model(**given)


def _map(given: dict[str, Any]) -> tuple[MapProperty | PropertyError, Schemas]:
    data: oai.Schema = given["data"]
    members = data.additionalProperties if isinstance(data.additionalProperties, oai.Schema | oai.Reference) else None
    inner, schemas = properties.property_from_data(
        name=oai.UntrustedString(f"{given['name'].get_untrusted_value()}_value"),
        required=True,
        data=members or oai.Schema(),
        schemas=given["schemas"],
        parent_name=given["parent_name"] or "",
        config=given["config"],
        process_properties=given["process_properties"],
        roots=given["roots"],
    )
    if isinstance(inner, PropertyError):
        return inner, schemas
    return MapProperty(**_common(given), default=None, inner_property=inner), schemas


def _union(union: Callable[..., Any], **given: Any) -> Any:
    prop, schemas = union(**given)
    kinds = tuple(_kinds(given["data"], schemas)) if isinstance(prop, UnionProperty) else ()
    if not kinds:
        return prop, schemas
    variants = [each for each in prop.inner_properties if _name(each) != UNKNOWN_KIND]
    if any(each.rest == UNKNOWN_KIND for each in kinds):
        unknown = schemas.classes_by_name.get(UNKNOWN_KIND) or _unknown_kind(given["config"])
        schemas = evolve(schemas, classes_by_name={**schemas.classes_by_name, UNKNOWN_KIND: unknown})
        variants.append(unknown)
    values = {field.name: getattr(prop, field.name) for field in fields(UnionProperty)}
    return KindsProperty(**{**values, "inner_properties": variants}, kinds=kinds), schemas


def _kinds(data: Any, schemas: Schemas) -> Iterator[Kinds]:
    """Yield what distinguishes the variants of a union, those of inner unions first."""
    for branch in (*data.anyOf, *data.oneOf):
        if isinstance(branch, oai.Schema):
            yield from _kinds(branch, schemas)
        else:
            yield from getattr(_find_class(branch.ref, schemas), "kinds", ())
    noted = (data.model_extra or {}).get(KINDS)
    if noted:
        found = {
            value: _find_class(Ref(f"#/components/schemas/{name}"), schemas) for value, name in noted["of"].items()
        }
        of = {value: name for value, prop in found.items() if (name := _name(prop))}
        rest = _name(_find_class(Ref(f"#/components/schemas/{noted.get('else')}"), schemas))
        yield Kinds(tuple(noted["by"]), of, rest or UNKNOWN_KIND)


def _name(prop: Any) -> str | None:
    return str(prop.class_info.name) if isinstance(prop, ModelProperty) else None


def _find_class(ref: Ref, schemas: Schemas) -> Any:
    path = parse_reference_path(ref)
    return None if isinstance(path, ParseError) else schemas.classes_by_reference.get(path)


def _unknown_kind(config: Config) -> ModelProperty:
    text = "An object of a kind that is not documented; `additional_properties` has all of it."
    return ModelProperty(
        name=oai.UntrustedString(UNKNOWN_KIND),
        required=True,
        default=None,
        python_name=strings.PythonIdentifier(UNKNOWN_KIND, config.field_prefix),
        example=None,
        description=oai.UntrustedString(text),
        class_info=Class.from_string(string=UNKNOWN_KIND, config=config),
        data=oai.Schema(),
        roots=set(),
        required_properties=[],
        optional_properties=[],
        relative_imports=set(),
        lazy_imports=set(),
        additional_properties=ANY_ADDITIONAL_PROPERTY,
    )


def _common(given: dict[str, Any]) -> dict[str, Any]:
    config: Config = given["config"]
    data: oai.Schema = given["data"]
    return {
        "name": given["name"],
        "required": given["required"],
        "python_name": strings.PythonIdentifier(value=given["name"], prefix=config.field_prefix),
        "description": data.description,
        "example": data.example,
    }
