"""Types that the client generator does not know: exact decimals, and maps that are no classes.

Tested in `tests/generate/ir/test_models.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from decimal import Decimal, InvalidOperation
from functools import partial
from typing import Any, ClassVar

from attrs import define
from openapi_python_client import schema as oai
from openapi_python_client import strings
from openapi_python_client.config import Config
from openapi_python_client.parser import properties
from openapi_python_client.parser.errors import PropertyError
from openapi_python_client.parser.properties import ModelProperty
from openapi_python_client.parser.properties.any import AnyProperty
from openapi_python_client.parser.properties.protocol import PropertyProtocol, Value
from openapi_python_client.parser.properties.schemas import Schemas
from openapi_python_client.parser.properties.string import StringProperty
from openapi_python_client.strings import PythonCode


@define
class DecimalProperty(StringProperty):
    """A `decimal.Decimal`, which is text in JSON."""

    _type_string: ClassVar[str] = "Decimal"

    @classmethod
    def convert_value(cls, value: Any) -> Any:
        """The default `value` as code."""
        if value is None or isinstance(value, Value):
            return value
        try:
            return Value(python_code=PythonCode(f"Decimal({str(Decimal(value))!r})"), raw_value=value)
        except (InvalidOperation, TypeError, ValueError):
            return PropertyError(f"Invalid decimal number: {value}")

    def get_imports(self, *, prefix: str) -> set[str]:
        """The imports of what uses it."""
        return super().get_imports(prefix=prefix) | {"from decimal import Decimal"}


@define
class MapProperty(AnyProperty):
    """A `dict` of any members, which all have one type."""

    inner_property: PropertyProtocol

    @classmethod
    def convert_value(cls, value: Any) -> None:
        """No default."""

    def get_base_type_string(self) -> PythonCode:
        """The type that annotations name."""
        return PythonCode(f"dict[str, {self.inner_property.get_type_string().as_unembedded_code()}]")

    def get_base_json_type_string(self) -> PythonCode:
        """The type of the JSON data."""
        return PythonCode(f"dict[str, {self.inner_property.get_type_string(json=True).as_unembedded_code()}]")

    def get_instance_type_string(self) -> PythonCode:
        """The type that `isinstance` takes."""
        return PythonCode("dict")

    def get_imports(self, *, prefix: str) -> set[str]:
        """The imports of what uses it."""
        return super().get_imports(prefix=prefix) | self.inner_property.get_imports(prefix=prefix)

    def get_lazy_imports(self, *, prefix: str) -> set[str]:
        """The imports of models."""
        return self.inner_property.get_lazy_imports(prefix=prefix)


def is_map(schema: oai.Schema) -> bool:
    """Whether an object of this schema has no properties of its own."""
    return not schema.properties and not schema.allOf


@contextmanager
def known() -> Iterator[None]:
    """Let the client generator make these types too."""
    text, build = properties._string_based_property, vars(ModelProperty)["build"]
    properties._string_based_property = partial(_text, text)
    ModelProperty.build = partial(_model, ModelProperty.build)  # type: ignore[method-assign]
    try:
        yield
    finally:
        properties._string_based_property = text
        ModelProperty.build = build  # type: ignore[method-assign]


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
