"""openapi-python-client as a parser: from a document to the types of its client.

Tested in `tests/generate/ir/test_unsupported.py`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from openapi_python_client.config import Config, ConfigFile, MetaType
from openapi_python_client.parser.errors import GeneratorError
from openapi_python_client.parser.openapi import Endpoint, GeneratorData
from openapi_python_client.parser.properties import LiteralEnumProperty

from conformance.generate.opc import errors, names, translation, types
from conformance.generate.opc.document import Call, Normalised
from conformance.generate.opc.retry import Repair, complaints
from conformance.generate.opc.rewriting import Trace
from conformance.generate.opc.untyped import find_untyped
from conformance.generate.types import Enum, Model
from conformance.openapi.errors import InputError, Problem
from conformance.openapi.spec import Spec

_ROUNDS = 12


@dataclass(frozen=True)
class Parsed:
    """Parsed document: operations, types, classes, and values whose type is known to the document only."""

    calls: Sequence[Call]
    endpoints: Mapping[str, translation.Endpoint]  # by the path that the parser got
    models: Sequence[Model]
    enums: Sequence[Enum]
    untyped: Sequence[Problem]

    @property
    def names(self) -> list[str]:
        """The names of models and enums, sorted."""
        return sorted([*(model.name for model in self.models), *(enum.annotation for enum in self.enums)])


def parse(spec: Spec, trace: Trace, leave_out: frozenset[str] = frozenset()) -> Parsed:
    """Parse the document without the operations `leave_out`.

    The rest is rewritten until the generator accepts all or nothing more can be rewritten. Raises InputError, naming
    every place that it still refuses.
    """
    with types.make_known(), names.normalise_names():
        normalised = Normalised(spec, trace, leave_out)
        data = _data(spec, normalised, trace)
        known = translation.Translation(data, normalised.document, normalised.property_names)
        endpoints = {each.path.get_untrusted_value(): known.endpoint(each) for each in _endpoints(data)}
        enums = [translation.enum(each) for each in data.enums if isinstance(each, LiteralEnumProperty)]
    schemas = tuple(find_untyped(spec, normalised.schemas, trace))
    return Parsed(normalised.calls, endpoints, tuple(known.models.values()), enums, schemas)


def _data(spec: Spec, normalised: Normalised, trace: Trace) -> GeneratorData:
    # Enums become literals: their names can't clash, and an open enum is `Literal | str`.
    file = ConfigFile(literal_enums=True)
    config = Config.from_sources(file, MetaType.NONE, Path("openapi.yaml"), "utf-8", overwrite=False, output_path=None)
    repair = Repair(normalised.document, trace)
    data = _parse(spec, normalised, config)
    for _ in range(_ROUNDS):
        if not repair.apply(data):
            break
        data = _parse(spec, normalised, config)
    _check_complete(spec, normalised, data)
    return data


def _endpoints(data: GeneratorData) -> Iterator[Endpoint]:
    for collection in data.endpoint_collections_by_tag.values():
        yield from collection.endpoints


def _check_complete(spec: Spec, normalised: Normalised, data: GeneratorData) -> None:
    problems = [errors.problem(spec, error, normalised) for error in complaints(data)]
    paths = {endpoint.path.get_untrusted_value() for endpoint in _endpoints(data)}
    refused = [call.operation.pointer for call in normalised.calls if call.path not in paths]
    if problems or refused:
        raise InputError(problems or (_find_refusals(spec, pointer) for pointer in refused))


def _find_refusals(spec: Spec, pointer: str) -> Problem:
    fix = "leave it out, or write it so that the generators accept it (see docs/reference/keyword-support.md)"
    return Problem(str(spec.file), pointer, "the client generator leaves out the operation", fix)


def _parse(spec: Spec, normalised: Normalised, config: Config) -> GeneratorData:
    try:
        data = GeneratorData.from_dict(normalised.document, config=config)
    except Exception as error:  # whatever it is: the document is what the user can fix
        reason = f"the client generator gives up: {type(error).__name__}: {error}"
        raise spec.error("", reason, "leave out what was added last, to find the place") from error
    if isinstance(data, GeneratorError):
        raise InputError(errors.invalid(spec, data, normalised))
    return data
