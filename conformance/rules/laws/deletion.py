"""Laws of what is deleted."""

from __future__ import annotations

from collections.abc import Iterator

from conformance.resources import Kind, Resource, Role
from conformance.rules.bench import Bench
from conformance.rules.items import is_success, status_of
from conformance.rules.law import NotObservableError, Violation, law

_GONE = frozenset({404, 410})


@law("delete-then-404", at=[Kind.DELETE], sources=["RFC 9110, sections 9.3.5 and 15.5.5"])
def delete_then_404(bench: Bench, resource: Resource, role: Role) -> Iterator[Violation]:
    """What was deleted can't be read any more."""
    if resource.has_soft_delete:
        raise NotObservableError("the document says that what is deleted stays")
    item = bench.make(resource)
    before = bench.read(item)
    deletion = bench.call(role.operation_id, item.path)
    if not is_success(before) or not is_success(deletion) or status_of(deletion) == 202:
        raise NotObservableError("no item of its own could be read and deleted")
    for _ in bench.settle():
        after = bench.read(item)
        if status_of(after) in _GONE:
            return
    if before.response and after.response and before.response.content != after.response.content:
        return  # it says of itself that it is deleted, as `status` or `deleted_at`
    if is_success(after):
        yield Violation("what was deleted can still be read", after, "404 or 410", str(status_of(after)), "readable")
