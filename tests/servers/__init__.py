"""Servers written by hand, each right for one document, and wrong in one named way on demand."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Wrong:
    """One way in which a server breaks its document, or looks as if it did.

    `operation` is the operationId that shows it. `what` names the status, JSON pointer, parameter or header concerned.
    `rule` is the rule of the API's `rules.py` that it breaks, if no schema does; of a right server, the rules that
    can't be judged there.
    """

    operation: str
    what: str
    rule: str = ""
