"""Laws of what is created: on a server that breaks them, and on right ones that look as if they did."""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import Any

import pytest
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from tests.rules.judged import judge
from tests.rules.notes import BROKEN, DOCUMENT, TYPES, WITHOUT_PARAMETERS, Item, Notes, Refused, breaks, read_edited
from tests.rules.putting import PutsNew, describe_putting

_LAWS = ["create-then-read", "create-echo-agrees", "location-leads-to-it", "create-is-new", "create-then-listed"]


class _Forgets(Notes):
    """What is created is gone at once."""

    def answer_creation(self, own: Any, body: Any) -> Response:
        before = set(self.notes)
        answer = super().answer_creation(own, body)
        self.notes = {name: note for name, note in self.notes.items() if name in before}
        return answer


class _CutsTheTitle(Notes):
    def create(self, body: Item) -> Item:
        return super().create({**body, "title": body["title"][:5]})


class _LosesTheText(Notes):
    """A create loses the text, which the document's example leaves out."""

    def create(self, body: Item) -> Item:
        return super().create({**body, "text": ""})


def test_a_create_is_tried_with_all_that_it_accepts() -> None:
    content = 'content: {application/json: {schema: {$ref: "#/components/schemas/NewNote"}'
    text = DOCUMENT.read_text(encoding="utf-8").replace(content, f"{content}, example: {{title: a note}}", 1)
    judged = judge(_LosesTheText().app(), text, laws=["create-then-read"])
    assert (judged.broken, judged.remarked) == ({"create-then-read"}, set())


class _Pins(Notes):
    """A create pins each note, as the document says of one that does not say so."""

    def create(self, body: Item) -> Item:
        return super().create({**body, "pinned": True})


class _Rounds(Notes):
    def create(self, body: Item) -> Item:
        return super().create({**body, "price": body.get("price", 0) // 1})


_PIN = "pinned: {type: boolean}"
_PRICE = f"{_PIN}\n        price: {{type: number, minimum: 0, multipleOf: 0.01}}"


@pytest.mark.parametrize(
    ("server", "edits"),
    [
        (_Pins, [(_PIN, "pinned: {type: boolean, default: true}")]),
        (_Rounds, [(_PIN, _PRICE), ("required: [title]", "required: [title, price]")]),
    ],
)
def test_what_a_create_sends_is_neither_the_default_nor_zero(
    server: type[Notes], edits: list[tuple[str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(TYPES, "price", (int, float))
    wrong = judge(server().app(), read_edited(*edits), laws=["create-then-read"])
    assert "create-then-read" in wrong.broken
    assert "create-then-read" not in judge(Notes().app(), read_edited(*edits), laws=["create-then-read"]).broken


class _LosesTheState(Notes):
    """A create sets the state itself."""

    def create(self, body: Item) -> Item:
        return super().create({**body, "state": "new"})


def test_a_create_that_sets_a_state_by_itself_is_a_warning(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(TYPES, "state", str)
    pinned = "pinned: {type: boolean}\n"
    state = f"{pinned}        state: {{type: string, minLength: 1}}\n"
    text = read_edited((pinned, state), ("required: [title]", "required: [title, state]"))
    judged = judge(_LosesTheState().app(), text, laws=["create-then-read"])
    assert (judged.broken, judged.remarked) == (set(), {"create-then-read"})


class _PutsAndLosesTheText(PutsNew):
    def put_new(self, name: str, body: Item) -> Item:
        return super().put_new(name, {**body, "text": ""})


class _PutsAndForgets(PutsNew):
    def put_new(self, name: str, body: Item) -> Item:
        made = super().put_new(name, body)
        del self.notes[name]
        return made


@pytest.mark.parametrize(
    ("server", "broken"),
    [(PutsNew, set()), (_PutsAndLosesTheText, {"create-then-read"}), (_PutsAndForgets, {"create-then-read"})],
)
def test_what_a_put_creates_is_judged_as_what_a_post_creates(server: type[PutsNew], broken: set[str]) -> None:
    judged = judge(server().app(), describe_putting(", pattern: '^[A-Z]{2,4}-[0-9]{3,6}$'"), laws=_LAWS)
    assert judged.broken & {*_LAWS} == broken  # the service checks no names
    assert "" in {each.missing for each in judged.of("create-then-read") if each.operation == "replaceNote"}


class _AnswersDefaults(Notes):
    """The answer has a default that is not kept."""

    def answer_creation(self, own: Any, body: Any) -> Response:
        if own:
            return super().answer_creation(own, body)
        made = self.create(self.check(body, {"title"}))
        shown = {**made, "text": made["text"] or "nothing"}
        return JSONResponse(shown, 201, {"Location": f"/notes/{made['id']}"})


class _Locates(Notes):
    """The header `Location` is `location`, with the id of the note."""

    location = "/notes/{}"

    def answer_creation(self, own: Any, body: Any) -> Response:
        if own:
            return super().answer_creation(own, body)
        made = self.create(self.check(body, {"title"}))
        return JSONResponse(made, 201, {"Location": self.location.format(made["id"])})


class _LocatesNothing(_Locates):
    location = "/v2/notes/{}"


class _LocatesAnInvalidId(_LocatesNothing):
    location = "/notes/x-{}"

    def read(self, name: str) -> Item:
        if name.startswith("x-"):
            raise Refused(400, "the id is invalid")
        return super().read(name)


class _LocatesTheFirst(_Locates):
    location = "/notes/n1"


class _LocatesElsewhere(_Locates):
    location = "http://127.0.0.2:9/notes/{}"


class _LocatesByReference(_Locates):
    location = "./notes/{}"


class _Overwrites(Notes):
    """A create changes the title of the note before it."""

    def create(self, body: Item) -> Item:
        for note in list(self.notes.values())[-1:]:
            note["title"] = body["title"]
        return super().create(body)


class _CreatesTheSame(Notes):
    def create(self, body: Item) -> Item:
        if len(self.notes) < 6:
            return super().create(body)
        last = list(self.notes)[-1]
        self.notes[last] = {"text": "", "pinned": False, **body, "id": last, "version": 1}
        return self.notes[last]


@breaks("create-then-listed", WITHOUT_PARAMETERS)
class _ListsTheOld(Notes):
    def __init__(self) -> None:
        super().__init__()
        self.old = list(self.notes)

    def select(self, query: Mapping[str, Any]) -> list[Item]:
        return [note for note in super().select(query) if note["id"] in self.old]


@pytest.mark.parametrize(
    ("server", "broken", "remarked"),
    [
        (_Forgets, {"create-then-read"}, set()),
        (_CutsTheTitle, {"create-then-read"}, set()),
        (_AnswersDefaults, set(), {"create-echo-agrees"}),
        (_LocatesNothing, {"location-leads-to-it"}, set()),
        (_LocatesAnInvalidId, {"location-leads-to-it"}, set()),
        (_LocatesTheFirst, {"location-leads-to-it"}, set()),
        (_LocatesElsewhere, set(), {"location-leads-to-it"}),
        (_Overwrites, {"create-is-new"}, set()),
        (_CreatesTheSame, {"create-is-new"}, set()),
    ],
)
def test_a_wrong_create_is_found_by_its_law(server: type[Notes], broken: set[str], remarked: set[str]) -> None:
    judged = judge(server().app())
    of_creates = {law for law in judged.remarked if law in _LAWS}
    assert ({law for law in judged.broken if law in _LAWS}, of_creates) == (broken, remarked)


def test_what_is_created_and_not_listed_is_a_warning_where_nothing_is_filtered() -> None:
    filtered = judge(_ListsTheOld().app())
    creates = [each for each in filtered.of("create-then-listed") if each.operation == "createNote"]
    assert [each.missing for each in creates] == ["the list may show a part only"]
    assert judge(_ListsTheOld().app(), BROKEN["create-then-listed"].document).remarked == {"create-then-listed"}


class _Normalises(Notes):
    def create(self, body: Item) -> Item:
        return super().create({**body, "title": body["title"].upper() + " "})


class _IsSlow(Notes):
    """What is created can be read after 300 ms."""

    def __init__(self) -> None:
        super().__init__()
        self.born: dict[str, float] = {}

    def create(self, body: Item) -> Item:
        made = super().create(body)
        getattr(self, "born", {})[made["id"]] = time.monotonic()
        return made

    def read(self, name: str) -> Item:
        is_there = time.monotonic() - self.born.get(name, 0.0) > 0.3
        return super().read(name if is_there else "")


class _Stamps(Notes):
    """Each read stamps the note."""

    def answer(self, request: Request, body: Any) -> Response:
        for note in self.notes.values():
            note["version"] += 1
        return super().answer(request, body)


class _ReusesIds(Notes):
    """The id of what was deleted is given to the next note."""

    def delete(self, name: str) -> None:
        super().delete(name)
        self.numbers = iter([int(name[1:]), *range(int(name[1:]) + 1000, int(name[1:]) + 9000)])  # type: ignore[assignment]


class _KnowsByText(Notes):
    """A create of a text that is there answers the note that has it."""

    def create(self, body: Item) -> Item:
        known = (note for note in self.notes.values() if body.get("text") and note["text"] == body["text"])
        return next(known, None) or super().create(body)


@pytest.mark.parametrize("text", ["{type: string, minLength: 1}", "{type: string, pattern: '^[a-z]+$'}"])
def test_a_create_that_knows_an_item_by_its_text_is_right(text: str) -> None:
    document = DOCUMENT.read_text(encoding="utf-8").replace("required: [title]", "required: [title, text]")
    judged = judge(_KnowsByText().app(), document.replace("text: {type: string}", f"text: {text}", 1))
    assert "create-is-new" not in judged.broken


@pytest.mark.parametrize("server", [_Normalises, _IsSlow, _Stamps, _LocatesByReference, _ReusesIds])
def test_creates_that_look_wrong_are_right(server: type[Notes]) -> None:
    judged = judge(server().app())
    assert (judged.broken, judged.remarked) == (set(), set())
