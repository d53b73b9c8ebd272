"""Our reading of requests agrees with openapi-core's on what the suite sends."""

from __future__ import annotations

from click.testing import CliRunner

from scripts.second_reading import main


def test_both_read_the_requests_to_a_mock_alike() -> None:
    result = CliRunner().invoke(main, ["sellercloud", "--requests", "1", "--profile", "quick"])
    assert result.exit_code == 0
    assert " valid" in result.output
    assert " invalid" in result.output
    assert "ours:" not in result.output
