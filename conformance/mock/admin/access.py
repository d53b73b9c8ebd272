"""Access to the administration of a mock: from this machine, or with a key, and never for a page of another origin."""

from __future__ import annotations

import hmac
import ipaddress
from collections.abc import Mapping
from urllib.parse import urlsplit

from starlette.types import Scope

_CROSS_SITE = {"cross-site", "same-site"}  # Sec-Fetch-Site: a page of another origin asked


def refuse_access(scope: Scope, key: str) -> tuple[int, str] | None:
    """Return status and reason of the refusal of a request, or None if it may pass.

    A page of another origin can send requests to this machine, and can have its own name resolve to this machine (DNS
    rebinding). Browsers send the origin and the name: both have to be this machine's.
    """
    headers = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in scope["headers"]}
    if _is_foreign(headers):
        return 403, "the administration is not open to pages of another origin"
    if key:
        is_known = hmac.compare_digest(_bearer(headers).encode(), key.encode())
        return None if is_known else (401, "header Authorization: the key is missing or not the one expected")
    if not _is_loopback((scope.get("client") or ("127.0.0.1",))[0]):
        return 403, "the administration is open to this machine only; start the mock with a key to open it to others"
    if not _is_loopback(_host(headers.get("host", ""))):
        return 403, "header Host: expected localhost or a loopback address; start the mock with a key to allow others"
    return None


def _is_foreign(headers: Mapping[str, str]) -> bool:
    origin = headers.get("origin")
    is_other = origin is not None and urlsplit(origin).netloc.lower() != headers.get("host", "").lower()
    return is_other or headers.get("sec-fetch-site") in _CROSS_SITE


def _bearer(headers: Mapping[str, str]) -> str:
    scheme, _, value = headers.get("authorization", "").partition(" ")
    return value.strip() if scheme.lower() == "bearer" else ""


def _host(header: str) -> str:
    try:
        return urlsplit(f"//{header}").hostname or ""
    except ValueError:
        return ""


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return False
    mapped = address.ipv4_mapped if isinstance(address, ipaddress.IPv6Address) else None
    return (mapped or address).is_loopback
