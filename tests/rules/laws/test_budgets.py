"""Laws of limits and of time: on servers that break them, and on right ones that look as if they did."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from email.utils import format_datetime
from itertools import count
from typing import Any

import pytest
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from conformance.rules.laws import budgets
from tests.rules import parcels
from tests.rules.judged import Judged, judge
from tests.rules.notes import DOCUMENT, Item, Notes
from tests.rules.parcels import Parcels

_ACCEPTING = DOCUMENT.read_text(encoding="utf-8").replace('"201":', '"2XX":', 1)


def _missing(judged: Judged, law: str, operation: str) -> str:
    return next(each.missing for each in judged.of(law) if each.operation == operation)


class _Limited(Notes):
    """A server that tells its limit in each answer."""

    def __init__(self, told: Iterator[Mapping[str, Any]]) -> None:
        super().__init__()
        self.told = told

    def answer(self, request: Request, body: Any) -> Response:
        answer = super().answer(request, body)
        for name, value in next(self.told).items():
            answer.headers[name] = str(value)
        return answer


def _tell(limit: Any, left: Any, reset: Any, window: str = "") -> Mapping[str, Any]:
    told = {"Limit": limit, "Remaining": left, "Reset": reset}
    return {f"X-RateLimit-{name}{window}": value for name, value in told.items()}


def _count_down() -> Iterator[Mapping[str, Any]]:
    """Count down in windows of 40 requests."""
    return (_tell(40, 39 - number % 40, 60 - number % 40) for number in count())


def _refill() -> Iterator[Mapping[str, Any]]:
    """Fill up again all the time: the reset is when the bucket is full."""
    return (_tell(40, number % 40, f"{number % 40}.5") for number in count())


_BEYOND = "what is left of the rate limit is not between 0 and the limit"


@pytest.mark.parametrize(
    ("told", "title"),
    [
        ((_tell(100, 101, 5) for _ in count()), "what is left of the rate limit is not between 0 and the limit"),
        (
            (_tell(100, -1, 5, "-Minute") for _ in count()),
            "what is left of the rate limit is not between 0 and the limit",
        ),
        ((_tell(100, 9, -5) for _ in count()), "the rate limit is reset in the past"),
        ((_tell(10**6, number, 5) for number in count()), "what is left of the rate limit grows with each request"),
    ],
)
def test_a_limit_that_does_not_add_up_is_told(
    monkeypatch: pytest.MonkeyPatch, told: Iterator[Mapping[str, Any]], title: str
) -> None:
    monkeypatch.setattr(budgets, "_AT_ONCE", 60.0)  # a busy machine may need half a second for three requests
    judged = judge(_Limited(told).app())
    assert judged.findings == []
    assert {(each.title, each.severity) for each in judged.run.recorder.remarks} == {(title, "warning")}
    assert {each.operation.id for each in judged.run.recorder.remarks} >= {"readNote", "listNotes"}


@pytest.mark.parametrize(
    "told",
    [
        _count_down(),
        _refill(),
        (_tell(40, 39, 60) for _ in count()),
        (_tell('2875, 5750;w=86400;name="d"', 2871, 3527) for _ in count()),
        (_tell(10**6, number, 1_900_000_000 + number) for number in count()),
    ],
)
def test_a_limit_that_counts_in_its_own_way_is_right(told: Iterator[Mapping[str, Any]]) -> None:
    judged = judge(_Limited(told).app())
    assert (judged.findings, judged.remarked) == ([], set())
    assert _missing(judged, "rate-limit-adds-up", "readNote") == ""


def test_a_limit_that_nobody_tells_is_not_judged() -> None:
    judged = judge(Notes().app())
    assert _missing(judged, "rate-limit-adds-up", "readNote") == "no answer says what is left of a rate limit"
    assert _missing(judged, "retry-after-kept", "readNote") == "no answer was 429 or 503 with Retry-After"


class _Refuses(Notes):
    """Reads of notes are refused with 429 while `is_refused`."""

    retry_after = "0"
    patient = 2  # requests that are answered, and after those 429

    def __init__(self) -> None:
        super().__init__()
        self.reads = 0

    def is_refused(self) -> bool:
        self.reads += 1
        return self.reads > self.patient

    def answer(self, request: Request, body: Any) -> Response:
        is_read = request.method == "GET" and request.url.path.count("/") == 2
        if is_read and self.is_refused():
            return JSONResponse({"message": "later"}, 429, {"Retry-After": self.retry_after})
        return super().answer(request, body)


class _InWords(_Refuses):
    retry_after = "soon"


class _Tomorrow(_Refuses):
    retry_after = "86400"


class _PerSecond(_Refuses):
    """A window of one second, that is told as a date."""

    since = 0.0

    def is_refused(self) -> bool:
        if time.monotonic() - self.since > 1:
            self.since, self.reads = time.monotonic(), 0
        self.retry_after = format_datetime(datetime.now(UTC), usegmt=True)
        return super().is_refused()


def test_who_waits_and_is_refused_again_is_told() -> None:
    judged = judge(_Refuses().app())
    told = [each for each in judged.run.recorder.remarks if each.check == "retry-after-kept"]
    assert [(each.operation.id, each.severity, each.got) for each in told] == [("readNote", "warning", "429")]
    assert told[0].title == "answered 429 again after the time that Retry-After names"


def test_a_time_that_can_not_be_read_is_an_error() -> None:
    judged = judge(_InWords().app())
    (found,) = judged.findings
    assert (found.check, found.title, found.got) == ("retry-after-kept", "Retry-After can't be read", "'soon'")


@pytest.mark.parametrize(
    ("server", "missing"), [(_PerSecond, ""), (_Tomorrow, "no read was refused for a few seconds")]
)
def test_a_server_that_keeps_its_word_is_right(server: type[_Refuses], missing: str) -> None:
    judged = judge(server().app())
    assert ("retry-after-kept" in judged.broken | judged.remarked) is False
    assert _missing(judged, "retry-after-kept", "readNote") == missing


class _Slow(Notes):
    """Every `often`th read takes its time."""

    often = 1

    def __init__(self) -> None:
        super().__init__()
        self.lists = 0

    def list_notes(self, query: Any) -> Any:
        self.lists += 1
        if self.lists % self.often == 0:
            time.sleep(0.3)
        return super().list_notes(query)


class _SlowNowAndThen(_Slow):
    often = 4


def test_slow_answers_are_told_where_a_budget_is_given() -> None:
    judged = judge(_Slow().app(), laws=["within-budget"], budget=0.2)
    (told,) = judged.run.recorder.remarks
    assert (told.check, told.operation.id, told.severity) == ("within-budget", "listNotes", "warning")
    assert told.expected == "at most 0.2 s"


def test_an_answer_that_is_slow_now_and_then_is_right() -> None:
    assert judge(_SlowNowAndThen().app(), laws=["within-budget"], budget=0.2).remarked == set()


def test_without_a_budget_nothing_is_too_slow() -> None:
    judged = judge(_Slow().app(), laws=["within-budget"])
    assert _missing(judged, "within-budget", "listNotes") == "no time limit is given for answers"


class _Accepts(Notes):
    """Notes are created in the background; `monitors` is what is answered to who asks how it goes on."""

    monitors: tuple[int | str, ...] = ("running", "done")

    def __init__(self) -> None:
        self.asked = 0
        super().__init__()

    def answer_creation(self, own: Any, body: Any) -> Response:
        made = super().answer_creation(own, body)
        if not own:
            made.status_code, self.asked = 202, 0
            made.headers["Location"] = "/notes/work-7/comments/state"
        return made

    def answer(self, request: Request, body: Any) -> Response:
        return self.monitor() if request.path_params.get("comment") == "state" else super().answer(request, body)

    def monitor(self) -> Response:
        state = self.monitors[min(self.asked, len(self.monitors) - 1)]
        self.asked += 1
        return JSONResponse({"message": "none"}, state) if isinstance(state, int) else JSONResponse({"state": state})


class _Loses(_Accepts):
    monitors = (404,)


class _IsLate(_Accepts):
    monitors = (404, 404, "pending", "done")


class _NeverEnds(_Accepts):
    monitors = ("running",)


@pytest.mark.parametrize(
    ("server", "missing"),
    [
        (_Accepts, ""),
        (_IsLate, ""),
        (_NeverEnds, "the work had not ended when the run stopped to wait"),
        (Notes, "no answer was 202 with Location"),
    ],
)
def test_work_that_goes_on_is_right(server: type[Notes], missing: str) -> None:
    judged = judge(server().app(), _ACCEPTING, laws=["accepted-comes-to-an-end"])
    assert judged.remarked == set()
    assert _missing(judged, "accepted-comes-to-an-end", "createNote") == missing


def test_work_that_nobody_can_ask_for_is_told() -> None:
    judged = judge(_Loses().app(), _ACCEPTING, laws=["accepted-comes-to-an-end"])
    (told,) = judged.run.recorder.remarks
    assert (told.check, told.operation.id, told.severity) == ("accepted-comes-to-an-end", "createNote", "warning")
    assert told.title == "the URL that the 202 names is answered 404"


_ENDS = "accepted-comes-to-an-end"
_PARCELS = parcels.DOCUMENT.read_text(encoding="utf-8")


class _MakesNoReport(Parcels):
    """The job succeeds, and there is no report."""

    def start(self, shop: str, body: Item) -> Item:
        job = super().start(shop, body)
        self.reports.clear()
        return job


class _RefersToTitle(Parcels):
    """The job shows the report in words."""

    def start(self, shop: str, body: Item) -> Item:
        job = super().start(shop, body)
        self.jobs[job["jobId"]] = {**self.jobs[job["jobId"]], "reportId": None}
        return job


class _Fails(_MakesNoReport):
    """The job names the report that it was to make."""

    def start(self, shop: str, body: Item) -> Item:
        job = super().start(shop, body)
        self.jobs[job["jobId"]] = {**self.jobs[job["jobId"]], "state": "failed"}
        return job


@pytest.mark.parametrize(
    ("server", "keys"),
    [(_MakesNoReport, {"result reportId"}), (_RefersToTitle, set()), (_Fails, set()), (Parcels, set())],
)
def test_work_that_has_succeeded_has_a_result(server: type[Parcels], keys: set[str]) -> None:
    document = _PARCELS.replace("[running, succeeded]", "[running, succeeded, failed]")
    judged = judge(server().app(), document, laws=[_ENDS])
    assert {(each.check, each.operation.id, each.key) for each in judged.findings} == {
        (_ENDS, "startReport", key) for key in keys
    }
    assert {each.operation: each.missing for each in judged.of(_ENDS)}["startReport"] == ""


class _NamesNoPath(Parcels):
    """The 202 names a URL that the document does not have."""

    def answer_post(self, shop: str, name: str, last: str, body: Any) -> Response:
        response = super().answer_post(shop, name, last, body)
        if "location" in response.headers:
            response.headers["location"] = f"/work{response.headers['location']}/state"
        return response


def test_a_202_that_names_an_unknown_path_is_found() -> None:
    findings = judge(_NamesNoPath().app(), _PARCELS, laws=[_ENDS]).findings
    assert {(each.operation.id, each.title) for each in findings} == {
        ("startReport", "the URL that the 202 names is answered 404")
    }
