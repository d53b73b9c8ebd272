"""Values that are easily written wrong arrive as they were given, and the mock reads them so."""

from __future__ import annotations

import asyncio
import datetime
import io
import json
from pathlib import Path
from typing import Any

import httpx
import msgspec
import pytest

from conformance.apis import Api
from conformance.client_check import decode_request
from tests.generate.calling import Wire
from tests.generate.conftest import Import

DAY = datetime.date(2024, 5, 6)
NOON = datetime.datetime(2024, 5, 6, 12, tzinfo=datetime.UTC)


@pytest.fixture
def wire(load: Import) -> Wire:
    """A client of the toy, whose requests are kept."""
    return Wire(load("gen_wire"), session="s3cret")


def read(toys: Path, operation: str, request: httpx.Request) -> dict[str, Any]:
    """Return the parameters that the mock reads from a request."""
    spec = Api("gen_wire", toys / "gen_wire").spec
    found = next(o for o in spec.operations.values() if o.id == operation)
    raw = decode_request.raw(request.url.query.decode(), request.headers.multi_items(), {})
    return {name: value for (name, _), value in decode_request.parameters(spec, found, raw).items()}


@pytest.mark.parametrize(
    ("note", "sent"),
    [
        ("a; admin=1", "a%3B%20admin%3D1"),
        ('x y,"z"\\', "x%20y%2C%22z%22%5C"),
        ("100%41", "100%2541"),
        ("é", "%C3%A9"),
    ],
)
def test_a_cookie_holds_any_text_and_is_one_cookie(wire: Wire, toys: Path, note: str, sent: str) -> None:
    request = wire.sent("wire.get_basket", note=note)
    assert request.headers["Cookie"] == f"note={sent}; sid=s3cret"
    assert read(toys, "getBasket", request) == {"note": note}


def test_cookies_hold_arrays_and_objects(wire: Wire, toys: Path, load: Import) -> None:
    size = load("gen_wire.models").Size(w=1, label="a;b")
    request = wire.sent("wire.get_basket", ids=[1, 2], flat=[3, 4], size=size)
    assert request.headers["Cookie"].startswith("ids=1; ids=2; flat=3")
    assert "; w=1; label=a%3Bb; sid=s3cret" in request.headers["Cookie"]
    assert read(toys, "getBasket", request) == {"ids": [1, 2], "flat": [3, 4], "size": {"w": 1, "label": "a;b"}}


@pytest.mark.parametrize("value", ["s e", "s;c=1", "s,e", 's"e', "s\\e", "sé"])
def test_a_credential_that_no_cookie_holds_is_refused_and_not_shown(load: Import, value: str) -> None:
    with pytest.raises(ValueError, match="the credential for sid has characters that a cookie can't hold") as caught:
        Wire(load("gen_wire"), session=value)
    assert value not in str(caught.value)


def test_commas_between_values_are_literal_and_those_within_are_encoded(wire: Wire, toys: Path, load: Import) -> None:
    box = load("gen_wire.models").Size(w=1, label="x,y z")
    request = wire.sent("wire.find_parts", codes=["a,b", "c +é"], box=box, single="a,b", crumbs=["a,b", "c"])
    assert request.url.query == b"codes=a%2Cb,c%20%2B%C3%A9&box=w,1,label,x%2Cy%20z&single=a%2Cb"
    assert request.headers["Cookie"] == "crumbs=a%2Cb,c"
    assert read(toys, "findParts", request) == {
        "codes": ["a,b", "c +é"],
        "box": {"w": 1, "label": "x,y z"},
        "single": "a,b",
        "crumbs": ["a,b", "c"],
    }


def test_pipes_are_encoded_as_openapi_shows_them(wire: Wire, toys: Path) -> None:
    request = wire.sent("wire.find_parts", piped=["a", "b"])
    assert request.url.query == b"piped=a%7Cb"
    assert read(toys, "findParts", request) == {"piped": ["a", "b"]}


def test_commas_of_a_form_are_literal_between_values(wire: Wire, load: Import) -> None:
    body = load("gen_wire.models").FindPartsBody(flat=["a,b", "c d"])
    assert wire.sent("wire.find_parts", body=body).content == b"flat=a%2Cb,c+d"


def test_a_credential_among_the_parameters_is_the_credential(load: Import) -> None:
    wire = Wire(load("gen_wire"), session="s3cret", key="k3y")
    assert wire.sent("wire.get_keyed").headers["X-API-Key"] == "k3y"
    assert wire.sent("wire.put_keyed", x_api_key="own").headers["X-API-Key"] == "own"


def test_binary_data_in_a_query_is_text(load: Import) -> None:
    wire = Wire(load("gen_wire"), session="s3cret", key="k3y")
    assert wire.sent("wire.get_keyed", data="a b", several=["c", "d"]).url.query == b"data=a%20b&several=c&several=d"


def test_two_parameters_of_one_name_are_refused_only_if_both_are_given(wire: Wire, load: Import) -> None:
    models = load("gen_wire.models")
    both = models.GetFilteredFilter(limit=2, label="a")
    assert wire.sent("wire.get_filtered", filter_=both).url.query == b"limit=2&label=a"
    labelled = models.GetFilteredFilter(label="a")
    assert wire.sent("wire.get_filtered", limit=1, filter_=labelled).url.query == b"limit=1&label=a"
    for given in ({"limit": 1, "filter_": both}, {"filter_": both, "size": models.Size(label="b")}):
        with pytest.raises(ValueError, match=r"(limit and filter_|filter_ and size): both are sent as '(limit|label)'"):
            wire.sent("wire.get_filtered", **given)
    assert len(wire.requests) == 2


def test_reserved_characters_are_sent_as_they_are_where_they_are_allowed(wire: Wire, toys: Path) -> None:
    url = "http://x.y:1/a?b=c&d+e#[f]@!$'()*,;%2F% é"
    sent = b"http://x.y:1/a?b%3Dc%26d%2Be%23%5Bf%5D@!$'()*,;%2F%25%20%C3%A9"
    request = wire.sent("wire.open_target", target=url, plain="a/b")
    assert request.url.query == b"target=" + sent + b"&plain=a%2Fb"
    assert read(toys, "openTarget", request) == {"target": url.replace("%2F", "/"), "plain": "a/b"}


def test_reserved_characters_are_allowed_in_lists_and_objects(wire: Wire, load: Import) -> None:
    size = load("gen_wire.models").Size(label="a/b")
    request = wire.sent("wire.open_target", targets=["/a", "/b&"], deep=size)
    assert request.url.query == b"targets=/a,/b%26&deep%5Blabel%5D=a/b"


def test_reserved_characters_are_allowed_in_a_field_of_a_form(wire: Wire, load: Import) -> None:
    body = load("gen_wire.models").OpenTargetBody(url="/a b?c&d", plain="/")
    assert wire.sent("wire.open_target", body=body).content == b"url=/a+b?c%26d&plain=%2F"


def test_a_parameter_with_a_media_type_is_written_as_that_type(wire: Wire, toys: Path, load: Import) -> None:
    size = load("gen_wire.models").Size(label="é y")
    texts = {"x_note": "abc", "crumb": "a%2Fb", "q": "a b", "json": "a"}
    request = wire.sent("wire.get_contents", **texts, form=size, x_size=size, size=size)
    assert request.headers["X-Note"] == "abc"
    assert request.headers["X-Size"] == r'{"label":"\u00e9 y"}'
    assert request.headers["Cookie"] == "crumb=a%2Fb; size=%7B%22label%22%3A%22%C3%A9%20y%22%7D"
    assert request.url.query == b"q=a%20b&form=label%3D%25C3%25A9%2By&json=%22a%22"
    values = {"X-Note": "abc", "crumb": "a%2Fb", "q": "a b", "json": "a"}
    assert read(toys, "getContents", request) == {
        **values,
        **{name: {"label": "é y"} for name in ("X-Size", "size", "form")},
    }


def test_an_array_of_a_form_in_the_query_is_a_field_for_each_item(wire: Wire, toys: Path, load: Import) -> None:
    fields = load("gen_wire.models").GetContentsFields(a=["x y", "&"])
    request = wire.sent("wire.get_contents", fields=fields)
    assert request.url.query == b"fields=a%3Dx%2By%26a%3D%2526"
    assert read(toys, "getContents", request) == {"fields": {"a": ["x y", "&"]}}


def test_text_that_no_cookie_holds_is_refused_and_not_shown(wire: Wire) -> None:
    with pytest.raises(ValueError, match="crumb: a cookie can't hold this text") as caught:
        wire.sent("wire.get_contents", crumb="a; admin=1")
    assert "admin" not in str(caught.value)
    assert not wire.requests


@pytest.mark.parametrize(
    ("arguments", "place"),
    [
        ({"day": NOON}, "day"),
        ({"on": NOON}, "on"),
        ({"days": [DAY, NOON]}, "days: 1"),
    ],
)
def test_a_datetime_is_not_a_date(wire: Wire, arguments: dict[str, Any], place: str) -> None:
    with pytest.raises(TypeError, match=f"^{place}: expected date, found datetime"):
        wire.sent("wire.add_visit", **{"day": DAY, **arguments})
    assert not wire.requests


def test_none_leaves_out_a_parameter_of_any_type(wire: Wire) -> None:
    request = wire.sent("wire.add_visit", DAY, on=None, days=None, since=None)
    assert request.url.raw_path == b"/visits/2024-05-06"


@pytest.mark.parametrize("name", ["day", "or_number"])
def test_a_datetime_is_not_a_date_in_a_body(wire: Wire, load: Import, name: str) -> None:
    body = load("gen_wire.models").Visit(**{name: NOON})
    with pytest.raises(TypeError, match=f"{name}: expected date.*, found datetime"):
        wire.sent("wire.add_visit", DAY, body=body)
    with pytest.raises(TypeError, match=r"expected date.*, found datetime"):
        body.to_dict()


def test_dates_and_times_are_sent_where_they_are_described(wire: Wire, load: Import) -> None:
    body = load("gen_wire.models").Visit(day=DAY, at=NOON, or_number=DAY, or_time=NOON)
    request = wire.sent("wire.add_visit", DAY, on=DAY, days=[DAY], since=NOON, body=body)
    assert request.url.raw_path == b"/visits/2024-05-06?on=2024-05-06&days=2024-05-06&since=2024-05-06T12%3A00%3A00Z"
    noon = "2024-05-06T12:00:00Z"
    assert json.loads(request.content) == {"day": "2024-05-06", "at": noon, "or_number": "2024-05-06", "or_time": noon}


@pytest.mark.parametrize("status", [204, 205])
@pytest.mark.parametrize("settings", [{}, {"validate": True}])
def test_a_response_without_content_is_none_in_a_documented_range(
    load: Import, status: int, settings: dict[str, Any]
) -> None:
    answer = httpx.Response(status, headers={"Content-Type": "application/json"})
    wire = Wire(load("gen_wire"), answer, session="s3cret", **settings)
    assert wire.client.wire.get_range() is None
    assert wire.call("wire.get_range").status_code == status


def test_not_modified_has_no_body(load: Import) -> None:
    answer = Wire(load("gen_wire"), httpx.Response(304), session="s3cret").call("wire.get_range")
    assert (answer.status_code, answer.parsed) == (304, None)


def test_a_range_with_content_may_give_none(load: Import, generated: Path) -> None:
    record = json.loads((generated / "gen_wire" / "provenance.json").read_text(encoding="utf-8"))
    assert record["operations"]["getRange"]["result"] == "Size | None"


class Pipe(io.BytesIO):
    """A stream that can't be rewound."""

    def seekable(self) -> bool:
        return False

    def tell(self) -> int:
        raise io.UnsupportedOperation("tell")


def test_a_file_that_is_sent_again_is_the_same(wire: Wire, load: Import) -> None:
    file = load("gen_wire").File(payload=io.BytesIO(b"0DATA"))
    file.payload.seek(1)
    form = load("gen_wire.models").PostFormBody(file=file)
    assert [wire.sent("wire.put_blob", body=file).read() for _ in range(2)] == [b"DATA"] * 2
    assert [b"\r\n\r\nDATA\r\n" in wire.sent("wire.post_form", body=form).read() for _ in range(2)] == [True] * 2


def test_a_stream_that_was_read_to_its_end_is_refused(wire: Wire, load: Import) -> None:
    file = load("gen_wire").File(payload=Pipe(b"DATA"))
    assert wire.sent("wire.put_blob", body=file).read() == b"DATA"
    form = load("gen_wire.models").PostFormBody(file=file)
    for name, body in (("put_blob", file), ("post_form", form)):
        with pytest.raises(ValueError, match="the file was read to its end"):
            wire.sent(f"wire.{name}", body=body)
    looked_at = io.BytesIO(b"DATA")
    looked_at.read()
    with pytest.raises(ValueError, match="the file was read to its end"):
        wire.sent("wire.put_blob", body=load("gen_wire").File(payload=looked_at))
    assert len(wire.requests) == 1


def test_an_empty_file_is_sent(wire: Wire, load: Import) -> None:
    assert wire.sent("wire.put_blob", body=load("gen_wire").File(payload=io.BytesIO())).read() == b""


DOSE = {"µg": 1.5, "ªlpha": "a", "µ": 1, "μ": 2, "unit": "µ", "ﬁnally": True}


def test_names_that_python_normalises_stay_as_they_are_on_the_wire(load: Import) -> None:
    wire = Wire(load("gen_wire"), httpx.Response(200, json=DOSE), session="s3cret")
    body = load("gen_wire.models").Dose.from_dict(DOSE)
    assert (body.µg, body.alpha, body.µ, body.finally_) == (1.5, "a", 1, True)
    names = {"μl_query": 1, "μl_query_": 2, "alpha": "a"}
    response = wire.call("μdose.add_μ", 7, body=body, **names)
    assert json.loads(wire.requests[0].content) == response.parsed.to_dict() == DOSE
    assert wire.requests[0].url.path == "/doses/7"
    assert wire.requests[0].url.params.multi_items() == [("µl", "1"), ("μl", "2"), ("ªlpha", "a")]


def test_optional_models_read_names_that_python_normalises(load: Import) -> None:
    model = load("gen_wire_models.pydantic_models").Dose.model_validate(DOSE)
    assert model.model_dump(by_alias=True) == DOSE
    struct = load("gen_wire_models.structs").Dose
    assert msgspec.to_builtins(msgspec.convert(DOSE, struct)) == DOSE


COOKIES = ["a=1; Expires=Wed, 09 Jun 2100 10:18:14 GMT", "b=2"]


@pytest.mark.parametrize("is_async", [False, True])
def test_cookies_of_a_response_are_not_kept(load: Import, is_async: bool) -> None:
    sent: list[httpx.Request] = []

    def respond(request: httpx.Request) -> httpx.Response:
        sent.append(request)
        return httpx.Response(200, headers=[("Set-Cookie", each) for each in COOKIES], json={})

    settings: dict[str, Any] = {"transport": httpx.MockTransport(respond), "session": "s3cret"}

    async def call() -> list[list[str]]:
        async with load("gen_wire").AsyncClient(**settings) as client:
            raw = client.wire.with_raw_response
            return [(await raw.get_range()).headers.get_list("set-cookie") for _ in range(2)]

    raw = load("gen_wire").Client(**settings).wire.with_raw_response
    found = asyncio.run(call()) if is_async else [raw.get_range().headers.get_list("Set-Cookie") for _ in range(2)]
    assert found == [COOKIES, COOKIES]
    assert [request.headers.get("Cookie") for request in sent] == [None, None]


def test_an_http_client_that_is_given_keeps_its_cookies(load: Import) -> None:
    sent: list[httpx.Request] = []

    def respond(request: httpx.Request) -> httpx.Response:
        sent.append(request)
        return httpx.Response(200, headers=[("Set-Cookie", each) for each in COOKIES], json={})

    transport = httpx.MockTransport(respond)
    client = load("gen_wire").Client(http_client=httpx.Client(transport=transport, base_url="https://wire.example.com"))
    for _ in range(2):
        client.wire.get_range()
    assert "a=1" in sent[1].headers["Cookie"]
