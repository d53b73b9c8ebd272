"""The generator, and its peer: the two stock generators one after the other, as their users call them."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from scripts.bench._measure import Command, Cost, cost

ROOT = Path(__file__).parents[2]
_TOOLS = Path(sys.executable).parent
MODELS = ("pydantic_v2.BaseModel", "msgspec.Struct")


def stock(specs: Sequence[Path], place: Path) -> Cost:
    """Generate a client with stock templates and hooks, then both kinds of models, from each document."""
    empty_folder(place)  # outside of this checkout: the hooks obey whatever configuration they find
    costs = [cost(command, place) for spec in specs for command in _stock_commands(spec)]
    return sum(costs[1:], start=costs[0])


def ours(specs: Path, place: Path, *, is_forced: bool) -> Cost:
    """Run the generator on a folder of specs, in `place`; from nothing if `is_forced`."""
    if is_forced:
        empty_folder(place)
    words: list[str | Path] = ["--specs", specs, "--out", place / "generated", *(["--force"] if is_forced else [])]
    return cost([sys.executable, "-m", "conformance", "generate", *words], ROOT)


def client_command(spec: Path, output: str) -> Command:
    """Return the stock command that makes a client in the folder `output`."""
    return _TOOLS / "openapi-python-client", "generate", "--path", spec, "--output-path", output, "--meta", "uv"


def models_command(spec: Path, kind: str, output: str) -> Command:
    """Return the stock command that makes models of that kind in the file `output`."""
    return _TOOLS / "datamodel-codegen", "--input", spec, "--output-model-type", kind, "--output", output


def _stock_commands(spec: Path) -> Iterator[Command]:
    name = spec.parent.name
    yield client_command(spec, name)
    for kind in MODELS:
        yield models_command(spec, kind, f"{name}_{kind}.py")


def empty_folder(place: Path) -> None:
    """Let the folder `place` be there, with nothing in it."""
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir()
