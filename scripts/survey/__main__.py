"""`python -m scripts.survey FOLDER`: what the generator makes of each OpenAPI document in a folder.

Each document is generated in a process of its own, and counted against itself: operations, parameters, responses and
types that are in the document and not in the client.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path

import click

from scripts.bench._contestants import ROOT
from scripts.bench._measure import run
from scripts.survey._row import Row, survey

_SUFFIXES = {".json", ".yaml", ".yml"}
_HEAD = (
    f"{'document':24}{'MB':>6}{'ops':>6}{'made':>6}{'left':>6}{'param-':>8}{'resp-':>7}{'Any':>5}{'said':>6}"
    f"{'import':>8}{'mypy':>6}{'s':>7}{'MB':>7}"
)


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("folder", type=click.Path(exists=True, path_type=Path))
@click.option("--lenient", is_flag=True, help="Fix what has one obvious reading in a document, as the generator does.")
@click.option("--mypy", is_flag=True, help="Check each package with mypy --strict too.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object per document, with all details.")
@click.option("--out", type=click.Path(path_type=Path), help="Keep the projects in this folder.")
@click.argument("options", nargs=-1)
def main(folder: Path, lenient: bool, mypy: bool, as_json: bool, out: Path | None, options: Sequence[str]) -> None:
    """Print one row per document of FOLDER (or for one document): what was generated, lost and spent.

    \b
    ops      operations in the document
    made     operations in the client
    left     operations left out, with a reason
    param-   parameters of those operations that the client does not accept
    resp-    responses of those operations that the client does not know
    Any      places typed Any that are not free in the document
    said     places that the generator has said to be typed Any
    s, MB    seconds of the processor, and peak memory in MB, of the generator's process

    OPTIONS after `--` go to `conformance generate`: `python -m scripts.survey docs -- --models none`.
    """  # noqa: D301 - click's mark for a paragraph that keeps its lines
    options = [*options, *(["--lenient"] if lenient else [])]
    if not as_json:
        click.echo(_HEAD)
    with tempfile.TemporaryDirectory() as temporary:
        place = (out or Path(temporary)).resolve()
        for document in _documents(folder):
            row = (survey if folder.is_file() else _apart)(document.resolve(), place, options, mypy)
            click.echo(json.dumps(asdict(row)) if as_json else "\n".join(_lines(row)))


def _apart(document: Path, out: Path, options: Sequence[str], mypy: bool) -> Row:
    """Survey the document in a process of its own.

    A process counts as large as the one that starts it, and this one would be as large as the documents it has read.
    """
    words: list[str | Path] = [document, "--json", "--out", out, *(["--mypy"] if mypy else []), "--", *options]
    done = run([sys.executable, "-m", "scripts.survey", *words], ROOT)
    if done.code:
        return Row(document.name, document.stat().st_size / 1e6, errors=done.stderr.strip().splitlines()[-1:])
    return Row(**json.loads(done.stdout))


def _documents(folder: Path) -> list[Path]:
    """Return the documents, small ones first."""
    if folder.is_file():
        return [folder]
    return sorted((f for f in folder.iterdir() if f.suffix in _SUFFIXES), key=lambda file: file.stat().st_size)


def _lines(row: Row) -> Iterator[str]:
    yield (
        f"{row.document:24}{row.size:6.2f}{row.operations:6}{row.generated:6}{sum(row.left_out.values()):6}"
        f"{len(row.lost_parameters):8}{len(row.lost_responses):7}{len(row.lost_types):5}{row.said_untyped:6}"
        f"{_word(row.imported):>8}{_word(row.type_checked):>6}{row.seconds:7.1f}{row.megabytes:7.0f}"
    )
    yield from (f"    {line}" for line in row.errors[:3])
    yield from (f"    left out {count} times: {reason}" for reason, count in row.left_out.items())


def _word(value: bool | None) -> str:
    return "-" if value is None else "yes" if value else "no"


if __name__ == "__main__":
    main(prog_name="python -m scripts.survey")
