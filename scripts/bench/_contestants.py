"""The generator, and its peer: the two stock generators one after the other, as their users call them."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from scripts.bench._measure import Command, Cost, cost

ROOT = Path(__file__).parents[2]
_MODELS = ("pydantic_v2.BaseModel", "msgspec.Struct")


def stock(specs: Sequence[Path], place: Path) -> Cost:
    """A client with stock templates and hooks, then both kinds of models, from each document."""
    emptied(place)  # outside of this checkout: the hooks obey whatever configuration they find
    costs = [cost(command, place) for spec in specs for command in _stock_commands(spec)]
    return sum(costs[1:], start=costs[0])


def ours(specs: Path, place: Path, *, anew: bool) -> Cost:
    """The generator on a folder of specs, in `place`; from nothing if `anew`."""
    if anew:
        emptied(place)
    words: list[str | Path] = ["--specs", specs, "--out", place / "generated", *(["--force"] if anew else [])]
    return cost([sys.executable, "-m", "conformance", "generate", *words], ROOT)


def _stock_commands(spec: Path) -> Iterator[Command]:
    name = spec.parent.name
    tools = Path(sys.executable).parent
    yield tools / "openapi-python-client", "generate", "--path", spec, "--output-path", name, "--meta", "uv"
    for kind in _MODELS:
        output = f"{name}_{kind}.py"
        yield tools / "datamodel-codegen", "--input", spec, "--output-model-type", kind, "--output", output


def emptied(place: Path) -> None:
    """Let the folder `place` be there, with nothing in it."""
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir()
