"""Lock file of a vendored package: what it was made from, by which generator, and the hash of each file."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any, ClassVar

from conformance.generate.output import folders
from conformance.openapi.errors import InputError
from conformance.vendor.document import Document
from conformance.vendor.generator import Generator
from conformance.vendor.hashing import hash_files

FILE = folders.VENDOR_LOCK
WORKPLACE = ".{}.conformance"  # beside the package of this name, while it is written
_ABOUT = "Written by `conformance vendor`. Commit this file, and do not edit it."


@dataclass(frozen=True)
class Lock:
    """Content of a lock file."""

    format: ClassVar = 1

    name: str  # of the package when it was added; environment variables of credentials have this name
    document: Document
    generator: Generator
    options: Mapping[str, Any]
    files: Mapping[str, str]

    def write(self, package: Path) -> None:
        """Write the lock file of the folder `package`; no times: the same input gives the same bytes."""
        record = {"about": _ABOUT, "format": self.format, **asdict(self)}
        text = json.dumps(record, indent=2, ensure_ascii=False)
        (package / FILE).write_text(f"{text}\n", encoding="utf-8", newline="\n")

    @classmethod
    def read(cls, package: Path) -> Lock:
        """Read the lock file of the folder `package`; raises InputError if there is none, or it can't be read."""
        file = package / FILE
        try:
            record = json.loads(file.read_text(encoding="utf-8"))
            if record["format"] != cls.format:
                raise ValueError(f"format {record['format']}; expected {cls.format}")
            values = {field.name: record[field.name] for field in fields(cls)}
            document, generator = Document(**values.pop("document")), Generator(**values.pop("generator"))
            return cls(**values, document=document, generator=generator)
        except FileNotFoundError as error:
            raise _missing(package) from error
        except (KeyError, TypeError, ValueError) as error:
            fix = "restore the file, or delete the folder and add the client again"
            raise InputError.of(file, f"not a lock file that this version reads: {error}", fix) from error


def workplace_of(package: Path) -> Path:
    """Return the folder in which `package` is made, before it moves into place."""
    return package.parent / WORKPLACE.format(package.name)


def _missing(package: Path) -> InputError:
    if workplace_of(package).exists():
        fix = f"conformance vendor update {package}, or `add` again if it was new"
        return InputError.of(package, "not whole: its last update was interrupted", fix)
    reason = f"not a vendored client; expected {FILE} in it"
    return InputError.of(package, reason, f"conformance vendor add API {package}")


def list_edits(package: Path, lock: Lock) -> list[str]:
    """List the files of `package` that differ from `lock`, each with the kind of difference."""
    found = hash_files(package, folders.files(package) - {Path(FILE)})
    changed = [f"changed: {name}" for name in found if name in lock.files and found[name] != lock.files[name]]
    missing = [f"missing: {name}" for name in lock.files if name not in found]
    extra = [f"extra: {name}" for name in found if name not in lock.files]
    return changed + missing + extra
