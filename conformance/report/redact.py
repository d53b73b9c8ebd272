"""Removes the secrets from pytest's reports before anybody reads them: the display, JSON and JUnit files.

Tested in `tests/suite/test_secrecy.py`.
"""

from __future__ import annotations

import pytest

from conformance.auth.redaction import Redaction


def hide(report: pytest.TestReport | pytest.CollectReport, redaction: Redaction) -> None:
    """Redact what `report` says of its test or module: why it failed or was skipped, and what it printed."""
    if isinstance(report.longrepr, tuple):
        file, line, reason = report.longrepr
        report.longrepr = (file, line, redaction.text(reason))
    elif report.longrepr is not None:
        report.longrepr = redaction.text(report.longreprtext)
    report.sections = [(name, redaction.text(text)) for name, text in report.sections]
