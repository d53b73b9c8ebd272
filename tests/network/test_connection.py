"""Settings of the connection to a server: what is read, and what is refused without being shown."""

from __future__ import annotations

import shlex
from dataclasses import replace
from pathlib import Path

import pytest

from conformance.network.connection import (
    Connection,
    check_proxy,
    expand,
    expand_headers,
    read_command,
    read_header,
    read_settings,
)
from conformance.network.pacing import Rate
from conformance.network.tokens import Command
from conformance.openapi.errors import InputError

ENVIRONMENT = {"TENANT": "blue", "SECRET": "s3cr3t"}


def test_options_come_before_settings_header_by_header() -> None:
    given = Connection(headers=(("x-tenant", "blue"),), timeout=3)
    settings = {
        "headers": {"X-Tenant": "red", "X-Trace": "on"},
        "request-timeout": 5,
        "rate-limit": "5/s",
        "ca": "ca.pem",
    }
    both = given.over(read_settings(settings, Path("there")))
    assert both.headers == (("X-Trace", "on"), ("x-tenant", "blue"))
    assert (both.timeout, both.rate, both.ca) == (3, Rate(5, "s"), Path("there/ca.pem"))


def test_options_are_shown_without_what_may_be_secret() -> None:
    """As part of the command that runs a finding again."""
    headers = (("X-Tenant", "blue"), ("X-Key", "$KEY"), ("X-Token", "s3cr3t"))
    given = Connection(headers, {"bearer": Command("print s3cr3t")}, proxy="http://me:s3cr3t@proxy", timeout=0.5)
    words = list(replace(given, rate=Rate(5, "s")).words())
    assert words == shlex.split(
        "--header 'X-Tenant: blue' --header 'X-Key: $KEY' --request-timeout 0.5 --rate-limit 5/s"
    )
    for shown in ("http://me:$PW@proxy", "http://${ME}:${PW}@proxy", "http://proxy:3128"):
        assert list(Connection(proxy=shown).words()) == ["--proxy", shown]
    for hidden in ("http://me:s3cr3t@$HOST", "http://s3cr3t@proxy", "http://$ME:s3cr3t@proxy", "http://$ME:s3$X@proxy"):
        assert list(Connection(proxy=hidden).words()) == []


def test_commands_have_a_time_if_they_are_given_one() -> None:
    settings = {"auth-command": {"bearer": {"command": "token", "seconds": 60}, "key": "key"}}
    assert read_settings(settings, Path()).commands == {"bearer": Command("token", 60), "key": Command("key")}
    assert read_command("bearer=token --for=me") == ("bearer", Command("token --for=me"))


def test_variables_of_the_environment_are_put_in_and_secret() -> None:
    pairs = [("X-A", "$TENANT-${SECRET}!"), ("X-B", "costs $5"), ("X-Api-Key", "literal")]
    headers, secrets = expand_headers(pairs, ENVIRONMENT, {})
    assert headers == {"X-A": "blue-s3cr3t!", "X-B": "costs $5", "X-Api-Key": "literal"}
    assert set(secrets.values) == {"blue", "s3cr3t", "literal"}
    assert secrets.variables == ENVIRONMENT


def test_a_variable_that_is_not_set_is_named() -> None:
    with pytest.raises(InputError, match="the environment variable OTHER is not set"):
        expand("$OTHER", ENVIRONMENT, "--header X-A")


@pytest.mark.parametrize(
    ("name", "reason"),
    [("authorization", "set SHOP_BEARER instead"), ("Host", "is made from each request"), ("X-A", "can't be sent")],
)
def test_a_header_that_can_not_be_sent_is_refused_without_its_value(name: str, reason: str) -> None:
    with pytest.raises(InputError, match=reason) as caught:
        expand_headers([(name, "s3cr3t\n")], {}, {"authorization": "SHOP_BEARER"})
    assert "s3cr3t" not in str(caught.value)


@pytest.mark.parametrize("text", ["s3cr3t", "s3cr3t word: 1", ": s3cr3t"])
def test_what_is_not_a_header_is_refused_without_being_shown(text: str) -> None:
    with pytest.raises(InputError, match="expected a name, a colon and a value") as caught:
        read_header(text)
    assert "s3cr3t" not in str(caught.value)
    with pytest.raises(InputError, match="expected a security scheme") as caught:
        read_command(text)
    assert "s3cr3t" not in str(caught.value)


@pytest.mark.parametrize("url", ["socks5://me:s3cr3t@proxy", "s3cr3t", "http://:s3cr3t", "http://proxy:s3cr3t"])
def test_what_is_not_a_proxy_is_refused_without_being_shown(url: str) -> None:
    with pytest.raises(InputError, match="expected the URL of an HTTP proxy") as caught:
        check_proxy(url, "--proxy")
    assert "s3cr3t" not in str(caught.value)


def test_the_password_of_a_proxy_is_secret_in_each_form() -> None:
    assert {"me:p%40ss", "p%40ss", "me:p@ss", "p@ss"} == set(check_proxy("http://me:p%40ss@proxy:8080", "--proxy"))


@pytest.mark.parametrize(
    ("command", "is_shown"),
    [
        ("./token.sh", True),
        ("read-vault --quiet $SHOP_PATH", True),
        ("echo hunter", False),
        ("login --password $WORD", False),
        ("login --password hunter", False),
        ("login -p hunter", False),
        ("curl https://me:hunter@shop/token", False),
        ("login 9f8a7b", False),
        ("cat token | head -1", False),
    ],
)
def test_a_command_is_shown_if_it_surely_holds_no_secret(command: str, is_shown: bool) -> None:
    """In the command that runs a test again."""
    words = list(Connection(commands={"bearer": Command(command)}).words())
    assert words == (["--auth-command", f"bearer={command}"] if is_shown else [])
