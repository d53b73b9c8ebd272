"""Documents from URLs. They are kept as files, so that you can open the place of a problem."""

from __future__ import annotations

import os
import re
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import SplitResult, urlsplit

from conformance.openapi.certificates import find_ca, trust
from conformance.openapi.errors import InputError

if TYPE_CHECKING:
    import httpx

_SECONDS = 60.0
_LARGEST = 100_000_000  # bytes: five times the largest public document


def download(url: str) -> Path:
    """Download `url` into the user's cache folder, under its host and path, and return the file.

    Raises InputError without a response, for another status than 200, and for more than 100 MB.
    """
    import httpx  # noqa: PLC0415 - slow to import, and few documents are named by URL

    ca = find_ca()
    verify = httpx.create_ssl_context() if ca is None else trust(ca)
    try:
        with httpx.stream("GET", url, timeout=_SECONDS, follow_redirects=True, verify=verify) as response:
            content = _read(response, url)
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        reason = f"can't be downloaded: {str(error) or type(error).__name__}"
        fix = "correct the URL, or start its server"
        if "CERTIFICATE_VERIFY_FAILED" in reason:
            fix = "name the file with the certificate of its CA in the variable SSL_CERT_FILE"
        raise InputError.of(_redact_url(url), reason, fix) from error
    file = _folder() / _file_name(urlsplit(url))
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)
    return file


def is_url(name: str) -> bool:
    """Return whether a document is named by URL."""
    return name.startswith(("http://", "https://"))


def is_downloaded(file: Path) -> bool:
    """Return whether `download` has made the file."""
    return file.is_relative_to(_folder())


def _read(response: httpx.Response, url: str) -> bytes:
    if response.status_code != HTTPStatus.OK:
        reason = f"can't be downloaded: answered {response.status_code}"
        raise InputError.of(_redact_url(url), reason, "name the URL of a document that can be had without a credential")
    content = bytearray()
    for chunk in response.iter_bytes():
        content += chunk
        if len(content) > _LARGEST:
            raise InputError.of(_redact_url(url), f"is larger than {_LARGEST:,} bytes", "name the URL of a document")
    return bytes(content)


def _redact_url(url: str) -> str:
    """Return the URL without user and query, where there may be a credential."""
    return url.partition("?")[0] if "@" not in url else re.sub(r"//[^/]*@", "//", url.partition("?")[0])


def _folder() -> Path:
    cache = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(cache, "conformance", "documents")


def _file_name(url: SplitResult) -> Path:
    """Return the file name of a document. URLs that differ only in their query have the same one."""
    parts = [url.netloc.rpartition("@")[2], *url.path.split("/")]
    kept = [re.sub(r"[^\w.-]", "_", part) for part in parts if part not in {"", ".", ".."}]
    return Path(*kept) if Path(kept[-1]).suffix in {".json", ".yaml", ".yml"} else Path(*kept, "openapi.json")
