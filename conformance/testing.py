"""Tools for the tests of others: `conformance_operations` gives one test for each operation of a document.

The fixtures for mocks are in the pytest plugin, which is there as soon as the package is installed.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar

import pytest

__all__ = ["conformance_operations"]

Test = TypeVar("Test", bound=Callable[..., Any])


def conformance_operations(
    document: str | Path,
    *,
    url: str | None = None,
    app: Any = None,
    profile: str = "quick",
    seed: int = 1,
    operations: Sequence[str] = (),
    checks: Sequence[str] = (),
    config: str | Path | None = None,
    lenient: bool = False,
) -> Callable[[Test], Test]:
    """Give one test for each operation of a document; the test gets it as `operation` and calls `operation.check()`.

    The server is `app`, an ASGI or WSGI application or its name `module:attribute`, or is at `url`. If a fixture starts
    it, leave out both and call `operation.check(url=…)`.

    `document` is a file, a URL, or the name of a folder under `specs/`. Files are looked for beside the test's file and
    in the folders above it, as is `conformance.toml`. `operations` are patterns as of `conformance run --operation`.
    """
    from conformance.openapi.errors import InputError
    from conformance.suite.contract import Contract, find_config, find_document
    from conformance.suite.options import Options
    from conformance.suite.selection import Selection

    folder = Path(sys._getframe(1).f_code.co_filename).resolve().parent
    try:
        options = Options(
            Path("specs"),
            [find_document(str(document), folder)],
            url,
            profile=profile,
            seed=seed,
            lenient=lenient,
            config=find_config(config, folder),
            selection=Selection(tuple(operations), tuple(checks)),
        )
        parameters = [pytest.param(each, id=each.id) for each in Contract(options, app).operations()]
    except InputError as error:
        pytest.fail(f"conformance_operations: {error}", pytrace=False)
    return pytest.mark.parametrize("operation", parameters)
