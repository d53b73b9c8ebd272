"""A service of parcels of two shops, right as it stands; a test overrides the method that is to be wrong.

It has what the notes lack: searches by a body, bulk creates, shops in the path, secrets, work in the background and
actions. Written by hand: nothing of it comes from the mock or the suite.
"""

from __future__ import annotations

import itertools
import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import Any, ClassVar

import jsonschema_rs
import yaml
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from tests.rules.notes import Item, Refused, make_endpoint

DOCUMENT = Path(__file__).with_name("parcels.yaml")
_COMPONENTS = yaml.safe_load(DOCUMENT.read_text(encoding="utf-8"))["components"]


class Parcels:
    """Parcels, hooks, reports and jobs by id, each with its shop."""

    source: ClassVar[Path] = DOCUMENT
    kinds: ClassVar[frozenset[str]] = frozenset({"", "box", "letter"})  # which a client has to know from elsewhere

    def __init__(self) -> None:
        self.parcels: dict[str, Item] = {}
        self.shops: dict[str, str] = {}  # by id of anything
        self.hooks: dict[str, Item] = {}
        self.reports: dict[str, Item] = {}
        self.jobs: dict[str, Item] = {}
        self.numbers = itertools.count(1)
        for number in range(6):
            shop = ("north", "south")[number % 2]
            self.create(shop, {"name": f"parcel {number}", "weight": 9.5 * number, "tags": [["red"], []][number // 3]})
        self.act("north", next(iter(self.parcels)), "hold")

    def add(self, shop: str) -> str:
        """Return a new id of a shop."""
        name = f"i{next(self.numbers)}"
        self.shops[name] = shop
        return name

    def is_of(self, shop: str, name: str) -> bool:
        return self.shops.get(name) == shop

    def list_parcels(self, shop: str) -> list[Item]:
        return [each for name, each in self.parcels.items() if self.is_of(shop, name)]

    def select(self, shop: str, wanted: Mapping[str, Any]) -> list[Item]:
        found = self.list_parcels(shop)
        tag, states, name = wanted.get("tag"), wanted.get("state"), wanted.get("name")
        found = [each for each in found if tag is None or tag in each["tags"]]
        found = [each for each in found if not states or each["state"] in states]
        found = [each for each in found if name is None or each["name"] == name]
        return [each for each in found if each["weight"] >= wanted.get("minWeight", 0)]

    def search(self, shop: str, body: Item) -> Item:
        found = self.select(shop, body.get("filter", {}))
        page, size = int(body.get("page", 1)), int(body.get("size", 20))
        return {"parcels": found[(page - 1) * size : page * size], "total": len(found)}

    def create(self, shop: str, body: Item) -> Item:
        if body.get("kind", "") not in self.kinds:
            raise Refused(400, "there is no such kind")
        name = self.add(shop)
        self.parcels[name] = {"parcelId": name, "tags": [], **body, "state": "free"}
        return self.parcels[name]

    def create_all(self, shop: str, bodies: list[Item]) -> list[Item]:
        return [self.create_one(shop, index, body) for index, body in enumerate(bodies)]

    def create_one(self, shop: str, index: int, body: Item) -> Item:
        try:
            return {"index": index, "status": 201, "parcel": self.create(shop, body)}
        except Refused as refused:
            return {"index": index, "status": refused.status, "error": str(refused)}

    def read(self, shop: str, name: str) -> Item:
        if name not in self.parcels or not self.is_of(shop, name):
            raise Refused(404, "there is no such parcel")
        return self.parcels[name]

    def change(self, shop: str, name: str, body: Item) -> Item:
        self.parcels[name] = {**self.read(shop, name), **body}
        return self.parcels[name]

    def delete(self, shop: str, name: str) -> None:
        self.read(shop, name)
        del self.parcels[name]

    def act(self, shop: str, name: str, act: str) -> Item:
        before, after = ("free", "held") if act == "hold" else ("held", "free")
        parcel = self.read(shop, name)
        if parcel["state"] != before:
            raise Refused(409, f"the parcel is not {before}")
        self.parcels[name] = {**parcel, "state": after}
        return self.parcels[name]

    def create_hook(self, shop: str, body: Item) -> Item:
        name = self.add(shop)
        self.hooks[name] = {"hookId": name, **body}
        return {**self.hooks[name], "secret": secrets.token_hex(16)}

    def start(self, shop: str, body: Item) -> Item:
        """Return the job that makes a report."""
        report, job = self.add(shop), self.add(shop)
        self.reports[report] = {"reportId": report, **body}
        self.jobs[job] = {"jobId": job, "state": "succeeded", "reportId": report}
        return {"jobId": job, "state": "running", "reportId": None}

    def find(self, held: Mapping[str, Item], shop: str, name: str) -> Item:
        """Return a hook, a report or a job."""
        if name not in held or not self.is_of(shop, name):
            raise Refused(404, "not found")
        return held[name]

    def answer(self, request: Request, body: Any) -> Response:
        path, last = request.path_params, request.url.path.rpartition("/")[2]
        shop, name, held = path["shop"], path.get("name", ""), path.get("held", "")
        if shop not in {"north", "south"}:
            raise Refused(404, "there is no such shop")
        match (request.method, held or last):
            case ("GET", "parcels") if not name:
                found = self.select(shop, request.query_params)
                return JSONResponse({"parcels": found, "total": len(found)})
            case ("GET", "parcels"):
                return JSONResponse(self.read(shop, name))
            case ("GET", _):
                return JSONResponse(self.find(getattr(self, held), shop, name))
            case ("PATCH", _):
                return JSONResponse(self.change(shop, name, _check("Change", body)))
            case ("DELETE", _):
                self.delete(shop, name)
                return Response(status_code=204)
            case _:
                return self.answer_post(shop, name, last, body)

    def answer_post(self, shop: str, name: str, last: str, body: Any) -> Response:
        match last:
            case "search":
                return JSONResponse(self.search(shop, _check("Search", body)))
            case "batch":
                results = self.create_all(shop, _check("Batch", body)["parcels"])
                return JSONResponse({"results": results}, 207)
            case "hooks":
                return JSONResponse(self.create_hook(shop, _check("NewHook", body)), 201)
            case "reports":
                job = self.start(shop, _check("NewReport", body))
                return JSONResponse(job, 202, {"Location": f"/{shop}/jobs/{job['jobId']}"})
            case "parcels":
                return JSONResponse(self.create(shop, _check("NewParcel", body)), 201)
            case _:
                return JSONResponse(self.act(shop, name, last))

    def app(self) -> Starlette:
        """Return the service as an ASGI app."""
        endpoint = make_endpoint(self.answer)
        posts = ("parcels", "parcels/search", "parcels/batch", "hooks", "reports", "parcels/{name}/{act}")
        known = {f"/{{shop}}/{each}": ["POST"] for each in posts}
        known["/{shop}/parcels"] = ["GET", "POST"]
        known["/{shop}/{held:str}/{name}"] = ["GET", "PATCH", "DELETE"]
        return Starlette(routes=[Route(path, endpoint, methods=methods) for path, methods in known.items()])


def _check(name: str, body: Any) -> Any:
    """Return a body that is valid; raises Refused for another one."""
    schema = {"$ref": f"#/components/schemas/{name}", "components": _COMPONENTS}
    if not jsonschema_rs.is_valid(schema, body):
        raise Refused(400, f"the body is no {name}")
    return body
