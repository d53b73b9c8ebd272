"""`python -m scripts.soak`: many mixed requests to one mock from several connections, beside a plain model.

Each connection has items of its own, so that it knows what each answer has to be. Ends with 1 for an answer that the
model does not give. Prints requests a second, and the memory of the mock before, after half of them, and at the end.
What the first half adds, such as the journal, is bounded, so that the second adds next to nothing.
"""

from __future__ import annotations

import asyncio
import random
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import click
import httpx

_DOCUMENT = Path(__file__).parents[1] / "tests" / "rules" / "notes.yaml"
_TITLES = ("plan", "list", "draft")


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--requests", default=100_000, show_default=True)
@click.option("--connections", default=8, show_default=True)
@click.option("--seed", default=1, show_default=True)
def main(requests: int, connections: int, seed: int) -> None:
    """Send mixed requests to a mock of notes and compare each answer with a plain model."""
    with _mock() as (url, process):
        users = [_User(random.Random(f"{seed} {number}")) for number in range(connections)]  # noqa: S311 - no secrets
        asyncio.run(_warm_up(url))
        before, start = _memory(process), time.perf_counter()
        asyncio.run(_run(url, users, requests // connections // 2))
        half = _memory(process)
        asyncio.run(_run(url, users, requests // connections))
        seconds, after = time.perf_counter() - start, _memory(process)
    wrong = [text for user in users for text in user.wrong]
    for text in wrong[:20]:
        click.echo(text)
    total = sum(user.sent for user in users)
    click.echo(
        f"{total} requests, {total / seconds:.0f} a second, {len(wrong)} wrong; "
        f"{before:.1f} MB before, {half:.1f} MB at the half, {after:.1f} MB after"
    )
    sys.exit(bool(wrong))


@contextmanager
def _mock() -> Iterator[tuple[str, subprocess.Popen[str]]]:
    words = [sys.executable, "-m", "conformance", "mock", str(_DOCUMENT), "--port", "0", "--quiet"]
    with subprocess.Popen(words, stdout=subprocess.PIPE, text=True) as process:  # noqa: S603 - our own command
        assert process.stdout is not None  # noqa: S101 - a pipe
        try:
            yield process.stdout.readline().strip(), process
        finally:
            process.terminate()


def _memory(process: subprocess.Popen[str]) -> float:
    """Return the resident memory of a process in megabytes, 0 where the system does not say."""
    file = Path(f"/proc/{process.pid}/status")
    found = re.search(r"VmRSS:\s+(\d+) kB", file.read_text(encoding="utf-8")) if file.exists() else None
    return int(found[1]) / 1024 if found else 0


async def _warm_up(url: str) -> None:
    async with httpx.AsyncClient(base_url=url) as client:
        for _ in range(200):
            await client.get("/notes")


async def _run(url: str, users: list[_User], requests: int) -> None:
    async with asyncio.TaskGroup() as group:
        for user in users:
            group.create_task(user.run(url, requests))


@dataclass
class _User:
    """One connection: its own notes as it knows them, and the answers that were not as they had to be."""

    random: random.Random
    notes: dict[str, dict[str, Any]] = field(default_factory=dict)
    gone: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    sent: int = 0

    async def run(self, url: str, requests: int) -> None:
        """Send the requests, then read every note once more."""
        async with httpx.AsyncClient(base_url=url) as client:
            steps = (self._create, self._read, self._read, self._replace, self._change, self._delete, self._refuse)
            while self.sent < requests:
                step = self.random.choice(steps) if self.notes else self._create
                await (self._delete if len(self.notes) > 50 else step)(client)
            for name, note in self.notes.items():
                self._expect(await client.get(f"/notes/{name}"), 200, note)

    async def _create(self, client: httpx.AsyncClient) -> None:
        body = {"title": self.random.choice(_TITLES), "pinned": self.random.random() < 0.5}
        response = await client.post("/notes", json=body)
        self._expect(response, 201, body)
        if response.status_code == 201:
            self.notes[response.json()["id"]] = body

    async def _read(self, client: httpx.AsyncClient) -> None:
        if self.gone and self.random.random() < 0.2:
            self._expect(await client.get(f"/notes/{self.random.choice(self.gone)}"), 404, {})
        else:
            name = self._any()
            self._expect(await client.get(f"/notes/{name}"), 200, self.notes[name])

    async def _replace(self, client: httpx.AsyncClient) -> None:
        name, body = self._any(), {"title": self.random.choice(_TITLES), "text": "new"}
        self._expect(await client.put(f"/notes/{name}", json=body), 200, body)
        self.notes[name] = body

    async def _change(self, client: httpx.AsyncClient) -> None:
        name, change = self._any(), {"text": self.random.choice(_TITLES)}
        headers = {"Content-Type": "application/merge-patch+json"}
        self.notes[name] = {**self.notes[name], **change}
        response = await client.patch(f"/notes/{name}", json=change, headers=headers)
        self._expect(response, 200, self.notes[name])

    async def _delete(self, client: httpx.AsyncClient) -> None:
        name = self._any()
        self._expect(await client.delete(f"/notes/{name}"), 204, {})
        del self.notes[name]
        self.gone = [*self.gone[-50:], name]

    async def _refuse(self, client: httpx.AsyncClient) -> None:
        name = self._any()
        self._expect(await client.put(f"/notes/{name}", json={"title": ""}), 400, {})

    def _any(self) -> str:
        return self.random.choice(list(self.notes))

    def _expect(self, response: httpx.Response, status: int, note: dict[str, Any]) -> None:
        """Note an answer of another status, or that shows other values."""
        self.sent += 1
        shown = response.json() if note and response.content else {}
        different = {name for name, value in note.items() if shown.get(name) != value}
        if response.status_code != status or different:
            request = f"{response.request.method} {response.request.url.path}"
            self.wrong.append(f"{request}: {response.status_code} {response.text[:200]}; expected {status} {note}")


if __name__ == "__main__":
    main()
