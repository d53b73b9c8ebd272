"""Store of projects and their tasks, keyed by UUIDs that the server makes."""

from __future__ import annotations

import hashlib
import json
import re
import uuid
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import Any

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from tests.servers.uuid_store.reading import (
    Body,
    InvalidError,
    are_labels,
    are_texts,
    is_boolean,
    is_email,
    is_estimate,
    is_null_or,
    is_one_of,
    is_text,
)
from tests.servers.uuid_store.wrongs import WRONGS

__all__ = ["CREDENTIALS", "WRONGS", "create_app"]

CREDENTIALS = {"api_key": "store-key-for-tests"}
Record = dict[str, Any]
Endpoint = Callable[[Request], Awaitable[Response]]
_PRIORITIES = ("low", "normal", "high")


class Store:
    """The projects and tasks, and the operations on them."""

    def __init__(self, wrong: str | None) -> None:
        self.wrong = wrong
        self.projects: dict[str, Record] = {}
        self.tasks: dict[str, dict[str, Record]] = {}

    async def list_projects(self, request: Request) -> Response:
        lowest = -1 if self.wrong == "accepts-negative-offset" else 0
        limit = _integer(request, "limit", 50, 1, 200)
        offset = max(_integer(request, "offset", 0, lowest, 1_000_000), 0)
        shown = _visible(request, self.projects)
        media_type = "text/plain" if self.wrong == "projects-as-text" else None
        return JSONResponse({"items": shown[offset : offset + limit], "total": len(shown)}, media_type=media_type)

    async def create_project(self, request: Request) -> Response:
        body = await _body(request)
        email = body.get if self.wrong == "accepts-missing-email" else body.require
        owner = email("owner_email", is_email) or "nobody@store.example"
        project = _stamped(
            {
                "name": body.require("name", is_text(1, 80)),
                "owner_email": str(owner).lower(),
                "archived": body.require("archived", is_boolean),
            }
        )
        body.close()
        self.projects[project["id"]] = project
        self.tasks[project["id"]] = {}
        shown = {**project, "archived": None} if self.wrong == "project-archived-null" else project
        status = 202 if self.wrong == "project-created-with-202" else 201
        return JSONResponse(shown, status, headers={"Location": f"/api/projects/{project['id']}"})

    async def get_project(self, request: Request) -> Response:
        project = self._project(request)
        if self.wrong == "project-without-updated":
            return JSONResponse({name: value for name, value in project.items() if name != "updated"})
        return JSONResponse(project)

    async def update_project(self, request: Request) -> Response:
        project = self._project(request)
        body = await _body(request)
        change = {
            "name": body.get("name", is_text(1, 80)),
            "owner_email": self._email(body),
            "archived": self._archived(body),
        }
        body.close()
        project |= {name: value for name, value in change.items() if value is not None}
        project["updated"] = _now()
        return JSONResponse(project)

    async def delete_project(self, request: Request) -> Response:
        project = self._project(request)
        if self.wrong == "delete-project-forbidden":
            return _problem(403, "unauthorized", "only the owner can delete a project")
        del self.projects[project["id"]], self.tasks[project["id"]]
        return Response(status_code=204)

    async def list_tasks(self, request: Request) -> Response:
        tasks = self.tasks[self._project(request)["id"]]
        priority = _one(request, "priority")
        if priority is not None and priority not in _PRIORITIES:
            raise InvalidError("invalid parameter", ["priority"])
        shown = [task for task in _visible(request, tasks) if priority in {None, task["priority"]}]
        if self.wrong == "crash-on-empty-list" and not shown:
            return _problem(500, "invalid", "list index out of range")
        total = str(len(shown)) if self.wrong == "total-as-text" else len(shown)
        return JSONResponse({"items": shown, "total": total})

    async def create_task(self, request: Request) -> Response:
        project = self._project(request)
        body = await _body(request)
        task = _stamped({"project_id": project["id"], **self._task(body, "createTask")})
        if self.wrong == "crash-without-labels" and "labels" not in body.value:
            return _problem(500, "invalid", "labels")
        self.tasks[project["id"]][task["id"]] = task
        location = f"/api/projects/{project['id']}/tasks/{task['id']}"
        return JSONResponse(task, 201, headers={"Location": location})

    async def get_task(self, request: Request) -> Response:
        task = self._found_task(request)
        digest = hashlib.sha256(json.dumps(task).encode()).hexdigest()[:16]
        tag = digest if self.wrong == "etag-without-quotes" else f'"{digest}"'
        shown = {**task, "project_id": "project-1"} if self.wrong == "task-project-not-a-uuid" else task
        return JSONResponse(shown, headers={"ETag": tag})

    async def replace_task(self, request: Request) -> Response:
        task = self._found_task(request)
        task |= self._task(await _body(request), "replaceTask")
        task["updated"] = _now()
        return JSONResponse(task)

    async def delete_task(self, request: Request) -> Response:
        task = self._found_task(request)
        del self.tasks[task["project_id"]][task["id"]]
        return Response(status_code=204)

    def _project(self, request: Request) -> Record:
        project_id = request.path_params["project_id"].lower()
        if project_id not in self.projects:
            raise HTTPException(404, "no such project")
        return self.projects[project_id]

    def _found_task(self, request: Request) -> Record:
        tasks = self.tasks[self._project(request)["id"]]
        task_id = request.path_params["task_id"].lower()
        if task_id not in tasks:
            raise HTTPException(404, "no such task in this project")
        return tasks[task_id]

    def _email(self, body: Body) -> str | None:
        email = body.value.get("owner_email")
        if self.wrong == "accepts-email-without-at" and isinstance(email, str) and "@" not in email:
            return None
        body.get("owner_email", is_email)
        return str(email).lower() if "owner_email" in body.value else None

    def _archived(self, body: Body) -> Any:
        if self.wrong == "accepts-boolean-as-text" and body.value.get("archived") in ("true", "false"):
            return body.value["archived"] == "true"
        return body.get("archived", is_boolean)

    def _task(self, body: Body, operation: str) -> Record:
        """Return the properties of a task that a client sets."""
        wrong = self.wrong if self.wrong and WRONGS[self.wrong].operation == operation else None
        assignee = body.get("assignee", is_null_or(is_email))
        task = {
            "title": _title(body, wrong),
            "priority": _priority(body, wrong),
            "estimate": body.get("estimate", is_null_or(is_estimate)),
            "assignee": assignee.lower() if isinstance(assignee, str) else None,
            "labels": _labels(body, wrong),
            "archived": body.get("archived", is_boolean, default=False),
        }
        body.close()
        return task


def _title(body: Body, wrong: str | None) -> str:
    if wrong == "accepts-null-title" and body.value.get("title", "") is None:
        return "untitled"
    longest = 121 if wrong == "accepts-title-of-121" else 120
    return str(body.require("title", is_text(1, longest)))[:120]


def _priority(body: Body, wrong: str | None) -> str:
    if wrong == "accepts-unknown-priority":
        priority = str(body.get("priority", is_text(0, 1000), default="normal"))
        return priority if priority in _PRIORITIES else "normal"
    return str(body.get("priority", is_one_of(*_PRIORITIES), default="normal"))


def _labels(body: Body, wrong: str | None) -> list[str]:
    labels = body.value.get("labels", [])
    if wrong == "accepts-label-in-upper-case" and are_texts(labels):
        body.value["labels"] = [label.lower() for label in labels]
    return list(body.get("labels", are_labels, default=[]))


def create_app(wrong: str | None = None) -> Starlette:
    """Return a right store, or one that is wrong as WRONGS says."""
    if wrong is not None and wrong not in WRONGS:
        raise ValueError(f"unknown wrong {wrong!r}")
    store = Store(wrong)
    project, task = "/api/projects/{project_id}", "/api/projects/{project_id}/tasks/{task_id}"
    routes = [
        _route("/api/projects", wrong, GET=store.list_projects, POST=store.create_project),
        _route(project, wrong, GET=store.get_project, PATCH=store.update_project, DELETE=store.delete_project),
        _route(f"{project}/tasks", wrong, GET=store.list_tasks, POST=store.create_task),
        _route(task, wrong, GET=store.get_task, PUT=store.replace_task, DELETE=store.delete_task),
    ]
    handlers: dict[Any, Any] = {HTTPException: _http_problem, InvalidError: _invalid}
    app = Starlette(routes=routes, exception_handlers=handlers)
    app.router.redirect_slashes = False
    return app


def _route(path: str, wrong: str | None, **methods: Endpoint) -> Route:
    async def endpoint(request: Request) -> Response:
        handler = methods["GET" if request.method == "HEAD" else request.method]
        key = request.headers.get("x-api-key")
        is_waived = wrong == "delete-task-without-key" and handler.__name__ == "delete_task"
        is_any = wrong == "any-key" and handler.__name__ == "get_project" and key is not None
        if key != CREDENTIALS["api_key"] and not is_waived and not is_any:
            return _problem(401, "unauthorized", "the API key is missing or wrong")
        return await handler(request)

    return Route(path, endpoint, methods=list(methods))


async def _body(request: Request) -> Body:
    raw = await request.body()
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != "application/json":
        raise InvalidError("the body is not application/json", [])
    return Body(raw)


def _one(request: Request, name: str) -> str | None:
    values = request.query_params.getlist(name)
    if len(values) > 1:
        raise InvalidError("given more than once", [name])
    return values[0] if values else None


def _integer(request: Request, name: str, default: int, minimum: int, maximum: int) -> int:
    text = _one(request, name)
    if text is None:
        return default
    if not re.fullmatch("-?[0-9]{1,9}", text) or not minimum <= int(text) <= maximum:
        raise InvalidError("invalid parameter", [name])
    return int(text)


def _visible(request: Request, records: dict[str, Record]) -> list[Record]:
    archived = _one(request, "archived")
    if archived not in {None, "true", "false"}:
        raise InvalidError("invalid parameter", ["archived"])
    return [record for record in records.values() if archived == "true" or not record["archived"]]


def _now() -> str:
    return datetime.now(UTC).isoformat().replace("+00:00", "Z")


def _stamped(record: Record) -> Record:
    now = _now()
    return {"id": str(uuid.uuid4()), **record, "created": now, "updated": now}


def _problem(status: int, code: str, message: str, fields: list[str] | None = None) -> Response:
    return JSONResponse({"code": code, "message": message, "fields": fields or []}, status)


def _invalid(_: Request, error: Exception) -> Response:
    return _problem(400, "invalid", str(error), getattr(error, "fields", []))


def _http_problem(_: Request, error: Exception) -> Response:
    status, headers = getattr(error, "status_code", 404), getattr(error, "headers", None)
    response = _problem(status, "not_found" if status == 404 else "invalid", str(getattr(error, "detail", "")))
    response.headers.update(headers or {})
    return response
