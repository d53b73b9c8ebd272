"""A server like Kinto: an open schema without ids, an item beside its permissions, and a filter called as its id."""

from __future__ import annotations

import itertools
import json
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

DOCUMENT = """
openapi: 3.1.0
info: { title: Buckets, version: "1" }
paths:
  /buckets:
    get:
      operationId: listBuckets
      parameters: [{ name: id, in: query, schema: { type: string } }]
      responses:
        "200":
          description: All.
          content: { application/json: { schema: { $ref: "#/components/schemas/Buckets" } } }
    post:
      operationId: createBucket
      requestBody:
        required: true
        content: { application/json: { schema: { $ref: "#/components/schemas/Bucket" } } }
      responses: { "201": { $ref: "#/components/responses/One" }, "400": { description: Wrong. } }
  /buckets/{id}:
    parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
    get:
      operationId: readBucket
      responses: { "200": { $ref: "#/components/responses/One" }, "404": { description: None. } }
    delete:
      operationId: deleteBucket
      responses: { "204": { description: Gone. }, "404": { description: None. } }
components:
  responses:
    One: { description: One., content: { application/json: { schema: { $ref: "#/components/schemas/Bucket" } } } }
  schemas:
    Data: { type: object, additionalProperties: {}, properties: { title: { type: string } } }
    Buckets: { type: object, properties: { data: { type: array, items: { $ref: "#/components/schemas/Data" } } } }
    Bucket:
      type: object
      required: [data]
      properties: { data: { $ref: "#/components/schemas/Data" }, permissions: { type: object } }
"""


class Buckets:
    """Buckets in memory. The list leaves out the newest one where it `is_short`."""

    def __init__(self, *, is_short: bool = False) -> None:
        self.is_short, self.kept, self._numbers = is_short, dict[str, Any](), itertools.count(1)

    def app(self) -> Starlette:
        return Starlette(
            routes=[
                Route("/buckets", self.collection, methods=["GET", "POST"]),
                Route("/buckets/{id}", self.item, methods=["GET", "DELETE"]),
            ]
        )

    async def collection(self, request: Request) -> Response:
        if request.method == "GET":
            wanted = request.query_params.get("id")
            listed = [each for each in self.kept.values() if wanted in {None, each["id"]}]
            return JSONResponse({"data": listed[: -1 if self.is_short else None]})
        try:
            data = json.loads(await request.body())["data"]
            is_right = isinstance(data, dict) and isinstance(data.get("title", ""), str)
        except (ValueError, TypeError, LookupError):
            is_right = False
        return self._create(data) if is_right else Response(status_code=400)

    def _create(self, data: dict[str, Any]) -> Response:
        name = f"b{next(self._numbers):05}"
        self.kept[name] = {**data, "id": name}
        return JSONResponse({"data": self.kept[name], "permissions": {}}, 201)

    async def item(self, request: Request) -> Response:
        found = self.kept.get(request.path_params["id"])
        if found is None:
            return Response(status_code=404)
        if request.method == "DELETE":
            del self.kept[found["id"]]
            return Response(status_code=204)
        return JSONResponse({"data": found, "permissions": {}})
