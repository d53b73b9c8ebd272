"""Search for a sequence of writes on which a server disagrees with a plain model: pairs, then a state machine.

Tested in `tests/suite/test_sequence_run.py`.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import product

from hypothesis import HealthCheck, Phase, Verbosity, settings
from hypothesis import seed as start_from
from hypothesis import strategies as st
from hypothesis.errors import Flaky
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule, run_state_machine_as_test

from conformance.rules.bench import Bench
from conformance.rules.player import DisagreementError, Player, Step
from conformance.rules.trust import Trust, Write
from conformance.suite.budget import Budget

SHRINKS = 40  # parts that are left out of a sequence
_STEPS, _ITEMS = 6, 4  # of one sequence
_PAUSE = 0.05  # seconds to wait for a change during the search; the last play waits longer
_NUMBERS = st.integers(0, 11)


@dataclass
class Search:
    """Search for a short sequence on which the server disagrees."""

    bench: Bench
    trust: Trust
    budget: Budget
    failing: list[Step] | None = None

    def writes(self, *, is_whole: bool) -> list[Write]:
        """Return the writes that replace an item, or those that change it."""
        return [each for each in self.trust.writes if each.is_whole is is_whole]

    def find(self, seed: int, count: int) -> list[Step] | None:
        """Try every pair of writes, then sequences of a machine; return the shortest that fails, or None."""
        self.failing = self._find_pair() or self._find_random(seed, count)
        return self.failing and self._shrink(self.failing)

    def _find_random(self, seed: int, count: int) -> list[Step] | None:
        machine = start_from(seed)(type("Sequences", (_Machine,), {"search": self}))
        try:
            run_state_machine_as_test(machine, settings=_settings(count))
        except (DisagreementError, Flaky):
            return self.failing
        return None

    def _find_pair(self) -> list[Step] | None:
        """Return the first pair of writes, with the looks after it, that fails."""
        for steps in _pair(self.trust):
            player = Player(self.bench, self.trust, self.settle)
            try:
                for step in steps if not self.budget.is_over else ():
                    player.play(step)
                player.finish()
            except DisagreementError:
                return player.steps
        return None

    def _shrink(self, steps: list[Step]) -> list[Step]:
        """Leave out one part after the other, as long as what is left still fails."""
        for _ in range(SHRINKS):
            shorter = next((each for each in _lessen(steps) if not self.budget.is_over and self._fails(each)), None)
            if shorter is None:
                break
            steps = shorter
        return steps

    def _fails(self, steps: list[Step]) -> bool:
        """Return whether the server disagrees at the last step, and not before."""
        player = Player(self.bench, self.trust, self.settle)
        try:
            for step in steps:
                player.play(step)
        except DisagreementError:
            return player.steps == steps
        return False

    def settle(self) -> Iterator[None]:
        """Give a server one short pause."""
        yield
        time.sleep(_PAUSE)
        yield


def _pair(trust: Trust) -> Iterator[list[Step]]:
    """Yield sequences of two items and two writes. The writes are of the second item, so that another precedes it."""
    first, second = list(_list_writes(trust, 0)), list(_list_writes(trust, -1))
    for one, other in product(first, second):
        yield [Step("create"), Step("create"), one, other]


def _list_writes(trust: Trust, chosen: int) -> Iterator[Step]:
    """Yield the writes of the second item; one that changes it sends the property `chosen`."""
    yield Step("create")
    for write in trust.writes:
        names = [each.name for each in write.properties]
        yield Step("write", 1, write.role.operation_id, tuple(names if write.is_whole else [names[chosen]]))
    if trust.deleter is not None:
        yield Step("delete", 1)


def _lessen(steps: list[Step]) -> Iterator[list[Step]]:
    """Yield shorter sequences: without one item, one step, or one property of a write."""
    *before, last = steps
    created = sum(step.kind == "create" for step in steps)
    for number in range(created):
        if last.kind == "list" or last.number != number:
            yield _without_item(steps, number)
    for index, step in enumerate(before):
        if step.kind != "create":
            yield [*before[:index], *before[index + 1 :], last]
        for name in step.names if len(step.names) > 1 else ():
            less = replace(step, names=tuple(each for each in step.names if each != name))
            yield [*before[:index], less, *before[index + 1 :], last]


def _without_item(steps: list[Step], number: int) -> list[Step]:
    """Return the steps without one item. Items that were created after it get the number before theirs."""
    left, created = [], 0
    for step in steps:
        if step.kind == "create":
            left += [] if created == number else [step]
            created += 1
        elif step.kind == "list" or step.number != number:
            left.append(replace(step, number=step.number - (step.kind != "list" and step.number > number)))
    return left


def _settings(count: int) -> settings:
    return settings(
        max_examples=count,
        stateful_step_count=_STEPS,
        database=None,
        deadline=None,
        derandomize=False,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
        report_multiple_bugs=False,
        verbosity=Verbosity.quiet,
        print_blob=False,
    )


class _Machine(RuleBasedStateMachine):
    """Machine that makes the steps of one sequence; each is played at once."""

    search: Search

    def __init__(self) -> None:
        super().__init__()
        self.player = Player(self.search.bench, self.search.trust, self.search.settle)
        self.has_failed = False

    @initialize()
    def begin(self) -> None:
        """Create the first item."""
        self._play(Step("create"))

    @precondition(lambda self: len(self.player.items) < _ITEMS)
    @rule()
    def create(self) -> None:
        """Create one more."""
        self._play(Step("create"))

    @precondition(lambda self: self.search.writes(is_whole=True))
    @rule(number=_NUMBERS, choice=_NUMBERS)
    def replace(self, number: int, choice: int) -> None:
        """Replace an item."""
        self._write(number, choice, 0, is_whole=True)

    @precondition(lambda self: self.search.writes(is_whole=False))
    @rule(number=_NUMBERS, choice=_NUMBERS, names=_NUMBERS)
    def change(self, number: int, choice: int, names: int) -> None:
        """Change an item in one property or in several."""
        self._write(number, choice, names, is_whole=False)

    @precondition(lambda self: self.search.trust.deleter)
    @rule(number=_NUMBERS)
    def delete(self, number: int) -> None:
        """Delete an item, maybe for the second time."""
        self._play_on(Step("delete", number), may_miss=True)

    @rule(number=_NUMBERS)
    def look(self, number: int) -> None:
        """Read an item, or list all. A read may change the effect of later steps."""
        is_list = self.search.trust.is_listed and number % 4 == 3
        self._play_on(Step("list" if is_list else "read", number), may_miss=True)

    def _write(self, number: int, choice: int, names: int, *, is_whole: bool) -> None:
        writes = self.search.writes(is_whole=is_whole)
        write = writes[choice % len(writes)]
        bits = names % (2 ** len(write.properties) - 1) + 1
        sent = tuple(each.name for bit, each in enumerate(write.properties) if is_whole or bits >> bit & 1)
        self._play_on(Step("write", number, write.role.operation_id, sent), may_miss=write.may_miss)

    def _play_on(self, step: Step, *, may_miss: bool) -> None:
        """Play a step on an existing item, or on a deleted one if the step allows it."""
        items = self.player.items
        numbers = [n for n, each in enumerate(items) if each.is_there or (may_miss and each.is_there is False)]
        if numbers:
            self._play(replace(step, number=numbers[step.number % len(numbers)]))

    def _play(self, step: Step) -> None:
        if not self.search.budget.is_over:
            with self._noting():
                self.player.play(step)

    @contextmanager
    def _noting(self) -> Iterator[None]:
        """Note a sequence that fails, once."""
        try:
            yield
        except DisagreementError:
            self.has_failed = True
            self.search.failing = self.player.steps
            raise

    def teardown(self) -> None:
        """Look at everything at the end."""
        if not self.search.budget.is_over and not self.has_failed:
            with self._noting():
                self.player.finish()
