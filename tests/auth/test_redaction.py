"""Redaction."""

from __future__ import annotations

import base64
import html
import json
import shlex
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote, quote_plus

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from conformance.apis import Api, apis
from conformance.auth.redaction import CUT_MASK, MASK, Redaction
from conformance.openapi.spec import Spec

TEXTS = st.text(st.characters(exclude_categories=["Cs"]))
PASSWORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=40).map(str.strip).filter(lambda t: len(t) > 4)
VALUES = st.recursive(
    st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | TEXTS,
    lambda inner: st.lists(inner) | st.dictionaries(TEXTS, inner),
    max_leaves=5,
)
Write = Callable[[str], str]
NOTATIONS: dict[str, Write] = {
    "plain": str,
    "path": lambda text: quote(text, safe=""),
    "query": quote,
    "form": quote_plus,
    "lower-case percent": lambda text: "".join(f"%{byte:02x}" for byte in text.encode()),
    "twice in a URL": lambda text: quote_plus(quote_plus(text)),
    "JSON": lambda text: json.dumps(text)[1:-1],
    "JSON in UTF-8": lambda text: json.dumps(text, ensure_ascii=False)[1:-1],
    "JSON in JSON": lambda text: json.dumps(json.dumps(text))[3:-3],
    "JavaScript": lambda text: json.dumps(text).replace("/", "\\/")[1:-1],
    "Python": lambda text: repr(text)[1:-1],
    "Python's bytes": lambda text: repr(text.encode())[2:-1],
    "JSON in Python's bytes": lambda text: repr(json.dumps(text).encode())[3:-2],
    "shell": lambda text: shlex.quote(f" {text}")[2:-1],
    "JSON in a shell": lambda text: shlex.quote(json.dumps(text))[2:-2],
    "HTML": html.escape,
    "Basic": lambda text: base64.b64encode(f"user:{text}".encode()).decode(),
    "Basic in a URL": lambda text: quote(base64.b64encode(f"user:{text}".encode()).decode(), safe=""),
    "base64url": lambda text: base64.urlsafe_b64encode(f"user:{text}".encode()).decode().rstrip("="),
}
BASIC = """
openapi: 3.1.0
info: { title: Basic, version: "1" }
paths: {}
components: { securitySchemes: { login: { type: http, scheme: basic } } }
"""
MARKED = """
openapi: 3.1.0
info: { title: Places of what is sensitive, version: "1" }
paths:
  /x:
    get:
      parameters:
        - { name: direct, in: query, x-sensitive: true, schema: { type: string } }
        - { name: X-By-Schema, in: header, schema: { type: string, x-sensitive: true } }
      responses:
        "200":
          description: Fine.
          headers: { X-Given: { schema: { $ref: "#/components/schemas/Secret" } } }
components:
  securitySchemes: { key: { type: apiKey, in: query, name: api_key, x-sensitive: true } }
  schemas:
    Secret: { type: string, x-sensitive: true }
    Account:
      type: object
      properties:
        referred: { $ref: "#/components/schemas/Secret" }
        listed: { type: array, items: { $ref: "#/components/schemas/Secret" } }
        open: { type: string }
"""


@pytest.fixture(scope="module")
def redaction(toys: Path) -> Redaction:
    """Of a spec with a sensitive property, and a credential."""
    return Redaction.of(apis(toys, ["suite_parcels"])[0].spec, ["s3cr3t", "s3cr3t-longer", ""])


def test_known_secrets_are_masked(redaction: Redaction) -> None:
    """The longest first, so that no rest of one shows."""
    assert redaction.text("X-Key: s3cr3t-longer, s3cr3t!") == f"X-Key: {MASK}, {MASK}!"


@pytest.fixture(scope="module")
def basic(tmp_path_factory: pytest.TempPathFactory) -> Spec:
    """A spec with a user and a password."""
    return _spec(tmp_path_factory.mktemp("basic"), BASIC)


def _spec(folder: Path, document: str) -> Spec:
    (folder / "openapi.yaml").write_text(document, encoding="utf-8")
    return Api("toy", folder).spec


@given(password=PASSWORDS, notation=st.sampled_from(list(NOTATIONS)), before=TEXTS, after=TEXTS)
@settings(max_examples=300, derandomize=True, database=None)
def test_a_password_is_masked_however_it_is_written(
    basic: Spec, password: str, notation: str, before: str, after: str
) -> None:
    """Alone and with its user, and wherever it stands."""
    written = NOTATIONS[notation](password)
    assume(password not in before + after + MASK and written not in before + after + MASK)
    hidden = Redaction.of(basic, [f"user:{password}"]).text(f"{before}{written}{after}")
    assert written not in hidden
    assert password not in hidden


@pytest.mark.parametrize("notation", list(NOTATIONS))
def test_a_cut_password_is_masked_as_such(basic: Spec, notation: str) -> None:
    """A replay cuts the password of its own environment."""
    redaction = Redaction.of(basic, ["user:fake-pass&word-é"])
    assert redaction.text(f"a {NOTATIONS[notation]('fake-pass&wo')}").rstrip("=%3D") == f"a {CUT_MASK}"
    assert redaction.text(f"a {NOTATIONS[notation]('fake-pass&word-é')}").rstrip("=%3D") == f"a {MASK}"
    assert redaction.text("a fake-p z") == "a fake-p z"


@pytest.mark.parametrize(
    "write",
    [
        json.dumps,
        lambda value: json.dumps(value, ensure_ascii=False, indent=2),
        lambda value: json.dumps(json.dumps(value)),
        lambda value: json.dumps(json.dumps(json.dumps(value))),
        repr,
        lambda value: shlex.quote(json.dumps(value)),
    ],
    ids=["JSON", "indented JSON", "JSON in JSON", "JSON in JSON in JSON", "Python", "a shell"],
)
@given(value=VALUES, before=TEXTS, after=TEXTS)
@settings(max_examples=100, derandomize=True, database=None)
def test_a_sensitive_member_is_masked_and_nothing_else(
    redaction: Redaction, write: Callable[[Any], str], value: Any, before: str, after: str
) -> None:
    """Whatever its type, and whatever is in it."""
    opening, closing = write({"id": 7, "secret": "|", "z": 8}).split("|")
    if not isinstance(value, str):  # without the quotes
        opening, closing = opening.rstrip("\\\"'"), closing.lstrip("\\\"'")
    shown = redaction.text(f"{before}{write({'id': 7, 'secret': value, 'z': 8})}{after}")
    expected = f"{before}{opening}{MASK}{closing}{after}"
    assert shown.replace('"', "'") == expected.replace('"', "'")  # Python chooses its quotes by what is in them


@given(value=TEXTS, before=TEXTS, after=TEXTS)
@settings(max_examples=100, derandomize=True, database=None)
def test_a_sensitive_field_is_masked_and_nothing_else(
    redaction: Redaction, value: str, before: str, after: str
) -> None:
    """Of a form or a query."""
    hidden = redaction.text(f"{before}?id=7&secret={quote_plus(value)}&z=8{after}")
    assert hidden == f"{before}?id=7&secret={MASK}&z=8{after}"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("secret=abc&id=7", f"secret={MASK}&id=7"),
        ("Secret=abc", f"Secret={MASK}"),
        ("call(id=7, secret='a b')", f"call(id=7, secret='{MASK}')"),
        ("/?next=%2F%3Fsecret%3Dabc", f"/?next=%2F%3Fsecret%3D{MASK}"),
        ("filter[secret]=abc", f"filter[secret]={MASK}"),
        ("curl -H 'Secret: a b' -X GET", f"curl -H 'Secret: {MASK}' -X GET"),
        ("Secret: a b\nAge: 7", f"Secret: {MASK}\nAge: 7"),
        ('{"id": 7, "secret": "ab', f'{{"id": 7, "secret": "{MASK}'),
        ('{"secret": [1, "]", {"a": 2}], "id": 7}', f'{{"secret": {MASK}, "id": 7}}'),
        ('{"secret": [1, "a', f'{{"secret": {MASK}'),
        ('{"secret": null}', '{"secret": null}'),
        ("secretary=abc, my_secret=abc", "secretary=abc, my_secret=abc"),
        ("body /secret: breaks 'maxLength'", "body /secret: breaks 'maxLength'"),
    ],
)
def test_values_of_sensitive_properties_are_masked(redaction: Redaction, text: str, shown: str) -> None:
    """In whatever text they are members; a text that is cut off is masked to its end."""
    assert redaction.text(text) == shown
    assert redaction.text(shown) == shown


def test_a_member_is_sensitive_where_its_schema_is(tmp_path: Path) -> None:
    """Marked itself or by reference, also in a list; under the name that stands on the wire."""
    names = Redaction.of(_spec(tmp_path, MARKED)).names
    assert names == ("X-By-Schema", "X-Given", "api_key", "direct", "listed", "referred")


def test_everything_else_stays(redaction: Redaction) -> None:
    """Text without secrets is not touched."""
    text = '{"id": 7, "sent_at": "2026-01-02"}'
    assert redaction.text(text) == text


def test_the_repr_shows_no_secret(redaction: Redaction) -> None:
    """Not even of the object that knows them."""
    assert "s3cr3t" not in repr(redaction)


@pytest.mark.parametrize("errors", ["surrogateescape", "replace"])
@pytest.mark.parametrize(("sent", "read"), [("utf-8", "latin-1"), ("latin-1", "utf-8"), ("utf-8", "utf-8")])
def test_a_secret_is_masked_though_its_bytes_are_misread(make_api: Any, sent: str, read: str, errors: str) -> None:
    """A header is read as Latin-1, and a body as UTF-8, whatever they were written in."""
    api = make_api('openapi: 3.1.0\ninfo: { title: T, version: "1" }\npaths: {}\n')
    secret = "p\u00e4ssw\u00f6rd"
    shown = f"<{secret}>".encode(sent).decode(read, errors)
    assert Redaction.of(api.spec, [secret]).text(shown) == f"<{MASK}>"
    short = Redaction.of(api.spec, ["\u00e4\u00f6"])
    assert short.text("\ufffd\ufffd") == "\ufffd\ufffd"  # any two bytes
