"""Notes whose PATCH names the version that it changes."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from tests.rules.notes import Item, Notes, Refused, breaks, read_edited

_CHANGE = 'application/merge-patch+json: {schema: {$ref: "#/components/schemas/NoteChange"}}}\n      responses:\n'
_EDITS = (
    (_CHANGE, f'{_CHANGE}        "409": {{$ref: "#/components/responses/Refused"}}\n'),
    ("      minProperties: 1\n", "      required: [version]\n"),
    (
        "        pinned: {type: boolean}\n    Note:",
        "        pinned: {type: boolean}\n        version: {type: integer}\n    Note:",
    ),
)
VERSIONED = read_edited(*_EDITS)


class Versioned(Notes):
    """A PATCH names the version that it changes, and gives the note another one."""

    def answer(self, request: Request, body: Any) -> Response:
        is_change = request.method == "PATCH" and "comment" not in request.path_params
        return super().answer(request, self._take_version(request.path_params["note"], body) if is_change else body)

    def _take_version(self, name: str, body: Any) -> Any:
        note, version = self.read(name), body.get("version") if isinstance(body, dict) else None
        rest = {key: value for key, value in body.items() if key != "version"} if isinstance(body, dict) else body
        if type(version) is not int or (rest and self.check(rest, set()) is None):
            raise Refused(400, "the version is needed")
        if self.is_stale(note, version):
            raise Refused(409, "the note has changed")
        return rest or {"title": note["title"]}

    def is_stale(self, note: Item, version: int) -> bool:
        return bool(note["version"] != version)


@breaks("stale-version-refused", *_EDITS)
class AcceptsAnyVersion(Versioned):
    def is_stale(self, note: Item, version: int) -> bool:
        return False
