"""Defects of a document that change nothing on the wire: they are fixed, and become warnings.

Everything else that the official schema refuses stays as it is, for the lint to refuse.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from typing import Any
from urllib.parse import quote, unquote

from conformance.openapi import (
    closed_parts,
    impossible_formats,
    json_pointer,
    keywords,
    lenient,
    lenient_schemas,
    lint,
    metaschema,
    objects,
)
from conformance.openapi.errors import Problem
from conformance.openapi.fields import LATER, OF_FILES, SWAGGER, misspelt
from conformance.openapi.metaschema import Defect
from conformance.openapi.references import References

Fix = Callable[[Any, Defect], str]  # changes the copy of the document, and says how
_URI = re.compile(r"#(?:[-A-Za-z0-9._~!$&'()*+,;=:@/?]|%[0-9A-Fa-f]{2})*")
_BARE_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
_ROUNDS = 5  # a defect may hide another one, such as those next to a `$ref`
_READERS = frozenset(  # fields that only people read
    "description summary title externalDocs contact license termsOfService deprecated example examples xml "
    "$recursiveAnchor".split()  # a keyword of JSON Schema 2019-09 that 2020-12 gives no meaning
)
MEANINGFUL = (LATER - {"$id", "$schema"}) | SWAGGER | {"webhooks", "type", "items", "schema", "content"}
_LISTS = frozenset("required allOf anyOf oneOf".split())  # lists of schemas, which may not be empty
_FIXED = frozenset(
    "document info server server-variable tag components operation parameter header request-body response media-type "
    "encoding link example security-scheme schema discriminator".split()
)


def fix_document(document: Any, file: str) -> tuple[Any, list[Problem]]:
    """Fix harmless defects; returns the document with a warning for each. `file` names the document in them."""
    places = tuple(objects.walk(document))
    version = metaschema.version_of(document)
    without_effect = (
        *_without_effect(places, version, file),
        *_contents_of_none(document, places, file),
        *_colon_parameters(places, file),
    )
    document, warnings = _with_uris(document, places, file)
    document, empty = _without_empty_enums(document, places, file)
    warnings += empty
    if not lint.is_ours(document):
        document, meant = _as_meant(document, version, file)
        document, opened = closed_parts.open_parts(document, file)
        document, dropped = impossible_formats.drop_impossible_formats(document, file)
        warnings += [*meant, *opened, *dropped]
    if version == "3.1" and not lint.is_ours(document):
        document, unknown = keywords.without_unknown(document, places, file)
        warnings += unknown
    for _ in range(_ROUNDS):
        found = [*_fixes(document)]
        if not found:
            break
        document = objects.copy_data(document)
        warnings += _apply_fixes(document, file, found)
    return document, [*dict.fromkeys(warnings), *without_effect]


def _without_effect(places: Iterable[objects.Place], version: str, file: str) -> Iterator[Problem]:
    """Yield a warning for each `nullable` that has no effect. The server may send null all the same."""
    checks = _NULLABLE[version]
    for place in places:
        if place.value.get("nullable") is True and place.kind == "schema" and any(map(_finds(place), checks)):
            reason = f"`nullable` has no effect here in OpenAPI {version}: null is not accepted"
            yield Problem(
                file, f"{place.pointer}/nullable", reason, "say so in `type` or `enum`, or read with --lenient"
            )


def _contents_of_none(document: Any, places: Iterable[objects.Place], file: str) -> Iterator[Problem]:
    """Yield a warning for the content of a response that can't have any."""
    for place in places:
        holder, _, status = place.pointer.rpartition("/")
        if place.kind != "response" or status not in objects.NO_CONTENT or holder == "/components/responses":
            continue
        ref, found = place.value.get("$ref"), place.value
        if isinstance(ref, str) and ref.startswith("#"):
            with suppress(LookupError):
                found = json_pointer.follow(document, unquote(ref[1:]))
        if found.get("content"):
            reason = f"a response of status {status} has no content (RFC 9110, section 15)"
            yield Problem(file, place.pointer, reason, "it is ignored; remove `content`")


def _colon_parameters(places: Iterable[objects.Place], file: str) -> Iterator[Problem]:
    """Yield a warning for each path with a parameter as other tools write it."""
    for place in places:
        path = json_pointer.last(place.pointer)
        if place.kind == "path-item" and (found := lenient.COLON.search(path)):
            reason = f"`{found[0]}` is sent as it is: a parameter is `{{{found[1]}}}`"
            yield Problem(file, place.pointer, reason, "use braces, or read with --lenient")


def _finds(place: objects.Place) -> Callable[[lenient_schemas.Repair], bool]:
    return lambda repair: repair(place.value) is not None


def _as_meant(document: Any, version: str, file: str) -> tuple[Any, list[Problem]]:
    """Return the document with schemas as their author meant them. Otherwise real responses would be invalid."""
    repairs = (_empty_union, *([lenient_schemas.null_beside_union] if version == "3.0" else []))
    copy = objects.copy_data(document)
    warnings = []
    for place in [place for place in objects.walk(copy) if place.kind == "schema"]:
        for repair in repairs:
            while (found := repair(place.value)) is not None:
                place.value.clear()
                place.value.update(found.definition)
                pointer = json_pointer.join(place.pointer, *found.at)
                warnings.append(Problem(file, pointer, found.reason, f"{found.fix}; say so in the schema"))
    return (copy, warnings) if warnings else (document, [])


def _empty_union(schema: dict[str, Any]) -> lenient_schemas.Repaired | None:
    """Return the schema without a union of nothing, which no value matches."""
    name = next((name for name in ("anyOf", "oneOf") if schema.get(name) == []), None)
    if name is None:
        return None
    rest = {key: value for key, value in schema.items() if key != name}
    return lenient_schemas.Repaired(rest, (name,), f"{name} of nothing", "it is left out")


_NULLABLE: dict[str, tuple[lenient_schemas.Repair, ...]] = {
    "3.0": (lenient_schemas.null_beside_enum,),
    "3.1": (lenient_schemas.earlier_nullable,),
}


def _with_uris(document: Any, places: Iterable[objects.Place], file: str) -> tuple[Any, list[Problem]]:
    """Percent-encode spaces, bare percent signs and the like in each `$ref`, which has to be a URI."""
    refs = ((place.pointer, place.value.get("$ref")) for place in places)
    wrong = {p: r for p, r in refs if isinstance(r, str) and r.startswith("#") and not _URI.fullmatch(r)}
    copy = objects.copy_data(document) if wrong else document
    for pointer, ref in wrong.items():
        json_pointer.follow(copy, pointer)["$ref"] = _encode_reference(ref)
    reason, fix = "$ref with characters that no URI has", "it is read as it was meant; percent-encode them"
    return copy, [
        Problem(file, f"{pointer}/$ref", f"{reason}: {ref}", f"{fix}: {_encode_reference(ref)}")
        for pointer, ref in wrong.items()
    ]


def _without_empty_enums(document: Any, places: Iterable[objects.Place], file: str) -> tuple[Any, list[Problem]]:
    """Return the document without the enums that no value matches; JSON Schema 2020-12 allows them, 3.0 does not."""
    found = [place.pointer for place in places if place.kind == "schema" and place.value.get("enum") == []]
    copy = objects.copy_data(document) if found else document
    for pointer in found:
        del json_pointer.follow(copy, pointer)["enum"]
    fix = "it is left out; list the values, or remove it"
    return copy, [Problem(file, f"{pointer}/enum", "no value matches an empty enum", fix) for pointer in found]


def _encode_reference(ref: str) -> str:
    """Write the reference as a URI; a percent sign that begins no encoded byte is itself (RFC 3986, section 2.4)."""
    return quote(_BARE_PERCENT.sub("%25", ref), safe="#/%~!$&'()*+,;=:@?")


def _apply_fixes(document: Any, file: str, found: list[tuple[Defect, Fix]]) -> Iterator[Problem]:
    for defect, fix in sorted(found, key=lambda pair: pair[1] is _deduplicate):  # last: it moves items of lists
        with suppress(LookupError):  # removed by an earlier fix
            yield Problem(file, defect.pointer, metaschema.short(defect.message), fix(document, defect))


def _fixes(document: Any) -> Iterator[tuple[Defect, Fix]]:
    defects = metaschema.defects(document)
    where = {place.pointer: place.kind for place in objects.walk(document)} if defects else {}
    for defect in defects:
        fix = _fix(defect, where, document)
        if fix is not None:
            yield defect, fix


def _fix(defect: Defect, where: dict[str, str], document: Any) -> Fix | None:
    last = str(defect.path[-1]) if defect.path else ""
    kind, parent = where.get(json_pointer.from_path(defect.path)), where.get(json_pointer.from_path(defect.path[:-1]))
    if tuple(defect.path[-2:]) == ("externalDocs", "description"):  # the table of objects does not have this one
        parent = "external-documentation"
    fix = _OTHERS.get((kind, defect.keyword))
    if defect.keyword == "unexpected":
        fix = _leave_out if _is_ignored(defect, kind, document) else None
    elif defect.keyword == "type" and (parent, last) in _TEXTS and _is_number(json_pointer.at(document, defect.path)):
        fix = _as_text
    elif _says_nothing(defect, last, parent):
        fix = _leave_out_itself
    elif defect.keyword == "uniqueItems":
        fix = _deduplicate
    elif defect.keyword == "not" and kind in {"parameter", "header", "media-type"}:
        fix = _keep_examples if {"example", "examples"} <= json_pointer.at(document, defect.path).keys() else None
    elif (kind, defect.name) in _SUPPLIED:
        fix = _supply
    return fix or (_supply_true if _is_path_parameter(defect, parent, document) else None)


_TEXTS = frozenset({("info", "version"), ("info", "title"), ("operation", "operationId")})
_NEEDED = frozenset({("info", "title"), ("response", "description")})
_SUPPLIED: dict[tuple[str | None, str], Any] = {("response", "description"): "", ("parameter", "required"): True}
_SUPPLIED |= {(None, "scopes"): {}, ("info", "title"): "API"}  # scopes of a flow of OAuth 2, as Litestar writes it
_SUPPLIED |= {
    ("info", "version"): "0",
    ("document", "info"): {"title": "API", "version": "0"},
}


def _says_nothing(defect: Defect, last: str, parent: str | None) -> bool:
    if parent is None or (parent, last) in _NEEDED:
        return False
    return (
        last in _READERS
        or (parent == "schema" and last in {"$id", "$schema"})
        or (last in _LISTS and parent == "schema" and defect.keyword == "minItems")
    )


def _is_ignored(defect: Defect, kind: str | None, document: Any) -> bool:
    if "$ref" in json_pointer.at(
        document, defect.path
    ):  # a Reference Object "cannot be extended": what is beside is ignored
        return kind in _FIXED
    if "schema" in json_pointer.at(document, defect.path) and defect.name in {"type", "items"}:
        return kind in {"parameter", "header"}  # Swagger 2 kept the schema there: now it is said twice
    if kind == "schema" and defect.name in OF_FILES:
        return not _is_referred_to(document, defect.pointer)
    return kind in _FIXED and defect.name not in MEANINGFUL and misspelt(kind, defect.name) is None


def _is_referred_to(document: Any, pointer: str) -> bool:
    targets = (unquote(ref[1:]) for ref in References(document).targets.values())
    return any(f"{target}/".startswith(f"{pointer}/") for target in targets)


def _is_path_parameter(defect: Defect, parent: str | None, document: Any) -> bool:
    if parent != "parameter" or defect.path[-1] != "required":
        return False
    return bool(json_pointer.at(document, defect.path[:-1]).get("in") == "path")


def _leave_out(document: Any, defect: Defect) -> str:
    del json_pointer.at(document, defect.path)[defect.name]
    return "it is left out; remove it, or write x- before its name"


def _leave_out_bearer_format(document: Any, defect: Defect) -> str:
    """Remove a hint that 3.0 only has for Bearer; raises LookupError if something else is wrong."""
    del json_pointer.at(document, defect.path)["bearerFormat"]
    return "`bearerFormat` is left out; write `scheme: bearer`, or remove it"


def _leave_out_itself(document: Any, defect: Defect) -> str:
    del json_pointer.at(document, defect.path[:-1])[defect.path[-1]]
    return "it is left out; remove it, or correct it"


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _as_text(document: Any, defect: Defect) -> str:
    holder, name = json_pointer.at(document, defect.path[:-1]), defect.path[-1]
    holder[name] = str(holder[name])
    return f"it is read as the text {holder[name]!r}; write it in quotes"


def _deduplicate(document: Any, defect: Defect) -> str:
    items = json_pointer.at(document, defect.path)
    items[:] = [item for index, item in enumerate(items) if item not in items[:index]]
    return "give each entry once; remove the others"


def _keep_examples(document: Any, defect: Defect) -> str:
    del json_pointer.at(document, defect.path)["example"]
    return "`example` is left out; remove one of `example` and `examples`"


def _supply(document: Any, defect: Defect) -> str:
    value = next(value for (_, name), value in _SUPPLIED.items() if name == defect.name)
    json_pointer.at(document, defect.path)[defect.name] = objects.copy_data(value)
    return f"{value!r} is put there; write `{defect.name}`"


def _supply_true(document: Any, defect: Defect) -> str:
    json_pointer.at(document, defect.path[:-1])["required"] = True
    return "a path parameter is always required; write `required: true`"


_OTHERS: dict[tuple[str | None, str], Fix] = {("security-scheme", "oneOf"): _leave_out_bearer_format}
