"""Generated clients, called by what is generated beside them."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from starlette.types import Message, Scope

from conformance.apis import apis
from conformance.auth import credentials
from conformance.auth.redaction import MASK
from conformance.client_check.check import ClientCheck, Outcome
from conformance.client_check.client import GeneratedClient, Server
from conformance.suite import test_client
from conformance.suite.judge import Judge
from conformance.suite.options import Options
from conformance.suite.requests import make_calls
from conformance.suite.session import Run
from conformance.suite.target import Target
from tests.served import Served, Spoil, without_length

TOYS = ("suite_parcels", "suite_envelope", "suite_foreign", "suite_ranges")


@pytest.fixture
def forget() -> Iterator[None]:
    """Each test imports its clients anew."""
    before = list(sys.path)
    yield
    sys.path[:] = before
    for name in [name for name in sys.modules if name.startswith(TOYS)]:
        del sys.modules[name]


@pytest.fixture
def exercise(served: Served, toys: Path, generated: Path, forget: None) -> Callable[..., Outcome]:
    """Exercise an operation of a toy's client, from the folder `clients`, against its mock."""

    def run(toy: str, operation_id: str, clients: Path = generated, response: Spoil | None = None) -> Outcome:
        (api,) = apis(toys, [toy])
        with served(toy, response=response) as target:
            server = Server(target.url, target.credentials, target.hide, target.channel)
            client = GeneratedClient(toy, clients / toy)
            check = ClientCheck(api.spec, client, server, Judge(target).is_documented)
            operation = api.spec.operations[operation_id]
            return check.run(operation, make_calls(target, operation, 8, seed=1))

    return run


@pytest.mark.parametrize(
    ("toy", "operation_id"),
    [
        ("suite_parcels", "listParcels"),
        ("suite_parcels", "getParcel"),
        ("suite_parcels", "replaceParcel"),
        ("suite_envelope", "callProcedure"),
        ("suite_foreign", "reports/list"),
        ("suite_foreign", "reports/replace"),
        ("suite_ranges", "putPicture"),
        ("suite_ranges", "putAny"),
        ("suite_ranges", "sendShared"),
        ("suite_ranges", "sendApart"),
        ("suite_ranges", "getLine"),
        ("suite_ranges", "sendTexts"),
        ("suite_ranges", "sendNumber"),
    ],
)
def test_a_right_client_reaches_every_operation(exercise: Callable[..., Outcome], toy: str, operation_id: str) -> None:
    """With and without blocking, and refused without a credential."""
    outcome = exercise(toy, operation_id)
    assert outcome.findings == []
    assert outcome.reached
    assert outcome.cases > 3


def test_a_call_that_can_not_be_found_by_chance_is_the_smallest(exercise: Callable[..., Outcome]) -> None:
    """One blocking call, one that does not block, and one without permission."""
    outcome = exercise("suite_foreign", "units/create")
    assert (outcome.findings, outcome.reached, outcome.cases) == ([], True, 3)


@pytest.mark.parametrize(
    ("fault", "operation_id", "finding", "key"),
    [
        (
            ("resources/parcels.py", "write_object(body, ParcelDict)", "{'id': 1}"),
            "replaceParcel",
            "the body on the wire",
            "the body is not sent as given",
        ),
        (
            ("models.py", 'new.id = data["id"]', 'new.id = data["id"] + 1'),
            "getParcel",
            "differs",
            "decoded and encoded again, the response differs",
        ),
        (
            ("resources/parcels.py", 'method="GET"', 'method="OPTIONS"'),
            "getParcel",
            "sent as OPTIONS",
            "sent to another path",
        ),
        (
            ("models.py", 'new.id = data["id"]', 'new.id = data["idea"]'),
            "getParcel",
            "raised",
            "raised APIResponseValidationError",
        ),
    ],
)
def test_a_wrong_client_is_found_out(
    exercise: Callable[..., Outcome],
    edited: Callable[..., Path],
    fault: tuple[str, str, str],
    operation_id: str,
    finding: str,
    key: str,
) -> None:
    """By what differs on the wire or in what the caller gets; however many calls show it, its key is one."""
    outcome = exercise("suite_parcels", operation_id, edited(*fault))
    assert any(finding in found for found in outcome.findings), outcome.findings
    assert {found.key for found in outcome.findings} == {key}


WITHOUT = """
_right_list = _list


def _list(**arguments):
    return _right_list(**arguments)._replace(PART)
"""
BLOCKING_ONLY = """
async def _refuse(self, **arguments):
    raise RuntimeError("only blocking")


AsyncParcelsWithRawResponse.list = _refuse
"""


@pytest.mark.parametrize(
    ("code", "finding"),
    [
        (WITHOUT.replace("PART", "query=()"), "the query parameter limit is not sent as "),
        (WITHOUT.replace("PART", "headers={}"), "the header parameter X-Depot is not sent as '"),
        (BLOCKING_ONLY, "RuntimeError: only blocking"),
    ],
    ids=["query", "header", "asynchronous"],
)
def test_a_call_that_does_not_do_as_it_says_is_found_out(
    exercise: Callable[..., Outcome], appended: Callable[..., Path], code: str, finding: str
) -> None:
    """With a query parameter or a header that is not sent, and without waiting."""
    outcome = exercise("suite_parcels", "listParcels", appended("resources/parcels.py", code))
    assert any(finding in found for found in outcome.findings), outcome.findings


def test_a_documented_refusal_is_right_and_no_success(exercise: Callable[..., Outcome]) -> None:
    """Here the server knows no parcel: that is nothing about the client."""

    def lose(scope: Scope, message: Message) -> Message:
        return {**message, "status": 404} if message.get("status") == 200 else message

    outcome = exercise("suite_parcels", "getParcel", response=lose)
    assert (outcome.reached, outcome.findings) == (False, [])


def test_an_answer_that_is_not_documented_is_not_the_clients(exercise: Callable[..., Outcome]) -> None:
    """Whatever the client makes of it: the server's test tells of it."""

    def forbid(scope: Scope, message: Message) -> Message:
        return {**message, "status": 403} if message.get("status") == 401 else message

    def break_bodies(scope: Scope, message: Message) -> Message:
        return {**message, "body": b"[]"} if "body" in message else without_length(message)

    assert exercise("suite_parcels", "getParcel", response=forbid).findings == []
    assert exercise("suite_parcels", "getParcel", response=break_bodies).findings == []


def test_a_call_that_the_server_does_not_answer_is_not_the_clients(toys: Path, generated: Path, forget: None) -> None:
    """The server's run tells of it."""
    (api,) = apis(toys, ["suite_parcels"])
    target = Target(api, "http://127.0.0.1:1/v1", credentials.fake(api.spec))
    server = Server(target.url, target.credentials, target.hide, target.channel)
    check = ClientCheck(api.spec, GeneratedClient(api.id, generated / api.id), server, Judge(target).is_documented)
    operation = api.spec.operations["getParcel"]
    outcome = check.run(operation, make_calls(target, operation, 2, seed=1))
    assert outcome.cases == 4
    assert not outcome.reached
    assert outcome.findings == []


def test_after_its_time_one_call_of_each_kind_is_made(served: Served, generated: Path, forget: None) -> None:
    """And the outcome says that there were more."""
    with served("suite_parcels") as target:
        spec = target.api.spec
        server = Server(target.url, target.credentials, target.hide, target.channel)
        client = GeneratedClient("suite_parcels", generated / "suite_parcels")
        check = ClientCheck(spec, client, server, Judge(target).is_documented)
        operation = spec.operations["getParcel"]
        outcome = check.run(operation, make_calls(target, operation, 8, seed=1), end=0.0)
    assert (outcome.cases, outcome.is_cut, outcome.reached) == (3, True, True)


def test_an_error_of_the_wrong_class_is_found_out(
    exercise: Callable[..., Outcome], appended: Callable[..., Path]
) -> None:
    """By the status that it was raised for."""
    code = "\nfrom . import _runtime\n_runtime.errors.AuthenticationError.__name__ = 'WrongError'\n"
    findings = exercise("suite_parcels", "getParcel", appended("__init__.py", code)).findings
    assert "status 401 is raised as WrongError" in findings


def test_findings_show_no_sensitive_property(exercise: Callable[..., Outcome], edited: Callable[..., Path]) -> None:
    """Though they quote what was received, and what a client raised."""
    wrong = edited("models.py", 'new.id = data["id"]', 'new.id = data["id"] + 1')
    findings = exercise("suite_parcels", "listParcels", wrong).findings
    assert any(f'"secret":"{MASK}"' in finding for finding in findings)
    assert all("fake-secret" not in finding for finding in findings)


def test_what_a_client_raises_shows_no_credential(
    exercise: Callable[..., Outcome], appended: Callable[..., Path]
) -> None:
    """Were it to quote one."""
    code = BLOCKING_ONLY.replace("only blocking", "key=fake-suite_parcels-key")
    findings = exercise("suite_parcels", "listParcels", appended("resources/parcels.py", code)).findings
    assert any(f"RuntimeError: key={MASK}" in finding for finding in findings)
    assert all("fake-suite_parcels-key" not in finding for finding in findings)


def test_a_wrong_client_fails_the_suite(served: Served, edited: Callable[..., Path], forget: None) -> None:
    """With all that was found."""
    clients = edited("resources/parcels.py", 'method="GET"', 'method="OPTIONS"')
    with served("suite_parcels") as target:
        run = Run.of(Options(target.api.folder.parent, ["suite_parcels"], target.url, clients, "quick"))
        with pytest.raises(pytest.fail.Exception, match="sent as OPTIONS /v1/parcels/"):
            test_client.test_operation(run, "suite_parcels", "getParcel", lambda name, value: None)


@pytest.fixture
def appended(generated: Path, tmp_path: Path) -> Callable[[str, str], Path]:
    """Copy the clients, with code added to the end of one file."""

    def append(file: str, code: str) -> Path:
        shutil.copytree(generated / "suite_parcels", tmp_path / "generated" / "suite_parcels")
        with (tmp_path / "generated" / "suite_parcels" / "suite_parcels" / file).open("a") as broken:
            broken.write(code)
        return tmp_path / "generated"

    return append


@pytest.fixture
def edited(generated: Path, tmp_path: Path) -> Callable[[str, str, str], Path]:
    """Copy the clients, with one text of one file replaced by another."""

    def edit(file: str, old: str, new: str) -> Path:
        shutil.copytree(generated / "suite_parcels", tmp_path / "generated" / "suite_parcels")
        broken = tmp_path / "generated" / "suite_parcels" / "suite_parcels" / file
        text = broken.read_text()
        assert old in text
        broken.write_text(text.replace(old, new))
        return tmp_path / "generated"

    return edit
