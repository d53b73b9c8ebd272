"""Update of a vendored package: made beside it, compared with it, and put in its place if the caller says so.

Tested in `tests/vendor/test_cli.py`.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from conformance.generate.options import Options
from conformance.generate.output import folders
from conformance.openapi.errors import InputError
from conformance.vendor import build
from conformance.vendor.changes import Change, Step, compare, step_of
from conformance.vendor.document import SPEC
from conformance.vendor.lock import Lock, list_edits
from conformance.vendor.surface import read_surface


class Wanted(NamedTuple):
    """Options of the caller. None keeps the value of the lock file."""

    source: str | None
    specs: Path
    models: str | None
    force: bool


class Plan(NamedTuple):
    """Update that is generated and not yet in place."""

    package: Path
    made: build.Made
    old: Lock
    changes: list[Change]
    files: list[folders.Difference]

    @property
    def step(self) -> Step:
        """The version step that the update means."""
        return step_of(self.changes)

    @property
    def title(self) -> str:
        """Title of the document, with its old and its new version."""
        old, new = self.old.document, self.made.lock.document
        versions = old.version if old.version == new.version else f"{old.version} → {new.version}"
        return f"{new.title} {versions}"


@contextmanager
def plan_update(package: Path, wanted: Wanted) -> Iterator[Plan]:
    """Make the package again, and compare it with the one that is there.

    Raises InputError for local edits, unless they may be overwritten, and for a document that can't be generated from.
    """
    build.recover(package)
    old = Lock.read(package)
    if (edits := list_edits(package, old)) and not wanted.force:
        fix = f"undo the edits, or overwrite them: conformance vendor update {package} --force"
        raise InputError.of(package, f"edited, {', '.join(edits)}", fix)
    with build.make(_order(package, old, wanted)) as made:
        changes = compare(read_surface(package), read_surface(made.folder))
        yield Plan(package, made, old, changes, folders.differences(made.folder, package))


def _order(package: Path, old: Lock, wanted: Wanted) -> build.Order:
    specs = wanted.specs
    source = wanted.source or old.document.find(package)
    if old.document.kind == SPEC and not wanted.source:
        specs = Path(source).parent.parent
        source = old.document.source
    options = Options(old.options["allow_partial"], wanted.models or old.options["models"])
    return build.Order(package, source, specs, old.options["lenient"], options, old.name)
