"""Blocks of failures without an exchange: those of a generated client, and those of the document itself.

Tested in `tests/suite/test_report.py`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from conformance.client_check.comparison import Difference
from conformance.openapi.errors import Problem
from conformance.openapi.spec import Operation
from conformance.report.blocks import Block
from conformance.suite.options import Options
from conformance.suite.report import format_rerun, identify, place_in_document
from conformance.suite.target import Target


def build_client_blocks(
    differences: Iterable[Difference], operation: Operation, target: Target, options: Options
) -> Iterator[tuple[str, Block]]:
    """Yield the key and the block of each cause that a client shows at an operation."""
    groups: dict[str, list[Difference]] = {}
    for difference in differences:
        groups.setdefault(difference.key, []).append(difference)
    place = target.api.spec.place(operation.pointer)
    for key, group in groups.items():
        shortest = min(group, key=len)
        last = shortest.strip().rpartition("\n")[2]
        # The same exception with the same words is one cause, wherever it is raised.
        shared = f"client {last}" if "raised " in key else f"{operation.id} client {key}"
        name = identify(target.api.id, operation.id, "client", key)
        yield (
            key,
            Block(
                id=name,
                api=target.api.id,
                key=shared,
                check="client",
                cause=f"generated client: {key}",
                method=operation.method,
                path=operation.path,
                operation=operation.id,
                layer="client",
                **place_in_document(place),
                got=last if "raised " in key else str(shortest),
                times=len(group),
                rerun=format_rerun(operation.id, "client", target.api, options),
            ),
        )


def build_problem_block(problem: Problem, api: str, check: str, operation: Operation | None = None) -> Block:
    """Build the block of something wrong in the document, be it seen at an operation."""
    seen = (operation.method, operation.path, operation.id) if operation else ("", "", "")
    return Block(
        identify(api, "", check, problem.pointer, problem.reason),
        api,
        f"{check} {problem.file} {problem.pointer} {problem.reason}",
        check,
        problem.reason,
        *seen,
        layer="spec",
        file=problem.file,
        line=problem.line or 0,
        column=problem.column or 0,
        pointer=problem.pointer,
        notes=(f"fix: {problem.fix}",),
    )
