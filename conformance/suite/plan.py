"""The plan of a run at one server: what is sent there, what is withheld, and how much at most.

Tested in `tests/suite/test_safety.py`.
"""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from conformance.apis import Api
from conformance.auth.credentials import variable
from conformance.openapi.spec import Operation
from conformance.resources import read_resources
from conformance.rules.loading import laws_of_api
from conformance.suite.law_run import count_cases
from conformance.suite.profiles import Profile
from conformance.suite.sequence_search import SHRINKS
from conformance.suite.server_run import with_producers
from conformance.suite.target import Target

_OTHERS = 100  # requests to one operation: examples, reads of items, other credentials
_STEPS = 20  # requests of one sequence
_OF_LAW = 40  # requests of a law at one operation: a walk over pages has the most


def count_most(profile: Profile, api: Api, operations: Collection[Operation]) -> int:
    """Return how many requests are sent at most: a live server gets no more."""
    each = profile.coverage + profile.fuzzing + 2 * profile.negation + profile.client + _OTHERS
    laws = count_cases(api.spec, laws_of_api(api)) if "laws" in profile.phases else 0
    resources = len(read_resources(api.spec).resources) if "sequences" in profile.phases and profile.judged else 0
    laws += resources * (profile.judged + SHRINKS)
    return each * len(operations) + _STEPS * profile.sequences + _OF_LAW * laws


@dataclass(frozen=True)
class Plan:
    """Plan of a run at `target`: the operations it tests, the requests of its setup, and its size."""

    target: Target
    selected: Sequence[Operation]
    setup: Sequence[Operation]
    profile: Profile

    def format(self) -> Iterator[str]:
        """Yield the plan as lines; nothing is sent for it, and no command is run."""
        target = self.target
        yield f"plan: {target.api.id} at {target.url}, {'not ' if target.is_live else ''}on this machine"
        sent = [operation for operation in self.selected if target.permits(operation.method)]
        withheld = [operation for operation in self.selected if operation not in sent]
        yield from _list_methods(f"tests {len(sent)} of {len(self.selected)} operations", sent)
        if withheld:
            yield from _list_methods(f"withholds {len(withheld)}, which may change data", withheld)
            yield f"    to send them too: --allow-writes {target.host}"
        yield from self._extent()
        yield f"  credentials: {', '.join(_credentials(target)) or 'none are described'}"

    def _extent(self) -> Iterator[str]:
        """Yield how much is sent."""
        target = self.target
        own = {operation.id for operation in self.selected}
        needed = [o.id for o in target.operations if o.id in with_producers(target.api.spec, own) - own]
        if needed:
            yield f"  calls too, for what these need: {', '.join(needed)}"
        if self.setup:
            yield f"  calls first, for its setup: {', '.join(operation.id for operation in self.setup)}"
        if target.is_live:
            yield "  ids in paths: only given ones, those of the document, and those that the server shows"
        most = (
            f"at most {count_most(self.profile, target.api, target.operations):,}"
            if target.is_live
            else "no bound but time"
        )
        yield f"  requests: {most}{f', at most {target.channel.rate}' if target.channel.rate else ''}"
        if target.is_live and target.permits("DELETE"):
            yield "  deletes at the end what it has created"


def _list_methods(head: str, operations: Iterable[Operation]) -> Iterator[str]:
    by_method: dict[str, list[str]] = defaultdict(list)
    for operation in operations:
        by_method[operation.method].append(operation.id)
    yield f"  {head}{':' if by_method else ''}"
    yield from (f"    {method} {', '.join(names)}" for method, names in sorted(by_method.items()))


def _credentials(target: Target) -> Iterator[str]:
    """Yield where the credential of each scheme comes from."""
    api = target.api
    for name in api.spec.security_schemes:
        if name in target.connection.commands:
            yield f"{name} by its command"
        else:
            is_set = bool(os.environ.get(variable(api.id, name)))
            yield f"{variable(api.id, name)} ({'set' if is_set else 'not set'})"
    for name in target.second.variables.values() if target.second else ():
        yield f"{name} (of the second user)"
