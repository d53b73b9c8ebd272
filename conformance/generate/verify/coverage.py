"""The account: use of the package finds each operation, parameter, body and response of the document.

The package is imported, and every operation called: with every parameter, with every type of body, and answered with
every documented status and type. A part that does not arrive as documented is an error.

Tested in `tests/generate/test_odd.py`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from conformance.generate.ir.auth import Access
from conformance.generate.ir.package import Package
from conformance.generate.verify import importer
from conformance.generate.verify.exercise import Exercise
from conformance.generate.verify.findings import Finding
from conformance.openapi import json_pointer
from conformance.openapi.errors import Problem
from conformance.openapi.spec import Spec

_FIX = "leave it out, or write it so that the generators accept it (see docs/reference/keyword-support.md)"


class Account:
    """Account of all parts, found and missing."""

    def __init__(self, spec: Spec, made: Package) -> None:
        self._spec = spec
        self._made = made
        self.problems: dict[str, list[Problem]] = {}
        self.counts: Counter[str] = Counter()
        self.unverified: set[str] = set()
        self.left_out: dict[str, dict[str, str]] = {}

    def check(self, api_id: str, folder: Path) -> None:
        """Import the client package in `folder`, and call every operation."""
        with importer.import_package(folder / api_id) as package:
            exercise = Exercise(self._spec, package, list(Access(self._spec).credentials.values()))
            for resource in self._made.resources:
                for method in resource.methods:
                    self._note(method.operation.id, exercise.findings(resource, method))

    @staticmethod
    def check_models(api_id: str, folder: Path) -> None:
        """Import each module of the models in `folder`."""
        for file in sorted((folder / f"{api_id}_models").glob("[a-z]*.py")):
            with importer.import_package(file.parent) as package:
                importer.module(package, file.stem)

    def leave_out(self, problems: Mapping[str, list[Problem]]) -> None:
        """Note operations that were not generated, each with the first reason."""
        for operation_id, found in problems.items():
            self.left_out[operation_id] = {"pointer": found[0].pointer, "reason": found[0].reason}

    def as_record(self) -> dict[str, Any]:
        """Return the account as it is written to provenance.json."""
        return {
            "found": dict(self.counts),
            "left_out": self.left_out,
            "not_calls": list(_not_calls(self._spec)),
            "only_typed": sorted(self.unverified),
        }

    def _note(self, operation_id: str, findings: Iterator[Finding]) -> None:
        self.counts["operations"] += 1
        for finding in findings:
            if finding.reason is None:
                self.counts[finding.kind] += 1
            elif finding.kind == "unverified":
                self.unverified.add(finding.pointer)
            else:
                problem = Problem(str(self._spec.file), finding.pointer, finding.reason, _FIX)
                self.problems.setdefault(operation_id, []).append(problem)


def _not_calls(spec: Spec) -> Iterator[str]:
    """Yield the requests that the API itself sends: no client can call them."""
    yield from (json_pointer.join("/webhooks", name) for name in spec.document.get("webhooks", {}))
    for operation in spec.operations.values():
        for name in operation.definition.get("callbacks", {}):
            yield json_pointer.join(operation.pointer, "callbacks", name)
