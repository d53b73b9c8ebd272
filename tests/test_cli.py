"""The command line, as a user calls it: what it says and its exit codes."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import xml.etree.ElementTree as ET
from pathlib import Path

import httpx
import pytest
from click.testing import CliRunner

from conformance.apis import apis
from conformance.auth import credentials
from conformance.cli import main
from conformance.mock import serve
from tests.forks import quick_python

PASSED, BROKEN, USAGE, NOT_TESTABLE, INCOMPLETE = range(5)
Done = subprocess.CompletedProcess[str]


@pytest.fixture
def specs(toys: Path, tmp_path: Path) -> Path:
    """A specs folder of its own, with one toy in it."""
    shutil.copytree(toys / "suite_parcels", tmp_path / "specs" / "parcels")
    return tmp_path / "specs"


def _conformance(*words: object, **environment: str) -> Done:
    command = [quick_python(), "-m", "conformance", *map(str, words)]
    return subprocess.run(
        command, env={**os.environ, **environment}, capture_output=True, text=True, check=False, timeout=120
    )


def _here(*words: object) -> Done:
    """The command in this process, for what ends before anything is served or run."""
    result = CliRunner().invoke(main, list(map(str, words)), prog_name="conformance")
    return Done([], result.exit_code, result.stdout, result.stderr)


def _assert_one_clear_error(done: Done, *parts: str) -> None:
    assert done.stderr.count("error: ") == 1, done.stderr
    assert "Traceback" not in done.stderr + done.stdout
    for part in (*parts, "fix: "):
        assert part in done.stderr


def test_a_run_that_passes_says_what_it_reached(specs: Path, tmp_path: Path) -> None:
    """On the terminal, as JSON and as JUnit XML; a missing client is said and does not fail."""
    done = _conformance(
        "run", "--specs", specs, "--profile", "quick", "--json", tmp_path / "r.json", "--junit", tmp_path / "r.xml"
    )
    assert done.returncode == PASSED, done.stdout + done.stderr
    assert "3/3" in done.stdout
    assert "not run: no client" in done.stdout
    summary = json.loads((tmp_path / "r.json").read_text())["apis"]["parcels"]
    assert summary["operations"] == {"listParcels": True, "getParcel": True, "replaceParcel": True}
    assert summary["cases"] > summary["negative"] > 0
    assert len(ET.parse(tmp_path / "r.xml").getroot().findall(".//testcase")) == 9


def test_facts_of_a_document_that_needs_repairs_are_shown_with_lenient_only(toys: Path) -> None:
    """What is repaired is said on stderr, each with its place."""
    words = ("facts", "read_repairs", "--specs", toys)
    refused, taken = _here(*words), _here(*words, "--lenient")
    assert refused.returncode == USAGE
    assert taken.returncode == PASSED, taken.stderr
    assert "/price/type: 'decimal' is no type" in taken.stderr
    assert taken.stderr.count("repaired: /") > taken.stderr.count("error: ") == 0


def test_warnings_do_not_fail(toys: Path) -> None:
    done = _here("facts", "read_harmless", "--specs", toys)
    assert done.returncode == PASSED
    assert "warning: " in done.stderr
    assert "warning" not in done.stdout


@pytest.mark.parametrize("words", [["run", "--url", "http://127.0.0.1:9"], ["mock"]])
def test_every_command_takes_lenient(specs: Path, toys: Path, words: list[str]) -> None:
    """Strictly, the document is refused before a server is looked at."""
    shutil.copytree(toys / "read_repairs", specs / "repairs")
    done = _here(words[0], "repairs", *words[1:], "--specs", specs)
    assert done.returncode == USAGE
    assert "operationId 'getThing' is given 2 times" in done.stderr


def test_a_broken_contract_is_1(specs: Path) -> None:
    """The findings are shown, without the credential."""
    api = apis(specs)[0]
    text = api.spec_file.read_text()
    with serve(api) as url:
        api.spec_file.write_text(
            text.replace("title: Parcel\n      required: [id]", "title: Parcel\n      required: [id, colour]")
        )
        done = _conformance("run", "parcels", "--specs", specs, "--profile", "quick", "--url", url)
    assert done.returncode == BROKEN
    assert done.stdout.count("✗ GET /parcels listParcels · response body breaks its schema") == 1
    assert "also at   GET /parcels/{id} getParcel" in done.stdout
    assert 'required "colour"' in done.stdout
    assert done.stdout.splitlines()[-1].startswith("broken: 2 causes at 3 operations of parcels · seed 1 · ")
    assert credentials.fake(api.spec)["key"] not in done.stdout


def test_an_operation_that_is_never_reached_is_not_passed(specs: Path) -> None:
    """Silence is no success: here the server knows another path than the spec."""
    api = apis(specs)[0]
    text = api.spec_file.read_text()
    with serve(api) as url:
        api.spec_file.write_text(text.replace("/parcels/{id}:", "/packets/{id}:"))
        done = _conformance("run", "parcels", "--specs", specs, "--profile", "quick", "--url", url)
    assert done.returncode == BROKEN  # the 404 of an unknown path is not documented as such
    assert "not reached: GET /packets/{id} getParcel: needs an id that exists" in done.stdout


def test_a_run_that_is_only_incomplete_is_4(specs: Path) -> None:
    """Nothing is broken: here the server documents, and answers, that it knows no parcel."""
    api = apis(specs)[0]
    (specs / "parcels" / "behaviour.py").write_text(
        "from conformance.mock import Refusal, answers\n\n\n@answers('getParcel')\ndef get(request):\n"
        "    raise Refusal(404, 'no such parcel')\n"
    )
    with serve(api) as url:
        done = _conformance("run", "parcels", "--specs", specs, "--phase", "values", "--url", url)
    assert done.returncode == INCOMPLETE, done.stdout
    assert "not reached: GET /parcels/{id} getParcel: needs an id that exists" in done.stdout


def test_a_server_that_is_not_there_is_3_in_one_line(specs: Path) -> None:
    """And not a failure for each operation."""
    done = _here("run", "parcels", "--specs", specs, "--url", "http://127.0.0.1:1")
    assert done.returncode == NOT_TESTABLE
    assert len(done.stderr.strip().splitlines()) == 1
    assert "can't be reached" in done.stderr


def test_a_refused_credential_is_3_in_one_line(specs: Path) -> None:
    """The credential comes from the environment, and is not shown."""
    with serve(apis(specs)[0]) as url:
        done = _conformance("run", "parcels", "--specs", specs, "--url", url, PARCELS_KEY="s3cr3t")
    assert done.returncode == NOT_TESTABLE
    assert "refuses the credential" in done.stderr
    assert "s3cr3t" not in done.stderr + done.stdout


@pytest.mark.parametrize(
    ("words", "parts"),
    [
        (["run", "nope"], ["unknown API 'nope'", "parcels"]),
        (["run", "--url", "ftp://x"], ["not an HTTP URL"]),
        (["mock", "nope"], ["unknown API 'nope'"]),
        (["facts", "nope"], ["unknown API 'nope'"]),
    ],
)
def test_wrong_usage_is_2_with_one_clear_error(specs: Path, words: list[str], parts: list[str]) -> None:
    """File, reason and fix; no traceback."""
    done = _here(*words, "--specs", specs)
    assert done.returncode == USAGE
    _assert_one_clear_error(done, *parts)


def test_a_url_is_one_api_s(specs: Path) -> None:
    """With two APIs a URL is ambiguous."""
    shutil.copytree(specs / "parcels", specs / "packets")
    done = _here("run", "--specs", specs, "--url", "http://127.0.0.1:1")
    assert done.returncode == USAGE
    _assert_one_clear_error(done, "exactly one API")


@pytest.mark.parametrize(
    ("old", "new", "parts"),
    [
        ("openapi: 3.1.0", "openapi: [", ["openapi.yaml:", "not YAML"]),
        ("openapi: 3.1.0", "title: none", ["not an OpenAPI document"]),
        ("schemas/Parcel", "schemas/Packet", ["#/components/schemas/Packet"]),
        (
            "operationId: getParcel\n      tags",
            "operationId: listParcels\n      tags",
            ["'listParcels' is given 2 times"],
        ),
    ],
)
@pytest.mark.parametrize("command", [["run"], ["mock", "parcels"], ["facts"]])
def test_a_bad_spec_is_2_with_its_place(specs: Path, command: list[str], old: str, new: str, parts: list[str]) -> None:
    """Whichever command meets it."""
    file = specs / "parcels" / "openapi.yaml"
    text = file.read_text()
    assert old in text
    file.write_text(text.replace(old, new))
    done = _here(*command, "--specs", specs)
    assert done.returncode == USAGE
    assert "Traceback" not in done.stderr
    assert str(file) in done.stderr
    assert "fix: " in done.stderr
    assert all(part in done.stderr for part in parts), done.stderr


def test_lint_shows_the_problems_of_all_documents(specs: Path, tmp_path: Path) -> None:
    """At once, each with its place; a document that is right is said to be so."""
    bad = tmp_path / "bad.yml"
    bad.write_text("{openapi: 3.1.0, info: {title: T, version: v}, paths: {/a: {gett: {}, putt: {}}}}")
    done = _here("lint", "--specs", specs, "parcels", bad)
    assert done.returncode == USAGE
    assert f"{specs}/parcels/openapi.yaml: 3 operations can be worked with" in done.stdout
    assert done.stderr.count(f"error: {bad}:1:") == 2
    assert _here("lint", "--specs", specs).returncode == PASSED


def test_a_document_is_run_by_its_file(specs: Path, tmp_path: Path) -> None:
    """In a folder where there is nothing else."""
    file = shutil.copy(specs / "parcels" / "openapi.yaml", tmp_path / "parcels.yaml")
    done = _conformance("run", file, "--phase", "values")
    assert done.returncode == PASSED, done.stdout + done.stderr
    assert "\npassed: 3 operations of parcels, " in done.stdout


def test_a_run_loads_no_plugin_of_the_environment(specs: Path, tmp_path: Path) -> None:
    """The environment names a plugin, and tells pytest to load none: the plugin of the run itself is loaded."""
    plugin = tmp_path / "site" / "noisy-1.dist-info"
    plugin.mkdir(parents=True)
    (plugin / "METADATA").write_text("Metadata-Version: 2.1\nName: noisy\nVersion: 1\n")
    (plugin / "entry_points.txt").write_text("[pytest11]\nnoisy = noisy\n")
    (plugin.parent / "noisy.py").write_text("raise SystemExit('loaded')\n")
    environment = {"PYTHONPATH": str(plugin.parent), "PYTEST_PLUGINS": "noisy", "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    words = ("run", "--specs", specs, "--phase", "values")
    for name in ("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "PYTEST_PLUGINS"):
        done = _conformance(*words, **environment)
        assert "\npassed: 3 operations of parcels, " in done.stdout, done.stdout + done.stderr
        del environment[name]


def test_a_folder_that_can_t_be_a_package_is_2(specs: Path) -> None:
    """It would give a client nobody can import."""
    (specs / "parcels").rename(specs / "2parcels")
    done = _here("run", "--specs", specs)
    assert done.returncode == USAGE
    _assert_one_clear_error(done, "'2parcels'", "rename the folder")


def test_a_port_in_use_is_2(specs: Path) -> None:
    """With the port in the message."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = _here("mock", "parcels", "--specs", specs, "--port", port)
    assert done.returncode == USAGE
    _assert_one_clear_error(done, f":{port}", "in use")


def test_facts_without_evidence_are_1(specs: Path, toys: Path) -> None:
    """A spec that cites what no fact says."""
    file = specs / "parcels" / "openapi.yaml"
    file.write_text(file.read_text().replace("getParcel\n      tags", "getParcel\n      x-facts: [PA-1]\n      tags"))
    done = _here("facts", "--specs", specs)
    assert done.returncode == BROKEN
    assert "PA-1" in done.stdout


def test_the_suite_runs_under_plain_pytest_too(specs: Path) -> None:
    """With the same tests and pytest's own options."""
    command = [quick_python(), "-m", "pytest", "--pyargs", "conformance.suite", "-k", "getParcel", "-q"]
    options = ["--conformance-api", "parcels", "--conformance-specs", str(specs), "--conformance-phase", "values"]
    done = subprocess.run([*command, *options], capture_output=True, text=True, check=False, cwd=specs, timeout=120)
    assert done.returncode == PASSED, done.stdout
    assert "1 passed, 1 skipped" in done.stdout


def test_help_names_every_exit_code() -> None:
    """Worth reading."""
    done = _here("--help")
    assert done.returncode == PASSED
    assert all(f"{code} " in done.stdout for code in range(4))


def test_a_run_without_tests_has_not_passed(specs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever became of them."""
    monkeypatch.setattr(pytest, "main", lambda *_, **__: pytest.ExitCode.NO_TESTS_COLLECTED)
    done = _here("run", "--specs", specs)
    assert done.returncode == NOT_TESTABLE
    assert done.stderr == "not testable: no test was collected\n"


@pytest.mark.parametrize("code", [pytest.ExitCode.INTERNAL_ERROR, pytest.ExitCode.USAGE_ERROR])
def test_a_suite_that_breaks_down_has_not_passed(
    specs: Path, monkeypatch: pytest.MonkeyPatch, code: pytest.ExitCode
) -> None:
    """It is our own fault, and is said to be."""
    monkeypatch.setattr(pytest, "main", lambda *_, **__: code)
    result = CliRunner().invoke(main, ["run", "--specs", str(specs)])
    assert result.exit_code != PASSED
    assert "this is a bug of conformance" in str(result.exception)


def test_plain_pytest_ends_with_3_where_nothing_can_be_tested(specs: Path) -> None:
    """Before any test."""
    command = [quick_python(), "-m", "pytest", "--pyargs", "conformance.suite", "-q", "--conformance-api", "parcels"]
    options = ["--conformance-specs", str(specs), "--conformance-url", "http://127.0.0.1:1"]
    done = subprocess.run([*command, *options], capture_output=True, text=True, check=False, cwd=specs, timeout=120)
    assert done.returncode == NOT_TESTABLE, done.stdout
    assert "not testable: parcels: http://127.0.0.1:1 can't be reached" in done.stdout + done.stderr
    assert "passed" not in done.stdout


def test_the_key_of_the_admin_api_has_to_be_set(toys: Path) -> None:
    done = _here("mock", "mock_answers", "--specs", toys, "--admin-key-env", "NO_SUCH_VARIABLE")
    _assert_one_clear_error(done, "--admin-key-env: NO_SUCH_VARIABLE is not set")


def test_a_mock_asks_for_the_key_of_its_admin_api(toys: Path) -> None:
    command = [quick_python(), "-m", "conformance", "mock", "mock_behaviour", "--specs", str(toys)]
    environment = {**os.environ, "MOCK_KEY": "fake-key"}
    options = ["--admin-key-env", "MOCK_KEY"]
    with subprocess.Popen([*command, *options], env=environment, stdout=subprocess.PIPE, text=True) as mock:
        assert mock.stdout is not None
        url = f"{mock.stdout.readline().strip()}/__mock__/state"
        statuses = [
            httpx.get(url, headers=headers).status_code for headers in ({}, {"Authorization": "Bearer fake-key"})
        ]
        mock.send_signal(signal.SIGINT)
        assert mock.wait(timeout=20) == PASSED
    assert statuses == [401, 200]


def test_a_mock_answers_by_its_seed(toys: Path) -> None:
    """And serves until it is interrupted."""

    def drawn(seed: int) -> object:
        command = [quick_python(), "-m", "conformance", "mock", "mock_behaviour", "--specs", str(toys)]
        with subprocess.Popen([*command, "--seed", str(seed)], stdout=subprocess.PIPE, text=True) as mock:
            assert mock.stdout is not None
            answer = httpx.get(f"{mock.stdout.readline().strip()}/random").json()
            mock.send_signal(signal.SIGINT)
            assert mock.wait(timeout=20) == PASSED
        return answer

    (api,) = apis(toys, ["mock_behaviour"])
    with serve(api, seed=7) as url:
        expected = httpx.get(f"{url}/random").json()
    assert drawn(7) == expected


def test_what_is_left_out_is_told_with_its_reason(specs: Path, tmp_path: Path) -> None:
    """In the notes of the summary; nothing of it is a test, and the rest is tested."""
    (tmp_path / "c.toml").write_text(
        '[[apis.parcels.exclude]]\noperation = "PUT"\nreason = "SHOP-1"\n'
        '[[apis.parcels.exclude]]\ncheck = "redirect"\noperation = "GET"\nreason = "SHOP-2"\n'
        '[[apis.parcels.exclude]]\ncheck = "client"\noperation = "GET"\nreason = "SHOP-3"\n'
    )
    words = (
        "run",
        "--specs",
        specs,
        "--phase",
        "values",
        "--config",
        tmp_path / "c.toml",
        "--json",
        tmp_path / "r.json",
    )
    done = _conformance(*words, "--exclude-check", "evidence")
    assert done.returncode == PASSED, done.stdout + done.stderr
    assert "client:" not in done.stdout
    assert "evidence[" not in done.stdout
    (summary,) = json.loads((tmp_path / "r.json").read_text())["apis"].values()
    assert "excluded: PUT (SHOP-1)" in summary["notes"]
    assert "excluded: redirect of GET (SHOP-2)" in summary["notes"]
    chosen = ("--operation", "GET", "--check", "reached", "--verbose")
    only = _conformance("run", "--specs", specs, "--phase", "values", *chosen)
    assert "passed  reached: everything_reached[parcels]" in only.stdout
    assert "server:" not in only.stdout


def test_a_choice_that_leaves_nothing_is_2(specs: Path) -> None:
    _assert_one_clear_error(_here("run", "--specs", specs, "--exclude-operation", "*"), "no operation is left to test")


def test_the_checks_are_listed() -> None:
    listed = dict(line.split(maxsplit=1) for line in _here("checks").stdout.splitlines())
    assert listed["server-error"] == "an answer of class 5xx, whatever the request was"
    assert not any(name.startswith("pull-") for name in listed)


def test_the_rules_of_an_api_are_listed_as_checks(root: Path) -> None:
    shown = _here("checks", "akinon_oms", "--specs", root / "specs").stdout
    assert " ".join(shown.split()).count("pull-reports-each-number A pull reports each number") == 1


UNCHECKED = """
openapi: 3.1.0
info: { title: T, version: "1" }
paths:
  /r:
    get:
      operationId: get
      responses: { "200": { description: D, content: { application/xml: { schema: { type: object } } } } }
    put:
      operationId: put
      responses: { "200": { description: D, content: { application/pdf: { schema: { type: object } } } } }
"""


def test_a_run_names_once_what_is_not_checked(tmp_path: Path) -> None:
    file = tmp_path / "api.yaml"
    file.write_text(UNCHECKED, encoding="utf-8")
    done = _conformance("run", str(file), "--url", "http://127.0.0.1:1", "--dry-run")
    (line,) = [line for line in done.stderr.splitlines() if "PUT /r put" in line]
    assert line == f"unchecked: {file}:11 at #/paths/~1r/put/responses/200/content/application~1pdf: " + (
        "PUT /r put: response 200: the schema of application/pdf"
    )
