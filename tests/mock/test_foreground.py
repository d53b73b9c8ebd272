"""The command `conformance mock`: what it prints, serves and does when a document changes."""

from __future__ import annotations

import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

from conformance.apis import Api
from conformance.mock import faked
from tests.forks import quick_python

SPEC = """
openapi: 3.1.0
info: { title: T, version: "1" }
servers: [{ url: /v1 }]
paths:
  /r:
    get:
      operationId: get
      security: [{ key: [] }]
      parameters: [{ name: n, in: query, schema: { type: integer } }]
      responses:
        "200":
          description: D
          headers: { Link: { schema: { type: string } } }
          content: { application/json: { example: { n: 1 } } }
        "401": { description: D }
components: { securitySchemes: { key: { type: apiKey, in: query, name: key } } }
"""


class Started:
    """A running command, with what it has printed so far."""

    def __init__(self, process: subprocess.Popen[str], out: Path, err: Path) -> None:
        self.process = process
        self._out = out
        self._err = err

    @property
    def lines(self) -> list[str]:
        return self._out.read_text(encoding="utf-8").splitlines()

    @property
    def errors(self) -> list[str]:
        return self._err.read_text(encoding="utf-8").splitlines()

    def wait_for(self, is_there: Callable[[], object]) -> None:
        """Wait until something is there, at most 20 s."""
        deadline = time.monotonic() + 20
        while not is_there():
            assert time.monotonic() < deadline, (self.lines, self.errors)
            assert self.process.poll() is None, self.errors
            time.sleep(0.05)

    def interrupt(self) -> int:
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(timeout=10)


@contextmanager
def started(folder: Path, *arguments: str) -> Iterator[Started]:
    out, err = folder / "out.txt", folder / "err.txt"
    command = [quick_python(), "-m", "conformance", "mock", *arguments]
    with (
        out.open("w", encoding="utf-8") as to,
        err.open("w", encoding="utf-8") as errors,
        subprocess.Popen(command, stdout=to, stderr=errors, text=True) as process,
    ):
        run = Started(process, out, err)
        try:
            run.wait_for(lambda: run.lines)
            yield run
        finally:
            process.kill()


def test_it_prints_the_url_and_the_credentials_and_ends_when_interrupted(tmp_path: Path, root: Path) -> None:
    with started(tmp_path, "mock_security", "--specs", str(root / "tests" / "toys")) as run:
        response = httpx.get(f"{run.lines[0]}/header", headers={"X-Key": "fake-mock_security-header"})
        assert response.status_code == 204
        assert "MOCK_SECURITY_BEARER=fake-token" in run.lines
        assert "MOCK_SECURITY_BASIC=fake-mock_security-basic:fake-password" in run.lines
        assert run.interrupt() == 0
        assert not [line for line in run.errors if "Traceback" in line or "rror" in line]


def test_an_interrupt_amid_requests_prints_no_traceback(tmp_path: Path, make_api: Callable[..., Api]) -> None:
    with started(tmp_path, str(make_api(SPEC).spec_file), "--quiet") as run:
        url = httpx.URL(run.lines[0])
        disturbed = httpx.post(url.copy_with(path="/__mock__/disturb"), json={"operation": "get", "latency": 30_000})
        assert disturbed.is_success
        with socket.create_connection((url.host, url.port or 0)) as waiting:
            waiting.sendall(b"GET /v1/r?key=fake-t-key HTTP/1.1\r\nHost: a\r\n\r\n")
            time.sleep(0.3)
            assert run.interrupt() == 0
        assert run.errors == []


def test_several_apis_share_a_port_below_their_names(tmp_path: Path, make_api: Callable[..., Api]) -> None:
    one, two = make_api(SPEC, name="one"), make_api(SPEC.replace("/v1", "/v2"), name="two")
    with started(tmp_path, one.id, two.id, "--specs", str(one.folder.parent)) as run:
        urls = [line for line in run.lines if line.startswith("http")]
        assert [httpx.URL(url).path for url in urls] == ["/one/v1", "/two/v2"]
        assert [
            httpx.get(f"{u}/r?key=fake-{n}-key").status_code for u, n in zip(urls, ("one", "two"), strict=True)
        ] == [
            200,
            200,
        ]
        assert httpx.get(f"{urls[1]}/r?key=fake-one-key").status_code == 401
        unknown = httpx.get(httpx.URL(urls[0]).copy_with(path="/v1/r"))
        assert (unknown.status_code, unknown.json()["detail"]) == (
            404,
            "no API is served at this path; expected one of: /one, /two",
        )


def test_each_request_is_logged_without_credentials(tmp_path: Path, make_api: Callable[..., Api]) -> None:
    with started(tmp_path, str(make_api(SPEC).spec_file)) as run:
        for query in ("n=1&key=fake-t-key", "n=x&key=fake-t-key", "key=real-secret"):
            httpx.get(f"{run.lines[0]}/r?{query}")
        httpx.delete(f"{run.lines[0]}/r%0Aforged%20200")
        run.wait_for(lambda: len(run.errors) >= 4)
        assert run.errors[0] == "GET /v1/r?n=1&key=[redacted] 200"
        assert run.errors[1].startswith("GET /v1/r?n=x&key=[redacted] 400 query parameter n: 'x' is not of type")
        assert run.errors[2].startswith("GET /v1/r?key=[redacted] 401 credential in query key is not")
        assert run.errors[3].startswith("DELETE /v1/r")
        assert "secret" not in "".join(run.errors)
        assert len(run.errors) == 4


def test_quiet_prints_no_request(tmp_path: Path, make_api: Callable[..., Api]) -> None:
    with started(tmp_path, str(make_api(SPEC).spec_file), "--quiet") as run:
        httpx.get(f"{run.lines[0]}/r")
        assert run.interrupt() == 0
        assert run.errors == []


def test_a_host_that_is_not_loopback_is_warned_of(tmp_path: Path, make_api: Callable[..., Api]) -> None:
    with started(tmp_path, str(make_api(SPEC).spec_file), "--host", "0.0.0.0") as run:
        assert run.lines[0].startswith("http://127.0.0.1:")
        assert "WARNING: 0.0.0.0 is not loopback" in run.errors[0]
        assert httpx.get(f"{run.lines[0]}/r").status_code == 401


def test_gaps_are_told_at_start(tmp_path: Path, make_api: Callable[..., Api]) -> None:
    text = SPEC.replace("application/json: { example", "application/yaml: { schema: { type: object }, example")
    with started(tmp_path, str(make_api(text).spec_file)) as run:
        assert run.errors[0].startswith("unchecked: ")
        assert "GET /r get: response 200: the schema of application/yaml" in run.errors[0]


def test_a_guessed_id_is_named_at_start(tmp_path: Path, make_api: Callable[..., Api]) -> None:
    customer = "{ type: object, properties: { id: { type: integer }, name: { type: string } } }"
    paths = f"""
  /c/{{customer}}:
    parameters: [{{ name: customer, in: path, required: true, schema: {{ type: string }} }}]
    get: {{ responses: {{ "200": {{ description: D, content: {{ application/json: {{ schema: {customer} }} }} }} }} }}
    delete: {{ responses: {{ "204": {{ description: D }} }} }}
components:"""
    with started(tmp_path, str(make_api(SPEC.replace("\ncomponents:", paths)).spec_file)) as run:
        assert run.errors == ["guessed: /c/{customer}: customer is /name or /id; correct it by `key` of x-resource"]


def test_options_reach_the_mock(tmp_path: Path, make_api: Callable[..., Api]) -> None:
    with started(tmp_path, str(make_api(SPEC).spec_file), "--no-cors", "--max-body", "1") as run:
        response = httpx.get(f"{run.lines[0]}/r", headers={"Origin": "http://a.example"})
        assert "Access-Control-Allow-Origin" not in response.headers
        assert httpx.request("GET", f"{run.lines[0]}/r", content=b"x" * (1 << 20)).status_code == 401
        assert httpx.request("GET", f"{run.lines[0]}/r", content=b"x" * ((1 << 20) + 1)).status_code == 413


def test_texts_of_faker_are_shown(tmp_path: Path, make_api: Callable[..., Api]) -> None:
    document = SPEC.replace("example: { n: 1 }", "schema: { properties: { company: { type: string } } }")
    with started(tmp_path, str(make_api(document).spec_file), "--faker") as run:
        key = run.lines[1].partition("=")[2]
        company = httpx.get(f"{run.lines[0]}/r", params={"key": key}).json()["company"]
        assert company == faked.load()("company", 1, 0)


def test_a_refusal_that_no_mock_sees_is_logged_and_in_the_journal(tmp_path: Path, make_api: Callable[..., Api]) -> None:
    with started(tmp_path, str(make_api(SPEC).spec_file), "--max-body", "1") as run:
        origin = run.lines[0].removesuffix("/v1")
        assert httpx.request("POST", f"{run.lines[0]}/r?key=secret", content=b"x" * (1 << 21)).status_code == 413
        assert httpx.get(f"{run.lines[0]}/r", headers={"X-Long": "x" * 20_000}).status_code == 431
        run.wait_for(lambda: len(run.errors) == 2)
        assert [error.split(" ")[2:5] for error in run.errors] == [
            ["413", "body:", "larger"],
            ["431", "header", "x-long:"],
        ]
        entries = httpx.get(f"{origin}/__mock__/requests").json()["requests"]
        assert sorted(entry["status"] for entry in entries) == [413, 431]
        assert "secret" not in f"{run.errors} {entries}"


def test_a_changed_document_is_served_again(tmp_path: Path, make_api: Callable[..., Api]) -> None:
    """An invalid one is reported, and the last one goes on."""
    file = make_api(SPEC).spec_file

    def answer() -> object:
        try:
            response = httpx.get(f"{run.lines[0]}/r?key=fake-t-key")
        except httpx.ReadError:  # the server of the old document has ended with the connection
            return None
        return response.json() if response.status_code == 200 else response.status_code

    with started(tmp_path, str(file), "--reload", "--quiet") as run:
        assert answer() == {"n": 1}
        file.write_text(SPEC.replace("get:\n", "got:\n"), encoding="utf-8")
        run.wait_for(lambda: run.errors)
        assert run.errors[0].startswith(f"error: {file}")
        assert answer() == {"n": 1}
        file.write_text(SPEC.replace("n: 1", "n: 2"), encoding="utf-8")
        run.wait_for(lambda: "reloaded" in run.errors)
        run.wait_for(lambda: answer() == {"n": 2})
        behaviour = "from conformance.mock import Answer, answers\n\n\n@answers('get')\ndef get(request):\n"
        (file.parent / "behaviour.py").write_text(f"{behaviour}    return Answer(200, {{'n': 3}})\n", encoding="utf-8")
        run.wait_for(lambda: answer() == {"n": 3})
        assert run.interrupt() == 0
