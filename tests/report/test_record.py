"""The file of events: written line by line, read again, and refused if it is something else."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from conformance.openapi.errors import InputError
from conformance.report.record import FORMAT, EventLog, read_events


def _names(file: Path) -> list[str]:
    return [event["event"] for event in read_events(file)]


def test_each_event_is_in_the_file_at_once(tmp_path: Path) -> None:
    """In a folder that need not exist; an older file is replaced."""
    file = tmp_path / "new" / "run.ndjson"
    with closing(EventLog(file)) as log:
        log.write("start", format=FORMAT, old=True)
    with closing(EventLog(file)) as log:
        for number in range(3):
            log.write("start" if number == 0 else "test", format=FORMAT)
            assert len(file.read_text().splitlines()) == number + 1
    assert _names(file) == ["start", "test", "test"]
    assert not any("old" in event for event in read_events(file))


def test_processes_of_one_run_share_a_file(tmp_path: Path) -> None:
    """Those that come later append to it."""
    file = tmp_path / "run.ndjson"
    with closing(EventLog(file)) as first, closing(EventLog(file, is_new=False)) as second:
        first.write("start", format=FORMAT)
        second.write("finding")
        first.write("verdict")
    assert _names(file) == ["start", "finding", "verdict"]


def test_a_last_line_that_was_cut_off_is_told(tmp_path: Path) -> None:
    file = tmp_path / "run.ndjson"
    with closing(EventLog(file)) as log:
        log.write("start", format=FORMAT)
        log.write("test")
    file.write_bytes(file.read_bytes()[:-3])
    assert _names(file) == ["start", "truncated"]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ('{"event": "start", "format": 99, "tool": "9.1"}\n', "the file's format is 99; expected 1"),
        ('{"event": "test"}\n', "does not begin with the event `start`"),
        ("<xml/>\n", ":1: not JSON"),
        ("[]\n", ":1: not an event of a run"),
        ("", "empty: the run was ended before it began"),
        (None, "can't be read: No such file"),
    ],
)
def test_another_file_is_refused_with_the_reason(tmp_path: Path, content: str | None, reason: str) -> None:
    """One of another version names the version that can read it."""
    file = tmp_path / "run.ndjson"
    if content is not None:
        file.write_text(content)
    with pytest.raises(InputError) as caught:
        list(read_events(file))
    assert reason in str(caught.value)
    assert "fix: " in str(caught.value)
    assert content is None or "99" not in content or "9.1" in str(caught.value)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_a_full_disk_ends_the_log_and_not_the_run() -> None:
    """Listeners get all events still, and the log knows why."""
    heard: list[Any] = []
    with closing(EventLog(Path("/dev/full"), is_new=False)) as log:
        log.listeners.append(heard.append)
        log.write("start", format=FORMAT)
        log.write("test")
    assert [event["event"] for event in heard] == ["start", "test"]
    assert "No space left" in str(log.error)
