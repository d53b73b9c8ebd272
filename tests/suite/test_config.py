"""The settings of a project: where they are looked for, and what is refused."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from conformance.mock import serving
from conformance.openapi.errors import InputError
from conformance.suite.config import Config, load
from conformance.suite.options import Options
from conformance.suite.selection import Exclusion
from conformance.suite.session import Run

TEXT = """
[apis.shop.values]
id = 7
"getOrder.id" = 8

[[apis.shop.exclude]]
operation = "deleteOrder"
check = "server-error"
reason = "SHOP-1"
"""


def test_settings_stand_in_a_file_of_their_own_or_in_pyproject(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert load() == Config()
    Path("pyproject.toml").write_text(TEXT.replace("apis.", "tool.conformance.apis."))
    there = load()
    assert there.of("shop").values == {"id": 7, "getOrder.id": 8}
    assert there.of("shop").exclusions == (Exclusion("deleteOrder", "server-error", "SHOP-1"),)
    Path("conformance.toml").write_text("")
    assert load() == Config()
    Path("other.toml").write_text(TEXT)
    assert load(Path("other.toml")) == there


@pytest.mark.parametrize(
    ("text", "place", "reason"),
    [
        ("apis = 1", "/apis", "1 is not of type"),
        ("[[apis.shop.exclude]]\noperation = 'x'", "/apis/shop/exclude/0", '"reason" is a required property'),
        ("[[apis.shop.exclude]]\nreason = 'x'", "/apis/shop/exclude/0", "is not valid under any"),
        ("[apis.shop]\nvalue = 1", "/apis/shop", "'value'"),
        ("= 1", "", "can't be read"),
    ],
)
def test_what_has_no_meaning_is_refused_with_its_place(tmp_path: Path, text: str, place: str, reason: str) -> None:
    file = tmp_path / "conformance.toml"
    file.write_text(text)
    with pytest.raises(InputError) as caught:
        load(file)
    (problem,) = caught.value.problems
    assert (problem.file, problem.pointer) == (str(file), place)
    assert reason in problem.reason


def test_a_file_that_is_named_has_to_be_there(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="can't be read: No such file"):
        load(tmp_path / "conformance.toml")


DOCUMENT = """
openapi: 3.1.0
info: { title: Orders, version: "1" }
paths:
  /orders/{id}:
    get:
      operationId: getOrder
      parameters:
        - { name: id, in: path, required: true, schema: { type: string } }
        - { name: X-Tenant, in: header, schema: { type: string } }
      responses: { "204": { description: there }, "404": { description: not there } }
"""
GIVEN = """
[apis.orders.values]
id = "A-1001"
"getOrder.X-Tenant" = "blue"
"""


async def orders(scope: Any, receive: Any, send: Any) -> None:
    """Serve one order, to one tenant."""
    is_there = scope["path"] == "/orders/A-1001" and (b"x-tenant", b"blue") in scope["headers"]
    methods = {"GET": 204 if is_there else 404}
    await send({"type": "http.response.start", "status": methods.get(scope["method"], 405), "headers": []})
    await send({"type": "http.response.body", "body": b""})


@pytest.mark.parametrize(("given", "is_reached"), [("", False), (GIVEN, True)])
def test_what_only_the_user_knows_is_sent(tmp_path: Path, given: str, is_reached: bool) -> None:
    """An id and the value of an optional header."""
    (tmp_path / "orders.yaml").write_text(DOCUMENT)
    (tmp_path / "conformance.toml").write_text(given)
    with serving(orders) as url:
        names, config = [str(tmp_path / "orders.yaml")], tmp_path / "conformance.toml"
        run = Run.of(Options(tmp_path, names, url, profile="quick", config=config))
        assert run.server("orders").record("getOrder").is_reached is is_reached
        assert run.findings("orders", "getOrder") == []
