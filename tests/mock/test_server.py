"""The mock over HTTP."""

from __future__ import annotations

import socket
from collections.abc import Callable

import httpx
import pytest

from conformance.apis import Api
from conformance.mock import Options, run, serve
from conformance.openapi.errors import InputError


def test_it_is_served_on_a_free_port_below_the_base_path(toy: Callable[[str], Api]) -> None:
    with serve(toy("parameters")) as url:
        assert url.endswith("/v1")
        assert httpx.get(f"{url}/styles", params={"integer": 5}).json()["query"] == {"integer": 5}
    with pytest.raises(httpx.ConnectError):
        httpx.get(url)


def test_it_listens_on_other_addresses(toy: Callable[[str], Api]) -> None:
    try:
        socket.create_server(("::1", 0), family=socket.AF_INET6).close()
    except OSError:
        pytest.skip("this machine has no IPv6")
    with serve(toy("behaviour"), host="::1") as url:
        assert url.startswith("http://[::1]:")
        assert httpx.get(f"{url}/plain").status_code == 200


def test_several_mocks_can_be_served_at_once(toy: Callable[[str], Api]) -> None:
    with serve(toy("behaviour")) as first, serve(toy("behaviour")) as second:
        assert httpx.put(f"{first}/counters/a", json={"count": 1}).status_code == 200
        assert httpx.get(f"{second}/counters/a").status_code == 404


def test_a_served_path_keeps_its_encoded_slashes(toy: Callable[[str], Api]) -> None:
    with serve(toy("behaviour")) as url:
        assert httpx.get(f"{url}/counters/a%2Fb").headers["X-Mock-Reason"] == "there is no counter a/b"


def test_a_port_in_use_is_named(toy: Callable[[str], Api]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(InputError, match=rf"127\.0\.0\.1:{port}: the port is in use"):
            run([toy("behaviour")], Options(port=port))
        with pytest.raises(InputError, match="choose another port"), serve(toy("behaviour"), port=port):
            pass


@pytest.mark.parametrize("port", [70000, -1])
def test_an_impossible_port_is_named(toy: Callable[[str], Api], port: int) -> None:
    with pytest.raises(InputError, match="choose another port"):
        run([toy("behaviour")], Options(port=port))
