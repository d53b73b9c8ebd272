"""`python -m scripts.bench.kill API`: which planted faults our suite finds, and which stock `schemathesis run` does.

Stock is the installed schemathesis by its command line, with its defaults. It finds a fault if it reports more failures
than of the mock without one. Our suite finds one if the check that the fault names does. Without `--all` one fault of
each operator is tried.

Tested in `tests/scripts/test_kill.py`.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import click

from conformance.apis import Api, apis
from conformance.auth.credentials import apply, fake
from conformance.faults.matrix import Plan
from conformance.faults.result import Verdict
from conformance.faults.trial import try_fault
from conformance.mock.app import create_app
from conformance.mock.faults.fault import Active, Fault
from conformance.mock.server import serving

_ROOT = Path(__file__).parents[2]
_FAILURE = re.compile(r"❌ (ST\d+) .*: (\d+)$", re.MULTILINE)
_SECONDS = 300.0  # for one run of stock


@click.command()
@click.argument("api", required=False)
@click.option("--specs", type=click.Path(path_type=Path, exists=True), default=_ROOT / "specs", help="Folder of specs.")
@click.option("--fault", "patterns", multiple=True, help="Only these: id, operator or check. Repeatable.")
@click.option("--all", "is_all", is_flag=True, help="Every place, not one of each operator.")
@click.option("--max-examples", type=int, help="Random cases of stock for each operation.  [default: its own]")
def main(api: str | None, specs: Path, patterns: tuple[str, ...], is_all: bool, max_examples: int | None) -> None:
    """Print the faults of API with who finds each, and in how many seconds."""
    if api is None:  # `make bench` runs every program of this folder
        click.echo("name an API to try: python -m scripts.bench.kill API")
        return
    found = apis(specs, [api])[0]
    faults = choose(Plan(specs, (api,), patterns=patterns).faults_of(found), is_all=is_all)
    usual, seconds = run_stock(found, Active(), max_examples)
    click.echo(f"without a fault stock reports {sum(usual.values())} failures in {seconds:.1f} s")
    click.echo(f"{'fault':60} {'ours':>16} {'stock':>16}")
    totals = Counter[str]()
    for fault in faults:
        ours = try_fault(found, fault, "quick", 1)
        told, seconds = run_stock(found, Active((fault,)), max_examples)
        cells = [(ours.verdict is Verdict.KILLED, ours.seconds), (is_more(told, usual), seconds)]
        click.echo(f"{fault.id:60} " + " ".join(f"{'killed' if k else '-':>8} {s:5.1f} s" for k, s in cells))
        for name, (is_killed, each) in zip(("ours", "stock"), cells, strict=True):
            totals[name] += is_killed
            totals[f"{name} seconds"] += round(each)
    parts = (f"{name} {totals[name]} of {len(faults)} in {totals[f'{name} seconds']} s" for name in ("ours", "stock"))
    click.echo(", ".join(parts))


def choose(faults: Sequence[Fault], *, is_all: bool) -> list[Fault]:
    """Return all faults, or the first of each operator."""
    first: dict[str, Fault] = {}
    for fault in faults:
        first.setdefault(fault.operator, fault)
    return list(faults) if is_all else list(first.values())


def run_stock(api: Api, active: Active, max_examples: int | None) -> tuple[Counter[str], float]:
    """Return the failures that stock reports of a mock with faults, by code, and the seconds that it needs."""
    start = time.monotonic()
    secured = next((each for each in api.spec.operations.values() if each.security), None)
    headers = apply(secured, fake(api.spec), api.spec).headers if secured else {}
    options = [text for name, value in headers.items() for text in ("-H", f"{name}: {value}")]
    options += ["--max-examples", str(max_examples)] if max_examples else []
    with serving(create_app(api, seed=1, faults=active)) as origin, tempfile.TemporaryDirectory() as folder:
        url = origin + api.spec.base_path
        program = [
            sys.executable,
            "-m",
            "schemathesis.cli",
            "run",
            str(api.spec_file.resolve()),
            "--url",
            url,
            *options,
        ]
        try:
            done = subprocess.run(  # noqa: S603 - the program is our own
                [*program, "--seed", "1"], cwd=folder, capture_output=True, text=True, timeout=_SECONDS, check=False
            )
        except subprocess.TimeoutExpired:
            return Counter(), time.monotonic() - start
    return failures(done.stdout), time.monotonic() - start


def failures(text: str) -> Counter[str]:
    """Return the number of failures by code in the summary of stock."""
    return Counter({code: int(number) for code, number in _FAILURE.findall(text)})


def is_more(told: Counter[str], usual: Counter[str]) -> bool:
    """Return whether there are failures that are not usual."""
    return bool(told - usual)


if __name__ == "__main__":
    main()
