"""Job service that answers at once and works in the background."""

from __future__ import annotations

import asyncio
import base64
import binascii
import re
import secrets
import time
from collections import deque
from datetime import UTC, datetime
from typing import Any

from starlette.applications import Starlette
from starlette.endpoints import HTTPEndpoint
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from tests.servers import Wrong
from tests.servers.jobs.submission import RejectedError, check, decode

CREDENTIALS = {"basic": "jobs-user:jobs-password-for-tests"}
WRONGS = {
    "submitted-with-200": Wrong("submitJob", "A valid request is answered with the undocumented status 200."),
    "submitted-without-location": Wrong("submitJob", "The 202 response lacks the header Location."),
    "job-without-created": Wrong("submitJob", "The 202 response lacks the required /created."),
    "state-unknown": Wrong("getJob", "/state of the 200 response is not in the enum."),
    "progress-101": Wrong("getJob", "/progress of the 200 response is above its maximum."),
    "jobs-null": Wrong("listJobs", "/jobs of the 200 response is null."),
    "crash-on-empty-list": Wrong("listJobs", "An empty list is answered with 500."),
    "crash-without-options": Wrong("submitJob", "A valid body without the optional /options is answered with 500."),
    "head-not-implemented": Wrong("headJobs", "A valid request is answered with 501."),
    "latest-without-location": Wrong("getLatest", "The 302 response lacks the header Location."),
    "latest-with-200": Wrong("getLatest", "A valid request is answered with the undocumented status 200."),
    "problem-as-json": Wrong("getReport", "The Content-Type of the 404 response is application/json."),
    "problem-without-title": Wrong("cancelJob", "The 404 response lacks the required /title."),
    "accepts-missing-kind": Wrong("submitJob", "A body without the required /kind is answered with 202."),
    "accepts-unknown-kind": Wrong("submitJob", "A /kind that is not in the enum is answered with 202."),
    "accepts-priority-10": Wrong("submitJob", "A /priority of 10 is answered with 202."),
    "accepts-priority-as-text": Wrong("submitJob", 'A /priority like "5" is answered with 202.'),
    "accepts-note-of-141": Wrong("submitJob", "A /note of 141 characters is answered with 202."),
    "accepts-any-option": Wrong("submitJob", "A property of /options that is not a boolean is answered with 202."),
    "accepts-short-key": Wrong("submitJob", "A header Idempotency-Key of 7 characters is answered with 202."),
    "accepts-limit-51": Wrong("listJobs", "The query parameter limit=51 is answered with 200."),
    "any-password": Wrong("getJob", "Any password of the right user is accepted instead of 401."),
    "password-by-its-beginning": Wrong("getJob", "A password is accepted if its first eight characters are right."),
    "report-without-credential": Wrong("getReport", "The credential is ignored: a request without it is answered."),
    "slow-list": Wrong("listJobs", "The response takes 12 seconds."),
}
Job = dict[str, Any]


class Jobs:
    """The jobs, and the requests of the last second."""

    def __init__(self, wrong: str | None, limit: int) -> None:
        self.wrong = wrong
        self.limit = limit
        self.recent: deque[float] = deque()
        self.jobs: dict[str, Job] = {}
        self.keys: dict[str, str] = {}
        self.read: set[str] = set()

    def admit(self) -> bool:
        """Return whether one more request is within the limit, and count it if so."""
        now = time.monotonic()
        while self.recent and self.recent[0] <= now - 1:
            self.recent.popleft()
        if len(self.recent) >= self.limit:
            return False
        self.recent.append(now)
        return True

    def submit(self, submission: dict[str, Any], key: str | None) -> Job:
        if key in self.keys and self.keys[key] in self.jobs:
            return self.jobs[self.keys[key]]
        made = {"id": secrets.token_hex(6), "state": "running", "progress": 0, "created": _now(), "finished": None}
        job = {**submission, **made}
        self.jobs[job["id"]] = job
        if key:
            self.keys[key] = job["id"]
        return job

    def get(self, request: Request) -> Job:
        if request.path_params["job_id"] not in self.jobs:
            raise HTTPException(404, "no such job")
        return self.jobs[request.path_params["job_id"]]

    def proceed(self, job: Job) -> None:
        """Finish the job from its second read on."""
        if job["id"] in self.read and job["state"] == "running":
            job |= {"state": "done", "progress": 100, "finished": _now()}
        self.read.add(job["id"])


class Endpoint(HTTPEndpoint):
    """An endpoint that counts requests and wants a user and a password."""

    open_wrong = ""

    @property
    def jobs(self) -> Jobs:
        jobs = self.scope["app"].state.jobs
        assert isinstance(jobs, Jobs)
        return jobs

    async def dispatch(self) -> None:
        if not self.jobs.admit():
            raise HTTPException(429, "too many requests", {"Retry-After": "1"})
        wrong = self.jobs.wrong if self.jobs.wrong == self.open_wrong else None
        if not wrong and not _is_authenticated(Request(self.scope), self.jobs.wrong):
            raise HTTPException(401, "not authenticated", {"WWW-Authenticate": 'Basic realm="jobs"'})
        await super().dispatch()


class JobList(Endpoint):
    """All jobs."""

    async def get(self, request: Request) -> Response:
        wrong = self.jobs.wrong
        jobs = self._found(request, 51 if wrong == "accepts-limit-51" else 50)
        if wrong == "slow-list":
            await asyncio.sleep(12)
        if wrong == "crash-on-empty-list" and not jobs:
            return _problem(500, "internal error")
        return JSONResponse({"jobs": None if wrong == "jobs-null" else jobs})

    async def head(self, request: Request) -> Response:
        if self.jobs.wrong == "head-not-implemented":
            return _problem(501, "not implemented")
        return JSONResponse({"jobs": self._found(request, 50)})

    async def post(self, request: Request) -> Response:
        wrong = self.jobs.wrong
        shortest = 7 if wrong == "accepts-short-key" else 8
        key = request.headers.get("idempotency-key")
        if key is not None and not re.fullmatch(f"[A-Za-z0-9-]{{{shortest},64}}", key):
            raise RejectedError("Idempotency-Key: expected 8 to 64 letters, digits and hyphens")
        submission = await _submitted(request)
        if wrong == "crash-without-options" and "options" not in submission:
            return _problem(500, "internal error")
        job = self.jobs.submit(check(submission, wrong), key)
        shown = {name: job[name] for name in job if wrong != "job-without-created" or name != "created"}
        headers = {} if wrong == "submitted-without-location" else {"Location": f"/v3/jobs/{job['id']}"}
        return JSONResponse(shown, 200 if wrong == "submitted-with-200" else 202, headers)

    def _found(self, request: Request, most: int) -> list[Job]:
        state, limit = _query(request, "state", ""), _query(request, "limit", "10")
        if state not in {"", "running", "done"} or (not state and "state" in request.query_params):
            raise RejectedError("state: expected running or done")
        if not re.fullmatch("[1-9][0-9]?", limit) or int(limit) > most:
            raise RejectedError("limit: expected 1 to 50")
        latest = [job for job in reversed(self.jobs.jobs.values()) if state in {"", job["state"]}]
        return latest[: min(int(limit), 50)]


class OneJob(Endpoint):
    """One job."""

    async def get(self, request: Request) -> Response:
        job = self.jobs.get(request)
        self.jobs.proceed(job)
        spoiled: dict[str | None, Job] = {"state-unknown": {"state": "finished"}, "progress-101": {"progress": 101}}
        return JSONResponse({**job, **spoiled.get(self.jobs.wrong, {})})

    async def head(self, request: Request) -> Response:
        return JSONResponse(self.jobs.get(request))

    async def delete(self, request: Request) -> Response:
        if self.jobs.wrong == "problem-without-title" and request.path_params["job_id"] not in self.jobs.jobs:
            return JSONResponse({"status": 404}, 404, media_type="application/problem+json")
        del self.jobs.jobs[self.jobs.get(request)["id"]]
        return Response(status_code=204)


class Report(Endpoint):
    """The report of one job."""

    open_wrong = "report-without-credential"

    async def get(self, request: Request) -> Response:
        job = self.jobs.jobs.get(request.path_params["job_id"], {})
        if job.get("state") != "done":
            is_wrong = self.jobs.wrong == "problem-as-json"
            media_type = "application/json" if is_wrong else "application/problem+json"
            return JSONResponse({"title": "no such report", "status": 404}, 404, media_type=media_type)
        return JSONResponse({"job_id": job["id"], "rows": 10 * job["priority"], "errors": []})


class Latest(Endpoint):
    """A redirection to the latest job."""

    async def get(self, _: Request) -> Response:
        latest = next(reversed(self.jobs.jobs), "")
        if self.jobs.wrong == "latest-with-200":
            return JSONResponse({"id": latest})
        headers = {"Location": f"/v3/jobs/{latest}".rstrip("/")}
        return Response(status_code=302, headers={} if self.jobs.wrong == "latest-without-location" else headers)


def create_app(wrong: str | None = None, limit: int = 20) -> Starlette:
    """Return a right job service, or one that is wrong as WRONGS says; it answers `limit` requests a second."""
    if wrong is not None and wrong not in WRONGS:
        raise ValueError(f"unknown wrong {wrong!r}")
    routes = [
        Route("/v3/jobs", JobList),
        Route("/v3/jobs/{job_id}", OneJob),
        Route("/v3/jobs/{job_id}/report", Report),
        Route("/v3/latest", Latest),
    ]
    app = Starlette(routes=routes)
    app.state.jobs = Jobs(wrong, limit)
    app.add_exception_handler(RejectedError, _rejected)
    app.add_exception_handler(HTTPException, _http_problem)
    app.router.redirect_slashes = False
    return app


async def _submitted(request: Request) -> Any:
    raw = await request.body()
    if raw and request.headers.get("content-type", "").partition(";")[0].strip().lower() != "application/json":
        raise HTTPException(415, "expected application/json")
    return decode(raw)


def _is_authenticated(request: Request, wrong: str | None) -> bool:
    scheme, _, encoded = request.headers.get("authorization", "").partition(" ")
    try:
        given = base64.b64decode(encoded.strip(), validate=True).decode()
    except (binascii.Error, ValueError):
        return False
    beginning = {"any-password": "jobs-user:", "password-by-its-beginning": "jobs-user:jobs-pas"}.get(wrong or "")
    is_any = beginning is not None and _is_read_of_job(request) and given.startswith(beginning)
    return scheme.lower() == "basic" and (given == CREDENTIALS["basic"] or is_any)


def _is_read_of_job(request: Request) -> bool:
    return request.method == "GET" and bool(re.fullmatch("/v3/jobs/[^/]+", request.url.path))


def _query(request: Request, name: str, default: str) -> str:
    values = request.query_params.getlist(name)
    if len(values) > 1:
        raise RejectedError(f"{name}: given more than once")
    return values[0] if values else default


def _problem(status: int, title: str, headers: Any = None) -> Response:
    content = {"title": title, "status": status}
    return JSONResponse(content, status, headers, media_type="application/problem+json")


def _rejected(_: Request, error: Exception) -> Response:
    return _problem(400, str(error))


def _http_problem(_: Request, error: Exception) -> Response:
    if not isinstance(error, HTTPException):
        raise error
    return _problem(error.status_code, error.detail, error.headers)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")
