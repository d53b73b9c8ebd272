"""All laws, and the rules of one API: those in the modules of `laws` and in a folder's `rules.py`.

Tested in `tests/rules/test_loading.py`.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from importlib import import_module
from pathlib import Path
from types import ModuleType

from conformance import facts
from conformance.apis import Api
from conformance.openapi.errors import InputError, Problem
from conformance.python_files import line_of, load
from conformance.rules import laws
from conformance.rules.law import ExchangeLaw, Law, MethodLaw, OperationLaw, ResourceLaw
from conformance.rules.probe import Probe

RULES_FILE = "rules.py"


@cache
def all_laws() -> tuple[Law, ...]:
    """Return every law, by name."""
    modules = (import_module(f"{laws.__name__}.{each.name}") for each in pkgutil.iter_modules(laws.__path__))
    return tuple(sorted((each for module in modules for each in laws_of(module)), key=lambda each: each.id))


def laws_of_api(api: Api) -> tuple[Law, ...]:
    """Return the laws, then the rules of an API; raises InputError if its `rules.py` can't be used."""
    return (*all_laws(), *rules_of_api(api))


def find_own_law(api: Api, name: str) -> Law | None:
    """Return the law or rule of an API with that name that makes its own requests, or None."""
    own = (each for each in laws_of_api(api) if not isinstance(each, ExchangeLaw))
    return next((each for each in own if each.id == name), None)


def rules_of_api(api: Api) -> tuple[OperationLaw | ExchangeLaw, ...]:
    """Return the rules of an API in the order of its `rules.py`, none if there is no such file.

    Raises InputError, all problems at once, for a file that can't be loaded, an id in use, an operation that the
    document does not have, or a fact that is not among the API's facts.
    """
    file = api.folder / RULES_FILE
    if not file.is_file():
        return ()
    rules = _rules_in(_load(file, file.stat().st_mtime_ns), file)
    known = frozenset(facts.load(api.facts_file)[1]) if api.facts_file.exists() else frozenset()
    problems = [problem for rule in rules for problem in _problems(api, file, rule, known)]
    if problems or (problems := list(_find_repeated(file, rules))):
        raise InputError(problems)
    return rules


def probes_of_api(api: Api) -> Mapping[str, Probe]:
    """Return the probes of an API by operation: `PROBES` of its `rules.py`; raises InputError as `rules_of_api`."""
    file = api.folder / RULES_FILE
    if not file.is_file():
        return {}
    probes: Mapping[str, Probe] = getattr(_load(file, file.stat().st_mtime_ns), "PROBES", {})
    unknown = sorted(probes.keys() - api.spec.operations.keys())
    if unknown:
        raise InputError.of(
            file, f"PROBES: no operation {unknown[0]!r}", f"choose from: {', '.join(api.spec.operations)}"
        )
    return probes


def cited_by_rules(api: Api) -> Mapping[str, list[str]]:
    """Return the places in `rules.py` that cite each fact, as `rules.py:12`."""
    found: dict[str, list[str]] = {}
    for rule in rules_of_api(api):
        for fact_id in rule.sources:
            found.setdefault(fact_id, []).append(f"{api.folder / RULES_FILE}:{line_of(rule.judge)}")
    return found


def laws_of(module: ModuleType) -> list[Law]:
    """Return the laws and rules that a module defines."""
    return [value for value in vars(module).values() if isinstance(value, Law)]


@lru_cache(maxsize=64)
def _load(file: Path, changed: int) -> ModuleType:
    """Load a file once as long as it does not change."""
    return load(file)


def _rules_in(module: ModuleType, file: Path) -> tuple[OperationLaw | ExchangeLaw, ...]:
    found = laws_of(module)
    misplaced = [each for each in found if not isinstance(each, OperationLaw | ExchangeLaw)]
    if misplaced:
        fix = "make it a rule: @rule or @exchange_rule"
        raise InputError(_problem(file, each, "is a law of any API", fix) for each in misplaced)
    return tuple(each for each in found if isinstance(each, OperationLaw | ExchangeLaw))


def _problems(api: Api, file: Path, rule: OperationLaw | ExchangeLaw, known: frozenset[str]) -> Iterator[Problem]:
    """Yield what is wrong with a rule; `known` are the ids of the API's facts."""
    for name in sorted(rule.operations - set(api.spec.operations)):
        yield _problem(file, rule, f"no operation {name!r}", f"choose from: {', '.join(api.spec.operations)}")
    for fact_id in rule.sources:
        if fact_id not in known:
            fix = f"correct the id, or add it to {api.facts_file.name}"
            yield _problem(file, rule, f"cites {fact_id}, which is not a fact", fix)
    if isinstance(rule, OperationLaw) and not rule.operations:
        yield _problem(file, rule, "names no operation", "name the operations after the rule's id")
    if known and not rule.sources:
        yield _problem(file, rule, "cites no fact", "cite what it rests on: facts=[…]")
    if not rule.statement:
        yield _problem(file, rule, "has no statement", "begin with a docstring: one sentence that says what holds")
    if any(rule.id == law.id for law in all_laws()):
        yield _problem(file, rule, "a law has this id already", "choose another id")


def _find_repeated(file: Path, rules: tuple[OperationLaw | ExchangeLaw, ...]) -> Iterator[Problem]:
    first: dict[str, Law] = {}
    for rule in rules:
        if first.setdefault(rule.id, rule) is not rule:
            yield _problem(file, rule, "another rule has this id already", "choose another id")


def _problem(file: Path, law: Law, reason: str, fix: str) -> Problem:
    judge = law.judge if isinstance(law, OperationLaw | ExchangeLaw | ResourceLaw | MethodLaw) else None
    return Problem(str(file), "", f"rule {law.id!r}: {reason}", fix, line_of(judge) if judge else None, 1)
