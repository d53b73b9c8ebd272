"""The mocks of one process, each below its prefix."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from starlette.types import Scope

from conformance.mock.behaviour import Refusal
from conformance.mock.handle import Handle
from conformance.openapi.spec import Operation


@dataclass(frozen=True)
class Mounts:
    """The mocks by the prefix of their paths: `""` if one mock has them all, else such as `/shop`."""

    handles: Mapping[str, Handle]

    def at(self, path: str) -> tuple[str, Handle] | None:
        """Return the prefix and the mock that a path belongs to, or None."""
        fitting = [prefix for prefix in self.handles if not prefix or f"{path}/".startswith(f"{prefix}/")]
        prefix = max(fitting, key=len, default=None)
        return None if prefix is None else (prefix, self.handles[prefix])

    def find(self, scope: Scope) -> Operation | None:
        """Return the operation that a request is for, or None."""
        found = self.at(scope["path"])
        if found is None:
            return None
        prefix, handle = found
        return handle.find({**scope, "root_path": scope.get("root_path", "") + prefix})

    def find_mocks(self, api: str | None) -> list[Handle]:
        """Return the mock of this API, or all mocks. Raises Refusal (404) for an unknown API."""
        found = [handle for handle in self.handles.values() if api in {None, handle.api.id}]
        if not found:
            known = ", ".join(handle.api.id for handle in self.handles.values())
            raise Refusal(404, f"api: there is no mock of {api!r}; expected one of: {known}")
        return found

    def one(self, api: str | None) -> Handle:
        """Return the mock of the API of this id; without an id there may be one only. Raises Refusal (400, 404)."""
        found = self.find_mocks(api)
        if len(found) > 1:
            known = ", ".join(handle.api.id for handle in found)
            raise Refusal(400, f"api: not given, and there are several mocks; expected one of: {known}")
        return found[0]
