"""Rules of a spec folder, loaded and checked; what is wrong with them is told with file and line."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from conformance.apis import Api
from conformance.openapi.errors import InputError
from conformance.rules.loading import all_laws, cited_by_rules, laws_of_api, rules_of_api
from conformance.suite.checks import checks_of, server_checks_of
from conformance.suite.options import Options
from conformance.suite.session import Run

MakeApi = Callable[..., Api]
IMPORT = "from conformance.rules import exchange_rule, law, rule\n\n\n"
DOCUMENT = """
openapi: 3.1.0
info: { title: T, version: "1" }
paths:
  /a: { get: { operationId: readA, responses: { default: { description: D } } } }
"""
FACTS = """
document: A document
facts:
  - { id: AA-1, kind: documented, statement: It is always so., source: A section, covered_by: [rule] }
"""


def _rule(name: str = "always-so", operations: str = '"readA", ', facts: str = '"AA-1"', doc: str = "So.") -> str:
    """Return the text of a rule."""
    head = f'@rule("{name}", {operations}facts=[{facts}])\ndef {name.replace("-", "_")}(bench, operation):\n'
    return f'{head}    """{doc}"""\n    yield from ()\n' if doc else f"{head}    yield from ()\n"


@pytest.fixture
def make(make_api: MakeApi) -> Callable[[str], Api]:
    """Return what makes an API with these rules."""

    def make_with(rules: str) -> Api:
        api = make_api(DOCUMENT)
        (api.folder / "facts.yaml").write_text(FACTS, encoding="utf-8")
        (api.folder / "rules.py").write_text(IMPORT + rules, encoding="utf-8")
        return api

    return make_with


def test_rules_come_after_the_laws_in_their_order(make: Callable[[str], Api]) -> None:
    api = make(_rule("second") + "\n\n" + _rule("first"))
    assert [each.id for each in laws_of_api(api)] == [*(each.id for each in all_laws()), "second", "first"]
    assert rules_of_api(api)[0].statement == "So."


def test_an_api_without_rules_has_the_laws(make_api: MakeApi) -> None:
    assert laws_of_api(make_api(DOCUMENT)) == all_laws()


def test_the_checks_of_an_api_have_its_rules(make: Callable[[str], Api]) -> None:
    api = make(_rule())
    assert checks_of([api])["always-so"] == "So."
    assert "always-so" not in checks_of([])


def test_a_changed_file_is_loaded_again(make: Callable[[str], Api]) -> None:
    api = make(_rule())
    rules_of_api(api)
    file = api.folder / "rules.py"
    file.write_text(IMPORT + _rule("never-so"), encoding="utf-8")
    assert [each.id for each in rules_of_api(api)] == ["never-so"]


def test_the_places_that_cite_a_fact_have_lines(make: Callable[[str], Api]) -> None:
    api = make(_rule() + "\n\n" + _rule("so-too"))
    assert cited_by_rules(api) == {"AA-1": [f"{api.folder}/rules.py:4", f"{api.folder}/rules.py:10"]}


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        (_rule(operations='"readB", '), 4, "rule 'always-so': no operation 'readB'"),
        (_rule(operations=""), 4, "rule 'always-so': names no operation"),
        (_rule(facts='"AA-2"'), 4, "rule 'always-so': cites AA-2, which is not a fact"),
        (_rule(facts=""), 4, "rule 'always-so': cites no fact"),
        (_rule(doc=""), 4, "rule 'always-so': has no statement"),
        (_rule() + "\n\n" + _rule().replace("def always", "def again"), 10, "another rule has this id"),
        (_rule("delete-then-404"), 4, "a law has this id"),
        (_rule().replace("@rule", "@law").replace('"readA", facts', "at=[], sources"), 4, "is a law of any API"),
        ("1 / 0\n", 4, "can't be loaded: ZeroDivisionError"),
    ],
)
def test_unusable_rules_are_refused_with_the_line(
    make: Callable[[str], Api], text: str, line: int, reason: str
) -> None:
    api = make(text)
    with pytest.raises(InputError, match=reason) as refused:
        rules_of_api(api)
    assert (refused.value.problems[0].file, refused.value.problems[0].line) == (str(api.folder / "rules.py"), line)


def test_a_rule_that_is_called_as_a_check_is_refused(make: Callable[[str], Api]) -> None:
    with pytest.raises(InputError, match="rule 'redirect': a check has this id"):
        server_checks_of(make(_rule("redirect")))


def test_a_broken_rules_file_ends_a_run_before_anything_is_sent(make: Callable[[str], Api]) -> None:
    api = make(_rule(operations='"readB", '))
    with pytest.raises(InputError, match="no operation 'readB'"):
        Run.of(Options(api.folder.parent, [api.folder.name]))
