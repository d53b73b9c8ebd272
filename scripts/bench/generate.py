"""`python -m scripts.bench.generate`: what generation costs, beside the two stock generators on the same documents.

The contestants run in turns, so that a busy machine slows them alike; what counts is the ratios.
"""

from __future__ import annotations

import math
import tempfile
from collections.abc import Sequence
from pathlib import Path

import click

from conformance.apis import apis
from scripts.bench import _synthetic
from scripts.bench._contestants import ROOT, ours, stock
from scripts.bench._measure import Cost, middle

_SIZES = (100, 300, 1000)


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--rounds", default=3, show_default=True, help="Turns on the specs of this repository.")
@click.option("--large-rounds", default=1, show_default=True, help="Turns on each of the synthetic documents.")
@click.option("--operations", type=int, multiple=True, default=_SIZES, show_default=True, help="Their sizes.")
def main(rounds: int, large_rounds: int, operations: Sequence[int]) -> None:
    """Print the time and memory that generation needs, and how that compares with the stock generators."""
    with tempfile.TemporaryDirectory() as name:
        if rounds:
            _repository(Path(name), rounds)
        if large_rounds and operations:
            _synthetic_documents(Path(name), large_rounds, operations)


def _repository(place: Path, rounds: int) -> None:
    specs = [api.spec_file.resolve() for api in apis(ROOT / "specs")]
    turns = [_turn(specs, place) for _ in range(rounds)]
    peer, cold, again = (middle(costs) for costs in zip(*turns, strict=True))
    click.echo(f"{len(specs)} specs of this repository, {rounds} rounds, medians\n")
    click.echo(f"{'':24}{'seconds':>8}{'of stock':>10}")
    for what, cost in (("stock generators", peer), ("this one, all again", cold), ("this one, unchanged", again)):
        click.echo(f"{what:24}{cost.seconds:8.2f}{cost.seconds / peer.seconds:10.2f}")


def _turn(specs: Sequence[Path], place: Path) -> tuple[Cost, Cost, Cost]:
    peer = stock(specs, place / "stock")
    cold = ours(ROOT / "specs", place / "ours", is_forced=True)
    return peer, cold, ours(ROOT / "specs", place / "ours", is_forced=False)


def _synthetic_documents(place: Path, rounds: int, sizes: Sequence[int]) -> None:
    click.echo(f"\nsynthetic documents, {rounds} rounds, medians; growth: to the power of the number of operations\n")
    click.echo(f"{'':12}{'seconds':>24}{'of stock':>10}{'growth':>8}{'MB':>20}{'of stock':>10}{'growth':>8}")
    click.echo(f"{'operations':12}{'stock':>12}{'this one':>12}{'':18}{'stock':>10}{'this one':>10}")
    before: tuple[int, Cost] | None = None
    for size in sorted(sizes):
        spec = _synthetic.write(size, place / f"specs-{size}" / "shop")
        turns = [_large_turn(spec, place) for _ in range(rounds)]
        peer, own = (middle(costs) for costs in zip(*turns, strict=True))
        click.echo(_row(size, peer, own, before))
        before = size, own


def _large_turn(spec: Path, place: Path) -> tuple[Cost, Cost]:
    return stock([spec], place / "stock"), ours(spec.parents[1], place / "ours", is_forced=True)


def _row(size: int, peer: Cost, own: Cost, before: tuple[int, Cost] | None) -> str:
    time = f"{peer.seconds:12.1f}{own.seconds:12.1f}{own.seconds / peer.seconds:10.2f}"
    memory = f"{peer.megabytes:10.0f}{own.megabytes:10.0f}{own.megabytes / peer.megabytes:10.2f}"
    if before is None:
        return f"{size:<12}{time}{'':8}{memory}"
    return f"{size:<12}{time}{_growth(size, own.seconds, before[0], before[1].seconds)}{memory}" + _growth(
        size, own.megabytes, before[0], before[1].megabytes
    )


def _growth(size: int, value: float, size_before: int, value_before: float) -> str:
    """Return the exponent of the growth: 1.00 is linear, 2.00 quadratic."""
    return f"{math.log(value / value_before) / math.log(size / size_before):8.2f}"


if __name__ == "__main__":
    main()
