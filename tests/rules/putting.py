"""A right service of notes whose names the client chooses: a PUT creates what is not there, and no POST does."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from tests.rules.notes import DOCUMENT, Item, Notes


class PutsNew(Notes):
    """A PUT creates what is not there."""

    def answer(self, request: Request, body: Any) -> Response:
        name = request.path_params.get("note", "")
        if request.method != "PUT" or name in self.notes or "comment" in request.path_params:
            return super().answer(request, body)
        return JSONResponse(self.put_new(name, self.check(body, {"title"})), 201)

    def put_new(self, name: str, body: Item) -> Item:
        self.notes[name] = {"text": "", "pinned": False, **body, "id": name, "version": 1}
        return self.notes[name]


def describe_putting(limit: str = "") -> str:
    """Return the document of the service, with `limit` in the schema of a note's name."""
    text = DOCUMENT.read_text(encoding="utf-8")
    text = text[: text.index("    post:\n      operationId: createNote")] + text[text.index("  /notes/{noteId}:\n") :]
    put = text.index("operationId: replaceNote")
    shown = '{application/json: {schema: {$ref: "#/components/schemas/Note"}}}'
    created = f'"201":\n          description: Created.\n          content: {shown}\n        "404"'
    text = text[:put] + text[put:].replace('"404"', created, 1)
    return text.replace(
        "path, required: true, schema: {type: string", f"path, required: true, schema: {{type: string{limit}"
    )
