"""Findings as blocks: what they name, and the commands in them."""

from __future__ import annotations

import shlex
from dataclasses import replace

import pytest
from starlette.types import Message, Scope

from conformance.report.blocks import Block
from conformance.suite.options import Options
from conformance.suite.session import Run
from conformance.suite.target import Target
from tests.served import Served


def _blocks(target: Target, options: Options) -> list[Block]:
    run = Run.of(replace(options, specs=target.api.folder.parent, names=(target.api.id,), url=target.url))
    return [block for name in target.api.spec.operations for block in run.blocks(target.api.id, name)]


def _crash(scope: Scope, message: Message) -> Message:
    return {**message, "status": 500} if message.get("status") == 200 else message


def test_a_block_names_place_and_commands(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    with served("suite_parcels", response=_crash) as target:
        monkeypatch.chdir(target.api.folder.parent.parent)
        options = Options(target.api.folder.parent, profile="quick", seed=4)
        (block, *_) = [b for b in _blocks(target, options) if b.operation == "getParcel"]
    assert block.where == "GET /parcels/{id} getParcel"
    assert block.file == "toys/suite_parcels/openapi.yaml"
    assert block.line > 10
    assert block.status == "500 Internal Server Error"
    assert "content-type: application/json" in block.headers
    words = shlex.split(block.rerun)
    assert words[:3] == ["conformance", "run", "suite_parcels"]
    assert " ".join(words[-6:]) == "--operation getParcel --check server-error --seed 4"
    assert words[words.index("--profile") + 1] == "quick"
    assert words[words.index("--url") + 1] == target.url
    assert block.replay == f"conformance replay {block.id}"
