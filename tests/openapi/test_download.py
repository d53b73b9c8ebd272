"""Documents by URL: kept where they can be read, and refused with a reason."""

from __future__ import annotations

import ssl
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from starlette.responses import PlainTextResponse

from conformance.apis import apis
from conformance.openapi.download import download, is_downloaded
from conformance.openapi.errors import InputError
from tests.networks import make_certificates, serving_tls


@pytest.fixture
def origin(toys: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Serve the toys' files."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(SimpleHTTPRequestHandler, directory=toys)) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def test_a_document_is_named_by_its_url(origin: str) -> None:
    """Its name is its title's, since each second document is called `openapi`."""
    (api,) = apis(Path("nowhere"), [f"{origin}/suite_parcels/openapi.yaml"])
    assert (api.id, api.spec.api_id) == ("parcels", "parcels")
    assert is_downloaded(api.spec_file)
    assert api.spec_file.parts[-2:] == ("suite_parcels", "openapi.yaml")


@pytest.mark.parametrize(
    ("path", "reason"),
    [("/none/openapi.yaml", "can't be downloaded: answered 404"), ("/a\x00b", "can't be downloaded: Invalid")],
)
def test_what_is_not_to_be_had_is_said(origin: str, path: str, reason: str) -> None:
    with pytest.raises(InputError) as caught:
        download(origin + path)
    assert caught.value.problems[0].reason.startswith(reason)


def test_a_credential_in_a_url_is_not_shown() -> None:
    with pytest.raises(InputError) as caught:
        download("http://ada:fake-password@127.0.0.1:1/openapi.json?key=fake-key")
    assert caught.value.problems[0].file == "http://127.0.0.1:1/openapi.json"
    assert "fake" not in str(caught.value)


@pytest.mark.parametrize("variable", ["REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "SSL_CERT_FILE"])
def test_the_environment_names_the_certificates(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, variable: str) -> None:
    for name in ("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "SSL_CERT_FILE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    with serving_tls(PlainTextResponse("{}"), make_certificates(tmp_path), ssl.CERT_NONE) as origin:
        with pytest.raises(InputError) as caught:
            download(f"{origin}/openapi.json")
        assert "SSL_CERT_FILE" in caught.value.problems[0].fix
        monkeypatch.setenv(variable, str(tmp_path / "ca.pem"))
        assert download(f"{origin}/openapi.json").read_text() == "{}"


def test_certificates_that_are_not_there_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(tmp_path / "none.pem"))
    with pytest.raises(InputError) as caught:
        download("https://127.0.0.1:1/openapi.json")
    assert caught.value.problems[0].reason == "the certificates can't be loaded: No such file or directory"
