"""Planted wrongs, found, and shown again by the commands of their block."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from conformance.apis import Api, apis
from conformance.auth.credentials import Credentials, Identity, variable
from conformance.auth.redaction import MASK
from conformance.mock import serving
from conformance.network.connection import Connection
from conformance.network.exchange import Request, Response
from conformance.openapi.errors import ExitCode, InputError
from conformance.report.blocks import LONGEST, Block, format_block
from conformance.report.record import EventLog, read_events
from conformance.report.results import Results
from conformance.suite.new_ids import NewIds
from conformance.suite.options import Options
from conformance.suite.recorded import move, read_recorded
from conformance.suite.replay import replay
from conformance.suite.selection import Selection
from conformance.suite.session import Run
from conformance.suite.target import Target
from tests.forks import quick_python
from tests.servers.again import show_again
from tests.servers.serving import load_server
from tests.servers.shop import server as shop
from tests.servers.uuid_store import server as store

SERVERS = Path(__file__).parents[1] / "servers"
ENVIRONMENT = {"SHOP_BEARER": "shop-token-for-tests", "SHOP_KEY_A": "key-a-for-tests", "SHOP_KEY_B": "key-b-for-tests"}


def _bash(command: str) -> tuple[int, str]:
    """Run a command of a block as it is pasted."""
    command = command.replace("conformance ", f"{quick_python()} -m conformance ", 1)
    done = subprocess.run(["bash", "-c", command], capture_output=True, check=False, timeout=60)
    return done.returncode, done.stdout.decode(errors="replace") + done.stderr.decode(errors="replace")


def _find(api: str, url: str, operation: str, file: Path) -> list[Block]:
    """Return what a run against one operation finds, and leave its events in `file`."""
    selection = Selection((operation,))
    run = Run.of(Options(SERVERS, [api], url, None, "quick", 1, selection=selection, events=file))
    log = EventLog(file)
    run.begin(log)
    run.selected[api] = [operation]
    run.blocks(api, operation)
    log.close()
    return Results.of(read_events(file)).causes


@pytest.fixture
def _credentials(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in ENVIRONMENT.items():
        monkeypatch.setenv(name, value)


@pytest.mark.usefixtures("_credentials")
@pytest.mark.parametrize(
    ("wrong", "status"),
    [
        ("stock-checks-first-key-only", "200"),
        ("accepts-missing-quantity", "201"),
        ("any-token", "204"),
        ("token-by-its-beginning", "200"),
    ],
)
def test_a_planted_wrong_is_shown_again(wrong: str, status: str, tmp_path: Path) -> None:
    """By curl, and by a replay on a server that was started in between; not if that server is right."""
    operation, file = shop.WRONGS[wrong].operation, tmp_path / "e.ndjson"
    with serving(shop.create_app(wrong)) as origin:
        (block,) = _find("shop", f"{origin}/v1", operation, file)
        assert f" {operation} · " in block.headline
        assert len(format_block(block).splitlines()) <= LONGEST
        assert _bash(block.curl)[1].startswith(f"HTTP/1.1 {status}")
    shown = [format_block(block), file.read_text()]
    for app, code in ((shop.create_app(wrong), ExitCode.BROKEN), (shop.create_app(), ExitCode.PASSED)):
        with serving(app) as origin:
            *lines, found = replay(block.id, file, Connection(), f"{origin}/v1")
        assert found == code, lines
        shown += map(str, lines)
    assert not any(value in text for text in shown for value in ENVIRONMENT.values())


@pytest.mark.usefixtures("_credentials")
def test_a_replay_runs_as_pasted(tmp_path: Path) -> None:
    with serving(shop.create_app("sales-refuse-key")) as origin:
        (block,) = _find("shop", f"{origin}/v1", "getSales", tmp_path / "e.ndjson")
        code, text = _bash(block.replay)
    assert (code, text.splitlines()[-1]) == (1, f"the fault shows again: {block.cause}")


def test_new_ids_take_the_place_of_recorded_ones(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each store chooses ids of its own."""
    wrong = "accepts-title-of-121"
    for scheme, value in store.CREDENTIALS.items():
        monkeypatch.setenv(variable("uuid_store", scheme), value)
    (api,) = apis(SERVERS, ["uuid_store"])
    with serving(store.create_app(wrong)) as origin:
        (block,) = _find("uuid_store", origin + api.spec.base_path, "createTask", tmp_path / "e.ndjson")
    assert len(read_recorded(tmp_path / "e.ndjson", block.id).steps) > 1
    with serving(store.create_app(wrong)) as origin:
        url = origin + api.spec.base_path
        *lines, code = replay(block.id, tmp_path / "e.ndjson", Connection(), url)
    assert code == ExitCode.BROKEN, lines


@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        ("uuid_store", "crash-on-empty-list"),  # the project has tasks by then
        ("uuid_store", "etag-without-quotes"),  # the project is deleted by then, with its tasks
        ("drf_books", "destroy-without-token"),  # books that were there before can't be created again
        ("sellercenter_oms", "signature-not-verified"),  # a wrong signature stays wrong
        ("jobs", "report-without-credential"),  # a report takes time
        ("omnicado_services", "item-id-not-required"),  # shows at the order of item 42 alone
        ("jobs", "password-by-its-beginning"),  # a cut password is cut once more
        ("omnicado_services", "token-by-its-beginning"),
    ],
)
def test_a_wrong_is_shown_again_by_both_commands(name: str, wrong: str, tmp_path: Path) -> None:
    """Whatever became of the item since."""
    selected = [] if name == "uuid_store" else [load_server(name).WRONGS[wrong].operation]  # others change its items
    (block,), failures = show_again(name, wrong, tmp_path / "e.ndjson", selected)
    assert failures == [], block.curl


def _json(status: int, value: object, *headers: tuple[str, str]) -> Response:
    return Response(status, status, headers, json.dumps(value).encode())


def test_an_id_is_replaced_only_where_the_server_chose_another() -> None:
    ids = NewIds()
    ids.learn("/a", _json(201, {"id": 7, "count": 3}, ("Location", "/a/7")), _json(201, {"id": 9, "count": 4}))
    ids.learn("/a", _json(200, {"items": [{"id": "x"}]}), _json(200, {"items": [{"id": "y"}, {"id": "x"}]}))
    ids.learn("/a", _json(404, {"id": 1}), _json(200, {"id": 2}))
    request = Request("PUT", "http://shop/v1/a/7/b/3?id=7&x=1", (), b'{"a_id": 7, "tags": ["7", "x"], "is": true}')
    moved = ids.put("/a/{id}/b/{b}", request)
    assert moved.url == "http://shop/v1/a/9/b/3?id=9&x=1"
    assert json.loads(moved.body) == {"a_id": 9, "tags": ["7", "x"], "is": True}
    assert ids.put("/a/{id}/b/{b}", replace(request, body=b"\xff")).body == b"\xff"


def test_a_new_id_is_that_of_its_own_resource() -> None:
    """Order 7 is a new one, customer 7 is the same, and a quantity is no id."""
    ids = NewIds()
    ids.learn("/customers", _json(201, {"id": 7}), _json(201, {"id": 7}))
    ids.learn("/orders", _json(201, {"id": 7, "customer_id": 7}), _json(201, {"id": 8, "customer_id": 7}))
    request = Request("PUT", "http://shop/orders/7?customer_id=7&order=7", (), b'{"customer_id": 7, "quantity": 7}')
    moved = ids.put("/orders/{orderId}", request)
    assert moved.url == "http://shop/orders/8?customer_id=7&order=8"
    assert moved.body == request.body


def test_a_credential_goes_where_one_was_redacted(make_api: Callable[..., Api]) -> None:
    """Nowhere else: a request without a credential is still without, and a wrong one still wrong."""
    api = make_api(DOCUMENT)
    target = Target(api, "http://new/v2", Credentials({"bearer": "right", "key": "k&1"}))
    header = (("Authorization", f"Bearer {MASK}"),)
    moved = move(Request("GET", f"http://old/v1/a?key={MASK}", header), "http://old/v1", target)
    assert moved == Request("GET", "http://new/v2/a?key=k%261", (("Authorization", "Bearer right"),))
    for headers in ((), (("Authorization", "Bearer wrong-credential"),)):
        request = Request("GET", "http://old/v1/a", headers)
        assert move(request, "http://old/v1", target) == replace(request, url="http://new/v2/a")


def test_a_request_of_the_second_user_stays_theirs(make_api: Callable[..., Api]) -> None:
    second = Identity(Credentials({"bearer": "other"}), {"bearer": "SHOP_OTHER"})
    target = Target(make_api(DOCUMENT), "http://new", Credentials({"bearer": "right"}), second=second)
    request = Request("GET", "http://old/a", (("Authorization", f"Bearer {MASK}"),))
    moved = move(request, "http://old", target, is_second=True)
    assert moved.headers == (("Authorization", "Bearer other"),)


DOCUMENT = """\
openapi: 3.1.0
info: { title: Shop, version: "1" }
paths: { /a: { get: { operationId: a, responses: { "204": { description: Done. } } } } }
components:
  securitySchemes:
    bearer: { type: http, scheme: bearer }
    key: { type: apiKey, in: query, name: key }
"""


def test_a_finding_that_was_not_recorded_is_named(tmp_path: Path) -> None:
    log = EventLog(tmp_path / "e.ndjson")
    log.write("start", format=1)
    log.close()
    with pytest.raises(InputError, match="no request is recorded for a finding 'abc'"):
        read_recorded(tmp_path / "e.ndjson", "abc")


@pytest.mark.usefixtures("_credentials")
def test_only_safe_requests_are_sent_to_another_machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with serving(shop.create_app("order-created-with-200")) as origin:
        (block,) = _find("shop", f"{origin}/v1", "createOrder", tmp_path / "e.ndjson")
        monkeypatch.setattr(Target, "is_live", True)
        with pytest.raises(InputError, match="only safe methods are sent"):
            list(replay(block.id, tmp_path / "e.ndjson", Connection()))
