"""The package to be generated: everything that templates render, built once from the result of the parser.

Tested in `tests/generate/render/test_package.py`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from conformance.generate.ir.auth import Access
from conformance.generate.ir.dicts import dict_names
from conformance.generate.ir.idempotency import can_make_key, key_of
from conformance.generate.ir.operations import Plan, build_plan
from conformance.generate.ir.resources import Resource, resources
from conformance.generate.ir.shared_parameters import find_repeated
from conformance.generate.opc.document import kind_of
from conformance.generate.opc.parser import Parsed
from conformance.generate.types import Type
from conformance.openapi.spec import Operation, Parameter, Spec
from conformance.openapi.streams import is_stream, item_path, streams


@dataclass(frozen=True)
class Package:
    """Package of a document: the parser's result, the plan of each operation by id, and the resources."""

    parsed: Parsed
    plans: Mapping[str, Plan]
    resources: tuple[Resource, ...]
    dicts: Mapping[str, str]  # the names of the TypedDicts, by models

    @property
    def names(self) -> list[str]:
        """The names of models, enums and TypedDicts, sorted."""
        return sorted([*self.parsed.names, *self.dicts.values()])

    @property
    def types(self) -> Iterator[Type]:
        """The types that the operations accept and give."""
        for plan in self.plans.values():
            yield from (argument.prop.type for argument in plan.arguments)
            yield from (body.type for body in plan.bodies)
            yield from plan.endpoint.responses.values()
            yield from plan.items.values()

    @property
    def has_files(self) -> bool:
        """Return whether a file is sent or received, or a form is sent that may hold one."""
        sent = {body.kind for plan in self.plans.values() for body in plan.bodies}
        answers = (r for plan in self.plans.values() for r in plan.operation.responses.values())
        medias = (media for response in answers for media in response.content.values() if not is_stream(media))
        return bool(sent & {"file", "multipart"}) or "file" in set(map(kind_of, medias))

    @property
    def has_streams(self) -> bool:
        """Return whether a response may be read as it comes."""
        return any(method.result.streamed for resource in self.resources for method in resource.methods)

    @property
    def has_pages(self) -> bool:
        """Return whether a list pages."""
        return any(method.pagination for resource in self.resources for method in resource.methods)

    @property
    def left_out(self) -> frozenset[str]:
        """Return the modules of the runtime that it does not need."""
        modules = {"files": self.has_files, "pagination": self.has_pages}
        modules |= dict.fromkeys(("items", "streaming"), self.has_streams)
        return frozenset(name for name, is_needed in modules.items() if not is_needed)


def build_package(spec: Spec, parsed: Parsed) -> Package:
    """Build the package from the result of the parser, and add the parts that the parser did not get."""
    plans = _plans(spec, parsed)
    dicts = dict_names((body.type for plan in plans.values() for body in plan.bodies), parsed.names)
    return Package(parsed, plans, tuple(resources(spec, plans.values(), parsed.names, dicts)), dicts)


def _plans(spec: Spec, parsed: Parsed) -> dict[str, Plan]:
    """Return the plans by the ids of operations, in the document's order."""
    access, found = Access(spec), {}
    shared = find_repeated(access)
    for call in parsed.calls:
        places = [(r.status, media.name) for r, media in streams(call.operation)]
        items = {place: parsed.endpoints.get(item_path(call.path, n)) for n, place in enumerate(places)}
        types = {place: next(iter(item.responses.values())) for place, item in items.items() if item and item.responses}
        supplied = list(_find_supplied(spec, access, call.operation))
        endpoint = parsed.endpoints[call.path]
        found[call.operation.id] = build_plan(call, endpoint, shared, types, supplied)
    return found


def _find_supplied(spec: Spec, access: Access, operation: Operation) -> Iterator[Parameter]:
    """Yield optional parameters: those that signing supplies, and the key of a request that is safe to repeat."""
    names = access.supplied_by_signature(operation)
    yield from (each for each in operation.parameters if each.location == "query" and each.name in names)
    if (key := key_of(operation)) and can_make_key(spec, operation):
        yield key
