"""openapi-python-client as a parser: from a normalised document to its own description of a client.

Tested in `tests/generate/ir/test_unsupported.py`.
"""

from __future__ import annotations

import contextlib
import copy
import dataclasses
from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

from openapi_python_client.config import Config, ConfigFile, MetaType
from openapi_python_client.parser.errors import GeneratorError
from openapi_python_client.parser.openapi import Endpoint, GeneratorData
from openapi_python_client.parser.properties import ModelProperty, Property
from openapi_python_client.schema.untrusted_string import UntrustedString

from conformance.generate.opc import errors
from conformance.generate.opc.document import Normalised
from conformance.generate.opc.retry import Repair
from conformance.generate.opc.rewriting import Trace
from conformance.openapi.errors import InputError
from conformance.openapi.spec import Spec

_ROUNDS = 12
# What generated classes use themselves: attributes may not be called so.
_MEMBERS = frozenset("additional_properties copy datetime evolve from_dict self to_dict".split())


@dataclasses.dataclass(frozen=True)
class Parsed:
    """Parsed document: what the parser made of it, with the configuration it was given."""

    data: GeneratorData
    config: Config
    document: Mapping[str, Any]

    @property
    def endpoints(self) -> Iterator[Endpoint]:
        """The operations that the parser accepted."""
        for collection in self.data.endpoint_collections_by_tag.values():
            yield from collection.endpoints

    @property
    def errors(self) -> Iterator[GeneratorError]:
        """The parser's refusals."""
        yield from self.data.errors
        for collection in self.data.endpoint_collections_by_tag.values():
            yield from collection.parse_errors

    @cached_property
    def models(self) -> Mapping[str, ModelProperty]:
        """The models by name; what refers to one may be a copy that lacks its properties."""
        return {str(model.class_info.name): model for model in self.data.models}

    @property
    def names(self) -> list[str]:
        """The names of models and enums, sorted."""
        return sorted(str(each.class_info.name) for each in [*self.data.models, *self.data.enums])

    def rename_properties(self, names: Mapping[str, str]) -> None:
        """Give properties their names on the wire, by `names`, and free attributes."""
        for model in self.data.models:
            for prop in [*(model.required_properties or ()), *(model.optional_properties or ())]:
                _avoid_member(prop, self.config)
                told = prop.name.get_untrusted_value()
                if told in names:
                    prop.name = UntrustedString(names[told])


def parse(spec: Spec, normalised: Normalised, trace: Trace) -> Parsed:
    """Parse the document, rewriting what the generator refuses, until it accepts all or nothing more can be rewritten.

    Raises InputError if the generator gives up on the document as a whole.
    """
    # Any value can be one of literals: no names to clash, and an open enum is `Literal | str`.
    file = ConfigFile(literal_enums=True)
    config = Config.from_sources(file, MetaType.NONE, Path("openapi.yaml"), "utf-8", overwrite=False, output_path=None)
    repair = Repair(normalised.document, trace)
    data = _parse(spec, normalised, config)
    for _ in range(_ROUNDS):
        if not repair.apply(data):
            break
        data = _parse(spec, normalised, config)
    return Parsed(data, config, normalised.document)


@contextlib.contextmanager
def copy_endpoints_shallowly() -> Iterator[None]:
    """Copy endpoints without the models they use: the generator copies each several times, and all it reaches."""

    def copied(self: Endpoint, _: object) -> Endpoint:
        new = copy.copy(self)
        for field in dataclasses.fields(self):
            value = getattr(self, field.name)
            setattr(new, field.name, value.copy() if isinstance(value, (list, set)) else value)
        new.responses = type(self.responses)(list(self.responses.patterns), self.responses.default)
        return new

    Endpoint.__deepcopy__ = copied  # type: ignore[attr-defined]
    try:
        yield
    finally:
        del Endpoint.__deepcopy__  # type: ignore[attr-defined]


def _parse(spec: Spec, normalised: Normalised, config: Config) -> GeneratorData:
    try:
        data = GeneratorData.from_dict(normalised.document, config=config)
    except Exception as error:  # whatever it is: the document is what the user can fix
        reason = f"the client generator gives up: {type(error).__name__}: {error}"
        raise spec.error("", reason, "leave out what was added last, to find the place") from error
    if isinstance(data, GeneratorError):
        raise InputError(errors.invalid(spec, data, normalised))
    return data


def _avoid_member(prop: Property, config: Config) -> None:
    """Rename a property that would hide a name that the generated class uses itself."""
    if prop.python_name in _MEMBERS:
        prop.set_python_name(UntrustedString(f"{prop.python_name}_"), config=config, skip_snake_case=True)
