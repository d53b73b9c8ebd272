"""Phases of a run: which requests are sent, whose findings are told, and what is said of the rest."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from conformance.openapi.errors import InputError
from conformance.suite.checks import CHECKS
from conformance.suite.options import Options
from conformance.suite.phases import PHASES, phases_of
from conformance.suite.profiles import PROFILES
from conformance.suite.selection import Exclusion, Selection
from conformance.suite.server_run import run_server
from conformance.suite.session import Run
from tests.served import Served

# What is sent for each phase alone: the examples and what brings operations to a success come before most.
NEEDED = {"example", "known values", "existing"}
ORIGINS = {
    "examples": {"example", "examples"},
    "values": NEEDED,
    "coverage": {*NEEDED, "coverage"},
    "fuzzing": {*NEEDED, "fuzzing"},
    "stateful": {*NEEDED, "stateful"},
    "credentials": {*NEEDED, "credentials"},
    "ids": {*NEEDED, "ids"},
    "laws": {*NEEDED, "laws"},
    "sequences": {*NEEDED, "sequences"},
    "negation": {*NEEDED, "negation", "variation"},
}


@pytest.mark.parametrize("phase", PHASES)
def test_a_phase_alone_sends_its_requests_and_what_they_need(served: Served, phase: str) -> None:
    with served("suite_parcels") as target:
        profile = replace(PROFILES["standard"], phases=frozenset([phase]))
        run = run_server(target, list(target.api.spec.operations), profile, 1)
    sent = {origin for record in run.recorder.records.values() for origin in record.origins}
    assert sent <= ORIGINS[phase]
    assert any(phase in phases_of(origin) for origin in sent) or phase in {"values", "laws", "sequences"}


def test_all_origins_belong_to_a_phase(served: Served) -> None:
    with served("suite_parcels") as target:
        run = run_server(target, list(target.api.spec.operations), PROFILES["standard"], 1)
    sent = {origin for record in run.recorder.records.values() for origin in record.origins}
    assert all(phases_of(origin) <= PHASES.keys() for origin in sent)
    assert set.union(*map(phases_of, sent)) >= PHASES.keys() - {
        "laws",
        "sequences",
    }  # its resources have none of their own


def test_findings_of_other_phases_are_not_told(served: Served) -> None:
    """Of requests that are sent only because a phase needs them."""

    def accept(scope: Any, message: Any) -> Any:
        is_refusal = scope["method"] == "PUT" and message.get("status") == 400
        return {**message, "status": 204} if is_refusal else message

    found = {}
    with served("suite_parcels", response=accept) as target:
        for phase in ("credentials", "negation"):
            profile = replace(PROFILES["quick"], phases=frozenset([phase]))
            run = run_server(target, ["replaceParcel"], profile, 1)
            found[phase] = {finding.check for finding in run.findings("replaceParcel")}
    assert found == {"credentials": set(), "negation": {"accepts-invalid"}}


def test_what_is_left_out_is_told() -> None:
    excluded = Exclusion(phase="fuzzing", reason="SHOP-9")
    assert list(Selection(exclusions=(excluded,)).notes()) == ["excluded: phase fuzzing (SHOP-9)"]
    rest = [name for name in PHASES if name != "ids"]
    assert list(Selection(phases=tuple(rest)).notes()) == ["left out: phase ids (as asked for)"]
    assert list(Selection().notes()) == []
    assert Selection(exclusions=(excluded,)).chosen_phases == PHASES.keys() - {"fuzzing"}


@pytest.mark.parametrize(
    ("selection", "reason"),
    [
        (Selection(exclusions=(Exclusion(phase="fuzz"),)), "no phase is called 'fuzz'"),
        (Selection(phases=("ids",), exclusions=(Exclusion(phase="ids"),)), "no phase is left to run"),
    ],
)
def test_a_phase_that_does_not_exist_is_refused(selection: Selection, reason: str) -> None:
    with pytest.raises(InputError, match=reason):
        selection.verify([], CHECKS)


def test_the_settings_leave_out_phases(tmp_path: Path, toys: Path) -> None:
    """Each with a reason; a phase is left out as a whole."""
    text = '[[apis.suite_parcels.exclude]]\nphase = "negation"\nreason = "slow"\n'
    (tmp_path / "c.toml").write_text(text)
    run = Run.of(Options(toys, ["suite_parcels"], "http://127.0.0.1:1", config=tmp_path / "c.toml"))
    assert run.selection_of("suite_parcels").chosen_phases == PHASES.keys() - {"negation"}
    (tmp_path / "c.toml").write_text(f'{text}operation = "getParcel"\n')
    with pytest.raises(InputError, match="exclude/0"):
        Run.of(Options(toys, ["suite_parcels"], "http://127.0.0.1:1", config=tmp_path / "c.toml"))


def test_every_phase_is_documented(root: Path) -> None:
    text = (root / "docs" / "suite.md").read_text(encoding="utf-8")
    assert all(f"| `{name}` | {meaning}" in text for name, meaning in PHASES.items())
