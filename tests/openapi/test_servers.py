"""The paths that the URLs of servers mean."""

from __future__ import annotations

from typing import Any

import pytest

from conformance.openapi.servers import default_path, server_paths


def server(url: str, **variables: str | list[str]) -> dict[str, Any]:
    """Return a server; a list is the `enum` of a variable, its first value the default."""
    described = {
        name: {"default": given} if isinstance(given, str) else {"default": given[0], "enum": given}
        for name, given in variables.items()
    }
    return {"url": url, "variables": described}


@pytest.mark.parametrize(
    ("stated", "paths"),
    [
        (server("/"), [""]),
        (server("https://a.example/v1/"), ["/v1"]),
        (server("//a.example/v1"), ["/v1"]),
        (server("https://a.example/a%20b?x=1"), ["/a%20b"]),
        (server("http://[::1]:80/x"), ["/x"]),
        (server("http://[oops/"), [""]),
        (server("https://https://a.example"), ["/a.example"]),
        (server("v1"), ["/v1"]),
        (server("../v1"), ["/v1"]),
        (server("{scheme}://a.example/v1", scheme=["https", "http"]), ["/v1"]),
        (server("{host}/v1", host="shop.example:8080"), ["/v1"]),
        (server("{host}/v1", host=""), ["/v1"]),
        (server("{base}/v1", base="https://a.example/api"), ["/api/v1"]),
        (server("{base}/v1", base="/api"), ["/api/v1"]),
        (server("{base}", base=["https://a.example/v1", "https://b.example/v2"]), ["/v1", "/v2"]),
        (server("https://a.example/{v}/x", v=["v1", "v2"]), ["/v1/x", "/v2/x"]),
        (server("/{v}", v=["v1", "v2"]), ["/v1", "/v2"]),
        (server("https://{tenant}.example/v1", tenant="acme"), ["/v1"]),
        (server("https://a.example/{tenant}/v1", tenant="acme"), ["/acme/v1", "/{tenant}/v1"]),
        (server("https://a.example/{base}", base="a/b"), ["/a/b"]),
        (server("https://a.example/{base}", base=""), [""]),
    ],
)
def test_each_value_of_a_variable_gives_a_path(stated: dict[str, Any], paths: list[str]) -> None:
    """The first is that of the defaults; a variable without an `enum` may have any value."""
    assert server_paths([stated]) == paths
    assert default_path(stated) == paths[0]


def test_many_variables_are_not_combined_without_end() -> None:
    many = {f"v{n}": ["a", "b", "c"] for n in range(20)}
    stated = server("https://a.example/" + "/".join(f"{{{name}}}" for name in many), **many)
    assert len(server_paths([stated])) <= 256
