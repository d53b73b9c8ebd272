"""Document of a vendored package: its location, and a check of whether it has changed."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from conformance.openapi import download
from conformance.openapi.errors import InputError
from conformance.vendor.hashing import hash_bytes

if TYPE_CHECKING:
    from conformance.apis import Api

FILE, SPEC, URL = "file", "spec", "url"


@dataclass(frozen=True)
class Document:
    """Document as the lock file names it.

    `source` is a path relative to the package, the name of a spec of this project, or a URL without user and query.
    """

    kind: str
    source: str
    sha256: str
    title: str
    version: str
    others: Mapping[str, str]  # hashes of the other files that it consists of, by path relative to the document
    is_shortened: bool = False  # a URL that lost its user or its query

    def find(self, package: Path) -> str:
        """Return the path or URL of the document for `conformance.apis`.

        Raises InputError for a URL that is not whole.
        """
        if self.is_shortened:
            reason = f"the lock file has no user and query of {self.source}, which may hold a credential"
            raise InputError.of(package, reason, f"conformance vendor update {package} --source URL")
        return self.source if self.kind == URL else str(self.path(package))

    def path(self, package: Path) -> Path:
        """Return where the document is on this machine."""
        if self.kind == SPEC:
            from conformance import apis  # noqa: PLC0415 - a check of other documents has no use for it

            return apis.Api(self.source, apis.own_specs() / self.source).spec_file
        return Path(os.path.normpath(package.resolve() / self.source))

    def list_changes(self, package: Path) -> list[str]:
        """List the changes of a document on this machine."""
        file = self.path(package)
        hashes = {file: self.sha256, **{file.parent / name: known for name, known in self.others.items()}}
        return [reason for path, known in hashes.items() if (reason := _describe_change(path, known))]

    def list_changes_online(self) -> list[str]:
        """Fetch the document, and say if it changed."""
        content = download.download(self.source).read_bytes()
        return [] if hash_bytes(content) == self.sha256 else [f"document changed: {self.source}"]


def describe(api: Api, url: str | None, package: Path, info: Mapping[str, Any]) -> Document:
    """Describe the document of `api`, which `url` names if it was downloaded, for the lock file of `package`.

    `info` has the document's title and version.
    """
    main, *others = [*api.files, *([api.facts_file] if api.facts_file.is_file() else [])]
    kind, source = (URL, shorten(url)) if url else _locate(api, package)
    return Document(
        kind,
        source,
        hash_bytes(main.read_bytes()),
        str(info["title"]),
        str(info["version"]),
        {_relative(file, main.parent): hash_bytes(file.read_bytes()) for file in sorted(others)},
        url is not None and source != url,
    )


def shorten(url: str) -> str:
    """Return the URL without user, query and fragment, where there may be a credential."""
    return re.sub(r"(?<=//)[^/]*@", "", re.split(r"[?#]", url)[0])


def _locate(api: Api, package: Path) -> tuple[str, str]:
    from conformance import apis  # noqa: PLC0415 - as above

    if api.named_file is None and api.folder.resolve().parent == apis.own_specs().resolve():
        return SPEC, api.folder.name
    return FILE, _relative(api.spec_file, package)


def _relative(file: Path, folder: Path) -> str:
    return Path(os.path.relpath(file.resolve(), folder.resolve())).as_posix()


def _describe_change(path: Path, known: str) -> str | None:
    shown = os.path.relpath(path)
    try:
        return None if hash_bytes(path.read_bytes()) == known else f"document changed: {shown}"
    except OSError:
        return f"document not found: {shown}"
