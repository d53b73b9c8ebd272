"""`python -m scripts.bench.decode`: what it costs to turn a page of orders into objects, and back, beside peers.

The contestants run in turns, without garbage collection while one is timed; what counts is the ratios of the medians.
"""

from __future__ import annotations

import gc
import json
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median
from typing import Any

import click

from scripts.bench import _imports, _memory
from scripts.bench._contestants import ROOT
from scripts.bench._decoders import INSTALL, SPEC, Decoder, decoders
from scripts.bench._page import page

_IMPORT_ROUNDS = 4  # one in this many rounds: a process is slow, and varies little
_Task = tuple[str, str, Callable[[], Any]]


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--rounds", default=40, show_default=True, help="Turns of each contestant.")
@click.option("--orders", default=100, show_default=True, help="Orders on the page.")
def main(rounds: int, orders: int) -> None:
    """Print the speed of decoding and encoding pages, their memory, and the time that importing a package needs."""
    data = page(SPEC, orders)
    text = json.dumps(data, separators=(",", ":")).encode()
    with tempfile.TemporaryDirectory() as name, decoders(Path(name)) as found:
        tasks = _tasks(found, data, text)
        times: dict[tuple[str, str], list[float]] = {(what, who): [] for what, who, _ in tasks}
        for _ in range(rounds):
            for what, who, run in tasks:
                times[what, who].append(_seconds(run))
        click.echo(f"a page of {orders} orders, {len(text) / 1000:.0f} kB of JSON, {rounds} rounds, medians\n")
        _report(found, {key: median(values) for key, values in times.items() if values}, text)
        _report_imports(Path(name), rounds // _IMPORT_ROUNDS)
    if not any(each.name.startswith("Stainless") for each in found):
        click.echo(f"\n{INSTALL}")


def _tasks(found: Sequence[Decoder], data: Any, text: bytes) -> list[_Task]:
    tasks: list[_Task] = []
    for each in found:
        tasks.append(("bytes", each.name, _bind(each.from_bytes, text)))
        if each.from_data:
            tasks.append(("decode", each.name, _bind(each.from_data, data)))
        if each.to_data:
            tasks.append(("encode", each.name, _bind(each.to_data, each.from_bytes(text))))
    return tasks


def _bind(function: Callable[[Any], Any], value: Any) -> Callable[[], Any]:
    return lambda: function(value)


def _seconds(run: Callable[[], Any]) -> float:
    gc.collect()
    gc.disable()
    try:
        began = time.perf_counter()
        made = run()
        ended = time.perf_counter()
        del made  # freeing it is not what is measured
        return ended - began
    finally:
        gc.enable()


def _report(found: Sequence[Decoder], times: dict[tuple[str, str], float], text: bytes) -> None:
    """One line for each contestant: milliseconds, and how many times as fast as stock."""
    plain = _memory.count_held(lambda: json.loads(text))
    heads = ("bytes→objects", "JSON→objects", "objects→JSON")
    click.echo(f"{'':22}" + "".join(f"{head + ' ms':>20}{'speed':>9}" for head in heads) + f"{'memory of dict':>17}")
    for each in found:
        cells = "".join(_cell(times, what, each.name) for what in ("bytes", "decode", "encode"))
        memory = _memory.count_held(_bind(each.from_bytes, text)) / plain
        click.echo(f"{each.name:22}{cells}{memory:17.2f}")


def _cell(times: dict[tuple[str, str], float], what: str, who: str) -> str:
    if (what, who) not in times:
        return f"{'':29}"
    return f"{times[what, who] * 1000:20.2f}{times[what, 'stock'] / times[what, who]:9.2f}"


def _report_imports(place: Path, rounds: int) -> None:
    packages = {"stock": ("stock_client", place / "stock"), "ours": ("akinon_oms", ROOT / "generated" / "akinon_oms")}
    turns = [
        {who: _imports.seconds(*each, place / "bytecode") for who, each in packages.items()} for _ in range(rounds + 1)
    ][1:]  # the first compiles
    if not turns:
        return
    click.echo(f"\nimport of all modules of the package, once httpx is there; {rounds} rounds, medians\n")
    stock = median(turn["stock"] for turn in turns)
    for who in packages:
        seconds = median(turn[who] for turn in turns)
        click.echo(f"{who:22}{seconds * 1000:20.1f} ms{seconds / stock:9.2f} of stock")


if __name__ == "__main__":
    main()
