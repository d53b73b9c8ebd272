"""A `docker` without a daemon: it executes the steps of a Dockerfile in a folder, and commands in that image.

It knows the options that the pages use, and refuses all others. A container's network is the machine's own: a published
port replaces the port of the command. A folder that is mounted to be read is a copy.
"""

from __future__ import annotations

import argparse
import hashlib
import itertools
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from filelock import FileLock

from tests.registry import clean

MOUNT = re.compile(r"(?P<source>/[^:]+):/work(?P<mode>:ro)?")


def steps(context: Path) -> Iterator[tuple[str, str]]:
    """Yield each instruction of a Dockerfile with its arguments."""
    text = re.sub(r"^#.*\n", "", (context / "Dockerfile").read_text(encoding="utf-8"), flags=re.MULTILINE)
    for line in text.replace("\\\n", " ").splitlines():
        if line.strip():
            word, _, rest = line.partition(" ")
            yield word, rest.strip()


def find_arguments(context: Path, word: str) -> list[str]:
    """Return the arguments of each instruction of one name."""
    return [rest for each, rest in steps(context) if each == word]


def build(context: Path, images: Path) -> Path:
    """Return the root folder of the image of a context: all that needs no root; the same context is built once."""
    image = images / _hash(context)
    with FileLock(f"{image}.lock"):
        if not (image / "Dockerfile").exists():
            shutil.rmtree(image, ignore_errors=True)
            (image / "opt").mkdir(parents=True)
            _execute(context, image)
            shutil.copy(context / "Dockerfile", image)
    return image


def _hash(context: Path) -> str:
    """Return a hash of the Dockerfile and of all that it copies."""
    hashed = hashlib.sha256((context / "Dockerfile").read_bytes())
    for source in _find_sources(context):
        files = [context / source, *sorted((context / source).rglob("*"))]
        for file in (each for each in files if each.is_file() and each.parent.name != "__pycache__"):
            hashed.update(f"{file.relative_to(context)}\n".encode() + file.read_bytes())
    return hashed.hexdigest()[:16]


def _find_sources(context: Path) -> list[str]:
    copied = [rest for rest in find_arguments(context, "COPY") if not rest.startswith("--from")]
    return [source for rest in copied for source in rest.split()[:-1]]


def _execute(context: Path, image: Path) -> None:
    folder = image
    for word, rest in steps(context):
        if word == "WORKDIR":
            folder = image / rest.strip("/")
            folder.mkdir(exist_ok=True)
        elif word == "COPY" and not rest.startswith("--from"):
            *sources, target = rest.split()
            for source in sources:
                _copy(context / source, folder / target / ("" if (context / source).is_dir() else source))
        elif word == "RUN" and not rest.startswith("useradd"):
            _run_step(rest, folder, image)


def _copy(source: Path, target: Path) -> None:
    if source.is_dir():
        shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"), dirs_exist_ok=True)
    else:
        shutil.copy(source, target)


def _run_step(command: str, folder: Path, image: Path) -> None:
    """Run a step; the cache of pip, which an image has no use for, spares the download of each run of the tests."""
    command = command.replace("/opt/", f"{image}/opt/").replace(" --no-cache-dir", "")
    subprocess.run(["bash", "-euc", command], cwd=folder, env=clean(), check=True)


def find_entry(image: Path) -> list[str]:
    """Return the command that a container begins with."""
    (entry,) = map(json.loads, find_arguments(image, "ENTRYPOINT"))
    return [f"{image}{entry[0]}", *entry[1:]]


def run(tags: Path, words: list[str]) -> None:
    """Replace this process by the command of `docker run`."""
    parser = argparse.ArgumentParser("docker run", allow_abbrev=False)
    parser.add_argument("-p", dest="port", type=partial(_parse, re.compile(r"(\d+):(\d+)")))
    parser.add_argument("-v", dest="mount", type=partial(_parse, MOUNT))
    parser.add_argument("-e", dest="variables", action="append", default=[])
    parser.add_argument("--network", choices=["host"])
    parser.add_argument("image")
    parser.add_argument("command", nargs=argparse.REMAINDER)
    given = parser.parse_args(words)
    image = (tags / given.image).resolve(strict=True)
    command = given.command or json.loads(find_arguments(image, "CMD")[0])
    if given.port:
        command = _publish(command, *given.port.groups())
    elif not given.network and any(re.search(r"//(127\.0\.0\.1|localhost)\b", word) for word in command):
        raise SystemExit("docker run: 127.0.0.1 is the container itself; fix: --network host")
    os.chdir(_mount(given.mount, tags) if given.mount else image)
    variables = {name: os.environ[name] for name in given.variables if name in os.environ}
    os.execve(find_entry(image)[0], [*find_entry(image), *command], {"PATH": os.defpath, **variables})


def _parse(form: re.Pattern[str], text: str) -> re.Match[str]:
    if found := form.fullmatch(text):
        return found
    raise ValueError(text)


def _publish(command: list[str], host: str, container: str) -> list[str]:
    """Return a command that listens on the published port, if it listens on that of the container, to all."""
    options = dict(itertools.pairwise(command))
    if (options.get("--host"), options.get("--port")) != ("0.0.0.0", container):
        raise SystemExit(f"docker run: nothing listens on port {container} to all; got {command}")
    values = {"--host": "127.0.0.1", "--port": host}
    return [command[0], *(values.get(before, word) for before, word in itertools.pairwise(command))]


def _mount(mount: re.Match[str], tags: Path) -> Path:
    """Return the folder in which a command runs: what is mounted, or a copy of what is mounted to be read."""
    if not mount["mode"]:
        return Path(mount["source"])
    return Path(shutil.copytree(mount["source"], Path(tempfile.mkdtemp(dir=tags)) / "work", symlinks=True))


def main(images: Path, tags: Path, words: list[str]) -> None:
    """Do what `docker` does for these words."""
    if words[0] == "run":
        run(tags, words[1:])
    parser = argparse.ArgumentParser("docker", allow_abbrev=False)
    parser.add_argument("verb", choices=["build"])
    parser.add_argument("-t", dest="tag", required=True)
    parser.add_argument("context", type=Path)
    given = parser.parse_args(words)
    image = build(given.context, images)
    (tags / given.tag).unlink(missing_ok=True)
    (tags / given.tag).symlink_to(image)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3:])
