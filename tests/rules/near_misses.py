"""Right services that a law would take for wrong ones if it were not for one guard."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from conformance.resources import Claim
from conformance.rules import claims, comparing, filtering, properties, walking
from conformance.rules.items import body_of
from conformance.rules.laws import deletion, owners
from conformance.suite import law_bench, law_run
from tests.rules.laws.test_filters import MeansAnother
from tests.rules.laws.test_owners import EDITS, Shared, ShowsOthers
from tests.rules.notes import WITHOUT_PARAMETERS, Broken, Item, Notes, Shuffles

_TEXT = "text: {type: string}"


def _more(text: str) -> tuple[str, str]:
    """Return the edit that gives a note one more property."""
    return "pinned: {type: boolean}\n", f"pinned: {{type: boolean}}\n        {text}\n"


@dataclass(frozen=True)
class NearMiss:
    """A guard, what stands in its place, and a right service that `law` then finds at `operation`."""

    guard: Callable[..., Any]
    disabled: Callable[..., Any]
    law: str
    operation: str
    service: type[Notes]
    edits: tuple[tuple[str, str], ...] = ()
    types: tuple[str, ...] = ()  # texts that a note may have besides

    @property
    def document(self) -> str:
        """The document of the service."""
        return Broken(self.service, self.edits).document


class _NumbersOwners(Notes):
    """The `id` of a note in a list is that of its owner."""

    def cut(self, found: list[Item], page: int, size: int) -> list[Item]:
        return [{**note, "id": "u1"} for note in super().cut(found, page, size)]


class _Capitals(Notes):
    def create(self, body: Item) -> Item:
        return super().create({**body, "title": f"{body['title'].upper()} "})


class _CutsLong(Notes):
    def create(self, body: Item) -> Item:
        return super().create({**body, "text": body.get("text", "")[:200]})


class _Signs(Notes):
    """Each read signs the text anew."""

    turns = itertools.count()

    def read(self, name: str) -> Item:
        return {**super().read(name), "text": f"text {next(self.turns)}"}


def _count(body: Item) -> Item:
    text = body.get("text")
    return {"text": len(text)} if isinstance(text, str) else {}


class _CountsText(Notes):
    """A note shows how long its text is."""

    def create(self, body: Item) -> Item:
        return super().create({"text": 0, **body, **_count(body)})

    def check(self, body: Any, required: set[str]) -> Item:
        checked = super().check(body, required)
        return {**checked, **_count(checked)}


class _HidesText(Notes):
    def read(self, name: str) -> Item:
        return {**super().read(name), "text": "***"}


class _Keeps(Notes):
    """A PUT changes nothing but the title, the text and the pin."""

    def replace(self, name: str, body: Item) -> Item:
        return super().replace(name, {key: body[key] for key in ("title", "text", "pinned") if key in body})


class _HasOneDefault(Notes):
    def replace(self, name: str, body: Item) -> Item:
        for note in self.notes.values():
            note["default_label"] = ""
        return super().replace(name, body)


class _SelectsParts(Notes):
    def __init__(self) -> None:
        super().__init__()
        self.notes["n1"]["title"] = "note"

    def select(self, query: Mapping[str, Any]) -> list[Item]:
        return [note for note in self.notes.values() if query.get("title", "").lower() in note["title"].lower()]


class _SelectsAlike(Notes):
    """A text selects what is spelt alike."""

    def select(self, query: Mapping[str, Any]) -> list[Item]:
        return [note for note in self.notes.values() if note["title"][:3] == query.get("title", note["title"])[:3]]


class _Grows(Notes):
    """Somebody else creates a note before each list."""

    def select(self, query: Mapping[str, Any]) -> list[Item]:
        self.create({"title": "another"})
        return list(reversed(super().select(query)))


class _Archives(Notes):
    def delete(self, name: str) -> None:
        self.read(name)


class _IsSlow(Notes):
    """The first read of a new note does not find it."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: set[str] = set()

    def read(self, name: str) -> Item:
        is_there = name in self.asked
        self.asked.add(name)
        return super().read(name if is_there else "")


class _FailsOnce(Notes):
    """The first PUT is lost."""

    def __init__(self) -> None:
        super().__init__()
        self.turns = itertools.count()

    def replace(self, name: str, body: Item) -> Item:
        return super().replace(name, body) if next(self.turns) else self.read(name)


class _IsBusy(Notes):
    """Every third read of a note is answered 429."""

    def __init__(self) -> None:
        super().__init__()
        self.turns = itertools.count()

    def answer(self, request: Request, body: Any) -> Response:
        is_read = request.method == "GET" and len(request.path_params) == 1
        is_busy = is_read and next(self.turns) % 3 == 2
        return JSONResponse({"message": "busy"}, 429) if is_busy else super().answer(request, body)


def _known(claim: Claim[Any]) -> Any:
    return claim.known


def _is_same(one: Any, other: Any) -> bool:
    return bool(one == other)


def _yes(*_: Any) -> bool:
    return True


def _no(*_: Any) -> bool:
    return False


def _read_once(bench: Any, item: Any) -> Any:
    return body_of(bench.read(item)), frozenset()


def _pass(*_: Any) -> None:
    """Raise nothing."""


def _settle_once(_: Any) -> Iterator[None]:
    yield


def _repeat_nothing(first: Sequence[Any], *_: Any) -> Sequence[Any]:
    return first


_PARAMETER = "name: pinned, in: query, schema: {type: boolean}", "name: title, in: query, schema: {type: string}"
_TITLE = "properties:\n        title: {type: string, minLength: 1"
_LONG = f"example: {{title: a note, text: {'x' * 201}}}\n      {_TITLE}"
_OF_PUT = "put-sets-what-was-sent", "replaceNote", _Keeps
_NEEDS_TEXT = "required: [title]", "required: [title, text]"
_NEEDS_LABEL = "required: [title]", "required: [title, default_label]"

_SHOWN = "        text: {type: string}\n        pinned: {type: boolean}\n        version"

NEAR_MISSES = [
    NearMiss(
        claims.sure,
        _known,
        "create-then-listed",
        "createNote",
        _NumbersOwners,
        (("{noteId}", "{pageId}"), ("name: noteId, in: path", "name: pageId, in: path"), WITHOUT_PARAMETERS),
    ),
    NearMiss(comparing.agree, _is_same, "create-then-read", "createNote", _Capitals),
    NearMiss(comparing.is_canonical, _yes, "create-then-read", "createNote", _CutsLong, ((_TITLE, _LONG),)),
    NearMiss(comparing.read_steadily, _read_once, "safe-changes-nothing", "listNotes", _Signs),
    NearMiss(
        properties.is_comparable,
        _yes,
        "create-then-read",
        "createNote",
        _CountsText,
        (
            (f"40}}\n        {_TEXT}", "40}\n        text: {type: string, example: abc}"),
            (_SHOWN, _SHOWN.replace("string", "integer")),
            _NEEDS_TEXT,
        ),
    ),
    NearMiss(
        properties.is_directed,
        _no,
        "create-then-read",
        "createNote",
        _HidesText,
        (
            (f"40}}\n        {_TEXT}", "40}\n        text: {type: string, writeOnly: true, example: abc}"),
            _NEEDS_TEXT,
        ),
    ),
    NearMiss(properties.is_state, _no, *_OF_PUT, (_more("state: {type: string}"),), ("state",)),
    NearMiss(properties.is_derived, _no, *_OF_PUT, (_more("total: {type: string}"),), ("total",)),
    NearMiss(properties.names_other, _no, *_OF_PUT, (_more("owner_id: {type: string}"),), ("owner_id",)),
    NearMiss(
        properties.is_shared_out,
        _no,
        "write-touches-one",
        "replaceNote",
        _HasOneDefault,
        (_more("default_label: {type: string, example: abc}"), _NEEDS_LABEL),
        ("default_label",),
    ),
    NearMiss(filtering.satisfies, _is_same, "filter-holds", "listNotes", _SelectsParts, (_PARAMETER,)),
    NearMiss(filtering.has_value, _yes, "filter-holds", "listNotes", MeansAnother),
    NearMiss(filtering.is_exact, _yes, "filter-holds", "listNotes", _SelectsAlike, (_PARAMETER,)),
    NearMiss(
        walking.is_unordered,
        _no,
        "order-stable",
        "listNotes",
        Shuffles,
        (("operationId: listNotes", "operationId: listNotes\n      summary: Notes in random order"),),
    ),
    NearMiss(walking.expect_quiet, _pass, "page-no-loss", "listNotes", _Grows),
    NearMiss(
        deletion.expect_hard,
        _pass,
        "delete-then-404",
        "deleteNote",
        _Archives,
        (("operationId: deleteNote", "operationId: deleteNote\n      summary: Archive a note"),),
    ),
    NearMiss(owners._expect_hidden, _pass, "owner-only", "readNote", Shared, EDITS),
    NearMiss(
        owners._expect_private,
        _pass,
        "owner-only",
        "readNote",
        ShowsOthers,
        (*EDITS, ("operationId: readNote", "operationId: readNote\n      summary: Public.")),
    ),
    NearMiss(law_bench.LawBench.settle, _settle_once, "create-then-read", "createNote", _IsSlow),
    NearMiss(law_bench._expect_calm, _pass, "read-repeatable", "readNote", _IsBusy),
    NearMiss(law_run._repeat, _repeat_nothing, "put-sets-what-was-sent", "replaceNote", _FailsOnce),
]
