"""Header of every generated module: it is not to be edited, and linters ignore it."""

from __future__ import annotations

from pathlib import Path

# It has no hash and no version, since an update would touch every file.
HEADER = (Path(__file__).parent / "templates" / "header.txt").read_text(encoding="utf-8")


def add_headers(folder: Path) -> None:
    """Put the header on top of every module under `folder`, which the formatter and import sorter have seen before."""
    for file in folder.rglob("*.py"):
        file.write_text(HEADER + file.read_text(encoding="utf-8"), encoding="utf-8")
