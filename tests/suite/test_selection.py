"""What a run is about: operations and checks by name, and what is left out with its reason."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from conformance.apis import apis
from conformance.openapi.errors import InputError
from conformance.openapi.spec import Spec
from conformance.suite.checks import CHECKS, LAWS, SERVER
from conformance.suite.selection import Exclusion, Selection


@pytest.fixture(scope="module")
def spec(root: Path) -> Spec:
    (api,) = apis(root / "tests" / "servers", ["shop"])
    return api.spec


def chosen(spec: Spec, selection: Selection) -> set[str]:
    return {operation.id for operation in spec.operations.values() if selection.includes(operation)}


def test_an_operation_is_named_by_id_tag_method_or_path(spec: Spec) -> None:
    get = {o.id for o in spec.operations.values() if o.method == "GET"}
    (one, *_) = spec.operations.values()
    assert chosen(spec, Selection(("get",))) == get
    assert chosen(spec, Selection((one.id,))) == {one.id}
    assert chosen(spec, Selection((one.path,))) == {o.id for o in spec.operations.values() if o.path == one.path}
    assert chosen(spec, Selection((f"{one.method} {one.path}",))) == {one.id}
    assert chosen(spec, Selection(("/*",))) == {*spec.operations}
    assert chosen(spec, Selection(exclusions=(Exclusion("GET"),))) == {*spec.operations} - get


def test_a_check_is_left_out_everywhere_or_at_one_operation(spec: Spec) -> None:
    first, second, *_ = spec.operations.values()
    everywhere = Selection(exclusions=(Exclusion(check="redirect"),))
    assert not everywhere.allows("redirect", first)
    assert everywhere.allows("server-error", first)
    at_one = Selection(exclusions=(Exclusion(first.id, "redirect"),))
    assert not at_one.allows("redirect", first)
    assert at_one.allows("redirect", second)
    assert at_one.includes(first)
    assert not Selection(checks=("redirect",)).allows("server-error", first)


@pytest.mark.parametrize(
    ("selection", "reason"),
    [
        (Selection(("listOrder",)), "no operation matches 'listOrder'"),
        (Selection(checks=("server-eror",)), "no check is called 'server-eror'"),
        (Selection(exclusions=(Exclusion("/none/*"),)), "no operation matches '/none/*'"),
    ],
)
def test_what_names_nothing_is_refused(spec: Spec, selection: Selection, reason: str) -> None:
    with pytest.raises(InputError, match=re.escape(reason)):
        selection.verify(spec.operations.values(), CHECKS)


def test_every_check_of_the_code_has_a_meaning(root: Path) -> None:
    """Names of findings stand in the code as literals, and in the documentation as a table."""
    text = "".join(file.read_text() for file in (root / "conformance/suite").glob("*.py"))
    used = set(re.findall(r'(?:[Ff]inding|Flaw|_add)\(\s*"([a-z-]+)"', text))
    assert used == set(SERVER) - set(LAWS)
    documented = set(re.findall(r"`([a-z-]+)`", (root / "docs/suite.md").read_text()))
    assert documented >= set(CHECKS) - set(LAWS)
