"""Redaction of pytest's reports, before the display and the files use them.

Tested in `tests/suite/test_secrecy.py`.
"""

from __future__ import annotations

import pytest

from conformance.auth.redaction import Redaction


def hide(report: pytest.TestReport | pytest.CollectReport, redaction: Redaction) -> None:
    """Redact the texts of `report`: the reason of a failure or skip, and captured output."""
    if isinstance(report.longrepr, tuple):
        file, line, reason = report.longrepr
        report.longrepr = (file, line, redaction.text(reason))
    elif report.longrepr is not None:
        report.longrepr = redaction.text(report.longreprtext)
    report.sections = [(name, redaction.text(text)) for name, text in report.sections]
