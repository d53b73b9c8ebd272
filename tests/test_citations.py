"""Facts that rules, behaviours and tests of the client cite, and what is missing among them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from conformance import facts
from conformance.apis import Api
from conformance.citations import citations_of
from conformance.openapi.errors import InputError

MakeApi = Callable[..., Api]
RULES = '''
from conformance.rules import exchange_rule


@exchange_rule("always-so", facts=["TY-2"])
def always_so(exchange, spec):
    """It is always so."""
    yield from ()
'''
BEHAVIOUR = '''
# TY-1 in a comment is no citation.
def fill(state, spec):
    """Fill the state (TY-4), at UTC-8."""


class Helper:
    async def help(self):
        """Help by TY-4 and TY-3."""
'''


@pytest.fixture
def api(edited: MakeApi) -> Api:
    return edited("facts_sound")


def _write(api: Api, **files: str) -> None:
    for name, text in files.items():
        (api.folder / f"{name}.py").write_text(text, encoding="utf-8")


def test_functions_cite_facts_in_their_docstrings(api: Api) -> None:
    _write(api, rules=RULES, behaviour=BEHAVIOUR, test_client='def test_it():\n    """TY-1."""\n')
    cited = citations_of(api)
    assert cited["rule"] == {"TY-2": [f"{api.folder}/rules.py:5"]}
    behaviour = f"{api.folder}/behaviour.py"
    assert cited["behaviour"] == {"TY-4": [f"{behaviour}:3", f"{behaviour}:8"], "TY-3": [f"{behaviour}:8"]}
    assert cited["client"] == {"TY-1": [f"{api.folder}/test_client.py:1"]}


def test_what_is_cited_by_all_that_cover_it_has_no_problem(api: Api) -> None:
    _write(api, rules=RULES, behaviour=BEHAVIOUR)
    assert facts.report(api, citations_of(api)).problems == ()


@pytest.mark.parametrize(
    ("missing", "reason"),
    [
        ("rules", "fact TY-2 is covered by the rule but never cited"),
        ("behaviour", "fact TY-4 is covered by the behaviour but never cited"),
    ],
)
def test_what_is_not_cited_is_a_problem_at_the_fact(api: Api, missing: str, reason: str) -> None:
    _write(api, **{name: text for name, text in (("rules", RULES), ("behaviour", BEHAVIOUR)) if name != missing})
    (problem,) = facts.report(api, citations_of(api)).problems
    assert (problem.reason, problem.file) == (reason, str(api.facts_file))


def test_a_fact_of_the_client_has_to_be_cited_by_a_test(edited: MakeApi) -> None:
    api = edited("facts_sound", "facts.yaml", old="[editorial]", new="[client]")
    _write(api, rules=RULES, behaviour=BEHAVIOUR)
    (problem,) = facts.report(api, citations_of(api)).problems
    assert problem.reason == "fact TY-5 is covered by the client but never cited"
    _write(api, test_client='def test_it():\n    """TY-5."""\n')
    assert facts.report(api, citations_of(api)).problems == ()


def test_an_unknown_fact_in_a_docstring_is_a_problem(api: Api) -> None:
    _write(api, rules=RULES, behaviour=BEHAVIOUR.replace("TY-3", "TY-33"))
    (problem,) = facts.report(api, citations_of(api)).problems
    assert str(problem).startswith(f"{api.folder}/behaviour.py:8: cites TY-33, which is no fact")


def test_a_file_that_can_not_be_read_is_refused_with_its_line(api: Api) -> None:
    _write(api, test_client="\ndef test_it(:\n")
    with pytest.raises(InputError, match=r"test_client\.py:2:.*can't be read"):
        citations_of(api)
