"""Traceability, on a sound toy API and on copies of it that are wrong in one way each."""

from __future__ import annotations

from collections.abc import Callable
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from conformance import facts
from conformance.apis import Api
from conformance.openapi import lint, source
from conformance.openapi.errors import InputError

MakeApi = Callable[..., Api]


@pytest.fixture
def sound(toys: Path) -> Api:
    return Api("facts_sound", toys / "facts_sound")


def plain(report: facts.Report) -> str:
    out = StringIO()
    facts.render([report], Console(file=out, width=40))
    return out.getvalue()


def test_a_sound_api_has_no_problem(sound: Api) -> None:
    assert facts.report(sound).problems == ()


def test_every_kind_of_element_is_looked_at(sound: Api) -> None:
    found = facts.report(sound).elements
    assert {element.name for element in found} == {
        "server", "server variable", "operation", "parameter", "response", "response header",
        "security scheme", "schema", "property",
    }  # fmt: skip
    assert len({element.pointer for element in found}) == len(found) == 15


def test_request_bodies_and_the_servers_of_paths_and_operations_are_elements(make_api: MakeApi) -> None:
    api = make_api("""
openapi: 3.1.0
info: { title: T, version: "1" }
paths:
  /a:
    servers: [{ url: https://a.example }]
    parameters: [{ name: q, in: query, schema: {} }]
    post:
      servers: [{ url: https://b.example }]
      requestBody: { content: {} }
      responses: { default: { description: D } }
""")
    names = [name for name, _ in facts.elements(api.spec)]
    assert names == ["server", "parameter", "operation", "server", "request body", "response"]


@pytest.mark.parametrize(
    ("pointer", "expected"),
    [
        ("/components/schemas/Part/properties/size", ("TY-4",)),
        ("/paths/~1things~1{id}/get/parameters/0", ("TY-3",)),
        ("/paths/~1things~1{id}/get/responses/404", ("TY-4",)),
        ("/components/schemas/Thing/properties/best", ("TY-2", "TY-3")),
        ("/components/schemas/Thing/properties/name", ("TY-2",)),
        ("/servers/0/variables/shop", ("TY-1",)),
        ("/paths/~1things~1{id}/get/responses/200/headers/X-Left", ("TY-2",)),
    ],
    ids=["own", "ref-parameter", "ref-response", "ref-schema", "parent", "server", "operation"],
)
def test_evidence_is_own_then_referred_to_then_inherited(sound: Api, pointer: str, expected: tuple[str, ...]) -> None:
    assert facts.evidence(sound.spec, pointer) == expected


def test_evidence_beside_a_reference_comes_before_that_of_its_target(edited: MakeApi) -> None:
    api = edited(
        "facts_sound",
        old='best: { $ref: "#/components/schemas/Part"',
        new='best: { $ref: "#/components/schemas/Part", x-facts: [TY-1]',
    )
    assert facts.evidence(api.spec, "/components/schemas/Thing/properties/best") == ("TY-1",)


def test_the_shares_add_up_and_the_least_sure_citation_counts(sound: Api) -> None:
    """`best` cites a documented and a shown fact, so it is shown."""
    report = facts.report(sound)
    kinds = {element.pointer: element.kind for element in report.elements}
    assert kinds["/components/schemas/Thing/properties/best"] == "shown"
    assert kinds["/components/schemas/Part/properties/size"] == "assumed"
    assert sum(report.shares.values()) == pytest.approx(1)
    assert report.shares["assumed"] == pytest.approx(3 / 15)


def test_a_row_shows_the_first_place_and_how_many_others(sound: Api) -> None:
    where = {row.fact.id: row.where for row in facts.report(sound).rows}
    assert where == {
        "TY-1": "#/servers/0 (+1)",
        "TY-2": "#/paths/~1things~1{id}/get (+2); rule: pending",
        "TY-3": "#/components/parameters/Id (+1)",
        "TY-4": "#/components/responses/NotFound (+1); behaviour: pending",
        "TY-5": "editorial",
    }


def test_citations_from_elsewhere_are_no_longer_pending(sound: Api) -> None:
    report = facts.report(sound, {"rule": {"TY-2": ["rules.py:3", "rules.py:9"]}})
    where = {row.fact.id: row.where for row in report.rows}
    assert where["TY-2"].endswith("; rule: rules.py:3 (+1)")
    assert report.problems == ()


def test_an_unknown_id_cited_elsewhere_is_a_problem(sound: Api) -> None:
    (problem,) = facts.report(sound, {"rule": {"TY-2": ["rules.py:1"], "TY-99": ["rules.py:3"]}}).problems
    assert str(problem).startswith("rules.py:3: cites TY-99, which is no fact")


def test_a_schema_fact_that_is_not_cited_is_a_problem(edited: MakeApi) -> None:
    api = edited("facts_sound", "facts.yaml", old="[editorial]", new="[schema]")
    (problem,) = facts.report(api).problems
    assert (problem.file, problem.pointer, problem.line) == (str(api.facts_file), "/facts/4", 7)
    assert "TY-5" in problem.reason


def test_an_unknown_id_in_the_spec_is_a_problem(edited: MakeApi) -> None:
    api = edited("facts_sound", old="[TY-2, TY-3]", new="[TY-2, TY-33]")
    (problem,) = facts.report(api).problems
    assert (problem.pointer, problem.line) == ("/components/schemas/Part/x-facts", 58)
    assert problem.reason == "cites TY-33, which is no fact"


@pytest.mark.parametrize(
    ("cited", "without"),
    [
        ("    x-facts: [TY-1]\n", ["/servers/0", "/servers/0/variables/shop"]),
        (", x-facts: [TY-1]", ["/components/securitySchemes/key"]),
        ("      x-facts: [TY-4]\n", ["/components/responses/NotFound/headers/X-Reason"]),
        (
            "      x-facts: [TY-2]\n      required: [name]\n",
            ["/components/schemas/Thing", "/components/schemas/Thing/properties/name",
             "/components/schemas/Thing/properties/parts"],
        ),
    ],
    ids=["server", "security-scheme", "response", "schema"],
)  # fmt: skip
def test_an_element_without_evidence_is_a_problem(edited: MakeApi, cited: str, without: list[str]) -> None:
    """What has evidence around it or behind its reference is not among them."""
    problems = facts.report(edited("facts_sound", old=cited, new="" if cited[0] == "," else "\n")).problems
    assert [p.pointer for p in problems if p.reason.startswith("no evidence")] == without
    assert all(problem.line for problem in problems)


def test_an_operation_without_evidence_is_a_problem(edited: MakeApi) -> None:
    report = facts.report(edited("facts_sound", old="      x-facts: [TY-2]\n      parameters", new="      parameters"))
    assert [problem.reason for problem in report.problems] == [
        "no evidence for this operation",
        "no evidence for this response",
        "no evidence for this response header",
    ]


def test_an_api_without_facts_has_no_problem_and_says_so(make_api: MakeApi) -> None:
    report = facts.report(make_api('{openapi: 3.1.0, info: {title: T, version: "1"}, paths: {}}'))
    assert (report.document, report.problems) == (None, ())
    assert plain(report).strip() == "toy: no facts"


def test_citations_without_a_facts_file_are_unknown(edited: MakeApi) -> None:
    api = edited("facts_sound")
    api.facts_file.unlink()
    report = facts.report(api)
    assert {problem.reason for problem in report.problems} == {f"cites TY-{n}, which is no fact" for n in range(1, 5)}
    assert "0% documented" in plain(report)


def test_two_facts_of_one_number_are_refused(edited: MakeApi) -> None:
    api = edited("facts_sound", "facts.yaml", old="TY-5", new="TY-1")
    with pytest.raises(InputError) as caught:
        facts.load(api.facts_file)
    (problem,) = caught.value.problems
    assert (problem.pointer, problem.line) == ("/facts/4/id", 7)
    assert problem.reason == "fact id 'TY-1' is used already at #/facts/0"


@pytest.mark.parametrize(
    ("old", "new", "pointer"),
    [
        ("TY-5", "fact 5", "/facts/4/id"),
        ("assumed", "guessed", "/facts/3/kind"),
        ("[editorial]", "[]", "/facts/4/covered_by"),
        ("[editorial]", "[readers]", "/facts/4/covered_by/0"),
        ('source: "4", ', "", "/facts/4"),
        ("document:", "title:", ""),
    ],
)
def test_a_facts_file_that_breaks_its_schema_is_refused(edited: MakeApi, old: str, new: str, pointer: str) -> None:
    api = edited("facts_sound", "facts.yaml", old, new)
    with pytest.raises(InputError) as caught:
        facts.load(api.facts_file)
    assert pointer in {problem.pointer for problem in caught.value.problems}
    assert all(problem.line for problem in caught.value.problems)


def test_plain_output_is_one_uncut_line_a_fact(sound: Api) -> None:
    heading, *lines = plain(facts.report(sound)).rstrip().splitlines()
    assert heading.startswith("facts_sound: 5 facts (Manual of the things); 15 elements: ")
    assert [line.split()[0] for line in lines] == ["TY-1", "TY-2", "TY-3", "TY-4", "TY-5"]
    assert lines[1].endswith("#/paths/~1things~1{id}/get (+2); rule: pending")


def test_plain_output_ends_with_the_problems(edited: MakeApi) -> None:
    text = plain(facts.report(edited("facts_sound", "facts.yaml", old="[editorial]", new="[schema]")))
    assert text.rstrip().splitlines()[-1].startswith("  fix: cite it in openapi.yaml")


def test_a_terminal_gets_a_table_that_loses_nothing(sound: Api) -> None:
    class Terminal(StringIO):
        def isatty(self) -> bool:
            return True

    out = Terminal()
    facts.render([facts.report(sound)], Console(file=out, width=50, no_color=True))
    assert "covered by" in out.getvalue()
    assert "…" not in out.getvalue()


def test_a_property_named_like_an_extension_cites_nothing(make_api: MakeApi) -> None:
    api = make_api("""
openapi: 3.1.0
info: { title: T, version: "1" }
paths: {}
components:
  schemas:
    A: { type: object, properties: { x-facts: { type: string }, x-error: { type: string } } }
""")
    assert facts.spec_citations(api.document) == {}


def test_every_shipped_spec_cites_its_facts(root: Path) -> None:
    """The specs under specs/ have no traceability problem, and all have facts."""
    reports = [facts.report(Api(file.parent.name, file.parent)) for file in root.glob("specs/*/openapi.yaml")]
    assert reports
    assert {report.api: report.problems for report in reports if report.problems or not report.rows} == {}


def test_the_schema_of_facts_knows_the_kinds(root: Path) -> None:
    kinds = source.load(lint.SCHEMAS / "facts.yaml")["properties"]["facts"]["items"]["properties"]["kind"]
    assert tuple(kinds["enum"]) == facts.KINDS
