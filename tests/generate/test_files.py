"""Files: how they are given, sent and received."""

from __future__ import annotations

import io
import os
import tempfile
from collections.abc import Callable
from email.message import Message
from email.parser import BytesParser
from pathlib import Path
from types import ModuleType
from typing import Any

import httpx
import pytest

from conformance.generate.render.runtime import files
from tests.generate.calling import Wire
from tests.generate.conftest import Import

Make = Callable[[Path], Any]


@pytest.fixture
def package(load: Import) -> ModuleType:
    """The package of the toy."""
    return load("gen_files")


@pytest.fixture
def wire(package: ModuleType) -> Wire:
    """A client of the toy, whose requests are kept."""
    return Wire(package)


@pytest.fixture
def form(load: Import) -> Callable[..., Any]:
    """The class of the toy's form."""
    return load("gen_files.models").SendClaimBody  # type: ignore[no-any-return]


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    """A picture."""
    path = tmp_path / "a b.jpg"
    path.write_bytes(b"JPEG")
    return path


def parts(request: httpx.Request) -> list[Message]:
    """Return the parts of a form, as a reader of MIME sees them."""
    head = f"Content-Type: {request.headers['Content-Type']}\r\n\r\n".encode()
    message = BytesParser().parsebytes(head + request.content)
    return [part for part in message.get_payload() if isinstance(part, Message)]


def told(part: Message) -> tuple[str | None, str | None, str, Any]:
    """Return name, file name, type and content of a part."""
    name = part.get_param("name", header="Content-Disposition")
    return str(name), part.get_filename(), part["Content-Type"], part.get_payload(decode=True)


def spooled(content: bytes) -> Any:
    """Return a temporary file, which is no IOBase before Python 3.11."""
    file = tempfile.SpooledTemporaryFile()  # noqa: SIM115 - the fixture closes it
    file.write(content)
    file.seek(0)
    return file


GIVEN: dict[str, Make] = {
    "path": lambda path: path,
    "open file": lambda path: path.open("rb"),
    "bytes": lambda path: path.read_bytes(),
    "stream": lambda path: io.BytesIO(path.read_bytes()),
    "entry of a folder": lambda path: next(entry for entry in [*os.scandir(path.parent)]),
    "spooled file": lambda path: spooled(path.read_bytes()),
}


@pytest.fixture(params=GIVEN)
def given(request: pytest.FixtureRequest, picture: Path) -> Any:
    """The picture in one of the ways in which files are given."""
    made = GIVEN[request.param](picture)
    yield made
    if hasattr(made, "close"):
        made.close()


def test_a_file_is_sent_twice_however_it_is_given(wire: Wire, form: Any, package: ModuleType, given: Any) -> None:
    for body in (given, package.File(given, mime_type="image/x")):
        assert [wire.sent("files.put_blob", body=body).content for _ in range(2)] == [b"JPEG"] * 2
        requests = [wire.sent("files.send_claim", body=form(photos=[body, body])) for _ in range(2)]
        assert [[told(part)[3] for part in parts(request)] for request in requests] == [[b"JPEG"] * 2] * 2


def test_a_file_has_the_name_of_its_path(wire: Wire, form: Any, picture: Path) -> None:
    with picture.open("rb") as opened:
        request = wire.sent("files.send_claim", body=form(photos=[picture, opened]))
    assert [told(part) for part in parts(request)] == [("photos", "a b.jpg", "image/jpeg", b"JPEG")] * 2


def test_a_file_always_has_a_name(wire: Wire, form: Any) -> None:
    with tempfile.TemporaryFile() as nameless:
        nameless.write(b"x")
        nameless.seek(0)
        request = wire.sent("files.send_claim", body=form(plain=nameless, typed=b"y"))
    assert [told(part)[:3] for part in parts(request)] == [
        ("plain", "upload", "application/octet-stream"),
        ("typed", "upload", "image/png"),
    ]


@pytest.mark.parametrize(
    ("name", "sent"),
    [("a.png", "image/png"), ("a.csv", "text/csv"), ("a.gif", "image/png"), (None, "image/png")],
)
def test_the_name_chooses_among_documented_types(
    wire: Wire, form: Any, package: ModuleType, name: str | None, sent: str
) -> None:
    request = wire.sent("files.send_claim", body=form(photos=[package.File(b"x", name)]))
    assert told(parts(request)[0])[2] == sent


def test_the_type_that_a_file_is_given_wins(wire: Wire, form: Any, package: ModuleType) -> None:
    request = wire.sent("files.send_claim", body=form(scan=package.File(b"x", "a.png", "image/webp")))
    assert told(parts(request)[0]) == ("scan", "a.png", "image/webp", b"x")


def test_archives_are_not_what_they_hold(wire: Wire, form: Any, package: ModuleType) -> None:
    request = wire.sent("files.send_claim", body=form(plain=package.File(b"x", "a.csv.gz")))
    assert told(parts(request)[0])[2] == "application/gzip"


def test_parts_are_written_as_their_encoding_says(wire: Wire, form: Any) -> None:
    body = form.from_dict({"summary": "é", "letter": {"to": "me"}, "count": 3, "lines": [{"sku": "s"}], "page": "<p>"})
    assert [told(part) for part in parts(wire.sent("files.send_claim", body=body))] == [
        ("page", None, "text/html", b"<p>"),
        ("summary", None, "text/markdown; charset=iso-8859-1", b"\xe9"),
        ("letter", None, "application/vnd.acme.letter+json", b'{"to":"me"}'),
        ("lines", None, "application/json", b'{"sku":"s"}'),
        ("count", None, "application/json", b"3"),
    ]


def test_arrays_are_one_part_for_each_item_or_joined_by_style(wire: Wire, form: Any) -> None:
    request = wire.sent("files.send_claim", body=form(codes=["a,b", "c d"], tags=["a,b", "c"]))
    assert [(told(part)[0], told(part)[3]) for part in parts(request)] == [
        ("codes", b"a,b,c d"),
        ("tags", b"a,b"),
        ("tags", b"c"),
    ]


def test_files_are_parts_whatever_style_the_document_has(wire: Wire, form: Any) -> None:
    request = wire.sent("files.send_claim", body=form(stamps=[b"a", b"b"]))
    assert [(told(part)[0], told(part)[3]) for part in parts(request)] == [("stamps", b"a"), ("stamps", b"b")]


def test_forms_of_openapi_3_0_have_no_styles(load: Import) -> None:
    body = load("gen_read_only.models").PutAppBody(names=["a", "b"])
    request = Wire(load("gen_read_only")).sent("apps.put", body=body)
    assert [told(part)[3] for part in parts(request)] == [b"a", b"b"]


def test_parts_have_the_headers_of_the_document_and_of_the_file(wire: Wire, form: Any, package: ModuleType) -> None:
    request = wire.sent("files.send_claim", body=form(scan=package.File(b"x", headers={"X-Pages": "3"})))
    (part,) = parts(request)
    assert (part["X-Kind"], part["X-Pages"], part["Content-Type"]) == ("scan", "3", "application/pdf")
    (part,) = parts(wire.sent("files.send_claim", body=form(scan=package.File(b"x", headers={"x-kind": "own"}))))
    assert part.get_all("X-Kind") == ["own"]
    with pytest.raises(ValueError, match="the header X-Pages can't hold its value"):
        wire.sent("files.send_claim", body=form(scan=package.File(b"x", headers={"X-Pages": "3\r\nX: y"})))


def test_a_part_without_a_type_takes_a_file(wire: Wire, form: Any, picture: Path) -> None:
    request = wire.sent("files.send_claim", body=form(open_=picture, opens=[b"x", picture], typed=b"y", raw=b"z"))
    assert [told(part)[:3] for part in parts(request)] == [
        ("open", "a b.jpg", "image/jpeg"),
        ("opens", "upload", "application/octet-stream"),
        ("opens", "a b.jpg", "image/jpeg"),
        ("typed", "upload", "image/png"),
        ("raw", "upload", "application/octet-stream"),
    ]


def test_a_form_without_parts_ends_with_its_delimiter(wire: Wire, form: Any) -> None:
    request = wire.sent("files.send_claim", body=form(photos=[]))
    boundary = request.headers["Content-Type"].partition("boundary=")[2]
    assert request.content == f"--{boundary}--\r\n".encode()
    assert request.headers["Content-Length"] == str(len(request.content))


def test_names_do_not_break_out_of_their_part(wire: Wire, form: Any, package: ModuleType) -> None:
    request = wire.sent("files.send_claim", body=form(plain=package.File(b"x", 'a"\r\nX: y\\é')))
    assert b'filename="a%22%0D%0AX: y\\\\\xc3\xa9"\r\n' in request.content


def test_an_object_with_a_file_is_one_part_for_each_property() -> None:
    """JSON can't hold a file; brackets are how other clients write it."""
    made = files.multipart({"document": {"file": files.File(b"x", "a.pdf"), "pages": 3}, "meta": {"n": 1}})
    headers = {"Content-Type": f"multipart/form-data; boundary={made.boundary}"}
    form = httpx.Request("POST", "http://x", content=made.content, headers=headers)
    assert [told(part) for part in parts(form)] == [
        ("document[file]", "a.pdf", "application/pdf", b"x"),
        ("document[pages]", None, "text/plain", b"3"),
        ("meta", None, "application/json", b'{"n":1}'),
    ]


def test_a_form_that_may_be_left_out_needs_its_file(wire: Wire, load: Import) -> None:
    body = load("gen_files.models").PutPaperBody(paper=b"%PDF", a_b_c="x")
    request = wire.sent("files.put_paper", body=body)
    assert b'name="a %22b\\\\c%22"\r\n' in request.content
    assert told(parts(request)[0]) == ("paper", "upload", "application/pdf", b"%PDF")
    assert wire.sent("files.put_paper").content == b""


def test_a_class_for_forms_and_json_holds_files_and_text(
    package: ModuleType, load: Import, picture: Path, generated: Path
) -> None:
    shared = load("gen_files.models").Shared
    wire = Wire(package, lambda _: httpx.Response(200, json={"photo": "text", "photos": ["a"]}))
    form = wire.sent("files.send_shared", body=shared(photo=picture, photos=[b"x"]), content_type="multipart/form-data")
    assert [told(part)[1] for part in parts(form)] == ["a b.jpg", "upload"]
    answer = wire.call("files.send_shared", body=shared(photo="text"), content_type="application/json")
    assert (wire.requests[-1].content, answer.parsed.photo) == (b'{"photo":"text"}', "text")
    with pytest.raises(TypeError):
        wire.call("files.send_shared", body=shared(photo=picture), content_type="application/json")
    code = (generated / "gen_files" / "gen_files" / "models.py").read_text(encoding="utf-8")
    assert "photo: FileTypes | str | Unset" in code


def test_a_body_that_has_a_file_is_sent_as_a_form(package: ModuleType, load: Import, picture: Path) -> None:
    """Django's serializers are documented as JSON and as forms: JSON comes first, and holds no file."""
    shared, wire = load("gen_files.models").Shared, Wire(package, lambda _: httpx.Response(204))
    assert parts(wire.sent("files.put_shared", body=shared(photo=picture)))[0].get_filename() == "a b.jpg"
    assert parts(wire.sent("files.put_shared", body={"photos": [b"x"]}))[0].get_filename() == "upload"
    assert wire.sent("files.put_shared", body=shared(photo="text")).content == b'{"photo":"text"}'
    form = wire.sent("files.put_shared", body={"photo": "a"}, content_type="application/x-www-form-urlencoded")
    assert form.content == b"photo=a"


@pytest.mark.parametrize("value", ["text", 3, {"a": 1}])
def test_what_is_not_a_file_is_refused(wire: Wire, form: Any, value: Any) -> None:
    with pytest.raises(TypeError, match="body: scan: expected File or "):
        wire.sent("files.send_claim", body=form(scan=value))
    with pytest.raises(TypeError, match="body: expected File or "):
        wire.sent("files.put_blob", body=value)
    assert not wire.requests


def test_a_file_that_is_open_for_text_is_refused(wire: Wire, picture: Path) -> None:
    with picture.open(encoding="utf-8") as opened, pytest.raises(TypeError, match="open it in binary mode"):
        wire.sent("files.put_blob", body=opened)


@pytest.mark.parametrize(("name", "sent"), [("a.gif", "image/gif"), ("a.txt", "application/octet-stream")])
def test_a_range_of_types_takes_the_type_from_the_name(wire: Wire, tmp_path: Path, name: str, sent: str) -> None:
    (tmp_path / name).write_bytes(b"x")
    assert wire.sent("files.put_picture", body=tmp_path / name).headers["Content-Type"] == sent


@pytest.mark.parametrize(
    ("name", "content_type", "sent"),
    [
        ("a.jpg", None, "image/jpeg"),
        ("a.mp3", None, "audio/mpeg"),
        ("a.bin", None, "image/png"),
        ("a.jpg", "image/png", "image/png"),
        ("a.mp3", "audio/*", "audio/mpeg"),
    ],
)
def test_the_name_chooses_among_the_types_of_a_body(
    wire: Wire, tmp_path: Path, name: str, content_type: str | None, sent: str
) -> None:
    (tmp_path / name).write_bytes(b"x")
    given = {"content_type": content_type} if content_type else {}
    assert wire.sent("files.put_scan", body=tmp_path / name, **given).headers["Content-Type"] == sent


def test_text_is_sent_in_the_documented_charset(wire: Wire) -> None:
    assert wire.sent("files.put_note", body="é").content == b"\xe9"
    with pytest.raises(ValueError, match="the text can't be written in the charset iso-8859-1") as caught:
        wire.sent("files.put_note", body="s3cret€")
    assert "s3cret" not in str(caught.value)


@pytest.mark.parametrize(
    ("disposition", "name"),
    [
        ("attachment; filename=label.pdf", "label.pdf"),
        ('attachment; filename="../../etc/label.pdf"', "label.pdf"),
        (r'attachment; filename="C:\dir\a\"b.pdf"', 'a"b.pdf'),
        ("attachment; filename=x.pdf; filename*=UTF-8''%e2%82%ac%20rates.pdf", "€ rates.pdf"),
        ("attachment; filename*=iso-8859-1'en'%A3.pdf", "£.pdf"),
        ("attachment; filename*=UTF-8''..%2f..%2fa.pdf", "a.pdf"),
        ("attachment; filename*=none''%ff; filename=b.pdf", "ÿ"),
        ('attachment; name="a; filename=evil"; FileName=good.pdf', "good.pdf"),
        ('attachment; filename=".."', None),
        ("attachment; filename*=UTF-8''a%00b", None),
        ("inline", None),
    ],
)
def test_a_download_has_its_name_and_type(package: ModuleType, disposition: str, name: str | None) -> None:
    headers = {"Content-Type": "application/pdf; v=1", "Content-Disposition": disposition}
    file = Wire(package, httpx.Response(200, headers=headers, content=b"%PDF")).call("files.get_label").parsed
    assert (file.file_name, file.mime_type, file.payload.read()) == (name, "application/pdf", b"%PDF")


def test_a_download_can_be_uploaded_again(package: ModuleType) -> None:
    headers = {"Content-Type": "image/png", "Content-Disposition": "attachment; filename=a.png"}
    wire = Wire(package, lambda r: httpx.Response(200 if r.method == "GET" else 204, headers=headers, content=b"PNG"))
    request = wire.sent("files.put_picture", body=wire.call("files.get_label").parsed)
    assert (request.headers["Content-Type"], request.content) == ("image/png", b"PNG")


def test_packages_without_files_have_no_code_for_them(generated: Path) -> None:
    assert not (generated / "gen_pages" / "gen_pages" / "_runtime" / "files.py").exists()
    assert (generated / "gen_files" / "gen_files" / "_runtime" / "files.py").exists()
