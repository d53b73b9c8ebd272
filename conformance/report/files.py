"""Files that the results of a run are written to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import Any

from conformance.openapi.errors import InputError, Problem, UnwrittenError
from conformance.report.formats import EXTRA, FORMATS
from conformance.report.results import Results


@dataclass(frozen=True)
class Files:
    """The file, or the folder, that each format goes to."""

    paths: Mapping[str, Path] = field(default_factory=dict)

    @classmethod
    def of(cls, **given: Path | None) -> Files:
        """Make it from the options. Raises InputError for a format whose library is not installed."""
        chosen = {name: path for name, path in given.items() if path is not None}
        for name in chosen:
            _load(name)
        return cls(chosen)

    @property
    def names(self) -> list[str]:
        """The names of the files."""
        return [str(path) for path in self.paths.values()]

    def write(self, results: Results) -> None:
        """Write the results in each format; then raises UnwrittenError if some could not be written."""
        problems = [problem for name, path in self.paths.items() for problem in _write(name, path, results)]
        if problems:
            raise UnwrittenError(problems)


def _load(name: str) -> Any:
    """Import what renders a format."""
    try:
        return import_module(f"conformance.report.{FORMATS[name].module}")
    except ModuleNotFoundError as error:
        if error.name != FORMATS[name].library:
            raise
        reason = f"needs {error.name}, which is not installed"
        raise InputError.of(f"--{name}", reason, f'install the extra: pip install "{EXTRA}"') from error


def _write(name: str, path: Path, results: Results) -> Iterator[Problem]:
    """Write one format, and yield the reason if that failed. An error of our own affects this format only."""
    try:
        rendered = _load(name).render(results)
        for file, text in rendered.items() if FORMATS[name].is_folder else [("", rendered)]:
            _replace(path / file, text)
    except OSError as error:
        yield Problem(str(path), "", f"can't be written: {error.strerror}", "make room there, or name another place")
    except Exception as error:
        summary = " ".join(f"{type(error).__name__}: {error}".split())
        yield Problem(str(path), "", f"bug of conformance: {summary}", f"leave out --{name}, and report the bug")


def _replace(file: Path, text: str) -> None:
    """Replace the file in one step, so that it is never incomplete; a link, a device and a pipe are written to."""
    if file.is_symlink() or (file.exists() and not file.is_file()):
        file.write_text(text, encoding="utf-8", errors="replace")
        return
    part = file.with_name(f"{file.name}.part")
    file.absolute().parent.mkdir(parents=True, exist_ok=True)
    try:
        part.write_text(text, encoding="utf-8", errors="replace")  # a server may answer with half a character
        part.replace(file)
    except OSError:
        part.unlink(missing_ok=True)
        raise
