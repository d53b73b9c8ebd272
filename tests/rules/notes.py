"""A service that keeps notes, right as it stands; a test overrides the method that is to be wrong.

Written by hand: nothing of it comes from the mock or the suite.
"""

from __future__ import annotations

import itertools
import json
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar, Protocol, TypeVar
from urllib.parse import urlencode

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

DOCUMENT = Path(__file__).with_name("notes.yaml")
TYPES: dict[str, Any] = {"title": str, "text": str, "pinned": bool}
Item = dict[str, Any]


class Service(Protocol):
    """A service of a test, and the file of its document."""

    source: ClassVar[Path]

    def app(self) -> Starlette: ...


N = TypeVar("N", bound="type[Service]")


@dataclass(frozen=True)
class Broken:
    """A wrong service that a law has to name, and the edits that make its document out of that of the service."""

    service: type[Service]
    edits: tuple[tuple[str, str], ...]

    @property
    def document(self) -> str:
        return read_edited(*self.edits, source=self.service.source)


def read_edited(*edits: tuple[str, str], source: Path = DOCUMENT) -> str:
    """Return the document of the notes, or another one, with edits: texts, and what replaces them."""
    text = source.read_text(encoding="utf-8")
    for old, new in edits:
        assert old in text
        text = text.replace(old, new)
    return text


_PARAMETERS = """      parameters:
        - {name: page, in: query, schema: {type: integer, minimum: 1, default: 1}}
        - {name: size, in: query, schema: {type: integer, minimum: 1, maximum: 50, default: 20}}
        - {name: pinned, in: query, schema: {type: boolean}}
"""
WITHOUT_PARAMETERS = _PARAMETERS, ""  # an edit: the list takes none
BROKEN: dict[str, Broken] = {}  # by law


def breaks(law: str, *edits: tuple[str, str]) -> Callable[[N], N]:
    """Note that a service breaks `law`, under its document with `edits`."""

    def note(service: N) -> N:
        BROKEN[law] = Broken(service, edits)
        return service

    return note


class Refused(Exception):  # noqa: N818 - it is an answer
    """The request is refused with a status."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status


def make_endpoint(answer: Callable[[Request, Any], Response]) -> Callable[[Request], Awaitable[Response]]:
    """Return the endpoint of a service that answers a request and the value of its body."""

    async def endpoint(request: Request) -> Response:
        if request.method == "HEAD":  # the server leaves the body out
            request = Request({**request.scope, "method": "GET"}, request.receive)
        try:
            content = await request.body()
            return answer(request, json.loads(content) if content else None)
        except Refused as refused:
            return JSONResponse({"message": str(refused)}, refused.status)
        except ValueError:
            return JSONResponse({"message": "the body is no JSON"}, 400)

    return endpoint


class Notes:
    """The notes and their comments by id."""

    source: ClassVar[Path] = DOCUMENT
    methods: ClassVar[Mapping[str, Sequence[str]]] = {
        "/notes": ["GET", "POST"],
        "/notes/{note}": ["GET", "PUT", "PATCH", "DELETE"],
        "/notes/{note}/comments": ["GET", "POST"],
        "/notes/{note}/comments/{comment}": ["GET", "PATCH", "DELETE"],
    }

    def __init__(self) -> None:
        self.notes: dict[str, Item] = {}
        self.comments: dict[str, Item] = {}
        self.numbers = itertools.count(1)
        for number in range(5):
            self.create({"title": f"note {number}", "text": "", "pinned": number == 1})

    def list_notes(self, query: Mapping[str, Any]) -> Any:
        found = self.select(query)
        page, size = query.get("page", 1), query.get("size", 20)
        following = self.follow(query, page + 1) if page * size < len(found) else None
        return {"items": self.cut(found, page, size), "total": len(found), "next": following}

    def cut(self, found: list[Item], page: int, size: int) -> list[Item]:
        return found[(page - 1) * size : page * size]

    def follow(self, query: Mapping[str, Any], page: int) -> str | None:
        texts = {name: str(value).lower() for name, value in query.items()}
        return f"/notes?{urlencode({**texts, 'page': page})}"

    def select(self, query: Mapping[str, Any]) -> list[Item]:
        return [note for note in self.notes.values() if query.get("pinned") in {None, note["pinned"]}]

    def create(self, body: Item) -> Item:
        note = {"id": f"n{next(self.numbers)}", "text": "", "pinned": False, **body, "version": 1}
        self.notes[note["id"]] = note
        return note

    def read(self, name: str) -> Item:
        if name not in self.notes:
            raise Refused(404, "there is no such note")
        return self.notes[name]

    def replace(self, name: str, body: Item) -> Item:
        old = self.read(name)
        self.notes[name] = {"id": name, "text": "", "pinned": False, **body, "version": old["version"] + 1}
        return self.notes[name]

    def change(self, name: str, body: Item) -> Item:
        old = self.read(name)
        self.notes[name] = {**old, **body, "version": old["version"] + 1}
        return self.notes[name]

    def delete(self, name: str) -> None:
        self.read(name)
        del self.notes[name]
        self.comments = {key: each for key, each in self.comments.items() if each["noteId"] != name}

    def list_comments(self, note: str) -> list[Item]:
        self.read(note)
        return [comment for comment in self.comments.values() if comment["noteId"] == note]

    def create_comment(self, note: str, body: Item) -> Item:
        self.read(note)
        comment = {**body, "id": f"c{next(self.numbers)}", "noteId": note}
        self.comments[comment["id"]] = comment
        return comment

    def read_comment(self, note: str, name: str) -> Item:
        if name not in self.comments or self.comments[name]["noteId"] != note:
            raise Refused(404, "there is no such comment")
        return self.comments[name]

    def change_comment(self, note: str, name: str, body: Item) -> Item:
        self.comments[name] = {**self.read_comment(note, name), **body}
        return self.comments[name]

    def delete_comment(self, note: str, name: str) -> None:
        self.read_comment(note, name)
        del self.comments[name]

    def answer(self, request: Request, body: Any) -> Response:
        """Answer one request; `body` is None if it has none."""
        path = request.path_params
        own = [path[name] for name in ("note", "comment") if name in path]
        is_below = request.url.path.endswith("/comments")
        match (request.method, len(own), is_below):
            case ("GET", 0, _):
                return JSONResponse(self.list_notes(_read_query(request)))
            case ("POST", _, _):
                return self.answer_creation(own, body)
            case ("DELETE", _, _):
                self.delete(own[0]) if len(own) == 1 else self.delete_comment(own[0], own[1])
                return Response(status_code=204)
            case _:
                return JSONResponse(self.answer_item(request.method, own, body, is_below=is_below))

    def answer_creation(self, own: Sequence[str], body: Any) -> Response:
        if own:
            return JSONResponse(self.create_comment(own[0], _check_comment(body)), 201)
        made = self.create(self.check(body, {"title"}))
        return JSONResponse(made, 201, {"Location": f"/notes/{made['id']}"})

    def answer_item(self, method: str, own: Sequence[str], body: Any, *, is_below: bool) -> Any:
        if is_below:
            return self.list_comments(own[0])
        if method == "GET":
            return self.read(own[0]) if len(own) == 1 else self.read_comment(own[0], own[1])
        if method == "PUT":
            return self.replace(own[0], self.check(body, {"title"}))
        if len(own) == 2:
            return self.change_comment(own[0], own[1], _check_comment(body))
        return self.change(own[0], self.check(body, set()))

    def check(self, body: Any, required: set[str]) -> Item:
        """Return the body of a note; raises Refused if it is none."""
        return _check(body, required)

    def app(self) -> Starlette:
        """Return the service as an ASGI app."""
        endpoint = make_endpoint(self.answer)
        return Starlette(routes=[Route(path, endpoint, methods=known) for path, known in self.methods.items()])


class Shuffles(Notes):
    """The notes in another order at each read."""

    turns = itertools.count()

    def select(self, query: Mapping[str, Any]) -> list[Item]:
        found = super().select(query)
        turn = next(self.turns) % max(len(found), 1)
        return [*found[turn:], *found[:turn]]


def _read_query(request: Request) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, text in request.query_params.multi_items():
        if name == "startIndex":
            found[name] = int(text)
        elif name in {"page", "size"}:
            if not text.isdecimal() or int(text) < 1 or (name == "size" and int(text) > 50):
                raise Refused(400, f"{name} is out of range")
            found[name] = int(text)
        elif name == "pinned":
            if text not in {"true", "false"}:
                raise Refused(400, "pinned is true or false")
            found[name] = text == "true"
        elif name in {"title", "sort", "order", "starting_after"}:
            found[name] = text
    return found


def _check(body: Any, required: set[str]) -> Item:
    is_object = isinstance(body, dict) and bool(body) and required <= body.keys() <= TYPES.keys()
    if not is_object or not all(isinstance(value, TYPES[name]) for name, value in body.items()):
        raise Refused(400, "the body is no note")
    if not 1 <= len(body.get("title", "x")) <= 40:
        raise Refused(400, "the title has 1 to 40 characters")
    return dict(body)


def _check_comment(body: Any) -> Item:
    if not isinstance(body, dict) or body.keys() != {"text"} or not isinstance(body["text"], str) or not body["text"]:
        raise Refused(400, "the body is no comment")
    return dict(body)
