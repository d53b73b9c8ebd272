"""`python -m scripts.bench.documents DOCUMENT…`: each document through the stock generators' commands, then this one.

The stock commands run with the options that their users start with, and one after the other, as this one makes all.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from scripts.bench._contestants import MODELS, ROOT, client_command, empty_folder, models_command
from scripts.bench._measure import Command, Cost, run

_Result = tuple[str, Cost, int]  # who, what it needed, and its exit code


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("documents", nargs=-1, type=click.Path(exists=True, dir_okay=False, path_type=Path))
def main(documents: Sequence[Path]) -> None:
    """Print what each OpenAPI document costs: seconds, and peak memory of the largest process.

    A stock generator that refuses a document is shown with its exit code; what it needed until then counts.
    """
    if not documents:
        click.echo("name documents to compare: python -m scripts.bench.documents DOCUMENT…")
    for document in documents:
        with tempfile.TemporaryDirectory() as name:
            _compare(document.resolve(), Path(name))


def _compare(document: Path, place: Path) -> None:
    click.echo(f"\n{document.name}, {document.stat().st_size / 1e6:.1f} MB\n\n{'':28}{'seconds':>9}{'MB':>8}")
    results = [_measure(who, command, place) for who, command in _stock(document)]
    for who, cost, code in results:
        click.echo(_line(who, cost, code))
    peer = sum((cost for _, cost, _ in results[1:]), start=results[0][1])
    click.echo(_line("both stock generators", peer, 0))
    who, own, code = _measure("this one", _own(document, place), place, ROOT)
    share = f"{own.seconds / peer.seconds:9.2f}{own.megabytes / peer.megabytes:8.2f}"
    click.echo(f"{_line(who, own, code)}\n{'of stock':28}{share}")


def _stock(document: Path) -> Iterator[tuple[str, Command]]:
    yield "openapi-python-client", client_command(document, "stock_client")
    for kind in MODELS:
        yield f"datamodel-codegen {kind.partition('.')[0]}", models_command(document, kind, f"{kind}.py")


def _own(document: Path, place: Path) -> Command:
    words: list[str | Path] = ["generate", document, "--out", place / "own", "--force", "--lenient", "--allow-partial"]
    return [sys.executable, "-m", "conformance", *words]


def _measure(who: str, command: Command, place: Path, folder: Path | None = None) -> _Result:
    empty_folder(place / "run")
    done = run(command, folder or place / "run")
    return who, done.cost, done.code


def _line(who: str, cost: Cost, code: int) -> str:
    return f"{who:28}{cost.seconds:9.1f}{cost.megabytes:8.0f}" + (f"  exits with {code}" if code else "")


if __name__ == "__main__":
    main()
