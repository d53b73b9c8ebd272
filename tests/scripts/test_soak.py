"""Mixed requests to a mock are answered as a plain model says."""

from __future__ import annotations

from click.testing import CliRunner

from scripts.soak import main


def test_answers_are_those_of_the_model() -> None:
    result = CliRunner().invoke(main, ["--requests", "800"])
    assert result.exit_code == 0, result.output
    assert " 0 wrong" in result.output
