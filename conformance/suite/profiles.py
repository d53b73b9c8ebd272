"""Size of a run: the profiles `quick`, `standard` and `deep`.

Tested in `tests/suite/test_server_run.py`.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from conformance.openapi.errors import InputError
from conformance.suite.phases import PHASES


@dataclass(frozen=True)
class Profile:
    """Bounds of one profile.

    Per operation: cases of the coverage phase, random cases, requests that are wrong in one way, calls of a client;
    per API: sequences of calls, and seconds that all of it may last, more if it has many operations; per resource:
    sequences that a model judges.
    Of the phases, only `phases` are run;
    laws that are not among `checks` (none: all) make no requests.
    """

    name: str
    coverage: int
    fuzzing: int
    negation: int
    client: int
    sequences: int
    seconds: float
    judged: int
    pace: float = 0.0  # seconds of each operation
    phases: frozenset[str] = field(default=frozenset(PHASES))
    checks: frozenset[str] = frozenset()

    def for_operations(self, count: int) -> Profile:
        """Return the profile of a run over `count` operations: a large API has more time than `seconds`."""
        return replace(self, seconds=max(self.seconds, self.pace * count))

    @property
    def is_whole(self) -> bool:
        """Return whether no phase is left out."""
        return self.phases == frozenset(PHASES)


PROFILES = {
    profile.name: profile
    for profile in (
        Profile("quick", coverage=50, fuzzing=0, negation=120, client=5, sequences=5, seconds=120, judged=0),
        Profile(
            "standard",
            coverage=200,
            fuzzing=60,
            negation=200,
            client=25,
            sequences=20,
            seconds=300,
            judged=20,
            pace=2,
        ),
        Profile(
            "deep",
            coverage=2000,
            fuzzing=1000,
            negation=1000,
            client=200,
            sequences=200,
            seconds=3600,
            judged=200,
            pace=24,
        ),
    )
}
DEFAULT_PROFILE = "standard"


def find_profile(name: str) -> Profile:
    """Return the profile of that name; raises InputError for an unknown one."""
    if name not in PROFILES:
        raise InputError.of("--profile", f"unknown profile {name!r}", f"choose from: {', '.join(PROFILES)}")
    return PROFILES[name]
