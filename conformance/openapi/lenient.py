"""`--lenient`: fixes of mistakes that can only mean one thing, with a report of each.

A fix yields OpenAPI of the document's own version. The lint rejects other mistakes. The fixes of single schemas are in
`lenient_schemas`. These need the whole document.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from typing import Any
from urllib.parse import unquote

from conformance.openapi import json_pointer, lenient_schemas, metaschema, objects
from conformance.openapi.errors import Problem
from conformance.openapi.lenient_shapes import SHAPES
from conformance.openapi.lenient_swagger import EARLIER
from conformance.openapi.references import References

Definition = dict[str, Any]
Done = tuple[str, str, str]  # pointer, what was wrong, what was done
# An empty `security` may ask for no credentials, and a method without a value may be an operation.
_MEANT_EMPTY = frozenset({"security", "paths", *objects.METHODS})
TEMPLATE = re.compile(r"{([^{}]+)}")
_PATTERN = re.compile(r"\{([\w.]+)=([\w-]+/\*(?:/[\w-]+(?:/\*)?)*)\}")
COLON = re.compile(r"(?<=/):([A-Za-z_]\w*)(?=/|$)")  # a parameter as Express and Rails write it


def repair_document(document: Definition, file: str) -> tuple[Definition, list[Problem]]:
    """Fix a copy of `document`; returns it with each fix. `file` names the document in them."""
    copy = objects.copy_data(document)
    done = [done for repair in (*_DOCUMENT, _schemas) for done in repair(copy)]
    return copy, [Problem(file, pointer, reason, f"repaired: {fix}") for pointer, reason, fix in done]


def content_references(document: Definition) -> Iterator[Done]:
    """Read a `content` that is only a `$ref` to a map of media types as that map."""
    for place in objects.walk(document):
        content = place.value.get("content")
        ref = content.get("$ref") if isinstance(content, dict) and len(content) == 1 else None
        target = _target(document, ref) if isinstance(ref, str) else None
        if isinstance(target, dict) and target and all("/" in name for name in target):
            place.value["content"] = objects.copy_data(target)
            yield (
                f"{place.pointer}/content/$ref",
                "`content` can't be a reference",
                f"it is replaced by what {ref} holds",
            )


def misspelt_references(document: Definition) -> Iterator[Done]:
    """Correct a `$ref` to a name that exists but for case and punctuation."""
    references = References(document)
    for pointer, ref in references.targets.items():
        meant = references.alike(ref) if ref.startswith("#") and not references.exists(ref) else None
        if meant is not None:
            json_pointer.follow(document, pointer)["$ref"] = meant
            yield f"{pointer}/$ref", f"$ref to {ref}, which does not exist", f"it leads to {meant}"


def missing_schemas(document: Definition) -> Iterator[Done]:
    """Read a `$ref` to a schema that nothing defines as any value."""
    references = References(document)
    schemas = {place.pointer for place in objects.walk(document) if place.kind == "schema"}
    for pointer, ref in references.targets.items():
        if pointer in schemas and ref.startswith("#/components/schemas/") and not references.exists(ref):
            del json_pointer.follow(document, pointer)["$ref"]
            yield f"{pointer}/$ref", f"$ref to {ref}, which does not exist", "it is any value"


def missing_scopes(document: Definition) -> Iterator[Done]:
    """Read a security requirement without a list of scopes as one that asks for none."""
    for place in objects.walk(document):
        for name, scopes in [*place.value.items()] if place.kind == "security-requirement" else ():
            if scopes in (None, {}):
                place.value[name] = []
                reason = f"{'null' if scopes is None else '{}'} instead of a list of scopes"
                yield json_pointer.join(place.pointer, name), reason, "it is an empty list"


def earlier_schemas(document: Definition) -> Iterator[Done]:
    """Read the `schema` of a response, as Swagger 2.0 has it, as that of JSON; leave it out beside `content`."""
    for place in objects.walk(document):
        if place.kind == "response" and isinstance(place.value.get("schema"), dict):
            schema = place.value.pop("schema")
            if "content" in place.value:
                yield f"{place.pointer}/schema", "`schema` beside `content`", "it is left out: media types have schemas"
            else:
                place.value["content"] = {"application/json": {"schema": schema}}
                yield f"{place.pointer}/schema", "a schema without a media type", "it is that of application/json"


def empty_members(document: Definition) -> Iterator[Done]:
    """Remove a field without a value that could be absent (`parameters:` with nothing behind it)."""
    for place in objects.walk(document):
        fields = objects.FIELDS.get(place.kind, {}).keys() - _MEANT_EMPTY if place.kind != "schema" else ()
        for name in [name for name in place.value if name in fields and place.value[name] is None]:
            del place.value[name]
            yield f"{place.pointer}/{name}", f"{name} is empty", "it is left out"


def untyped_parameters(document: Definition) -> Iterator[Done]:
    """Read a parameter or header without a schema as text, which is what is sent."""
    for place in objects.walk(document):
        if place.kind in {"parameter", "header"} and not place.value.keys() & {"schema", "content", "$ref"}:
            place.value["schema"] = {"type": "string"}
            yield place.pointer, "neither `schema` nor `content`", "it is a string"


def undefined_schemes(document: Definition) -> Iterator[Done]:
    """Remove an alternative of `security` with an undefined scheme, since no client can send it."""
    components = document.get("components")
    schemes = components.get("securitySchemes") if isinstance(components, dict) else None
    defined = schemes if isinstance(schemes, dict) else {}
    for place in objects.walk(document):
        several = place.value.get("security") if place.kind in {"document", "operation"} else None
        if isinstance(several, list):
            unknown = [each for each in several if isinstance(each, dict) and not each.keys() <= {*defined}]
            place.value["security"] = [each for each in several if each not in unknown]
            for name in sorted({name for each in unknown for name in each if name not in defined}):
                reason = f"security scheme {name!r} is not defined"
                yield f"{place.pointer}/security", reason, "it is left out: send that credential as a header"


def duplicate_ids(document: Definition) -> Iterator[Done]:
    """Add a number to the id of the second and later operations with one id."""
    operations = [place for place in objects.walk(document) if place.kind == "operation"]
    taken = Counter(str(place.value.get("operationId")) for place in operations)
    seen: set[str] = set()
    for place in operations:
        name = place.value.get("operationId")
        if isinstance(name, str) and name in seen:
            new = next(n for n in (f"{name}_{i}" for i in range(2, len(operations) + 3)) if n not in taken)
            place.value["operationId"] = new
            taken[new] += 1
            yield f"{place.pointer}/operationId", f"operationId {name!r} is given more than once", f"it is {new!r}"
        elif isinstance(name, str):
            seen.add(name)


def foreign_parameters(document: Definition) -> Iterator[Done]:
    """Write the parameters of `/orders/:id`, and of gRPC's `/{name=orders/*}`, as those of `/orders/{id}`."""
    paths = document.get("paths")
    paths = paths if isinstance(paths, dict) else {}
    renamed = {path: _PATTERN.sub(_expand_pattern, COLON.sub(r"{\1}", path)) for path in paths}
    changed = {path: new for path, new in renamed.items() if path != new and new not in renamed}
    if changed:
        document["paths"] = {changed.get(path, path): item for path, item in paths.items()}
    for path, new in changed.items():
        yield json_pointer.join("/paths", path), "a parameter as other tools write it", f"the path is {new}"


def _expand_pattern(match: re.Match[str]) -> str:
    """Return the segments of a pattern of gRPC: its last `*` has the name, and others that of the word before."""
    name, segments = match[1], match[2].split("/")
    stars = [at for at, segment in enumerate(segments) if segment == "*" and at]
    for at in stars:
        segments[at] = f"{{{name if at == stars[-1] else segments[at - 1]}}}"
    return "/".join(segments)


def path_parameters(document: Definition) -> Iterator[Done]:
    """Declare undeclared names of a path as strings, and rename or remove extra path parameters."""
    paths = document.get("paths")
    for path, item in paths.items() if isinstance(paths, dict) else ():
        wanted = TEMPLATE.findall(path)
        for pointer, owner in _owners(path, item):
            declared = declared_in_path(document, item, owner)
            missing = [name for name in dict.fromkeys(wanted) if name not in declared]
            own = owner.get("parameters")
            surplus = [p for p in own if _is_surplus(document, p, wanted)] if isinstance(own, list) else []
            if owner is not item or surplus:  # an operation may declare what its path item does not
                yield from _declare_parameters(owner, pointer, missing, surplus)


def declared_in_path(document: Mapping[str, Any], item: Mapping[str, Any], operation: Mapping[str, Any]) -> set[str]:
    """Return the names of the path parameters that an operation and its path item declare, references followed."""
    lists = [owner.get("parameters") for owner in (item, operation)]
    found = set()
    for parameter in (p for several in lists if isinstance(several, list) for p in several):
        value = resolve(document, parameter)
        if isinstance(value, dict) and value.get("in") == "path":
            found.add(str(value.get("name")))
    return found


def _declare_parameters(
    owner: Definition, pointer: str, missing: list[str], surplus: list[Definition]
) -> Iterator[Done]:
    if len(missing) == len(surplus) == 1 and "name" in surplus[0]:  # names in a path are not sent
        reason = f"the path names {missing[0]!r}, the parameter is called {surplus[0].get('name')!r}"
        surplus[0]["name"] = missing[0]
        yield f"{pointer}/parameters", reason, f"it is called {missing[0]!r}"
        return
    for parameter in surplus:
        owner["parameters"].remove(parameter)
        reason = f"path parameter {parameter.get('name', parameter.get('$ref'))!r} is not in the path"
        yield f"{pointer}/parameters", reason, "it is left out: there is no place to send it"
    for name in missing if isinstance(owner.get("parameters", []), list) else ():
        new = {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}
        owner["parameters"] = [*owner.get("parameters", ()), new]
        yield pointer, f"path parameter {name!r} is not declared", "it is declared as a string"


def _is_surplus(document: Mapping[str, Any], parameter: Any, wanted: list[str]) -> bool:
    found = resolve(document, parameter)
    return isinstance(found, dict) and found.get("in") == "path" and found.get("name") not in wanted


def _owners(path: str, item: Any) -> Iterator[tuple[str, Definition]]:
    """Yield what may declare parameters of a path: its item, then each operation."""
    if isinstance(item, dict):
        yield json_pointer.join("/paths", path), item
    for method in objects.METHODS if isinstance(item, dict) else ():
        if isinstance(item.get(method), dict):
            yield json_pointer.join("/paths", path, method), item[method]


def _schemas(document: Definition) -> Iterator[Done]:
    repairs = (*SHAPES, *lenient_schemas.for_version(metaschema.version_of(document)))
    for place in objects.walk(document):
        for repair in repairs if place.kind == "schema" else ():
            while (found := repair(place.value)) is not None:  # each leaves less to repair
                place.value.clear()
                place.value.update(found.definition)
                yield json_pointer.join(place.pointer, *found.at), found.reason, found.fix


def resolve(document: Mapping[str, Any], value: Any) -> Any:
    """Follow the reference in `value`; returns None for one that leads nowhere."""
    for _ in range(9):  # a longer chain of references is a circle
        if not (isinstance(value, dict) and isinstance(value.get("$ref"), str)):
            return value
        value = _target(document, value["$ref"])
    return None


def _target(document: Mapping[str, Any], ref: str) -> Any:
    try:
        return json_pointer.follow(document, unquote(ref[1:])) if ref.startswith("#") else None
    except LookupError:
        return None


_DOCUMENT: tuple[Callable[[Definition], Iterator[Done]], ...] = (
    empty_members,
    *EARLIER,
    untyped_parameters,
    content_references,
    misspelt_references,
    missing_schemas,
    missing_scopes,
    earlier_schemas,
    undefined_schemes,
    duplicate_ids,
    foreign_parameters,
    path_parameters,
)
