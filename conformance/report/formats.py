"""Formats of the results of a run. Each one has an option of `conformance run`.

Tested in `tests/report/test_files.py`.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Format:
    """A format: the `module` of this room whose `render` writes it, and its text for `--help`.

    The extra `report` installs its `library`. A folder is rendered as several files.
    """

    module: str
    about: str
    library: str = ""
    is_folder: bool = False


FORMATS = {
    "json": Format("data", "JSON, for programs: `conformance report --schema json` prints its schema"),
    "junit": Format("junit", "JUnit XML, for CI servers"),
    "sarif": Format("sarif", "SARIF 2.1.0, for code scanning and editors: findings at lines of the document"),
    "har": Format("har", "HAR, for browsers and proxies: the recorded requests and responses", "harfile"),
    "allure": Format("allure", "results for Allure, in this folder", is_folder=True),
    "html": Format("page", "one HTML page, for people: it needs no network", "jinja2"),
}
EXTRA = "order-api-conformance[report]"
