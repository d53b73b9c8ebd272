"""Forms are read as their properties' schemas and encodings say."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from conformance.mock.behaviour import Refusal
from conformance.mock.forms import FormReader
from conformance.mock.multipart import parts
from conformance.openapi.spec import MediaType, Spec

URLENCODED = "application/x-www-form-urlencoded"
MULTIPART = "multipart/form-data; boundary=B"
INTEGERS = {"type": "array", "items": {"type": "integer"}}
COLOUR = {"type": "object", "properties": {"R": {"type": "integer"}, "G": {"type": "integer"}}}
ITEMS = {"type": "array", "items": {"type": "object", "properties": {"n": {"type": "integer"}}}}


def reader(media_type: str, properties: dict[str, Any], encoding: Any, **document: Any) -> FormReader:
    definition = {"schema": {"type": "object", "properties": properties}, "encoding": encoding}
    spec = Spec({"it": definition, **document}, Path("openapi.yaml"))
    return FormReader(spec, MediaType(media_type.partition(";")[0], "/it", definition))


def urlencoded(text: str, schema: Any, **encoding: Any) -> Any:
    """Read the property `a` of a form, whose schema is `schema`."""
    form = reader(URLENCODED, {"a": schema, "b": {"type": "string"}}, {"a": encoding} if encoding else {})
    return form.read(text.encode(), URLENCODED)


def part(name: str, content: str | bytes, *headers: str, file: str | None = None) -> bytes:
    named = f'Content-Disposition: form-data; name="{name}"' + (f'; filename="{file}"' if file else "")
    head = "\r\n".join(["--B", named, *headers]).encode()
    return head + b"\r\n\r\n" + (content.encode() if isinstance(content, str) else content) + b"\r\n"


def multipart(*parts: bytes, properties: dict[str, Any], encoding: Any = None, **document: Any) -> dict[str, Any]:
    form = reader(MULTIPART, properties, encoding or {}, **document)
    return form.read(b"".join(parts) + b"--B--\r\n", MULTIPART)


@pytest.mark.parametrize(
    ("text", "schema", "encoding", "value"),
    [
        ("a=1&a=2", INTEGERS, {}, [1, 2]),
        ("a=1", INTEGERS, {}, [1]),
        ("a=1", {**INTEGERS, "type": ["array", "null"]}, {}, [1]),
        ("a=null", {**INTEGERS, "type": ["array", "null"]}, {}, None),
        ("a=%7B%22R%22%3A1%7D", COLOUR, {}, {"R": 1}),
        ("a=%7B%22n%22%3A1%7D&a=%7B%22n%22%3A2%7D", ITEMS, {}, [{"n": 1}, {"n": 2}]),
        ("a=%5B%7B%22n%22%3A1%7D%5D", ITEMS, {}, [{"n": 1}]),
        ("a=1,2", INTEGERS, {"explode": False}, [1, 2]),
        ("a=1%2C2", INTEGERS, {"style": "form", "explode": False}, [1, 2]),
        ("a=x%2Cy,z", {"type": "array", "items": {"type": "string"}}, {"explode": False}, ["x,y", "z"]),
        ("a=R,1,G,2", COLOUR, {"explode": False}, {"R": 1, "G": 2}),
        ("R=1&G=2", COLOUR, {"style": "form"}, {"R": 1, "G": 2}),
        ("a=1%202", INTEGERS, {"style": "spaceDelimited"}, [1, 2]),
        ("a=1+2", INTEGERS, {"style": "spaceDelimited", "explode": False}, [1, 2]),
        ("a=1|2", INTEGERS, {"style": "pipeDelimited"}, [1, 2]),
        ("a=1&a=2", INTEGERS, {"style": "pipeDelimited", "explode": True}, [1, 2]),
        ("a[R]=1&a%5BG%5D=2", COLOUR, {"style": "deepObject", "explode": True}, {"R": 1, "G": 2}),
        ("a[]=1&a[]=2", INTEGERS, {"style": "deepObject"}, [1, 2]),
        ("a[0][n]=1&a[1][n]=2", ITEMS, {"style": "deepObject"}, [{"n": 1}, {"n": 2}]),
        ("a=%5B1%2C2%5D", INTEGERS, {"contentType": "application/json"}, [1, 2]),
        ("a=1", {"type": "string"}, {}, "1"),
        ("a=5", {"type": ["integer", "string"], "minLength": 1, "not": {"type": "integer"}}, {}, "5"),
        ("a=a%2Fb", {"type": "string"}, {"allowReserved": True}, "a/b"),
    ],
)
def test_a_field_is_written_as_its_encoding_says(text: str, schema: Any, encoding: dict[str, Any], value: Any) -> None:
    assert urlencoded(f"{text}&b=b&c=1", schema, **encoding) == {"a": value, "b": "b", "c": 1}


@pytest.mark.parametrize(
    ("text", "schema", "encoding", "reason"),
    [
        ("a=1&a=2", {"type": "integer"}, {}, "property 'a' is given 2 times"),
        ("a=x", INTEGERS, {}, "'x' is not of type integer"),
        ("a=%5B1%5D", INTEGERS, {}, "'\\[1\\]' is not of type integer"),
        ("a=x", COLOUR, {}, "'x' is not of type object"),
        ("a=1,2&a=3", INTEGERS, {"explode": False}, "is given 2 times"),
        ("a=R,1,G", COLOUR, {"explode": False}, "names and values do not alternate"),
        ("a=%FF", {"type": "string"}, {}, "'utf-8' codec can't decode"),
        ("a=%7B%22R%22:1,%22R%22:1%7D", COLOUR, {"contentType": "application/json"}, "not JSON that all read alike"),
    ],
)
def test_a_field_that_means_nothing_is_refused(text: str, schema: Any, encoding: dict[str, Any], reason: str) -> None:
    with pytest.raises(ValueError, match=f"^{reason}"):
        urlencoded(text, schema, **encoding)


def test_an_object_part_is_json_and_an_array_of_objects_one_part_each() -> None:
    properties = {"meta": COLOUR, "list": ITEMS, "whole": ITEMS, "tags": {"type": "array", "items": {"type": "string"}}}
    read = multipart(
        part("meta", '{"R": 1}'),
        part("list", '{"n": 1}', "Content-Type: application/json"),
        part("list", '{"n": 2}'),
        part("whole", '[{"n": 3}]', "Content-Type: application/json"),
        part("tags", '["a"]'),
        properties=properties,
    )
    assert read == {"meta": {"R": 1}, "list": [{"n": 1}, {"n": 2}], "whole": [{"n": 3}], "tags": ['["a"]']}


def test_an_object_with_a_file_is_one_part_for_each_property() -> None:
    document = {"type": "object", "properties": {"file": {"type": "string"}, "pages": {"type": "integer"}}}
    properties = {"document": document, "document[note]": {"type": "string"}}
    fields = [part("document[file]", "PDF"), part("document[pages]", "3"), part("document[note]", "n")]
    assert multipart(*fields, properties=properties) == {
        "document": {"file": "PDF", "pages": 3},
        "document[note]": "n",
    }


def test_files_are_read_whole_whatever_they_hold() -> None:
    content = b"\xff\x00\r\n--C\r\n"
    binary = {"type": "string", "format": "binary"}
    read = multipart(
        part("file", content, "Content-Type: image/png", file="a.png"),
        part("files", "1", file="1.txt"),
        part("files", '{"a": 1}', "Content-Type: application/json", file="2.json"),
        part("open", "5", file="5.txt"),
        part("text", "ř".encode("iso-8859-2"), "Content-Type: text/plain; charset=iso-8859-2"),
        properties={
            "file": binary,
            "files": {"type": "array", "items": binary},
            "open": {},
            "text": {"type": "string"},
        },
    )
    assert read == {"file": content.decode("latin-1"), "files": ["1", '{"a": 1}'], "open": "5", "text": "ř"}


@pytest.mark.parametrize(("given", "status"), [("image/png", 0), ("image/gif", 0), ("", 0), ("text/plain", 415)])
def test_a_part_has_a_media_type_that_the_encoding_names(given: str, status: int) -> None:
    headers = [f"Content-Type: {given}; x=y"] if given else []
    encoding = {"file": {"contentType": "image/png, IMAGE/*"}}
    sent = part("file", "x", *headers, file="x")
    if not status:
        assert multipart(sent, properties={"file": {"type": "string"}}, encoding=encoding) == {"file": "x"}
        return
    with pytest.raises(Refusal) as refused:
        multipart(sent, properties={"file": {"type": "string"}}, encoding=encoding)
    known = "body: part 'file': its media type text/plain is not one of: image/png, image/*"
    found = refused.value
    assert (found.status, found.instead, found.reason) == (status, 400, known)


def test_headers_of_a_part_are_checked() -> None:
    header = {"required": True, "schema": {"type": "integer"}}
    encoding = {"a": {"headers": {"X-Rate": header, "Content-Type": {"schema": {"const": "no"}}}}}
    properties = {"a": {"type": "string"}}
    assert multipart(part("a", "x", "x-rate: 5"), properties=properties, encoding=encoding) == {"a": "x"}
    for headers, problem in (([], " is missing"), (["X-Rate: x"], ": 'x' is not of type integer")):
        with pytest.raises(Refusal) as refused:
            multipart(part("a", "x", *headers), properties=properties, encoding=encoding)
        assert refused.value.reason == f"body: part 'a': header parameter X-Rate{problem}"


def test_parts_have_styles_in_3_1_and_none_in_3_0() -> None:
    encoding = {"a": {"style": "form", "explode": False}}
    properties = {"a": {"type": "array", "items": {"type": "string"}}}
    assert multipart(part("a", "1,2"), properties=properties, encoding=encoding) == {"a": ["1", "2"]}
    older = {"x-upgraded-from": "3.0.3"}
    assert multipart(part("a", "1,2"), properties=properties, encoding=encoding, **older) == {"a": ["1,2"]}


def test_a_backslash_in_a_name_is_itself() -> None:
    """As clients that write as HTML does send it, though it could be read as an escape."""
    data = b'--B\r\nContent-Disposition: form-data; name="a\\"\r\n\r\n1\r\n--B--\r\n'
    assert [(each.name, each.content) for each in parts(data, "multipart/form-data; boundary=B")] == [("a\\", b"1")]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "Invalid form-data"),
        (b"--B\r\nX: 1\r\n\r\n1\r\n--B--\r\n", "Missing Content-Disposition"),
        (b"--B\r\nContent-Disposition: form-data; x*\r\n\r\n1\r\n--B--\r\n", "a part without a name"),
        (b'--B\r\nContent-Disposition: form-data; name="a"\r\n\r\n1', "Invalid form-data"),
        (part("a", "1") * 1001, "more than 1000 parts"),
        (b"\n" * 100_000, "multipart without its boundary"),
        (b"--B\r\n" + b"X: 1\r\n" * 100_000, "multipart without its boundary, or with too long headers"),
        (b'--B\r\nContent-Disposition: form-data; name="\xff"\r\n\r\n1', "'utf-8' codec can't decode"),
    ],
)
def test_a_form_that_is_not_one_is_refused(data: bytes, reason: str) -> None:
    with pytest.raises(ValueError, match=f"^{reason}"):
        reader(MULTIPART, {}, {}).read(data, MULTIPART)


@pytest.mark.parametrize("header", ["name=a; " + "(" * 400, "name=a; x*", 'name="a"' + ";" * 20_000])
def test_odd_headers_of_parts_break_nothing(header: str) -> None:
    data = f"--B\r\nContent-Disposition: form-data; {header}\r\n\r\n1\r\n--B--\r\n".encode()
    assert reader(MULTIPART, {}, {}).read(data, MULTIPART) == {"a": 1}
