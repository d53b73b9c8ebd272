"""The server under test."""

from __future__ import annotations

from pathlib import Path

import pytest

from conformance.apis import apis
from conformance.auth.credentials import Credentials
from conformance.suite.target import Target


def _target(toys: Path, url: str) -> Target:
    return Target(apis(toys, ["suite_parcels"])[0], url, Credentials({"key": "s3cr3t"}))


@pytest.mark.parametrize("url", ["http://127.0.0.1:1/v1", "http://127.9.9.9", "http://localhost:80", "http://[::1]:5"])
def test_this_machine_is_not_live(toys: Path, url: str) -> None:
    """On loopback everything is permitted."""
    target = _target(toys, url)
    assert not target.is_live
    assert len(target.operations) == 3


@pytest.mark.parametrize("url", ["https://shop.example/v1", "http://10.0.0.1", "http://localhost.example"])
def test_any_other_host_is_live(toys: Path, url: str) -> None:
    """A live server gets safe methods only (RFC 9110, section 9.2.1)."""
    target = _target(toys, url)
    assert target.is_live
    assert {operation.method for operation in target.operations} == {"GET"}
    assert not target.permits("put")
    assert not target.permits("TRACE")


def test_the_repr_shows_no_credential(toys: Path) -> None:
    """A target can be printed."""
    assert "s3cr3t" not in repr(_target(toys, "https://shop.example"))
