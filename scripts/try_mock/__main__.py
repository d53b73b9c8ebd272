"""`python -m scripts.try_mock FOLDER`: what the mock makes of each OpenAPI document in a folder.

Each document is tried in a process of its own: every operation is called once, and an item of each resource is created,
read, listed, changed and deleted as far as the document has operations for it.

Tested in `tests/scripts/test_try_mock.py`.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

import click

from scripts.bench._contestants import ROOT
from scripts.bench._measure import run
from scripts.try_mock._trial import STEPS, Row, try_document

_SUFFIXES = {".json", ".yaml", ".yml"}
_HEAD = (
    f"{'document':28}{'MB':>6}{'ops':>6}{'served':>8}{'resources':>11}{'kept':>9}"
    f"{''.join(f'{step:>9}' for step in STEPS)}{'start s':>9}"
)


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("folder", type=click.Path(exists=True, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object per document, with all that went wrong.")
def main(folder: Path, as_json: bool) -> None:
    """Print one row per document of FOLDER (or for one document).

    \b
    served     operations that answer a valid request neither with 5xx nor in a way that breaks the document
    resources  resources that the document has, and those of them that the mock remembers
    kept       resources with a creation and a read or a list, and those of them that the mock remembers
    create …   resources for which this was tried, and those that were right

    Lists of what went wrong follow each row.
    """  # noqa: D301 - click's mark for a paragraph that keeps its lines
    if not as_json:
        click.echo(_HEAD)
    for document in _documents(folder):
        row = try_document(document) if folder.is_file() else _apart(document)
        click.echo(json.dumps(asdict(row)) if as_json else "\n".join(_lines(row)))


def _documents(folder: Path) -> list[Path]:
    if folder.is_file():
        return [folder]
    return sorted((path for path in folder.iterdir() if path.suffix in _SUFFIXES), key=lambda path: path.stat().st_size)


def _apart(document: Path) -> Row:
    done = run([sys.executable, "-m", "scripts.try_mock", "--json", document.resolve()], ROOT)
    if done.code:
        return Row(document.stem, document.stat().st_size / 1e6, error=done.stderr.strip().splitlines()[-1])
    return Row(**json.loads(done.stdout))


def _lines(row: Row) -> Iterator[str]:
    if row.error:
        yield f"{row.name:28}{row.megabytes:6.1f}  {row.error}"
        return
    steps = "".join(f"{f'{row.right[step]}/{row.tried[step]}':>9}" for step in STEPS)
    remembered = f"{row.remembered}/{row.resources}"
    counts = f"{row.operations:6}{row.served:8}{remembered:>11}{f'{row.kept}/{row.lives}':>9}"
    yield f"{row.name:28}{row.megabytes:6.1f}{counts}{steps}{row.start:9.1f}"
    yield from (f"    {line}" for line in row.wrong[:20])


if __name__ == "__main__":
    main(prog_name="python -m scripts.try_mock")
