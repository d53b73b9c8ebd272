"""Traceability: whether every fact of a vendor's document is covered, and every part of a spec has evidence.

`report` checks three things of an API and lists them all as problems:

- a fact is cited by all that is to cover it: some `x-facts` of the spec, a rule, a behaviour, a test of the client;
- every id cited is the id of a fact;
- every element of the spec has evidence: its own `x-facts`, else that of what its `$ref` leads to, else that of the
  nearest element around it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Column, Table
from rich.text import Text

from conformance.apis import Api
from conformance.command_line import is_interactive
from conformance.openapi import json_pointer, lint, source
from conformance.openapi.errors import InputError, Problem
from conformance.openapi.spec import METHODS, Spec

KINDS = ("documented", "shown", "assumed")  # from the surest kind of evidence to the least sure

# By what covers a fact: where it is cited.
_WHERE = {
    "rule": "rules.py by `facts=`",
    "behaviour": "the docstring of a function of behaviour.py",
    "client": "the docstring of a test in test_*.py beside the document",
}

Citations = Mapping[str, Mapping[str, Sequence[str]]]
"""Where facts are cited: by what covers them (`schema`, `rule`, `behaviour`, `client`), then by fact id."""


@dataclass(frozen=True)
class Fact:
    """One numbered statement of a vendor's document; `covered_by` names what has to cite it."""

    id: str
    kind: str  # documented | shown | assumed
    statement: str
    source: str
    covered_by: tuple[str, ...]


@dataclass(frozen=True)
class Row:
    """A fact, and for each of its `covered_by` the places that cite it (none: pending, or editorial)."""

    fact: Fact
    places: Mapping[str, Sequence[str]]

    @property
    def where(self) -> str:
        """The first place of each kind and the number of the others: `#/paths/~1a/get (+2); rule: pending`."""
        return "; ".join(_where(cover, self.places[cover]) for cover in self.fact.covered_by)


@dataclass(frozen=True)
class Element:
    """A part of a spec that needs evidence; `kind` is that of the least sure fact that it cites."""

    name: str  # operation, parameter, request body, …
    pointer: str
    evidence: tuple[str, ...]
    kind: str | None


@dataclass(frozen=True)
class Report:
    """Coverage of one API's facts, and the problems; `document` is None for an API without facts."""

    api: str
    document: str | None
    rows: tuple[Row, ...]
    elements: tuple[Element, ...]
    problems: tuple[Problem, ...]

    @property
    def shares(self) -> Mapping[str, float]:
        """The share of the spec's elements that is documented, shown and assumed; what lacks evidence is in none."""
        counts = Counter(element.kind for element in self.elements)
        return {kind: counts[kind] / max(1, len(self.elements)) for kind in KINDS}


def load(file: Path) -> tuple[str, dict[str, Fact]]:
    """Load the title of the vendor's document and its facts by id, in the file's order.

    Raises InputError, all problems at once, for a file that breaks the schema or numbers two facts alike.
    """
    data = source.load(file)
    problems = lint.schema_problems("facts", data, file) or _list_repeated(data["facts"], file)
    if problems:
        raise InputError(source.locate_problems(file, problems))
    facts = (Fact(**{**fact, "covered_by": tuple(fact["covered_by"])}) for fact in data["facts"])
    return data["document"], {fact.id: fact for fact in facts}


def report(api: Api, citations: Citations | None = None) -> Report:
    """Report the traceability of one API; `citations` are those outside its spec (rules, behaviours, clients).

    Without them the citations of the spec are looked at alone.
    """
    cited = {**(citations or {}), "schema": spec_citations(api.document)}
    if not api.facts_file.exists() and not any(cited.values()):
        return Report(api.id, None, (), (), ())
    document, facts = load(api.facts_file) if api.facts_file.exists() else ("no document", {})
    rows = tuple(_row(fact, cited) for fact in facts.values())
    found = tuple(_element(api.spec, name, pointer, facts) for name, pointer in elements(api.spec))
    in_spec = [*_unknown_in_spec(cited["schema"], facts, api), *_without_evidence(found, api)]
    problems = [
        *_list_uncited(rows, api, cited.keys()),
        *api.spec.locate_problems(in_spec),
        *_unknown_outside(cited, facts),
    ]
    return Report(api.id, document, rows, found, tuple(problems))


def render(reports: Iterable[Report], console: Console) -> None:
    """Print the reports: as tables on a terminal, else one line for each fact, with nothing cut off."""
    for found in reports:
        console.print(_heading(found), style="bold", markup=False, highlight=False, soft_wrap=True)
        if is_interactive(console):
            console.print(_table(found))
        else:
            for line in _lines(found):
                console.print(line, markup=False, highlight=False, soft_wrap=True)
        for problem in found.problems:
            console.print(str(problem), style="red", markup=False, highlight=False, soft_wrap=True)
        console.print()


def spec_citations(document: Mapping[str, Any]) -> Mapping[str, Sequence[str]]:
    """Return the pointers of the elements that cite each fact by `x-facts`, in the document's order."""
    found: dict[str, list[str]] = defaultdict(list)
    for pointer, value in lint.definitions(document):
        for fact_id in value.get("x-facts", ()):
            found[fact_id].append(pointer)
    return found


def evidence(spec: Spec, pointer: str) -> tuple[str, ...]:
    """Return the ids of the facts for the element at `pointer`: its own, of what it refers to, or inherited."""
    _, *above = json_pointer.ancestors(pointer)
    candidates = (*_follow_reference(spec, pointer), *(json_pointer.follow(spec.document, place) for place in above))
    cites = (value["x-facts"] for value in candidates if isinstance(value, dict) and "x-facts" in value)
    return tuple(next(cites, ()))


def elements(spec: Spec) -> Iterator[tuple[str, str]]:
    """Name and pointer of everything in the spec that needs evidence, each place once."""
    yield from _servers(spec, "")
    for path in spec.document.get("paths", {}):
        item, definition = spec.resolve(json_pointer.join("/paths", path))
        yield from _of_path(spec, item)
        for method in METHODS:
            if method in definition:
                yield from _of_operation(spec, json_pointer.join(item, method))
    for pointer in _members(spec, "/components/responses"):
        yield from (("response header", header) for header in _members(spec, f"{pointer}/headers"))
    yield from (("security scheme", pointer) for pointer in _members(spec, "/components/securitySchemes"))
    for pointer in _members(spec, "/components/schemas"):
        yield "schema", pointer
        yield from _properties(spec, pointer)


def _of_path(spec: Spec, pointer: str) -> Iterator[tuple[str, str]]:
    yield from _servers(spec, pointer)
    yield from (("parameter", parameter) for parameter in _members(spec, f"{pointer}/parameters"))


def _of_operation(spec: Spec, pointer: str) -> Iterator[tuple[str, str]]:
    yield "operation", pointer
    yield from _of_path(spec, pointer)
    if "requestBody" in json_pointer.follow(spec.document, pointer):
        yield "request body", f"{pointer}/requestBody"
    for response in _members(spec, f"{pointer}/responses"):
        yield "response", response
        yield from (("response header", header) for header in _members(spec, f"{response}/headers"))


def _servers(spec: Spec, pointer: str) -> Iterator[tuple[str, str]]:
    for server in _members(spec, f"{pointer}/servers"):
        yield "server", server
        yield from (("server variable", variable) for variable in _members(spec, f"{server}/variables"))


def _properties(spec: Spec, schema: str) -> Iterator[tuple[str, str]]:
    for pointer, _ in lint.definitions(json_pointer.follow(spec.document, schema), schema):
        yield from (("property", member) for member in _members(spec, f"{pointer}/properties"))


def _members(spec: Spec, pointer: str) -> Iterator[str]:
    try:
        parent = json_pointer.follow(spec.document, pointer)
    except LookupError:
        return
    yield from (json_pointer.join(pointer, key) for key, _ in json_pointer.children(parent))


def _follow_reference(spec: Spec, pointer: str) -> Iterator[Any]:
    """Yield the value at `pointer`, then the value that its `$ref` leads to in the end."""
    yield json_pointer.follow(spec.document, pointer)
    yield spec.resolve(pointer)[1]


def _heading(found: Report) -> str:
    if found.document is None:
        return f"{found.api}: no facts"
    shares = ", ".join(f"{share:.0%} {kind}" for kind, share in found.shares.items())
    return f"{found.api}: {len(found.rows)} facts ({found.document}); {len(found.elements)} elements: {shares}"


def _cells(found: Report) -> Iterator[tuple[str, str, str, str]]:
    for row in found.rows:
        yield row.fact.id, row.fact.kind, ", ".join(row.fact.covered_by), row.where


def _lines(found: Report) -> Iterator[str]:
    cells = list(_cells(found))
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    for line in cells:
        yield "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()


def _table(found: Report) -> Table:
    where = Column("where", overflow="fold")
    table = Table("fact", "kind", "covered by", where, box=None, header_style="dim")
    for cells in _cells(found):
        table.add_row(*map(Text, cells))
    return table


def _row(fact: Fact, cited: Citations) -> Row:
    return Row(fact, {cover: cited.get(cover, {}).get(fact.id, ()) for cover in fact.covered_by})


def _element(spec: Spec, name: str, pointer: str, facts: Mapping[str, Fact]) -> Element:
    cited = evidence(spec, pointer)
    kinds = {facts[fact_id].kind for fact_id in cited if fact_id in facts}
    return Element(name, pointer, cited, next((kind for kind in reversed(KINDS) if kind in kinds), None))


def _where(cover: str, places: Sequence[str]) -> str:
    if not places:
        return "editorial" if cover == "editorial" else f"{cover}: pending"
    others = f" (+{len(places) - 1})" if len(places) > 1 else ""
    return f"#{places[0]}{others}" if cover == "schema" else f"{cover}: {places[0]}{others}"


def _list_repeated(facts: Sequence[Mapping[str, Any]], file: Path) -> list[Problem]:
    first: dict[str, int] = {}
    reason, fix = "fact id {!r} is used already at #/facts/{}", "give each fact a number of its own"
    return [
        Problem(str(file), f"/facts/{index}/id", reason.format(fact["id"], first[fact["id"]]), fix)
        for index, fact in enumerate(facts)
        if first.setdefault(fact["id"], index) != index
    ]


def _list_uncited(rows: Sequence[Row], api: Api, covers: Container[str]) -> list[Problem]:
    """Return the problems of facts that something of `covers` is to cite and does not."""
    places = _WHERE | {"schema": api.spec_file.name}
    problems = [
        Problem(
            str(api.facts_file),
            f"/facts/{index}",
            f"fact {row.fact.id} is covered by the {cover} but never cited",
            f"cite it in {places[cover]}, or correct `covered_by`",
        )
        for index, row in enumerate(rows)
        for cover in row.fact.covered_by
        if cover in covers and not row.places[cover]
    ]
    return source.locate_problems(api.facts_file, problems) if problems else []


def _unknown_in_spec(cited: Mapping[str, Sequence[str]], facts: Mapping[str, Fact], api: Api) -> Iterator[Problem]:
    for fact_id, places in cited.items():
        for place in places if fact_id not in facts else ():
            yield _unknown(fact_id, str(api.spec_file), f"{place}/x-facts", api.facts_file.name)


def _unknown_outside(cited: Citations, facts: Mapping[str, Fact]) -> Iterator[Problem]:
    for cover in cited.keys() - {"schema"}:
        for fact_id, places in cited[cover].items():
            yield from (_unknown(fact_id, place, "", "facts.yaml") for place in places if fact_id not in facts)


def _unknown(fact_id: str, file: str, pointer: str, facts_file: str) -> Problem:
    return Problem(file, pointer, f"cites {fact_id}, which is no fact", f"correct the id, or add it to {facts_file}")


def _without_evidence(found: Sequence[Element], api: Api) -> Iterator[Problem]:
    for element in found:
        if not element.evidence:
            reason = f"no evidence for this {element.name}"
            yield Problem(str(api.spec_file), element.pointer, reason, "cite facts here or above by `x-facts`")
