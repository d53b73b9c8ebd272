"""Resources of the API and their methods: what they are called in Python."""

from __future__ import annotations

import builtins
import keyword
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from conformance.generate.ir import responses
from conformance.generate.ir.framework_ids import clean_id
from conformance.generate.ir.methods import Method
from conformance.generate.ir.operations import Plan
from conformance.generate.ir.pagination import pages
from conformance.generate.ir.responses import shared_errors
from conformance.generate.opc.names import make_class_name, make_identifier
from conformance.openapi.spec import Operation, Spec

# Names that annotations in the classes need. `list` may be a method, see `annotation`.
_NOT_METHODS = frozenset(
    "bool builtins bytes dict datetime float int property str streaming with_raw_response "
    "with_streaming_response".split()
)
# Attributes of clients, and names that their annotations need.
_NOT_RESOURCES = frozenset(
    "aclose base_url bool cached_property call call_raw close core datetime dict float int is_closed list request str "
    "with_options".split()
)
# Imports of resource modules from the runtime. They get another name if a model has that one.
RUNTIME = {
    "clients": ("AsyncClient", "SyncClient"),
    "files": ("DOWNLOAD", "File", "FileTypes"),
    "operation": ("Content", "Form", "InBandError", "Items", "Json", "Operation", "Request", "TEXT", "Text"),
    "options": ("Options",),
    "pagination": ("AsyncPages", "Pages", "Pagination"),
    "response": ("APIResponse",),
    "unset": ("UNSET", "Unset"),
}
# Other imports of generated modules, and names that no class can have.
_NOT_CLASSES = frozenset(
    "API Any AsyncSettings Client Decimal Literal Mapping AbstractAsyncContextManager "
    "AbstractContextManager ServerSentEvent AsyncStream SyncSettings TYPE_CHECKING UUID Unpack False None "
    "True".split()
)
_NOT_CONSTANTS = frozenset({"MIXED", "TEXT", "UNSET", "UUID"})
_NO_WORD = re.compile(r"[\W_]+")


@dataclass(frozen=True)
class Resource:
    """The operations of one tag."""

    attribute: str
    module: str
    name: str
    methods: tuple[Method, ...]
    description: str

    @property
    def classes(self) -> tuple[str, ...]:
        """Its classes: plain, with raw and with streaming responses; asynchronous ones last."""
        return _classes(self.name)

    @property
    def has_streams(self) -> bool:
        """Return whether a response may be read as it comes."""
        return any(method.result.streamed for method in self.methods)

    @cached_property
    def shared_errors(self) -> Mapping[str, Mapping[str, str]]:
        """The contents of errors that several operations have alike, by status."""
        return shared_errors(method.result for method in self.methods)

    @cached_property
    def by_operation(self) -> Mapping[str, Method]:
        """The methods by operation id."""
        return {method.operation.id: method for method in self.methods}


def resources(spec: Spec, plans: Iterable[Plan], names: Iterable[str], dicts: Mapping[str, str]) -> list[Resource]:
    """Return the resources in the document's order; none has one of the `names` of models, or of their `dicts`.

    Raises InputError if an operation does not page as its `x-pagination` says.
    """
    by_module: dict[str, list[Plan]] = {}
    for plan in plans:
        by_module.setdefault(plan.endpoint.module, []).append(plan)
    taken = {*names, *dicts.values(), *_NOT_CLASSES, *(name for names in RUNTIME.values() for name in names)}
    attributes: set[str] = set(_NOT_RESOURCES)
    return [_resource(spec, module, group, taken, attributes, dicts) for module, group in by_module.items()]


def aliases(models: Iterable[str]) -> dict[str, str]:
    """Return the names that modules of resources use for those of `RUNTIME`."""
    taken = set(models)
    return {name: f"Runtime{name}" if name in taken else name for names in RUNTIME.values() for name in names}


def _resource(
    spec: Spec,
    module: str,
    plans: Sequence[Plan],
    taken: set[str],
    attributes: set[str],
    dicts: Mapping[str, str],
) -> Resource:
    tag = plans[0].operation.tag
    name = next(name for name in _class_names(module) if taken.isdisjoint(_classes(name)))
    taken.update(_classes(name))
    attribute = _free(_plain(module), attributes)
    attributes.add(attribute)
    return Resource(attribute, module, name, _methods(spec, tag, plans, taken, dicts), _description(spec, tag))


def _class_names(module: str) -> Iterator[str]:
    name = make_class_name(module.strip("_"))
    name = name if name.isidentifier() else f"Tag{name}"
    yield name
    number = 1
    while True:
        yield f"{name}Resource{number if number > 1 else ''}"
        number += 1


def _classes(name: str) -> tuple[str, ...]:
    kinds = ("", "WithRawResponse", "WithStreamingResponse")
    return tuple(f"{first}{name}{kind}" for first in ("", "Async") for kind in kinds)


def _methods(
    spec: Spec, tag: str, plans: Sequence[Plan], taken: set[str], dicts: Mapping[str, str]
) -> tuple[Method, ...]:
    names = _names(tag, plans)
    used = {*names, *_NOT_METHODS}
    constants: set[str] = {*_NOT_CONSTANTS, *taken}
    found = []
    for plan, name in zip(plans, names, strict=True):
        constant = _free(name.upper(), constants)
        constants.add(constant)
        result = responses.result(spec, plan)
        paging = pages(spec, plan, result.types)
        iterator = _free(_iterator(name), used) if paging else None
        used |= {iterator} if iterator else set()
        found.append(Method(plan, name, constant, result, paging, iterator, dicts, "list" in names))
    return tuple(found)


def _names(tag: str, plans: Sequence[Plan]) -> list[str]:
    """Return the methods' names: the stated one, else the operationId without the tag and what frameworks add.

    If that is ambiguous, the operationId.
    """
    stated = [_read_method_name(plan.operation) for plan in plans]
    full = [_plain(_identifier(_name_operation(plan))) for plan in plans]
    clean = [_plain(_identifier(_name_operation(plan, clean_id(plan.operation)))) for plan in plans]
    short = [own or _without_tag(name, tag) for own, name in zip(stated, clean, strict=True)]
    count = Counter(short)
    names: list[str] = []
    taken = set(_NOT_METHODS)
    for own, brief, name in zip(stated, short, full, strict=True):
        chosen = _free(brief if own or count[brief] == 1 else name, taken)
        taken.add(chosen)
        names.append(chosen)
    return names


def _name_operation(plan: Plan, name: str = "") -> str:
    """Return the name, else the operationId, or method and path if that cannot be a name."""
    return next((each for each in (name, plan.operation.id) if _NO_WORD.sub("", each)), plan.call.name)


def _read_method_name(operation: Operation) -> str | None:
    name = operation.definition.get("x-method")
    return _plain(_identifier(name)) if isinstance(name, str) else None


def _identifier(name: str) -> str:
    """Return a name in lower case with underscores: `emails.get-one` is `emails_get_one`."""
    return make_identifier(_NO_WORD.sub("_", name).strip("_") or name, "call_")


def _without_tag(name: str, tag: str) -> str:
    """`list_orders` of the tag `Orders` is `list`; `get_order` is `get`."""
    plural = _plain(make_identifier(tag, "tag_"))
    for word in (plural, plural.removesuffix("s")):
        for rest in (name.removeprefix(f"{word}_"), name.removesuffix(f"_{word}")):
            if word and rest != name and rest.isidentifier():
                return f"{rest}_" if keyword.iskeyword(rest) else rest
    return name


def _plain(name: str) -> str:
    """Return the name without the underscore that was added because a built-in has the name."""
    return (
        name[:-1] if name.endswith("_") and hasattr(builtins, name[:-1]) and not keyword.iskeyword(name[:-1]) else name
    )


def _iterator(name: str) -> str:
    return f"iterate{name.removeprefix('list')}" if name == "list" or name.startswith("list_") else f"iterate_{name}"


def _free(name: str, taken: Iterable[str]) -> str:
    """Return the name, or the first free one of `name_2`, `name_3` …; `name_` if the language has it."""
    if name not in taken:
        return name
    if name in _NOT_METHODS | _NOT_RESOURCES | _NOT_CONSTANTS and f"{name}_" not in taken:
        return f"{name}_"
    return next(each for number in range(2, 10_000) if (each := f"{name}_{number}") not in taken)


def _description(spec: Spec, tag: str) -> str:
    found = (str(each.get("description", "")) for each in spec.document.get("tags", ()) if each["name"] == tag)
    text = " ".join(next(found, "").split())
    return text if not text or text.endswith((".", "!", "?")) else f"{text}."  # no quote at the end of a docstring
