"""One item under two names of its path parameter: `/notes/{noteId}` is read, `/notes/{id}` is changed and deleted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from conformance.apis import Api
from conformance.resources import read_resources
from conformance.suite.path_names import list_templates, locate_values, rename_values
from conformance.suite.profiles import PROFILES
from tests.rules.judged import judge, judge_by
from tests.rules.notes import Item, Notes, read_edited

_PUT = "    put:\n      operationId: replaceNote\n"
_NAMED = "{name: id, in: path, required: true, example: n1, schema: {type: string}}"
_ID = f"  /notes/{{id}}:\n    parameters:\n      - {_NAMED}\n"
TWO_NAMES = read_edited((_PUT, _ID + _PUT))
LAWS = ("put-sets-what-was-sent", "patch-sets-what-was-sent", "delete-then-404")


class Forgetful(Notes):
    """Notes whose title no PUT changes."""

    def replace(self, name: str, body: Item) -> Item:
        return super().replace(name, {**body, "title": self.read(name)["title"]})


def test_a_right_server_keeps_the_laws_under_both_names() -> None:
    judged = judge(Notes().app(), TWO_NAMES, laws=LAWS)
    assert not judged.findings
    assert {each.law for each in judged.run.recorder.judgements if not each.missing} == {*LAWS}


def test_a_wrong_server_breaks_them() -> None:
    assert judge(Forgetful().app(), TWO_NAMES, laws=LAWS).broken == {"put-sets-what-was-sent"}


def test_a_method_under_the_other_name_is_documented() -> None:
    profile = replace(PROFILES["quick"], phases=frozenset({"examples", "values", "coverage"}))
    assert "undocumented-method" not in judge_by(profile, Notes().app(), TWO_NAMES).broken


@pytest.mark.parametrize(
    ("path", "template", "values", "renamed"),
    [
        ("/shops/{id}/orders/{order}", "/shops/{shop}/orders/{id}", {"shop": 1, "id": 7}, {"id": 1, "order": 7}),
        ("/orders/{order}.json", "/orders/{id}.json", {"id": 7}, {"order": 7}),
        ("/orders/{order}/lines/{id}", "/orders/{id}", {"id": 7}, {"order": 7}),
        ("/bills/{bill}", "/orders/{id}", {"id": 7}, {}),
        ("/orders/{order}", "", {"id": 7}, {}),
    ],
)
def test_values_keep_their_places(path: str, template: str, values: dict[str, Any], renamed: dict[str, Any]) -> None:
    assert rename_values(path, template, values) == renamed


def test_an_operation_has_what_it_knows_of_the_values(make_api: Callable[..., Api]) -> None:
    spec = make_api(TWO_NAMES).spec
    templates = list_templates(read_resources(spec))
    template = templates["deleteNote"]
    assert template in {"/notes/{noteId}", "/notes/{id}"}
    given = {template[8:-1]: "n1", "page": 2}
    assert locate_values(spec.operations["deleteNote"], given, templates) == {("id", "path"): "n1"}
    assert locate_values(spec.operations["listNotes"], given, templates) == {("page", "query"): 2}
