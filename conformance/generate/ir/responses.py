"""Contents of an operation's responses, as Python code.

Tested in `tests/generate/ir/test_resources.py`.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import quote

from conformance.generate.ir import expressions
from conformance.generate.ir.operations import Plan
from conformance.generate.opc.document import kind_of
from conformance.generate.opc.rewriting import PLACE
from conformance.generate.types import Model, Scalar, Type, variants
from conformance.openapi.spec import MediaType, Parameter, Response, Spec
from conformance.openapi.streams import form, is_stream, is_text, item_pointer

# The meaning of `default` where successes are documented: all other statuses.
_NO_SUCCESSES = ("3XX", "4XX", "5XX")


@dataclass(frozen=True)
class InBand:
    """A class of responses that are errors, the JSON pointer of their code, and the facts behind it."""

    name: str
    code: str | None
    facts: tuple[str, ...]


@dataclass(frozen=True)
class Result:
    """Results of an operation: the types of its success, and the contents of all its responses by status."""

    types: tuple[str, ...]
    contents: Mapping[str, Mapping[str, str]]
    in_band: tuple[InBand, ...]
    streamed: str  # the items of a success that is read as a stream; empty if it is read at once

    @property
    def type(self) -> str:
        """The type of its success."""
        return " | ".join(self.types)


def result(spec: Spec, plan: Plan) -> Result:
    """Return the result of the operation of `plan`."""
    by_status = plan.endpoint.responses
    has_success = any(status.startswith("2") for status in by_status)
    found: dict[str, Mapping[str, str]] = {}
    for status, type_ in by_status.items():
        statuses = _NO_SUCCESSES if status == "default" and has_success else (status,)
        for each in statuses:
            found.setdefault(each, _contents(spec, plan, status, type_))
    errors = tuple(dict.fromkeys(error for type_ in by_status.values() for error in _in_band(type_)))
    return Result(
        tuple(_all_types(plan, by_status, {error.name for error in errors})), found, errors, _type_of_stream(plan)
    )


def shared_errors(results: Iterable[Result]) -> Mapping[str, Mapping[str, str]]:
    """Return the most frequent contents of errors that several results share, by status."""
    counts: dict[str, Counter[tuple[tuple[str, str], ...]]] = defaultdict(Counter)
    for each in results:
        for status, contents in each.contents.items():
            if status[0] in "345":
                counts[status][tuple(contents.items())] += 1
    most = {status: counts[status].most_common(1)[0] for status in sorted(counts)}
    return {status: dict(contents) for status, (contents, times) in most.items() if times > 1}


def _type_of_stream(plan: Plan) -> str:
    if plan.operation.method == "HEAD":
        return ""
    if items := _item_types(plan):
        return " | ".join(items)
    medias = [media for response in _successes(plan) for media in response.content.values()]
    return "bytes" if {kind_of(media) for media in medias} & {"text", "file"} else ""


def _item_types(plan: Plan) -> list[str]:
    """Return the types of the items of all successes that are streams, each once."""
    found = (
        plan.items[response.status, media.name].annotation if (response.status, media.name) in plan.items else "Any"
        for response in _successes(plan)
        for media in response.content.values()
        if is_stream(media)
    )
    return list(dict.fromkeys(found))


def _successes(plan: Plan) -> list[Response]:
    """Return the documented successes; `default` is one if there are no others."""
    responses = plan.operation.responses
    return list(plan.operation.successes) or [responses[status] for status in ("default",) if status in responses]


def _contents(spec: Spec, plan: Plan, status: str, type_: Type) -> Mapping[str, str]:
    medias = plan.operation.responses[status].content.values()
    found = {
        media.name: _items(spec, media, plan.items.get((status, media.name)))
        if is_stream(media)
        else _content(spec, media, _own_type(spec, medias, media, type_))
        for media in medias
    }
    # A server may leave out the parameter that distinguishes versions.
    names = Counter(media.essence for media in medias if kind_of(media) == "json")
    return {media.essence: _content(spec, media, type_) for media in medias if names[media.essence] > 1} | found


def _own_type(spec: Spec, medias: Iterable[MediaType], media: MediaType, type_: Type) -> Type:
    """Return the class of a media type where each JSON media type of the response has one, else the type of all."""
    classes = {each.extensions.get(PLACE): each for each in variants(type_) if isinstance(each, Model)}
    places = {schema_of(spec, each) for each in medias if kind_of(each) == "json" and not is_stream(each)}
    return classes.get(schema_of(spec, media), type_) if classes.keys() == places else type_


def _items(spec: Spec, media: MediaType, type_: Type | None) -> str:
    read = expressions.reader(type_ or Scalar.ANY)
    pointer = item_pointer(spec, media)
    schema = f", {reference(spec.resolve(pointer)[0])!r}" if pointer else ""
    item = f"Text({read})" if is_text(spec, media) else f"Json({read}{schema})"
    return f"Items({item}, {form(spec, media)!r})"


def _content(spec: Spec, media: MediaType, type_: Type) -> str:
    kind = kind_of(media)
    if kind == "file":
        return "DOWNLOAD"
    if kind != "json":
        return "TEXT"
    schema = f", {reference(pointer)!r}" if (pointer := schema_of(spec, media)) else ""
    return f"Json({expressions.reader(type_)}{schema})"


def schema_of(spec: Spec, media: MediaType) -> str | None:
    """Return the place of a JSON body's schema, references followed, or None."""
    return spec.resolve(media.schema_pointer)[0] if media.schema_pointer is not None else None


def schema_of_parameter(spec: Spec, parameter: Parameter) -> str:
    """Return the place of a parameter's schema, references followed."""
    return spec.resolve(parameter.schema_pointer)[0]


def schemas_of_bodies(spec: Spec, plan: Plan) -> dict[str, str]:
    """Return references to the schemas of an operation's JSON bodies, by media type."""
    medias = {media.name: media for media, _ in plan.call.bodies.values()}
    found = {body.sent_as: schema_of(spec, medias[body.name]) for body in plan.bodies if body.kind == "json"}
    return {name: reference(pointer) for name, pointer in found.items() if pointer is not None}


def reference(pointer: str) -> str:
    """Return the `$ref` for this place in the same document."""
    return f"#{quote(pointer)}"


def _all_types(plan: Plan, by_status: Mapping[str, Type], errors: set[str]) -> list[str]:
    """Return the types of all successes, null last."""
    if plan.operation.method == "HEAD":
        return ["None"]
    successes = {status: type_ for status, type_ in by_status.items() if status.startswith("2")}
    successes = successes or {status: type_ for status, type_ in by_status.items() if status == "default"}
    types: dict[str, None] = {}
    for status, type_ in successes.items():
        is_only_stream = plan.call.responses[status] == "none" and plan.operation.responses[status].content
        if not is_only_stream:
            types.update(dict.fromkeys(_types(plan.call.responses[status], type_, errors)))
    types.update({f"streaming.Stream[{item}]": None for item in _item_types(plan)})
    if "Any" in types:
        return ["Any"]
    if any(map(_has_empty, successes)) and "x-pagination" not in plan.operation.definition:
        types["None"] = None
    return sorted(types, key=lambda name: name == "None") or ["None"]


def _has_empty(status: str) -> bool:
    """Return whether a response of these statuses may have no content."""
    return status.upper() in {"2XX", "DEFAULT", "204", "205"}


def _types(kind: str, type_: Type, errors: set[str]) -> list[str]:
    if kind == "none":
        return ["None"]
    names = ("File" if each is Scalar.FILE else each.annotation for each in variants(type_))
    return [name for name in names if name not in errors]


def _in_band(type_: Type) -> Iterator[InBand]:
    """Yield the classes marked `x-error` that a response can be."""
    for each in variants(type_):
        if isinstance(each, Model) and (mark := each.extensions.get("x-error")):
            code = mark.get("code") if isinstance(mark, dict) else None
            yield InBand(each.name, code, tuple(each.extensions.get("x-facts", ())))
