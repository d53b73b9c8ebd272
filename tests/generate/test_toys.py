"""What each group of traps comes to: packages that import, and say and read on the wire what the document says."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.generate.calling import Wire
from tests.generate.conftest import Import

NAMES = ("answers", "beyond", "bodies", "combined", "names", "references", "styles")


def call(load: Import, package: str, operation: str, answer: Any = None, **arguments: Any) -> Any:
    """The request that a call sends, and what it returns."""
    wire = Wire(load(package), answer or httpx.Response(204), **arguments.pop("settings", {}))
    given = wire.call(operation, **arguments)
    return wire.requests[0], given


def record(generated: Path, name: str) -> dict[str, Any]:
    return dict(json.loads((generated / name / "provenance.json").read_text(encoding="utf-8")))


@pytest.mark.parametrize("name", [f"gen_{name}" for name in NAMES])
def test_every_operation_is_accounted_for(generated: Path, name: str) -> None:
    found = record(generated, name)
    assert found["account"]["left_out"] == {}
    assert found["account"]["found"]["operations"] == len(found["operations"])
    assert found["account"]["found"].get("parameters", 0) == sum(
        len(o["parameters"]) for o in found["operations"].values()
    )


def test_what_was_rewritten_is_told_by_trap_and_place(generated: Path) -> None:
    rewritten = record(generated, "gen_combined")["rewritten"]
    assert "/components/schemas/Everything/properties/list" in rewritten["supply_items"]
    assert "/components/schemas/Everything/properties/mixed_enum" in rewritten["split_enum"]
    assert record(generated, "gen_references")["rewritten"]["break_circles"]


@pytest.mark.parametrize(
    ("media_type", "name"),
    [
        ("application/json; v=1", "First"),
        ('application/json;V = "2"', "Second"),
        ("application/json", "Second"),
        ("application/json; v=3", "Second"),
        ("application/vnd.third+json", "GetVersionThird"),
        ("application/vnd.kind+json", "Item"),
    ],
)
def test_each_media_type_of_an_answer_has_its_class(load: Import, media_type: str, name: str) -> None:
    """A version that the answer does not name is the class with the most of its properties."""
    answer = httpx.Response(200, headers={"Content-Type": media_type}, content=b'{"id": 1, "name": "n"}')
    _, found = call(load, "gen_answers", "default.get_version", answer)
    assert type(found.parsed).__name__ == name


def test_parameters_are_written_in_their_styles(load: Import) -> None:
    point = load("gen_styles.models").Point(x=1, y=2)
    paths = {"simple": ["a", "b"], "simple_exploded": point, "label": ["a", "b"], "label_exploded": ["a", "b"]}
    paths |= {"matrix": ["a", "b"], "matrix_exploded": point}
    queries = {"form": ["a", "b"], "joined": ["a", "b"], "spaced": ["a", "b"], "piped": ["a", "b"], "deep": point}
    queries |= {"spread": point, "pairs": point, "as_json": point, "flag": True}
    others = {"x_list": ["a", "b"], "x_point": point, "crumb": "c"}
    request, _ = call(load, "gen_styles", "default.get_all", **paths, **queries, **others)
    assert request.url.raw_path.partition(b"?")[0] == b"/a%2Cb/x=1%2Cy=2/.a%2Cb/.a.b/;matrix=a%2Cb/;x=1;y=2".replace(
        b"%2C", b","
    )
    assert httpx.QueryParams(request.url.query).multi_items() == [
        ("form", "a"),
        ("form", "b"),
        ("joined", "a,b"),
        ("spaced", "a b"),
        ("piped", "a|b"),
        ("deep[x]", "1"),
        ("deep[y]", "2"),
        ("x", "1"),
        ("y", "2"),
        ("pairs", "x,1,y,2"),
        ("as_json", '{"x":1,"y":2}'),
        ("flag", "true"),
    ]
    assert (request.headers["X-List"], request.headers["X-Point"]) == ("a,b", "x=1,y=2")
    assert request.headers["Cookie"] == "crumb=c"


@pytest.mark.parametrize(
    ("content_type", "content"),
    [
        (None, b'{"name":"a b","size":{"x":1},"tags":["c","d"]}'),
        ("application/vnd.item+json", b'{"name":"a b","size":{"x":1},"tags":["c","d"]}'),
        ("application/x-www-form-urlencoded", b"name=a+b&tags=c&tags=d&size%5Bx%5D=1"),
    ],
)
def test_one_class_is_sent_as_the_type_that_is_asked_for(
    load: Import, content_type: str | None, content: bytes
) -> None:
    item = load("gen_bodies.models").Item.from_dict({"name": "a b", "tags": ["c", "d"], "size": {"x": 1}})
    told = {} if content_type is None else {"content_type": content_type}
    request, _ = call(load, "gen_bodies", "default.send_several", body=item, **told)
    assert request.headers["Content-Type"] == content_type or "application/json"
    if content_type == "application/x-www-form-urlencoded":
        assert sorted(request.content.split(b"&")) == sorted(content.split(b"&"))
    else:
        assert json.loads(request.content) == json.loads(content)


def test_text_and_files_are_sent_as_they_are(load: Import) -> None:
    request, _ = call(load, "gen_bodies", "default.send_several", body="<a/>", content_type="application/xml")
    assert (request.headers["Content-Type"], request.content) == ("application/xml", b"<a/>")
    file = load("gen_bodies").File(payload=io.BytesIO(b"\x89PNG"), mime_type="image/png")
    request, _ = call(load, "gen_bodies", "default.send_several", body=file)
    assert (request.headers["Content-Type"], request.read()) == ("image/png", b"\x89PNG")


def test_a_body_that_no_type_takes_is_refused_and_nothing_is_sent(load: Import) -> None:
    with pytest.raises(TypeError, match="body: str can't be sent with content_type='application/json'"):
        call(load, "gen_bodies", "default.send_several", body="text", content_type="application/json")


@pytest.mark.parametrize(
    ("sent", "received", "pointer"),
    [
        ({"name": "a", "word": "w"}, {"id": 1, "name": "a"}, None),
        ({"id": 1, "name": "a", "word": "w"}, {"id": 1, "name": "a"}, None),  # sent back as it was received
        ({"name": "a"}, {}, "request "),
        ({"name": "a", "word": "w"}, {"name": "a"}, "response "),
        ({"name": "a", "word": "w"}, {"id": 1, "name": "a", "word": "w"}, "response /word"),
    ],
)
def test_what_is_validated_depends_on_the_direction(load: Import, sent: Any, received: Any, pointer: Any) -> None:
    package, told = load("gen_bodies"), None
    body = load("gen_bodies.models").Directed.from_dict(sent)
    with package.Client(transport=httpx.MockTransport(lambda _: httpx.Response(200, json=received))) as client:
        try:
            client.default.send_directed(body=body, validate=True)
        except package.APIRequestValidationError as error:
            told = f"request {error.pointer}"
        except package.APIResponseValidationError as error:
            told = f"response {error.pointer}"
    assert told == pointer


def test_null_is_a_body_and_an_absent_one_is_none(load: Import) -> None:
    assert call(load, "gen_bodies", "default.send_null", body=None)[0].content == b"null"
    assert call(load, "gen_bodies", "default.send_any")[0].content == b""


@pytest.mark.parametrize(
    ("answer", "parsed"),
    [
        (httpx.Response(200, json={"name": "a"}), {"name": "a"}),
        (httpx.Response(200, content=b"[1]", headers={"Content-Type": "application/vnd.other+json"}), [1]),
        (httpx.Response(200, text="a;b", headers={"Content-Type": "text/csv"}), "a;b"),
        (httpx.Response(200, content=b"%PDF", headers={"Content-Type": "application/pdf"}), b"%PDF"),
        (httpx.Response(201, json={"name": "a"}), {"name": "a"}),
        (httpx.Response(202, html="<p>"), "<p>"),
        (httpx.Response(203, content=b"GIF"), b"GIF"),
        (httpx.Response(204), None),
        (httpx.Response(418, json={"title": "Teapot"}), {"title": "Teapot"}),
        (httpx.Response(500, json=["any"]), ["any"]),
    ],
)
def test_each_documented_answer_is_read_by_its_type(load: Import, answer: httpx.Response, parsed: Any) -> None:
    _, response = call(load, "gen_answers", "default.get_answer", answer)
    found = response.parsed
    found = found.to_dict() if hasattr(found, "to_dict") else found
    assert (found.payload.read() if hasattr(found, "payload") else found) == parsed


@pytest.mark.parametrize(
    "extra",
    [
        {"nullable_enum": None, "mixed_enum": None, "const_null": None, "object_or_null": None, "list_or_null": None},
        {"mixed_enum": 1, "float_enum": 0.5, "same_case": "X", "const_first": "", "const_list": [1, 2]},
        {"const_first": {"a": "b"}, "list_or_null": [{"a": "b"}], "object_or_null": {"inner": {"b": 1}}},
        {"merged": {"id": 1, "own": "o", "right": "r"}, "clash": {"id": 1, "kind": "one"}},
        {"either": {"right": "r"}, "required_one_of": {"b": "b"}, "tagged": {"right": "r", "kind": "r"}},
        {"either": "2024-05-06T07:08:09Z", "lone": {"id": 1}, "text": "t", "described": "on", "embedded": "bytes"},
        {"not documented": {"yet": True}, "tuple": ["a", 1]},
    ],
)
def test_a_combined_value_comes_back_as_it_was(load: Import, extra: dict[str, Any]) -> None:
    value = {"any": 1, "list": ["x"], **extra}
    body = load("gen_combined.models").Everything.from_dict(value)
    request, response = call(load, "gen_combined", "default.send_all", httpx.Response(200, json=value), body=body)
    assert json.loads(request.content) == value
    assert response.parsed.to_dict() == value


def test_names_that_collide_stay_apart_on_the_wire(load: Import, generated: Path) -> None:
    value = {"+1": 1, "-1": 2, "class": "c", "to_dict": "d", "fooBar": "e", "foo_bar": "f", "file": "in", "type": {}}
    names = {
        p["argument"]: (p["in"], p["name"])
        for p in record(generated, "gen_names")["operations"]["getThing"]["parameters"]
    }
    assert names["id_path"] == ("path", "id")
    assert names["id_query"] == ("query", "id")
    arguments = {"id_path": 1, "thing_kind": "k", "id_query": "q", "client": "c", "kwargs": "w"}
    name = record(generated, "gen_names")["operations"]["getThing"]["call"]
    request, response = call(load, "gen_names", name, httpx.Response(200, json=value), **arguments)
    assert request.url.path == "/things/1/k"
    assert dict(request.url.params) == {"id": "q", "client": "c", "kwargs": "w"}
    assert response.parsed.to_dict() == value


def test_a_server_of_one_operation_is_asked_instead_of_the_common_one(load: Import) -> None:
    key = {"settings": {"key": "k"}}
    urls = [
        str(call(load, "gen_beyond", f"default.{name}", **key)[0].url)
        for name in ("upload", "get_elsewhere", "get_here")
    ]
    assert urls == [
        "https://eu.upload.example.com/uploads",
        "https://beyond.example.com/v2/elsewhere?key=k",
        "https://beyond.example.com/v1/here?key=k",
    ]
    own = {"base_url": "https://mine.example.com", "key": "k"}
    urls = [str(call(load, "gen_beyond", f"default.{name}", settings=own)[0].url) for name in ("upload", "get_here")]
    assert urls == ["https://eu.upload.example.com/uploads", "https://mine.example.com/here?key=k"]


def test_what_no_client_calls_is_in_the_account(generated: Path) -> None:
    assert record(generated, "gen_beyond")["account"]["not_calls"] == [
        "/webhooks/changed",
        "/paths/~1uploads/post/callbacks/uploaded",
    ]
