"""Laws judged at a server of a test, as a run judges them."""

from __future__ import annotations

import tempfile
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from starlette.types import ASGIApp

from conformance.apis import apis
from conformance.auth import credentials
from conformance.mock import serving
from conformance.suite.findings import Finding, Judgement
from conformance.suite.profiles import PROFILES, Profile
from conformance.suite.server_run import ServerRun, run_server
from conformance.suite.target import Target
from tests.rules.notes import DOCUMENT

_PROFILE = replace(PROFILES["quick"], phases=frozenset({"examples", "values", "laws"}))


@dataclass(frozen=True)
class Judged:
    """What came of a run."""

    run: ServerRun

    @property
    def findings(self) -> list[Finding]:
        """All findings."""
        return [each for name in self.run.recorder.records for each in self.run.findings(name)]

    @property
    def broken(self) -> set[str]:
        """The checks that found something."""
        return {finding.check for finding in self.findings}

    @property
    def remarked(self) -> set[str]:
        """The laws that found a warning or a note."""
        return {finding.check for finding in self.run.recorder.remarks}

    def of(self, law: str) -> Sequence[Judgement]:
        """Return what came of one law, where it makes its own requests."""
        return [each for each in self.run.recorder.judgements if each.law == law]


def judge(
    app: ASGIApp,
    document: str = "",
    seed: int = 1,
    *,
    has_second: bool = True,
    laws: Collection[str] = (),
    budget: float | None = None,
) -> Judged:
    """Run `laws`, none: all, at `app`, which claims to be what `document` describes: by default the notes."""
    profile = replace(_PROFILE, checks=frozenset(laws))
    return judge_by(profile, app, document, seed, has_second=has_second, budget=budget)


def judge_by(
    profile: Profile,
    app: ASGIApp,
    document: str = "",
    seed: int = 1,
    *,
    has_second: bool = True,
    budget: float | None = None,
) -> Judged:
    """Run what a profile has at `app`, which claims to be what `document` describes: by default the notes."""
    with tempfile.TemporaryDirectory() as folder, serving(app) as origin:
        file = Path(folder) / "served.yaml"
        file.write_text(document or DOCUMENT.read_text(encoding="utf-8"), encoding="utf-8")
        (api,) = apis(Path(folder), [str(file)])
        second = credentials.fake_second(api.spec) if has_second else None
        target = Target(api, origin + api.spec.base_path, credentials.fake(api.spec), second=second, budget=budget)
        return Judged(run_server(target, list(api.spec.operations), profile, seed))
