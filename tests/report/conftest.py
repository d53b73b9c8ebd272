"""A run against a wrong server, recorded once for all tests of reports."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest

from conformance.mock import serving
from conformance.report.formats import FORMATS
from conformance.report.record import read_events
from conformance.report.results import Results
from tests.forks import quick_python
from tests.servers.jobs.server import CREDENTIALS, create_app

DOCUMENT = Path(__file__).parents[1] / "servers" / "jobs" / "openapi.yaml"
SCHEMAS = Path(__file__).parent / "schemas"


@pytest.fixture(scope="session")
def recorded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a run from a repository's subfolder, with its events and a report in each format."""
    top = tmp_path_factory.mktemp("repository")
    (top / ".git").mkdir()
    here = top / "service"
    here.mkdir()
    (here / "openapi.yaml").write_text(DOCUMENT.read_text())
    files = [word for name in FORMATS for word in (f"--{name}", f"r.{name}")]
    with serving(create_app("job-without-created", limit=1000)) as origin:
        words = ["run", "openapi.yaml", "--url", f"{origin}/v3", "--profile", "quick", "--phase", "values"]
        command = [quick_python(), "-m", "conformance", *words, *files, "--events", "r.ndjson"]
        environment = {
            **os.environ,
            "JOBS_BASIC": CREDENTIALS["basic"],
        }
        done = subprocess.run(
            command, env=environment, cwd=here, capture_output=True, text=True, check=False, timeout=120
        )
    assert done.returncode == 1, done.stdout + done.stderr
    return here


@pytest.fixture(scope="session")
def results(recorded: Path) -> Results:
    """The results of that run."""
    return Results.of(read_events(recorded / "r.ndjson"))


@pytest.fixture(scope="session")
def check_schema() -> Callable[[Any, str], None]:
    """Assert that data is valid by a schema of this folder."""

    def check(data: Any, name: str) -> None:
        schema = json.loads((SCHEMAS / name).read_text(encoding="utf-8"))
        jsonschema_rs.validator_for(schema, validate_formats=True).validate(data)

    return check
