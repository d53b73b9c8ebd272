"""Every program of every generated README runs, against the mock of its API."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from conformance.apis import Api, apis
from conformance.auth import credentials
from conformance.mock import create_app, serving

ROOT = Path(__file__).parents[3]
APIS = {api.id: api for api in apis(ROOT / "specs")}
_PROGRAM = re.compile(r"^```python\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def programs(api_id: str) -> list[str]:
    """The programs in a README."""
    return _PROGRAM.findall((ROOT / "generated" / api_id / "README.md").read_text(encoding="utf-8"))


@pytest.fixture(scope="module", params=sorted(APIS))
def served(request: pytest.FixtureRequest) -> Iterator[Api]:
    """An API whose mock is the one that its client finds in the environment."""
    api = APIS[request.param]
    project = str(ROOT / "generated" / api.id)
    with serving(create_app(api)) as origin, pytest.MonkeyPatch.context() as patch:
        patch.setenv(credentials.variable(api.id, "base_url"), origin + api.spec.base_path)
        patch.syspath_prepend(project)
        yield api
    for name in [name for name in sys.modules if name.partition(".")[0] == api.id]:
        del sys.modules[name]


def test_every_program_runs(served: Api, capsys: pytest.CaptureFixture[str]) -> None:
    found = programs(served.id)
    assert len(found) == len(served.spec.operations) + 1  # the first one stands twice
    for program in found:
        exec(compile(program, f"{served.id}/README.md", "exec"), {})
        printed = capsys.readouterr().out
        assert bool(printed) == ("print(" in program)
        assert "fake-" not in printed  # whatever is sensitive is hidden
