"""Laws of two users: on servers that let the wrong one in, and on right ones that look as if they did."""

from __future__ import annotations

from typing import Any

import pytest
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from tests.rules.judged import Judged, judge
from tests.rules.notes import DOCUMENT, Item, Notes, Refused, breaks

FIRST, SECOND = "first", "second"
LAWS = ("owner-only", "same-verdict-for-writes", "recognised-is-not-401", "existence-not-told")
KEYED = """security: [{key: []}]
components:
  securitySchemes: {key: {type: apiKey, in: header, name: X-Key}}
"""
_TEXT = DOCUMENT.read_text(encoding="utf-8")
_COMMENTS = _TEXT[_TEXT.index("  /notes/{noteId}/comments:") : _TEXT.index("components:\n")]
EDITS = ((_COMMENTS, ""), ("components:\n", KEYED))
_NOT_BELOW = "the list is not below an item of another resource"
TEXT = _TEXT.replace(_COMMENTS, "").replace("components:\n", KEYED, 1)


class Owned(Notes):
    """Notes of users, who see their own; the methods `unchecked` don't look, others answer `status`."""

    unchecked: frozenset[str] = frozenset()
    status = 404

    def __init__(self) -> None:
        self.user, self.method = FIRST, ""
        self.owners: dict[str, str] = {}
        super().__init__()

    def answer(self, request: Request, body: Any) -> Response:
        key, self.method = request.headers.get("x-key", ""), request.method
        if not key.startswith("fake-"):
            return JSONResponse({"message": "who are you?"}, 401, {"WWW-Authenticate": "Key"})
        self.user = SECOND if key.endswith("-2") else FIRST
        return super().answer(request, body)

    def create(self, body: Item) -> Item:
        made = super().create(body)
        self.owners[made["id"]] = self.user
        return made

    def select(self, query: Any) -> list[Item]:
        return [note for note in super().select(query) if self.owners[note["id"]] == self.user]

    def read(self, name: str) -> Item:
        if self.owners.get(name, self.user) != self.user and self.method not in self.unchecked:
            raise Refused(self.status, "it belongs to another user")
        return super().read(name)


@breaks("owner-only", *EDITS)
class ShowsOthers(Owned):
    """Reads don't look at the owner."""

    unchecked = frozenset({"GET"})


@breaks("recognised-is-not-401", *EDITS)
class _TakesThemForNobody(Owned):
    status = 401


@breaks("existence-not-told", *EDITS)
class _TellsWhatExists(Owned):
    status = 403


@breaks("same-verdict-for-writes", *EDITS)
class _LetsOthersDelete(_TellsWhatExists):
    unchecked = frozenset({"DELETE"})


def _serve(unchecked: str = "", status: int = 404) -> Owned:
    server = Owned()
    server.unchecked, server.status = frozenset(unchecked.split()), status
    return server


def _found(judged: Judged) -> set[tuple[str, str]]:
    """Return what the laws of two users have found, be it a note, and where."""
    told = [*judged.findings, *judged.run.recorder.remarks]
    return {(each.check, each.operation.id) for each in told if each.check in LAWS}


def _missing(judged: Judged, law: str) -> dict[str, str]:
    return {each.operation: each.missing for each in judged.of(law)}


def test_a_server_that_keeps_owners_is_right() -> None:
    judged = judge(_serve().app(), TEXT)
    assert (judged.findings, judged.remarked) == ([], set())
    names = dict.fromkeys(["readNote", "replaceNote", "changeNote", "deleteNote"], "")
    assert _missing(judged, "owner-only") == {**names, "listNotes": _NOT_BELOW}
    assert _missing(judged, "recognised-is-not-401") == names
    assert _missing(judged, "existence-not-told") == {"readNote": ""}


@pytest.mark.parametrize(
    ("method", "operation", "title"),
    [
        ("GET", "readNote", "another user can read it"),
        ("PUT", "replaceNote", "another user can change it"),
        ("PATCH", "changeNote", "another user can change it"),
        ("DELETE", "deleteNote", "another user can delete it"),
    ],
)
def test_an_operation_that_ignores_the_owner_is_found(method: str, operation: str, title: str) -> None:
    judged = judge(_serve(method).app(), TEXT)
    assert _found(judged) == {("owner-only", operation)}
    assert [(each.title, each.severity) for each in judged.findings] == [(title, "error")]


class _TellsNothing(Owned):
    """A write of another user is answered as if it had come to something."""

    def answer_item(self, method: str, own: Any, body: Any, *, is_below: bool) -> Any:
        if method in {"PUT", "PATCH"} and self.owners.get(own[0], self.user) != self.user:
            return {**self.notes[own[0]], **self.check(body, set())}
        return super().answer_item(method, own, body, is_below=is_below)


def test_a_write_of_another_user_is_judged_by_what_the_owner_reads() -> None:
    assert _found(judge(_TellsNothing().app(), TEXT)) == set()


class Shared(Owned):
    """Both users see all notes."""

    unchecked = frozenset({"GET", "PUT", "PATCH", "DELETE"})

    def select(self, query: Any) -> list[Item]:
        return Notes.select(self, query)


class _OfOne(Shared):
    """All notes are those of one user, who has two keys; the list of the second one is long."""

    def list_notes(self, query: Any) -> Any:
        if self.user == FIRST:
            return super().list_notes(query)
        page = query.get("page", 1)
        others = [{**next(iter(self.notes.values())), "id": f"x{page}-{number}"} for number in range(5)]
        return {"items": others, "total": 5000, "next": f"/notes?page={page + 1}"}


class _Public(Owned):
    """Anybody may read; users have lists of their own."""

    def answer(self, request: Request, body: Any) -> Response:
        if request.method == "GET" and "note" in request.path_params and not request.headers.get("x-key"):
            return JSONResponse(self.notes[request.path_params["note"]])
        return super().answer(request, body)

    def read(self, name: str) -> Item:
        return Notes.read(self, name) if self.method == "GET" else super().read(name)


class _OmitsFromList(Owned):
    """New notes are not listed, to nobody."""

    unchecked = frozenset({"GET"})

    def select(self, query: Any) -> list[Item]:
        return super().select(query)[:5]


@pytest.mark.parametrize(
    ("server", "missing"),
    [
        (Shared, "both users see the same"),
        (_OfOne, "the list of the second user is too long"),
        (_Public, "everybody can read it"),
        (_OmitsFromList, "the list does not show the item to its owner"),
    ],
)
def test_what_is_not_surely_of_one_user_is_not_judged(server: type[Owned], missing: str) -> None:
    judged = judge(server().app(), TEXT)
    assert _found(judged) == set()
    assert _missing(judged, "owner-only")["readNote"] == missing


class _ShowsLess(Owned):
    """Another user sees the title of a note."""

    unchecked = frozenset({"GET"})

    def read(self, name: str) -> Item:
        found = super().read(name)
        return {**found, "version": 0} if self.owners[name] != self.user else found


def test_a_view_for_others_is_right() -> None:
    assert _found(judge(_ShowsLess().app(), TEXT)) == set()


@pytest.mark.parametrize(
    ("stated", "missing"),
    [
        ("summary: Public.", "the document says that it is for others too"),
        ("security: [{key: []}, {}]", "it needs no credential"),
    ],
)
def test_what_the_document_gives_to_others_is_not_judged(stated: str, missing: str) -> None:
    read = "operationId: readNote"
    judged = judge(_serve("GET").app(), TEXT.replace(read, f"{read}\n      {stated}"))
    assert ("owner-only", "readNote") not in _found(judged)
    assert _missing(judged, "owner-only")["readNote"] == missing


def test_a_user_who_may_delete_what_they_may_not_change_is_told() -> None:
    judged = judge(_serve("DELETE", 403).app(), TEXT)
    assert ("same-verdict-for-writes", "deleteNote") in _found(judged)
    assert {each.severity for each in judged.run.recorder.remarks if each.check == LAWS[1]} == {"warning"}
    assert ("same-verdict-for-writes", "replaceNote") in _found(judge(_serve("PUT", 403).app(), TEXT))


def test_a_user_who_may_change_and_not_delete_is_right() -> None:
    judged = judge(_serve("PUT PATCH", 403).app(), TEXT)
    assert "same-verdict-for-writes" not in {law for law, _ in _found(judged)}
    assert all(_missing(judged, "same-verdict-for-writes").values())


def test_401_for_a_known_user_is_noted() -> None:
    judged = judge(_serve(status=401).app(), TEXT)
    operations = ("readNote", "replaceNote", "changeNote", "deleteNote")
    assert _found(judged) == {("recognised-is-not-401", each) for each in operations}
    assert judged.findings == []


class _Unknown(Owned):
    """The second user is nobody."""

    def answer(self, request: Request, body: Any) -> Response:
        is_second = request.headers.get("x-key", "").endswith("-2")
        return JSONResponse({}, 401) if is_second else super().answer(request, body)


def test_401_for_a_credential_that_nothing_accepts_is_right() -> None:
    judged = judge(_Unknown().app(), TEXT)
    assert _found(judged) == set()
    assert set(_missing(judged, "recognised-is-not-401").values()) == {"the list is not shown to the second user"}
    assert set(_missing(judged, "owner-only").values()) == {"listNotes answered 401", _NOT_BELOW}


def test_403_for_what_exists_and_404_for_the_rest_is_noted() -> None:
    judged = judge(_serve(status=403).app(), TEXT)
    assert _found(judged) == {("existence-not-told", "readNote")}
    assert (judged.findings, judged.run.recorder.remarks[0].severity) == ([], "note")
