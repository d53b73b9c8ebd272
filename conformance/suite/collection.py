"""Collection of the suite's own tests, independent of the settings of the project.

`python_files` and the like of a project are about its own modules: they must not hide those of the suite.

Tested in `tests/test_testing.py`.
"""

from __future__ import annotations

from pathlib import Path

import pytest

_SUITE = Path(__file__).parent


class SuiteModule(pytest.Module):
    """A module of the suite: functions that begin with `test_` are its tests."""

    def funcnamefilter(self, name: str) -> bool:
        """Return whether a function is a test, whatever `python_functions` says."""
        return name.startswith("test_")


class SuiteCollection:
    """Finds the modules of the suite."""

    @pytest.hookimpl(tryfirst=True)
    def pytest_pycollect_makemodule(self, module_path: Path, parent: pytest.Collector) -> SuiteModule | None:
        """Collect the modules that pytest finds by the settings of the project."""
        return SuiteModule.from_parent(parent, path=module_path) if _is_of_suite(module_path) else None

    def pytest_collect_file(self, file_path: Path, parent: pytest.Collector) -> SuiteModule | None:
        """Collect the modules that pytest does not find by them."""
        patterns = parent.config.getini("python_files")
        is_found = parent.session.isinitpath(file_path) or any(file_path.match(pattern) for pattern in patterns)
        return None if is_found or not _is_of_suite(file_path) else SuiteModule.from_parent(parent, path=file_path)


def _is_of_suite(file: Path) -> bool:
    return file.parent == _SUITE and file.name.startswith("test_")
