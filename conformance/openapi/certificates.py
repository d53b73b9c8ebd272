"""Certificates that servers are verified with.

Tested in `tests/openapi/test_download.py` and `tests/suite/test_connection.py`.
"""

from __future__ import annotations

import os
import ssl
from pathlib import Path

from conformance.openapi.errors import InputError

_VARIABLES = ("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "SSL_CERT_FILE")  # of requests, curl and OpenSSL


def find_ca() -> Path | None:
    """Return the file of certificates that the environment names."""
    return next((Path(path) for name in _VARIABLES if (path := os.environ.get(name))), None)


def trust(ca: Path) -> ssl.SSLContext:
    """Make a context that trusts the certificates of a file; raises InputError for one that can't be loaded."""
    try:
        return ssl.create_default_context(cafile=str(ca))
    except OSError as error:  # ssl.SSLError is one
        reason = f"the certificates can't be loaded: {error.strerror or error}"
        raise InputError.of(ca, reason, "name a PEM file of certificates") from error
