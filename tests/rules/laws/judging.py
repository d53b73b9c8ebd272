"""Laws of single messages judged on one exchange with the notes."""

from __future__ import annotations

from collections.abc import Mapping

from conformance.apis import apis
from conformance.network.exchange import Exchange, Request, Response
from conformance.openapi.spec import Spec
from conformance.rules import ExchangeLaw, NotObservableError
from tests.rules.notes import DOCUMENT

SPEC = apis(DOCUMENT.parent, [str(DOCUMENT)])[0].spec
JSON = {"Content-Type": "application/json"}


def exchange(
    status: int,
    headers: Mapping[str, str],
    content: bytes = b"",
    operation: str = "readNote",
    sent: str = "GET /notes/1",
    spec: Spec = SPEC,
) -> Exchange:
    """Return an exchange with this answer; `sent` is the method and the path."""
    method, path = sent.split(" ")
    response = Response(status, status, tuple(headers.items()), content)
    return Exchange(spec.operations[operation], Request(method, f"http://a.example{path}", ()), response, "test")


def find(law: ExchangeLaw, seen: Exchange, spec: Spec = SPEC) -> list[tuple[str, str]]:
    """Return the titles of what a law finds, with the severity; nothing where it can't be judged."""
    try:
        return [(each.title, str(each.severity or law.severity)) for each in law.judge(seen, spec)]
    except NotObservableError:
        return []
