"""Files that the results of a run are written to, for machines.

Tested in `tests/report/test_results.py`.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from conformance.openapi.errors import InputError
from conformance.report.junit import as_junit
from conformance.report.results import Results


@dataclass(frozen=True)
class Files:
    """The files that results go to, as JSON and as JUnit XML."""

    json: Path | None = None
    junit: Path | None = None

    @property
    def names(self) -> list[str]:
        """The names of the files."""
        return [str(file) for file in (self.json, self.junit) if file is not None]

    def write(self, results: Results) -> None:
        """Write the results; raises InputError for a file that can't be written."""
        if self.json is not None:
            _write(self.json, json.dumps(results.as_data(), indent=2, sort_keys=True) + "\n")
        if self.junit is not None:
            _write(self.junit, as_junit(results))


def _write(file: Path, text: str) -> None:
    """Replace the file at once, so that it is never half of one."""
    part = file.with_name(f"{file.name}.part")
    try:
        file.absolute().parent.mkdir(parents=True, exist_ok=True)
        part.write_text(text, encoding="utf-8")
        part.replace(file)
    except OSError as error:
        raise InputError.of(file, f"can't be written: {error.strerror}", "name a file in a writable folder") from error
