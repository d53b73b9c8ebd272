"""How problems read and sort."""

from __future__ import annotations

import pickle

from conformance.openapi.errors import ExitCode, InputError, Problem

ONE = Problem("a.yaml", "/paths", "no path", "add one", 3, 1)


def test_a_problem_names_file_place_reason_and_fix() -> None:
    assert str(ONE) == "a.yaml:3:1 at #/paths: no path\n  fix: add one"


def test_a_problem_of_a_whole_file_names_only_the_file() -> None:
    assert str(Problem("a.yaml", "", "empty", "fill it")) == "a.yaml: empty\n  fix: fill it"


def test_an_input_error_lists_each_problem_once_in_the_order_of_the_file() -> None:
    earlier = Problem("a.yaml", "/info", "no title", "add one", 2, 1)
    error = InputError([ONE, earlier, ONE])
    assert error.problems == (earlier, ONE)
    assert str(error) == f"{earlier}\n{ONE}"


def test_the_error_of_a_single_problem() -> None:
    assert InputError.of("a.yaml", "no path", "add one", "/paths").problems == (
        Problem("a.yaml", "/paths", "no path", "add one"),
    )


def test_an_input_error_survives_another_process() -> None:
    """Workers of a process pool hand their errors back pickled."""
    assert pickle.loads(pickle.dumps(InputError([ONE]))).problems == (ONE,)


def test_exit_codes_are_those_of_the_readme() -> None:
    assert [code.name for code in ExitCode] == ["PASSED", "BROKEN", "USAGE", "NOT_TESTABLE", "INCOMPLETE", "UNWRITTEN"]
    assert [code.value for code in ExitCode] == [0, 1, 2, 3, 4, 5]
