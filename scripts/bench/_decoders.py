"""Decoders of a page of orders: each peer as its users have it, and the client of this repository."""

from __future__ import annotations

import importlib
import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from scripts.bench._contestants import ROOT, empty_folder

SPEC = ROOT / "specs" / "akinon_oms"
_PAGE = "OrderPage"
_TOOLS = Path(sys.executable).parent
INSTALL = "Stainless' runtime is left out; to measure it too: .venv/bin/uv pip install --group bench"


@dataclass(frozen=True)
class Decoder:
    """One contestant: what it makes of bytes, of parsed JSON, and JSON data of its objects; None where it can't."""

    name: str
    from_bytes: Callable[[bytes], Any]
    from_data: Callable[[Any], Any] | None = None
    to_data: Callable[[Any], Any] | None = None


@contextmanager
def decoders(place: Path) -> Iterator[list[Decoder]]:
    """All contestants that are available; those that have to be generated first are, in `place`."""
    paths = [str(stock(place)), str(ROOT / "generated" / "akinon_oms"), str(place)]
    sys.path[:0] = paths
    try:
        yield [*_ours_and_stock(), *_peers(), *_stainless(place)]
    finally:
        for path in paths:
            sys.path.remove(path)


def stock(place: Path) -> Path:
    """Return the folder of the stock generator's project, whose package is `stock_client`."""
    empty_folder(place)
    config = place / "config.yaml"
    config.write_text("package_name_override: stock_client\n", encoding="utf-8")
    spec = SPEC / "openapi.yaml"
    _run("openapi-python-client", "generate", "--path", spec, "--output-path", place / "stock", "--config", config)
    return place / "stock"


def _ours_and_stock() -> Iterator[Decoder]:
    for name, package in (("stock", "stock_client.models"), ("ours", "akinon_oms.models")):
        page = getattr(importlib.import_module(package), _PAGE)
        yield Decoder(name, _through_data(page.from_dict), page.from_dict, page.to_dict)


def _through_data(read: Callable[[Any], Any]) -> Callable[[bytes], Any]:
    return lambda data: read(json.loads(data))


def _peers() -> Iterator[Decoder]:
    import msgspec  # noqa: PLC0415 - as the others, when its turn comes

    checked = importlib.import_module("akinon_oms_models.pydantic_models").OrderPage
    structs = importlib.import_module("akinon_oms_models.structs").OrderPage
    yield Decoder("pydantic", checked.model_validate_json, checked.model_validate, lambda m: m.model_dump(mode="json"))
    reader = msgspec.json.Decoder(structs)
    yield Decoder("msgspec", reader.decode, lambda d: msgspec.convert(d, structs), msgspec.to_builtins)
    yield Decoder("json.loads", json.loads)


def _stainless(place: Path) -> Iterator[Decoder]:
    """Stainless' runtime, with models of the same document: its SDKs decode with `construct`."""
    try:
        importlib.import_module("openai")
    except ModuleNotFoundError:
        return
    models = ["--output-model-type", "pydantic_v2.BaseModel", "--base-class", "openai.BaseModel"]
    models += ["--collapse-root-models", "--output-datetime-class", "datetime"]  # as those SDKs have them
    _run("datamodel-codegen", "--input", SPEC / "openapi.yaml", *models, "--output", place / "stainless_models.py")
    page = importlib.import_module("stainless_models").OrderPage
    yield Decoder(
        "Stainless' construct",
        lambda data: page.construct(**json.loads(data)),
        lambda data: page.construct(**data),
        lambda model: model.to_dict(mode="json", warnings=False),
    )


def _run(tool: str, *words: str | Path) -> None:
    # The commands are this folder's own.
    subprocess.run([_TOOLS / tool, *words], check=True, capture_output=True, env={"PATH": f"{_TOOLS}:/usr/bin:/bin"})  # noqa: S603
