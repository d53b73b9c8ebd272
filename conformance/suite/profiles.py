"""How much a run tries: the profiles `quick`, `standard` and `deep`.

Tested in `tests/suite/engine/test_runner.py`.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Profile:
    """Bounds of one profile: cases per operation, sequences per API, cases per operation and client."""

    name: str
    fuzzing: int
    sequences: int
    client: int


PROFILES = {
    profile.name: profile
    for profile in (
        Profile("quick", fuzzing=0, sequences=5, client=5),  # a pull request: examples and coverage find most, soon
        Profile("standard", fuzzing=60, sequences=20, client=25),
        Profile("deep", fuzzing=1000, sequences=200, client=200),  # a night
    )
}
DEFAULT_PROFILE = "standard"
