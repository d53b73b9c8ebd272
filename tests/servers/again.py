"""A planted wrong, found by a run and shown again by the commands of its block, run as they are pasted."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Callable, Collection, Iterator
from http import HTTPStatus
from pathlib import Path

from conformance.network.exchange import Exchange, Response
from conformance.openapi import error_envelopes
from conformance.openapi.errors import ExitCode
from conformance.report.blocks import LONGEST, Block, format_block, merge_blocks
from conformance.report.record import EventLog
from conformance.rules.loading import find_own_law
from conformance.suite.judge import Judge
from conformance.suite.options import Options
from conformance.suite.recorded import Recorded, move, read_recorded
from conformance.suite.replay import is_shown
from conformance.suite.report import AFTER_START
from conformance.suite.selection import Selection
from conformance.suite.session import Run
from conformance.suite.target import Target
from tests.forks import quick_python
from tests.servers.serving import find_settings, load_server, serve_with_credentials

_SECONDS = 120.0  # that a command of a block may take
_TRIES = 3
_NO_ANSWER = {28, 52, 56}  # curl's exit codes: no response in time, none at all, and one that is cut


def show_again(name: str, wrong: str, file: Path, selected: Collection[str] = ()) -> tuple[list[Block], list[str]]:
    """Run the suite against the server `name` that is wrong, and paste the commands of the block of that.

    The run is about the operations `selected` (none: all), and its events go to `file`. Returns the blocks of the
    wrong's operation, and what is not as it should be.
    """
    with serve_with_credentials(name, wrong) as (folder, url, restart):
        selection = Selection(tuple(selected))
        config = find_settings(name)
        run = Run.of(Options(folder, [name], url, profile="quick", selection=selection, events=file, config=config))
        operation = load_server(name).WRONGS[wrong].operation
        blocks = [block for block in _find_blocks(run, name, file, selected) if operation in _names(block)]
        failures = list(_list_failures(blocks[0], run.target(name), file, restart)) if blocks else ["not found"]
    return blocks, [*failures, *(f"one more block: {block.headline}" for block in blocks[1:])]


def _find_blocks(run: Run, name: str, file: Path, selected: Collection[str]) -> list[Block]:
    """Return a block for each cause that a run against one server finds, and leave its events in `file`."""
    log = EventLog(file)
    run.begin(log)
    run.selected[name] = list(selected or run.apis[name].spec.operations)
    blocks = merge_blocks(block for operation in run.selected[name] for block in run.blocks(name, operation))
    log.close()
    return blocks


def _names(block: Block) -> list[str]:
    """Return the operations at which a cause shows."""
    return [block.operation, *(place.split(" ")[2] for place in block.also)]


def _list_failures(block: Block, target: Target, file: Path, restart: Callable[[], None]) -> Iterator[str]:
    """Yield which command of a block does not show the fault again, or why the block can't be read.

    Before each command the server is started again if the block says so, and only then.
    """
    lines = len(format_block(block).splitlines())
    if lines > LONGEST:
        yield f"the block has {lines} lines"
    recorded = read_recorded(file, block.id)
    prepare = restart if AFTER_START in block.notes else lambda: None
    prepare()
    code, output, errors = _paste_when_admitted(block.curl)
    is_law = find_own_law(target.api, block.check) is not None  # which one answer does not show
    if not (is_law and code == 0) and not _is_shown_by_curl(recorded, target, code, output):
        yield f"curl: exit code {code}: {(errors or output).decode(errors='replace')[:300]}\n{block.curl}"
    prepare()
    code, output, errors = _paste(block.replay)
    if code != ExitCode.BROKEN:
        yield f"replay: exit code {code}: {(output + errors).decode(errors='replace')[-600:]}"


def _paste_when_admitted(command: str) -> tuple[int, bytes, bytes]:
    """Run a command of curl as it is pasted; after a 429 it is pasted again, as a reader would."""
    for _ in range(_TRIES):
        code, output, errors = _paste(command)
        response = _read(output)
        if response is None or response.status != HTTPStatus.TOO_MANY_REQUESTS:
            break
        time.sleep(1)
    return code, output, errors


def _paste(command: str) -> tuple[int, bytes, bytes]:
    """Run a command of a block as it is pasted, with the `conformance` that is tested here."""
    if command.startswith("conformance "):
        command = command.replace("conformance", f"{quick_python()} -m conformance", 1)
    done = subprocess.run(["bash", "-c", command], capture_output=True, check=False, timeout=_SECONDS)
    return done.returncode, done.stdout, done.stderr


def _is_shown_by_curl(recorded: Recorded, target: Target, code: int, output: bytes) -> bool:
    """Return whether the check itself finds the fault in what curl has shown."""
    step = recorded.steps[-1]
    operation = target.api.spec.operations[step.operation]
    response = _read(output) if code not in _NO_ANSWER else None
    if response is not None:
        effective = error_envelopes.effective_status(target.api.spec, operation, response.status, response.content)
        response = response._replace(effective=effective)
    request = move(step.request, str(recorded.server["url"]), target)
    error = "" if response else str(recorded.finding["key"])
    _, found = Judge(target).judge(Exchange(operation, request, response, step.origin, error=error))
    return is_shown(recorded.finding, found, response)


def _read(output: bytes) -> Response | None:
    """Read what `curl -i` has printed: the last response, after those of status 1xx."""
    head, _, content = output.partition(b"\r\n\r\n")
    while head.startswith((b"HTTP/1.1 100", b"HTTP/1.1 200 Connection established")) and content:
        head, _, content = content.partition(b"\r\n\r\n")
    first, *rest = head.decode("latin-1").split("\r\n")
    if not first.startswith("HTTP/"):
        return None
    status = int(first.split(" ")[1])
    pairs = (line.partition(":") for line in rest)
    return Response(status, status, tuple((name, value.strip()) for name, _, value in pairs), content)
