"""Laws of files: on a server that keeps other bytes than it was sent, and on right ones that look as if it did."""

from __future__ import annotations

import io
import time
from typing import ClassVar

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from werkzeug.formparser import parse_form_data

from tests.rules.judged import judge
from tests.rules.notes import Notes, breaks, read_edited

LAW = "upload-then-download"
_BYTES = "{application/octet-stream: {schema: {type: string, format: binary}}}"
_FILE = "{application/json: {schema: {$ref: '#/components/schemas/File'}}}"
_PATHS = f"""  /files:
    post:
      operationId: createFile
      requestBody:
        required: true
        content:
          multipart/form-data:
            schema:
              type: object
              required: [file]
              properties: {{file: {{type: string, format: binary}}, caption: {{type: string}}}}
      responses:
        "201": {{description: The file., content: {_FILE}}}
        "400": {{$ref: "#/components/responses/Refused"}}
  /files/{{fileId}}:
    parameters:
      - {{name: fileId, in: path, required: true, schema: {{type: string}}}}
    get:
      operationId: readFile
      responses:
        "200": {{description: The file., content: {_FILE}}}
        "404": {{$ref: "#/components/responses/Refused"}}
  /files/{{fileId}}/content:
    parameters:
      - {{name: fileId, in: path, required: true, schema: {{type: string}}}}
    get:
      operationId: downloadFile
      responses:
        "200": {{description: Its bytes., content: {_BYTES}}}
        "404": {{$ref: "#/components/responses/Refused"}}
  /logos/{{name}}:
    parameters:
      - {{name: name, in: path, required: true, schema: {{type: string, pattern: "^[a-z]{{3,9}}$"}}}}
    put:
      operationId: putLogo
      requestBody: {{required: true, content: {_BYTES}}}
      responses: {{"204": {{description: Kept.}}, "400": {{$ref: "#/components/responses/Refused"}}}}
    get:
      operationId: readLogo
      responses:
        "200": {{description: Its bytes., content: {_BYTES}}}
        "404": {{$ref: "#/components/responses/Refused"}}
components:
"""
_SCHEMA = "  schemas:\n    File:\n      type: object\n      required: [id]\n      properties: {id: {type: string}}\n"
EDITS = (("components:\n", _PATHS), ("  schemas:\n", _SCHEMA))


@breaks(LAW, *EDITS)
class _Files(Notes):
    """Files by id, and logos by name; the text that is taken of the bytes is what they are read as."""

    codec: ClassVar[str] = "utf-8"

    def __init__(self) -> None:
        super().__init__()
        self.files: dict[str, bytes] = {}

    def keep(self, data: bytes) -> bytes:
        return data.decode(self.codec, "ignore").encode(self.codec)

    def show(self, name: str) -> bytes:
        return self.files[name]

    async def create_file(self, request: Request) -> Response:
        environ = {"CONTENT_TYPE": request.headers.get("content-type", ""), "REQUEST_METHOD": "POST"}
        content = await request.body()
        stream = {"wsgi.input": io.BytesIO(content), "CONTENT_LENGTH": str(len(content))}
        _, fields, files = parse_form_data({**environ, **stream}, lambda *_, **__: io.BytesIO())
        sent, part = fields.get("file"), files.get("file")
        data = part.stream.read() if part else None if sent is None else sent.encode()
        if data is None:
            return JSONResponse({"message": "no file"}, 400)
        name = f"f{next(self.numbers)}"
        self.files[name] = self.keep(data)
        return JSONResponse({"id": name}, 201)

    async def read_file(self, request: Request) -> Response:
        name = request.path_params["name"]
        if name not in self.files:
            return JSONResponse({"message": "no such file"}, 404)
        is_content = request.url.path.endswith("/content")
        return Response(self.show(name), media_type=OCTETS) if is_content else JSONResponse({"id": name})

    async def answer_logo(self, request: Request) -> Response:
        name = f"logo {request.path_params['name']}"
        if request.method == "PUT":
            if request.headers.get("content-type") != OCTETS or not name[5:].isalpha():
                return JSONResponse({"message": "no logo"}, 400)
            self.files[name] = self.keep(await request.body())
            return Response(status_code=204)
        if name not in self.files:
            return JSONResponse({"message": "no such logo"}, 404)
        return Response(self.show(name), media_type=OCTETS)

    def app(self) -> Starlette:
        app = super().app()
        app.router.routes[:0] = [
            Route("/files", self.create_file, methods=["POST"]),
            Route("/files/{name}", self.read_file),
            Route("/files/{name}/content", self.read_file),
            Route("/logos/{name}", self.answer_logo, methods=["GET", "PUT"]),
        ]
        return app


OCTETS = "application/octet-stream"


class _KeepsAll(_Files):
    codec = "latin-1"


class _ShowsLater(_KeepsAll):
    """A file is whole after 300 ms."""

    start = 0.0

    def keep(self, data: bytes) -> bytes:
        self.start = time.monotonic()
        return data

    def show(self, name: str) -> bytes:
        return super().show(name) if time.monotonic() - self.start > 0.3 else b""


class _ShowsAnExample(_KeepsAll):
    """The bytes are never those of an upload, as in a mock."""

    def show(self, name: str) -> bytes:
        return b"an example"


class _ShowsNothing(_KeepsAll):
    def show(self, name: str) -> bytes:
        return b""


@pytest.mark.parametrize(
    ("server", "found"),
    [
        (_KeepsAll, set()),
        (_ShowsLater, set()),
        (_Files, {"downloadFile", "readLogo"}),
        (_ShowsNothing, {"downloadFile", "readLogo"}),
        (_ShowsAnExample, set()),
    ],
)
def test_a_download_that_shows_other_bytes_is_found(server: type[Notes], found: set[str]) -> None:
    judged = judge(server().app(), read_edited(*EDITS), laws=[LAW])
    assert {each.operation.id for each in judged.findings if each.check == LAW} == found
    assert (LAW in judged.remarked) is (server is _ShowsAnExample)
    assert {each.operation for each in judged.of(LAW) if not each.missing} == {"downloadFile", "readLogo"}


@pytest.mark.parametrize(
    ("old", "new", "missing"),
    [
        (_BYTES, _BYTES.replace("octet-stream", "pdf"), "the operation shows no file"),
        ("/files/{fileId}/content:", "/files/{fileId}/preview:", "no operation surely uploads what this one shows"),
    ],
)
def test_what_a_server_may_make_of_a_file_is_not_judged(old: str, new: str, missing: str) -> None:
    judged = judge(_Files().app(), read_edited(*EDITS, (old, new)), laws=[LAW])
    assert {each.operation.id for each in judged.findings if each.check == LAW} <= {"readLogo"}
    assert {each.missing for each in judged.of(LAW) if each.operation == "downloadFile"} == {missing}
