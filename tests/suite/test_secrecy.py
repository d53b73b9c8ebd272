"""Nothing that a run writes holds a credential, though the server under test says back all that it is sent."""

from __future__ import annotations

import base64
import html
import json
import os
import subprocess
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, quote, quote_plus

from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.types import Receive, Scope, Send

from conformance.mock import serving
from conformance.report.formats import FORMATS
from conformance.report.record import read_events
from tests.forks import quick_python
from tests.networks import proxying

PASSWORD = 'p@ss w/"ö\\'
TOKEN = "t0k&n+/ 'ů"
BASIC = {base64.b64encode(f"me:{PASSWORD}".encode(encoding)).decode() for encoding in ("utf-8", "latin-1")}


async def _echo(scope: Scope, receive: Receive, send: Send) -> None:
    """Refuses whoever lacks one of the credentials; everybody is told what he sent, in many notations."""
    request = Request(scope, receive)
    basic = request.headers.get("authorization", "").removeprefix("Basic ")
    tokens = parse_qs(scope["query_string"].decode()).get("token", [])
    is_allowed = basic in BASIC and tokens == [TOKEN]
    told = {
        "number": f"as it came: {basic} {scope['query_string'].decode()}",
        "plain": [PASSWORD, *tokens] if is_allowed else [],
        "encoded": [form for text in (PASSWORD, TOKEN) for form in _forms(text)] if is_allowed else [],
        "body": (await request.body()).decode("latin-1"),
    }
    await JSONResponse(told, 200 if is_allowed else 401)(scope, receive, send)


def _all_files(folder: Path) -> list[object]:
    """Return the options that ask for every report, and for the events."""
    reports = [word for name in FORMATS for word in (f"--{name}", folder / f"r.{name}")]
    return [*reports, "--events", folder / "r.ndjson"]


def _forms(text: str) -> Iterator[str]:
    yield text
    yield quote(text)
    yield quote(text, safe="")
    yield quote_plus(text)
    yield quote_plus(quote_plus(text))
    yield json.dumps(text)[1:-1]
    yield json.dumps(text, ensure_ascii=False)[1:-1]
    yield json.dumps(json.dumps(text))[3:-3]
    yield repr(text)[1:-1]
    yield repr(text.encode())[2:-1]


def _texts(data: object) -> Iterator[str]:
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict | list):
        for child in data.values() if isinstance(data, dict) else data:
            yield from _texts(child)


def test_a_server_that_echoes_its_requests_gets_no_credential_into_a_report(toys: Path, tmp_path: Path) -> None:
    """Be it on the terminal or in a report of any format, in whatever notation."""
    as_json, as_xml, events = tmp_path / "r.json", tmp_path / "r.junit", tmp_path / "r.ndjson"
    words = ["run", "suite_echo", "--specs", toys, "--profile", "quick", *_all_files(tmp_path)]
    given = {"SUITE_ECHO_LOGIN": f"me:{PASSWORD}", "SUITE_ECHO_TOKEN": TOKEN}
    with serving(_echo) as url:
        command = [quick_python(), "-m", "conformance", *map(str, words), "--url", url]
        done = subprocess.run(
            command, env={**os.environ, **given}, capture_output=True, text=True, check=False, timeout=120
        )
    assert done.returncode == 1, done.stdout + done.stderr
    assert "[redacted]" in done.stdout
    read = [*_texts(json.loads(as_json.read_text())), *ET.parse(as_xml).getroot().itertext()]
    attributes = [value for element in ET.parse(as_xml).iter() for value in element.attrib.values()]
    files = [*tmp_path.glob("r.*"), *tmp_path.glob("r.allure/*")]
    assert {file.name for file in files} >= {"r.ndjson", *(f"r.{name}" for name in FORMATS)}
    written = [done.stdout, done.stderr, *(file.read_text() for file in files if file.is_file())]
    written += [*read, *attributes, *(text for event in read_events(events) for text in _texts(event))]
    parsed = [tmp_path / "r.sarif", tmp_path / "r.har", *tmp_path.glob("r.allure/*.json")]
    written += [text for file in parsed for text in _texts(json.loads(file.read_text()))]
    for secret in {*_forms(PASSWORD), *_forms(TOKEN), *BASIC, *map(quote_plus, BASIC)}:
        assert all(secret not in text and html.escape(secret) not in text for text in written), secret


OTHERS = {"OTHER_LOGIN": 'you:0ther w/"ä', "OTHER_TOKEN": "0ther&t+k"}
OTHER_BASIC = base64.b64encode(OTHERS["OTHER_LOGIN"].encode()).decode()
OTHER_FORMS = {OTHER_BASIC, *(form for word in (*OTHERS.values(), '0ther w/"ä') for form in _forms(word))}


async def _tell_others(scope: Scope, receive: Receive, send: Send) -> None:
    """Tell everybody the credentials of the second user, in many notations."""
    await JSONResponse({"number": list(OTHER_FORMS)})(scope, receive, send)


def test_no_credential_of_the_second_user_gets_into_a_report(toys: Path, tmp_path: Path) -> None:
    settings = tmp_path / "conformance.toml"
    names = "\n".join(f'{name.removeprefix("OTHER_").lower()} = {{ env = "{name}" }}' for name in OTHERS)
    settings.write_text(f"[apis.suite_echo.second_credentials]\n{names}\n")
    words = ["run", "suite_echo", "--specs", toys, "--profile", "quick", "--config", settings, *_all_files(tmp_path)]
    with serving(_tell_others) as url:
        command = [quick_python(), "-m", "conformance", *map(str, words), "--url", url]
        given = {**os.environ, **OTHERS, "SUITE_ECHO_LOGIN": f"me:{PASSWORD}", "SUITE_ECHO_TOKEN": TOKEN}
        done = subprocess.run(command, env=given, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 1, done.stdout + done.stderr
    files = [file for file in (*tmp_path.glob("r.*"), *tmp_path.glob("r.allure/*")) if file.is_file()]
    written = [done.stdout, done.stderr, *(file.read_text() for file in files)]
    assert "[redacted]" in done.stdout
    for secret in OTHER_FORMS:
        assert all(secret not in text and html.escape(secret) not in text for text in written), secret


def test_a_module_that_can_not_be_imported_gets_no_credential_into_a_report(toys: Path, tmp_path: Path) -> None:
    """It is nobody's test, and yet its error is shown."""
    (tmp_path / "test_broken.py").write_text("raise ValueError('fake-suite_parcels-key')")
    options = ["--conformance-api", "suite_parcels", "--conformance-specs", str(toys)]
    files = ["--conformance-json", str(tmp_path / "r.json"), "--junit-xml", str(tmp_path / "r.xml")]
    command = [quick_python(), "-m", "pytest", "-p", "no:cacheprovider", str(tmp_path), *options, *files]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120, cwd=tmp_path)
    written = [done.stdout, done.stderr, (tmp_path / "r.json").read_text(), (tmp_path / "r.xml").read_text()]
    assert "ValueError: [redacted]" in done.stdout
    assert all("fake-suite_parcels-key" not in text for text in written)


def test_no_secret_of_the_connection_gets_into_a_report(toys: Path, tmp_path: Path) -> None:
    """Headers, a command's credential and the proxy's password; the server says back what it is sent."""
    words = ["run", "suite_echo", "--specs", toys, "--profile", "quick", *_all_files(tmp_path)]
    secrets = ["s3cr3t-tenant", "s3cr3t-key", "s3cr3t:pass", PASSWORD]
    (tmp_path / "login").write_text(f"me:{PASSWORD}\n")
    with serving(_tell_headers) as origin, proxying(origin, "me:s3cr3t:pass") as (proxy, counted):
        options = ["--header", "X-Tenant: $TENANT", "--header", "X-Api-Key: s3cr3t-key", "--proxy", proxy]
        options += ["--auth-command", f"login=cat {tmp_path}/login"]
        command = [quick_python(), "-m", "conformance", *map(str, words), "--url", origin, *options]
        given = {**os.environ, "TENANT": "s3cr3t-tenant", "SUITE_ECHO_TOKEN": TOKEN}
        done = subprocess.run(command, env=given, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 1, done.stdout + done.stderr
    assert len(counted.lines) > 10
    assert '"X-Tenant: $TENANT"' in done.stdout
    files = [file for file in (*tmp_path.glob("r.*"), *tmp_path.glob("r.allure/*")) if file.is_file()]
    written = [done.stdout, done.stderr, *(file.read_text() for file in files)]
    assert all("[redacted]" in file.read_text() for file in files if file.parent == tmp_path)
    for secret in {form for text in secrets for form in _forms(text)} | BASIC:
        assert all(secret not in text and html.escape(secret) not in text for text in written), secret


async def _tell_headers(scope: Scope, receive: Receive, send: Send) -> None:
    """Tell everybody what he has sent."""
    told = {"number": [value.decode("latin-1") for _, value in scope["headers"]]}
    await JSONResponse(told)(scope, receive, send)
