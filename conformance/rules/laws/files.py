"""Laws of files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from conformance.network.exchange import Exchange
from conformance.openapi.media_types import is_file
from conformance.openapi.spec import MediaType, Operation
from conformance.resources import Kind, Resource
from conformance.resources.words import split_words
from conformance.rules.bench import Bench
from conformance.rules.items import answer_of, is_success, path_of
from conformance.rules.law import NotObservableError, Severity, Violation, method_law
from conformance.rules.properties import keywords_of, views_of

_BYTES = b" \r\n\x00\xff\xfe\xc3\xa9 a file\n "  # neither UTF-8 nor trimmed: who reads it as text shows others
_CONTENTS = frozenset("content contents download file data raw binary blob body original".split())


@method_law("upload-then-download", methods=["GET"], sources=["RFC 9110, sections 9.3.1 and 9.3.4"])
def upload_then_download(bench: Bench, operation: Operation) -> Iterator[Violation]:
    """A download shows the bytes that were uploaded."""
    if not any(_is_opaque(each) for response in operation.successes for each in response.content.values()):
        raise NotObservableError("the operation shows no file")
    path, sent = _replace(bench, operation) or _create(bench, operation)
    shown = [_download(bench, operation, path)]
    for _ in bench.settle():
        if shown[-1].response and shown[-1].response.content == sent:
            return
        shown.append(_download(bench, operation, path))
    if answer_of(shown[-1]).is_cut:
        raise NotObservableError("the download was cut")
    content = answer_of(shown[-1]).content
    # A mock shows an example, and some servers a form of their own: that is less sure than bytes that were changed.
    is_changed = content in sent or sent in content or sent[-9:].strip() in content
    title, got = "a download shows other bytes than were uploaded", f"{len(content)} bytes, which are others"
    severity = None if is_changed else Severity.WARNING
    yield Violation(title, shown[-1], f"the {len(sent)} bytes", got, severity=severity)


def _download(bench: Bench, operation: Operation, path: Mapping[str, Any]) -> Exchange:
    found = bench.call(operation.id, path)
    if not is_success(found):
        raise NotObservableError("what was uploaded can't be downloaded")
    return found


def _is_opaque(media_type: MediaType) -> bool:
    """Return whether a body of this type is any bytes: of a picture, servers make another one."""
    return media_type.essence in {"application/octet-stream", "*/*"}


def _replace(bench: Bench, operation: Operation) -> tuple[Mapping[str, Any], bytes] | None:
    """Upload by the PUT of the same path; return the path and what was sent, None without such a PUT."""
    for put in bench.spec.operations.values():
        content = put.body.content.values() if put.body else ()
        if (put.method, put.path) == ("PUT", operation.path) and any(_is_opaque(each) for each in content):
            if bench.is_live:
                raise NotObservableError("the file may be somebody's")
            exchange = bench.call(put.id, {}, _BYTES)
            if not is_success(exchange) or exchange.request.body != _BYTES:
                raise NotObservableError(f"{put.id} does not accept any bytes")
            return path_of(exchange), _BYTES
    return None


def _create(bench: Bench, operation: Operation) -> tuple[Mapping[str, Any], bytes]:
    """Create an item with a file of which the operation is the download; return its path and what was sent."""
    for resource in bench.model.resources:
        above, _, end = operation.path.rpartition("/")
        is_content = above == resource.item and split_words(end)[-1:] and split_words(end)[-1] in _CONTENTS
        part = _find_file(bench, resource) if is_content or operation.path == resource.item else None
        if part is not None:
            item = bench.make(resource, values={part: _BYTES})
            sent = item.creation.request.body
            if _BYTES not in sent:
                raise NotObservableError("the file was not sent as it is")
            return item.path, _BYTES
    raise NotObservableError("no operation surely uploads what this one shows")


def _find_file(bench: Bench, resource: Resource) -> str | None:
    """Return the only part of the form that creates an item which is a file, None without one."""
    for role in resource.roles_of(Kind.CREATE):
        body = bench.spec.operations[role.operation_id].body
        forms = [each for each in body.content.values() if each.essence == "multipart/form-data"] if body else []
        for form in forms:
            parts = views_of(bench.spec).properties(form.schema_pointer) if form.schema_pointer else {}
            files = [name for name, place in parts.items() if is_file(keywords_of(bench.spec, place))]
            return files[0] if len(files) == 1 else None
    return None
