"""Teardown: deletes the items of the setup and the run that still exist, the newest first.

Tested in `tests/suite/test_setup.py`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from conformance.openapi.spec import Spec
from conformance.suite.created import Created, find_created
from conformance.suite.credential_probes import authenticate
from conformance.suite.recorder import Recorder
from conformance.suite.sender import Sender
from conformance.suite.setup import SetUp
from conformance.suite.target import Target

ORIGIN = "teardown"
_SECONDS = 600.0
_GONE = frozenset({404, 410})


def tear_down(target: Target, created: Iterable[Created], is_all: bool) -> Iterator[str]:
    """Delete the items, the newest first, and yield notes on those that are left.

    Unless `is_all`, items of the run are left, and they may prevent the deletion of others.
    """
    left: dict[str, list[str]] = {}
    target.channel.most = None  # what was created has to go
    recorder = Recorder(target, _SECONDS)
    with Sender(recorder) as sender:
        for each in reversed(list(created)):
            problem = _delete(target, sender, each)
            if problem:
                left.setdefault(f"{each.delete.id}: {problem}", []).append(each.request.path.decode())
    for reason, paths in left.items():
        more = f" and {len(paths) - 1} more" if len(paths) > 1 else ""
        hint = "" if is_all else "; --teardown deletes what the run has created, too"
        yield target.redaction.text(f"teardown left {paths[0]}{more} ({reason}{hint})")


def choose_created(spec: Spec, start: SetUp) -> list[Created]:
    """Return the items to delete: those of the setup that still exist, and those of the run if asked for."""
    of_setup = {each.request.path for exchange in start.exchanges if (each := find_created(spec, exchange))}
    return [each for path, each in start.created.items() if start.deletes_all or path in of_setup]


def _delete(target: Target, sender: Sender, created: Created) -> str:
    """Delete one item; returns why it is left, nothing if it is gone."""
    if not target.permits("DELETE"):
        return "DELETE is withheld"
    request = authenticate(target, created.delete, created.request, target.credentials)
    _, response = sender.send(created.delete, request, ORIGIN)
    if response is None:
        return "no response"
    is_gone = 200 <= response.effective < 300 or response.effective in _GONE
    return "" if is_gone else f"answered {response.effective}"
