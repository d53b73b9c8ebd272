"""Known failures: what the file may hold, what a run makes of it, and when an entry fails the run again."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from conformance.apis import Api
from conformance.auth.credentials import variable
from conformance.cli import main
from conformance.mock import serving
from conformance.openapi.errors import ExitCode, InputError
from conformance.suite.baseline import NO_REASON, Baseline, Cause, KnownFailure, dump, load
from conformance.suite.known_failures import find_fixed, requests_file
from conformance.suite.ledger import Ledger
from conformance.suite.options import Options
from conformance.suite.profiles import PROFILES
from conformance.suite.recorder import Recorder
from conformance.suite.server_run import ServerRun, run_server
from conformance.suite.session import Run
from tests.served import serve_toy
from tests.servers.shop import server as shop

CAUSE = Cause("shop", "createOrder", "response-body", '201 body /"total": type')
ENTRY = """
[[failure]]
api = "shop"
operation = "createOrder"
check = "server-error"
cause = "500"
reason = "SHOP-1"
"""


def test_a_baseline_is_read_as_it_was_written(tmp_path: Path) -> None:
    """In an order that does not depend on the one in which failures were found."""
    later = KnownFailure(Cause("shop", "", "evidence", "é"), "a \\ b\n", date(2027, 1, 31), sometimes=True)
    file = tmp_path / "known.toml"
    texts = []
    for failures in ([KnownFailure(CAUSE), later], [later, KnownFailure(CAUSE)]):
        baseline = Baseline(file).with_failures(failures, "standard")
        file.write_text(dump(baseline), encoding="utf-8")
        texts.append(file.read_text(encoding="utf-8"))
        assert load(file) == baseline
    assert texts[0] == texts[1]


@pytest.mark.parametrize(
    ("text", "place", "reason"),
    [
        ("= 1", "", "can't be read"),
        (ENTRY + ENTRY, "/failure/1", "given twice"),
        (ENTRY.replace('reason = "SHOP-1"', ""), "/failure/0", '"reason" is a required property'),
        (ENTRY + "expires = 2027-01-31T10:00:00", "/failure/0/expires", "not a date"),
        (ENTRY + 'expires = "soon"', "/failure/0/expires", "not a date"),
        (ENTRY + "expires = 12:00:00", "/failure/0/expires", "not a date"),
        (ENTRY + "expired = 1", "/failure/0", "'expired'"),
        ("failure = 1", "/failure", "is not of type"),
        ('profile = "long"', "/profile", "is not one of"),
    ],
)
def test_what_has_no_meaning_is_refused_with_its_place(tmp_path: Path, text: str, place: str, reason: str) -> None:
    file = tmp_path / "known.toml"
    file.write_text(text)
    with pytest.raises(InputError) as caught:
        load(file)
    (problem,) = caught.value.problems
    assert (problem.file, problem.pointer) == (str(file), place)
    assert reason in problem.reason


def test_a_failure_is_known_until_its_day_has_passed() -> None:
    known = KnownFailure(CAUSE, expires=date(2027, 1, 31))
    assert not known.is_expired(date(2027, 1, 31))
    assert known.is_expired(date(2027, 2, 1))
    assert not KnownFailure(CAUSE).is_expired(date(2027, 2, 1))


@contextmanager
def _shop(monkeypatch: pytest.MonkeyPatch, wrong: str | None) -> Iterator[str]:
    for scheme, value in shop.CREDENTIALS.items():
        monkeypatch.setenv(variable("shop", scheme), value)
    with serving(shop.create_app(wrong)) as origin:
        yield f"{origin}/v1"


def _run(url: str, tmp_path: Path, *words: Any) -> Result:
    specs = Path(shop.__file__).parents[1]
    known = ["--baseline", tmp_path / "known.toml", "--json", tmp_path / "results.json"]
    given = ["run", "shop", "--specs", specs, "--url", url, "--profile", "quick", *known, *words]
    return CliRunner().invoke(main, [str(word) for word in given])


# One wrong of each kind: what is answered, what is accepted, who is admitted, and what breaks the server down.
@pytest.mark.parametrize(
    ("wrong", "operation", "cause"),
    [
        ("order-total-as-text", "getOrder", "200 body /total: type"),
        ("accepts-country-in-any-case", "createCustomer", "body /country: pattern"),
        ("stock-checks-first-key-only", "setStock", "without keyB, which is needed with keyA"),
        ("crash-without-tags", "createOrder", "500"),
    ],
)
def test_a_known_fault_passes_until_it_is_fixed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, wrong: str, operation: str, cause: str
) -> None:
    """With any seed; where the operation is not tested, its entry does not fail."""
    file, chosen = tmp_path / "known.toml", ["--operation", operation]
    with _shop(monkeypatch, wrong) as url:
        written = _run(url, tmp_path, "--update-baseline", *chosen)
        assert written.exit_code == ExitCode.PASSED
        assert written.output.endswith(f"{file}: known failures: 1 (1 added, 0 removed)\n")
        (entry,) = load(file).failures.values()
        assert (entry.cause.operation, entry.cause.cause, entry.reason) == (operation, cause, NO_REASON)
        file.write_text(file.read_text().replace(NO_REASON, "SHOP-7"))
        passed = _run(url, tmp_path, "--seed", 2, *chosen)
        assert passed.exit_code == ExitCode.PASSED, passed.output
        (summary,) = json.loads((tmp_path / "results.json").read_text())["apis"].values()
        assert summary["known"] == [f"{entry.cause} (SHOP-7)"]
        assert "known failures: 1" in passed.output
    with _shop(monkeypatch, None) as url:
        fixed = _run(url, tmp_path, "--seed", 3, *chosen)
        assert fixed.exit_code == ExitCode.BROKEN
        assert f"a known failure does not fail any more: {entry.cause} (SHOP-7)" in fixed.output
        assert _run(url, tmp_path, "--operation", "listProducts").exit_code == ExitCode.PASSED
        assert _run(url, tmp_path, "--update-baseline", *chosen).exit_code == ExitCode.PASSED
        assert load(file).failures == {}


def test_a_failure_that_a_run_does_not_see_is_sent_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the requests that are kept beside the baseline. Without them, a run with other values can't tell."""
    chosen = ["--operation", "createCustomer"]
    with _shop(monkeypatch, "accepts-country-in-any-case") as url:
        assert _run(url, tmp_path, "--update-baseline", *chosen).exit_code == ExitCode.PASSED
    (entry,) = load(tmp_path / "known.toml").failures.values()
    requests = requests_file(tmp_path / "known.toml")
    assert not any(value in requests.read_text() for value in shop.CREDENTIALS.values())
    for wrong, is_kept, expected in (
        ("accepts-country-in-any-case", True, ([], [])),
        (None, True, ([entry], [])),
        (None, False, ([], [entry])),
    ):
        requests.unlink() if not is_kept else None
        assert _find_unseen(monkeypatch, wrong, tmp_path / "known.toml", entry) == expected


def _find_unseen(
    monkeypatch: pytest.MonkeyPatch, wrong: str | None, file: Path, entry: KnownFailure
) -> tuple[list[KnownFailure], list[KnownFailure]]:
    """Return which entries are fixed, and of which it is not clear, in a run with another seed that sees none."""
    with _shop(monkeypatch, wrong) as url:
        run = Run.of(Options(Path(shop.__file__).parents[1], ["shop"], url, profile="quick", seed=2, baseline=file))
        run.ledger.add_tested("shop", entry.cause.operation, [entry.cause.check])
        target = run.target("shop")
        monkeypatch.setattr(run, "results_of", lambda _: ServerRun(Recorder(target, 1.0), (), run.profile))
        return find_fixed(run, "shop")


def test_a_known_fault_fails_again_after_its_day(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """And a new one beside it fails too; writing the file again keeps reasons and days."""
    file, chosen = tmp_path / "known.toml", ["--operation", "getOrder", "--phase", "values"]
    known = KnownFailure(Cause("shop", "getOrder", "response-body", "200 body /total: type"), "SHOP-7")
    past = KnownFailure(known.cause, "SHOP-7", date(2020, 1, 31))
    with _shop(monkeypatch, "order-total-as-text") as url:
        file.write_text(dump(Baseline(file, {past.cause: past})))
        for words in ([], ["--update-baseline"]):
            failed = _run(url, tmp_path, *chosen, *words)
            assert failed.exit_code == ExitCode.BROKEN
            assert "known failure until 2020-01-31: SHOP-7" in failed.output
            assert load(file).failures == {past.cause: past}
        file.write_text(dump(Baseline(file)))
        assert _run(url, tmp_path, *chosen).exit_code == ExitCode.BROKEN


@pytest.mark.parametrize(
    ("old", "new"), [("createOrder", "createOrders"), ("server-error", "server-eror")], ids=["operation", "check"]
)
def test_an_entry_about_nothing_is_refused(tmp_path: Path, old: str, new: str) -> None:
    (tmp_path / "known.toml").write_text(ENTRY.replace(old, new))
    done = _run("http://127.0.0.1:1", tmp_path)
    assert done.exit_code == ExitCode.USAGE
    assert "no such operation or check" in done.output


def test_a_baseline_that_is_named_has_to_be_there(tmp_path: Path) -> None:
    done = _run("http://127.0.0.1:1", tmp_path)
    assert done.exit_code == ExitCode.USAGE
    assert "write it with --update-baseline" in done.output


@pytest.fixture(scope="module")
def results(toys: Path) -> ServerRun:
    """Return what came of a quick run against a right server."""
    with serve_toy(toys, "suite_parcels") as target:
        return run_server(target, list(target.api.spec.operations), PROFILES["quick"], 1)


TRIED = Cause("suite_parcels", "getParcel", "accepts-credential", "without a credential")


@pytest.mark.parametrize(
    ("check", "cause", "profile", "is_fixed"),
    [
        ("accepts-credential", "without a credential", "quick", True),
        ("accepts-credential", "without another key", "quick", False),
        ("accepts-invalid", "path parameter id: minimum", "deep", True),
        ("accepts-invalid", "body /nothing: type", "quick", False),
        ("response-body", "200 body /id: type", "deep", True),
        ("response-body", "418 not JSON", "quick", False),
        ("refuses-example", "422", "quick", True),
        ("server-error", "500", "quick", True),
        ("server-error", "500", "standard", False),
        ("reached", "no documented success", "deep", True),
    ],
)
def test_an_entry_is_fixed_only_if_it_was_tried(
    results: ServerRun, check: str, cause: str, profile: str, is_fixed: bool
) -> None:
    """Return what only chance shows is tried by a run that is as thorough as the one that wrote the baseline."""
    entry = KnownFailure(Cause("suite_parcels", "getParcel", check, cause))
    baseline = Baseline(Path("known.toml")).with_failures([entry], profile)
    ledger = Ledger(PROFILES["quick"], baseline)
    assert ledger.list_unseen("suite_parcels") == []  # the check was not tested
    ledger.add_tested("suite_parcels", "getParcel", [check])
    assert ledger.list_unseen("suite_parcels") == [entry]
    assert ledger.is_fixed(entry, results) is is_fixed
    assert ledger.list_unseen("another") == []
    ledger.judge(entry.cause)
    assert ledger.list_unseen("suite_parcels") == []


def test_an_entry_that_shows_at_times_is_not_looked_for(results: ServerRun) -> None:
    for is_sometimes in (True, False):
        entry = KnownFailure(TRIED, sometimes=is_sometimes)
        ledger = Ledger(results.profile, Baseline(Path("known.toml")).with_failures([entry], "quick"))
        ledger.add_tested("suite_parcels", "getParcel", ["accepts-credential"])
        assert bool(ledger.list_unseen("suite_parcels")) is not is_sometimes


def test_other_values_and_fewer_phases_say_nothing_of_an_entry(results: ServerRun) -> None:
    """Unless it is about the document, or about what was reached."""
    whole = results.profile
    partial = replace(results, profile=replace(whole, phases=whole.phases - {"ids"}))
    reached = Cause("suite_parcels", "getParcel", "reached", "no documented success")
    for cause, run, seed, is_fixed in (
        (TRIED, results, 1, True),
        (TRIED, partial, 1, False),
        (TRIED, results, 2, False),
        (reached, results, 2, True),
        (Cause("suite_parcels", "", "evidence", "any"), results, 2, True),
    ):
        entry = KnownFailure(cause)
        ledger = Ledger(whole, Baseline(Path("known.toml")).with_failures([entry], "quick"), seed=seed)
        assert ledger.is_fixed(entry, run) is is_fixed


def test_failures_of_the_document_are_known_too(edited: Callable[..., Api], tmp_path: Path) -> None:
    """By what they are about; the place of a fact may change with the facts before it."""
    edited("suite_parcels", old="info: {", new="info: { x-facts: [PA-1],")
    known, chosen = tmp_path / "known.toml", ["--check", "evidence", "--profile", "quick"]
    words = ["run", "suite_parcels", "--specs", str(tmp_path), "--baseline", str(known), *chosen]
    assert CliRunner().invoke(main, [*words, "--update-baseline"]).exit_code == ExitCode.PASSED
    causes = list(load(known).failures)
    assert Cause("suite_parcels", "", "evidence", "/info/x-facts: cites PA-1, which is no fact") in causes
    assert CliRunner().invoke(main, words).exit_code == ExitCode.PASSED
    edited_file = tmp_path / "suite_parcels" / "openapi.yaml"
    edited_file.write_text(edited_file.read_text().replace("x-facts: [PA-1],", ""))
    done = CliRunner().invoke(main, words)
    assert done.exit_code == ExitCode.BROKEN
    assert "document evidence: /info/x-facts: cites PA-1" in done.output
