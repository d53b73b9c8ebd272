"""Documents by URL: kept where they can be read, and refused with a reason."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from conformance.apis import apis
from conformance.openapi.download import download, is_downloaded
from conformance.openapi.errors import InputError


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
