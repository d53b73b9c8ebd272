"""The package to be generated: everything that templates render, built once, last, from what the parser found.

Tested in `tests/generate/render/test_package.py`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from conformance.generate.ir.auth import Access
from conformance.generate.ir.dicts import dict_names
from conformance.generate.ir.idempotency import can_make_key, key_of
from conformance.generate.ir.operations import Plan, build_plan
from conformance.generate.ir.resources import Resource, resources
from conformance.generate.ir.shared_parameters import Key, Repeated, repeated
from conformance.generate.opc import errors
from conformance.generate.opc.document import Normalised, kind_of
from conformance.generate.opc.parser import Parsed
from conformance.openapi.errors import InputError, Problem
from conformance.openapi.spec import Spec
from conformance.openapi.streams import is_stream, item_path, streams


@dataclass(frozen=True)
class Package:
    """Package of a document: the parser's result, the plan of each operation by id, and the resources."""

    parsed: Parsed
    plans: Mapping[str, Plan]
    resources: tuple[Resource, ...]
    dicts: Mapping[str, str]  # the names of the TypedDicts, by models
    untyped: tuple[Problem, ...] = ()  # what has a type in the document and none in the client

    @property
    def names(self) -> list[str]:
        """The names of models, enums and TypedDicts, sorted."""
        return sorted([*self.parsed.names, *self.dicts.values()])

    @property
    def types(self) -> Iterator[Any]:
        """The types that the operations accept and give."""
        for plan in self.plans.values():
            yield from (argument.prop for argument in plan.arguments)
            yield from (body.prop for body in plan.bodies)
            yield from (response.prop for response in plan.endpoint.responses)
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
        """Return whether a list can be gone through page by page."""
        return any(method.pagination for resource in self.resources for method in resource.methods)

    @property
    def left_out(self) -> frozenset[str]:
        """Return the modules of the runtime that it has no use for."""
        modules = {"files": self.has_files, "pagination": self.has_pages}
        modules |= dict.fromkeys(("items", "streaming"), self.has_streams)
        return frozenset(name for name, is_needed in modules.items() if not is_needed)


def build_package(spec: Spec, normalised: Normalised, parsed: Parsed) -> Package:
    """Build the package from what was parsed, with all that the parser did not get put back.

    Raises InputError, naming every place, if the parser has refused an operation.
    """
    access = Access(spec)
    plans = _plans(normalised, parsed, repeated(access))
    _check_complete(spec, normalised, parsed, plans)
    parsed.rename_properties(normalised.property_names)
    _make_supplied_optional(spec, plans, access)
    bodies = [body.prop for plan in plans.values() for body in plan.bodies]
    dicts = dict_names(bodies, parsed.models, parsed.names)
    return Package(parsed, plans, tuple(resources(spec, plans.values(), parsed, dicts)), dicts)


def _plans(normalised: Normalised, parsed: Parsed, shared: Mapping[Key, Repeated]) -> dict[str, Plan]:
    """Return the plans in the document's order; operations that the parser refused have none."""
    calls = {call.path: call for call in normalised.calls}
    found = {}
    endpoints = {endpoint.path.get_untrusted_value(): endpoint for endpoint in parsed.endpoints}
    for path in filter(calls.__contains__, endpoints):
        places = [(r.status, media.name) for r, media in streams(calls[path].operation)]
        items = {place: endpoints.get(item_path(path, n)) for n, place in enumerate(places)}
        props = {place: next(iter(item.responses)).prop for place, item in items.items() if item and item.responses}
        found[path] = build_plan(calls[path], endpoints[path], parsed.config, shared, props)
    return {calls[path].operation.id: found[path] for path in calls if path in found}


def _check_complete(spec: Spec, normalised: Normalised, parsed: Parsed, plans: Mapping[str, Plan]) -> None:
    refused = [call.operation.pointer for call in normalised.calls if call.operation.id not in plans]
    problems = [errors.problem(spec, error, normalised) for error in parsed.errors]
    if problems or refused:
        raise InputError(problems or (_refused(spec, pointer) for pointer in refused))


def _refused(spec: Spec, pointer: str) -> Problem:
    fix = "leave it out, or write it so that the generators accept it (see docs/reference/keyword-support.md)"
    return Problem(str(spec.file), pointer, "the client generator leaves out the operation", fix)


def _make_supplied_optional(spec: Spec, plans: Mapping[str, Plan], access: Access) -> None:
    """Let callers leave out what signing supplies, and the key of a request that is safe to send again."""
    for plan in plans.values():
        names = access.supplied(plan.operation)
        key = key_of(plan.operation) if can_make_key(spec, plan.operation) else None
        for argument in plan.arguments:
            parameter = argument.parameter
            if parameter is key or (parameter.location == "query" and parameter.name in names):
                object.__setattr__(argument.prop, "required", False)
