"""Bodies that are given as plain dicts: what is sent, and what type checkers accept and reject."""

from __future__ import annotations

import datetime
import json
import os
import re
import subprocess
import sys
from decimal import Decimal
from pathlib import Path
from types import MappingProxyType
from typing import Any
from uuid import UUID

import pytest

from tests.generate.calling import Wire
from tests.generate.conftest import Import

LINE = {"name": "wheel", "count": 2}
NOON = datetime.datetime(2024, 5, 6, 12, tzinfo=datetime.UTC)
KEY = UUID("0f8fad5b-d9cb-469f-a165-70867728950e")
LEAST: dict[str, Any] = {"from": "a", "lines": [LINE], "password": "p"}
PROGRAM = """\
import datetime
from collections.abc import Sequence
from decimal import Decimal
from gen_dicts import Client
from gen_dicts.models import Card, CashDict2, Line, LineDict, OrderDict

client = Client()
line: LineDict = {"name": "wheel"}
order: OrderDict = {"from": "a", "lines": [line, Line(name="hub"), {"name": "rim", "count": 1}], "password": "p"}
before: OrderDict = {**order, "before": order, "total": Decimal(1), "ordered-at": "2024-05-06T12:00:00Z", "note": None}
lines: list[Line] = [Line(name="hub")]
drawer: CashDict2 = {"kind": "cash", "drawer": 1}
client.orders.create(body=before)
client.orders.create(body={"from": "a", "lines": lines, "password": "p", "day": datetime.date(2024, 5, 6)})
client.orders.replace_all(body=[order, before])
client.orders.price(body={"a": line, "b": Line(name="hub")})
client.orders.pay(body={"kind": "card", "number": "1"})
client.orders.pay(body=drawer)
client.orders.pay(body=Card(kind="card", number="1"))
client.orders.pay(body=None)
client.orders.attach(body={"file": b"a", "line": line}, content_type="multipart/form-data")
"""
WRONG = (
    'client.orders.create(body={"lines": [], "password": "p"})',
    'client.orders.create(body={"from": "a", "lines": []})',
    'client.orders.create(body={"from": "a", "lines": [{"nam": "x"}], "password": "p"})',
    'client.orders.create(body={"from": 1, "lines": [], "password": "p"})',
    'client.orders.price(body={"a": {"name": "x", "count": "1"}})',
    'client.orders.pay(body={"kind": "cheque"})',
    "client.orders.create(body=None)",
)


@pytest.fixture
def wire(load: Import) -> Wire:
    return Wire(load("gen_dicts"))


def sent(wire: Wire, name: str, **arguments: Any) -> Any:
    return json.loads(wire.sent(f"orders.{name}", **arguments).content)


def test_a_dict_is_sent_as_it_was_given(wire: Wire) -> None:
    assert sent(wire, "create", body=LEAST) == LEAST
    assert sent(wire, "create", body={**LEAST, "note": None, "more": [1]}) == {**LEAST, "note": None, "more": [1]}


def test_values_in_a_dict_are_written_as_in_a_model(wire: Wire, load: Import) -> None:
    line = load("gen_dicts.models").Line(**LINE)
    given = {
        "from": "a",
        "lines": (line, MappingProxyType(LINE)),
        "password": "p",
        "ordered-at": NOON,
        "day": NOON.date(),
        "total": Decimal("1.50"),
        "key": KEY,
        "by_name": {"a": line},
        "before": {**LEAST, "ordered-at": "2024-05-06T12:00:00+00:00"},
    }
    expected = {
        "from": "a",
        "lines": [LINE, LINE],
        "password": "p",
        "ordered-at": "2024-05-06T12:00:00Z",
        "day": "2024-05-06",
        "total": "1.50",
        "key": str(KEY),
        "by_name": {"a": LINE},
        "before": {**LEAST, "ordered-at": "2024-05-06T12:00:00+00:00"},
    }
    assert sent(wire, "create", body=given) == expected


def test_lists_and_maps_hold_dicts_beside_models(wire: Wire, load: Import) -> None:
    line = load("gen_dicts.models").Line(**LINE)
    assert sent(wire, "replace_all", body=[LEAST, {**LEAST, "lines": [line]}]) == [LEAST, LEAST]
    assert sent(wire, "replace_all", body=(LEAST,)) == [LEAST]
    assert sent(wire, "price", body=MappingProxyType({"a": LINE, "b": line})) == {"a": LINE, "b": LINE}


@pytest.mark.parametrize("body", [{"kind": "cash", "drawer": 1}, {"kind": "card", "number": "1"}, None])
def test_a_dict_is_taken_where_there_are_several_classes(wire: Wire, body: Any) -> None:
    assert sent(wire, "pay", body=body) == body


@pytest.mark.parametrize("body", [{"day": NOON}, {"days": [NOON]}, {"before": {**LEAST, "day": NOON}}])
def test_a_datetime_in_place_of_a_date_is_refused_at_any_depth(wire: Wire, body: Any) -> None:
    with pytest.raises(TypeError, match="expected date, found datetime"):
        sent(wire, "create", body={**LEAST, **body})
    assert wire.requests == []


def test_a_date_in_place_of_a_datetime_is_refused(wire: Wire) -> None:
    with pytest.raises(TypeError, match="expected datetime, found date"):
        sent(wire, "create", body={**LEAST, "ordered-at": NOON.date()})
    assert wire.requests == []


def test_times_that_the_document_does_not_know_are_written_by_their_own_type(wire: Wire) -> None:
    given = {**LEAST, "more": NOON, "others": [NOON.date()]}
    assert sent(wire, "create", body=given) == {**LEAST, "more": "2024-05-06T12:00:00Z", "others": ["2024-05-06"]}


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("create", None),
        ("create", "text"),
        ("create", [LEAST]),
        ("create", {**LEAST, "note": {1}}),
        ("pay", "cash"),
        ("pay", 1),
        ("price", {"a": 1}),
        ("replace_all", LEAST),
        ("replace_all", "text"),
        ("replace_all", [1]),
    ],
)
def test_what_is_neither_class_nor_mapping_is_refused(wire: Wire, name: str, body: Any) -> None:
    with pytest.raises(TypeError):
        sent(wire, name, body=body)
    assert wire.requests == []


def test_the_caller_says_which_of_two_media_types_a_dict_is(wire: Wire) -> None:
    with pytest.raises(TypeError, match="dict can't be sent with content_type=UNSET; give another one"):
        sent(wire, "attach", body={"url": "/a"})
    assert sent(wire, "attach", body={"url": "/a"}, content_type="application/json") == {"url": "/a"}
    form = wire.sent(
        "orders.attach", body={"file": b"DATA", "at": NOON, "line": LINE}, content_type="multipart/form-data"
    )
    for part in (b'filename="upload"', b"DATA", b"2024-05-06T12:00:00Z", b'{"name":"wheel","count":2}'):
        assert part in form.content


def test_a_model_is_its_own_media_type(wire: Wire, load: Import) -> None:
    models = load("gen_dicts.models")
    assert sent(wire, "attach", body=models.Link(url="/a")) == {"url": "/a"}
    form = wire.sent("orders.attach", body=models.AttachFilesBody(file=b"DATA"))
    assert form.headers["Content-Type"].startswith("multipart/form-data")


def test_only_what_requests_hold_has_a_typed_dict(load: Import) -> None:
    models = load("gen_dicts.models")
    found = {name for name in models.__all__ if hasattr(getattr(models, name), "__total__")}
    names = {"AttachFilesBodyDict", "CardDict", "CashDict2", "LineDict", "LinkDict", "OrderDict"}
    assert found == names
    assert models.OrderDict.__required_keys__ == {"from", "lines", "password"}


CHECKERS = {"mypy": ["-m", "mypy", "--strict", "--config-file="], "pyright": ["-m", "basedpyright"]}


@pytest.mark.parametrize("checker", CHECKERS)
def test_type_checkers_tell_wrong_names_and_missing_keys(generated: Path, tmp_path: Path, checker: str) -> None:
    lines = [*PROGRAM.splitlines(), *WRONG]
    (tmp_path / "program.py").write_text("\n".join(lines))
    settings = {"extraPaths": [str(generated / "gen_dicts")], "typeCheckingMode": "standard"}
    (tmp_path / "pyrightconfig.json").write_text(json.dumps(settings))
    command = [sys.executable, *CHECKERS[checker], "program.py"]
    environment = {**os.environ, "MYPYPATH": str(generated / "gen_dicts")}
    done = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, env=environment, check=False)
    found = {lines[int(number) - 1] for number in re.findall(r"program\.py:(\d+):.*\berror\b", done.stdout)}
    assert found == set(WRONG), done.stdout
