"""Whoever goes through all pages of a mock with a generated client gets to the end."""

from __future__ import annotations

import asyncio
import importlib
import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_type_hints

import pytest

from conformance.apis import Api, apis
from conformance.auth import credentials
from conformance.client_check import python_values
from conformance.mock import serve
from conformance.openapi.spec import Operation
from tests.clients.calling import GENERATED, ROOT, example_call

TOYS = ROOT / "tests" / "toys"


def paging(folder: Path) -> list[str]:
    """The names of the APIs of a folder that have lists that page; no client is made for the library of faults."""
    files = (file for file in folder.glob("*/openapi.yaml") if file.parent.name != "faults_library")
    return sorted(file.parent.name for file in files if "x-pagination" in file.read_text())


LISTS = [
    pytest.param(api, operation, id=f"{api.id}-{operation.id}")
    for folder in (ROOT / "specs", TOYS)
    for api in apis(folder, paging(folder))
    for operation in api.spec.operations.values()
    if operation.definition.get("x-pagination")
]


@dataclass(frozen=True)
class List:
    """An operation that pages, of a project, and where its mock is."""

    project: Path
    api: Api
    operation: Operation
    url: str

    def iterate(self, client: Any) -> Any:
        """All pages, by a call with the document's examples."""
        provenance = json.loads((self.project / "provenance.json").read_text(encoding="utf-8"))
        stated = provenance["operations"][self.operation.id]
        method = client
        for name in stated["iterate"].split("."):
            method = getattr(method, name)
        hints = get_type_hints(method)
        names = {(each["name"], each["in"]): each["argument"] for each in stated["parameters"]}
        call = example_call(self.api.spec, self.operation)
        body = {"body": python_values.build(hints["body"], call.body)} if call.media_type else {}
        given = {names[key]: python_values.build(hints[names[key]], value) for key, value in call.parameters.items()}
        return method(**given, **body)

    @property
    def settings(self) -> dict[str, Any]:
        """What a client needs."""
        keywords = json.loads((self.project / "provenance.json").read_text(encoding="utf-8"))["security"]
        fakes = credentials.fake(self.api.spec)
        used = {name for alternative in self.operation.security[:1] for name in alternative}
        return {"base_url": self.url, **{keywords[name][0]: fakes[name] for name in used}}


@pytest.fixture
def listed(api: Api, operation: Operation, generated: Path) -> Iterator[List]:
    """The operation, served."""
    project = next(folder for folder in (GENERATED / api.id, generated / api.id) if folder.is_dir())
    sys.path.insert(0, str(project))
    with serve(api) as url:
        yield List(project, api, operation, url)
    sys.path.remove(str(project))


@pytest.mark.parametrize(("api", "operation"), LISTS)
def test_an_iteration_over_a_mock_ends(listed: List) -> None:
    """It does so by itself, and gets the items of every page, by either client."""
    package = importlib.import_module(listed.api.id)
    with package.Client(**listed.settings) as client:
        pages = listed.iterate(client)
        items = list(pages)
        assert pages.position is None
        assert len(items) + 1 >= len(list(pages.pages())) >= 1  # the last of those that are counted has no items

    async def found() -> list[Any]:
        async with package.AsyncClient(**listed.settings) as client:
            return [item async for item in listed.iterate(client)]

    assert asyncio.run(found()) == items
