"""Push the serial numbers of an order item to both Omnicado APIs, then update the order at Sellercloud.

Run it from the checkout: `.venv/bin/python examples/push_serial_numbers.py`. Told no server and no credential, it
serves the three mocks of this repository itself, uses their fake credentials, and touches nothing else.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from pathlib import Path

# Where the checkout keeps the clients. A program of yours installs them, or keeps copies of the packages.
sys.path.extend(str(project) for project in Path(__file__).parents[1].glob("generated/*"))

import omnicado_mpapi
import omnicado_services
import sellercloud
from omnicado_services.models import SerialNumbersChange
from sellercloud.models import OrderUpdate

APIS = ("omnicado_mpapi", "omnicado_services", "sellercloud")

# What is pushed to the mocks if nothing is given: the values of the vendors' examples.
SAMPLE: Mapping[str, object] = {
    "serials": ["00001", "00002", "00003"],
    "mpapi_order": 89591350,
    "mpapi_item": "T429507",
    "services_order": 42,
    "services_item": 42,
    "sellercloud_order": 5012345,
    "order_source": "Local_Store",
}

# The options for servers and credentials, and the environment variables behind them.
SETTINGS = {
    "mpapi_url": "OMNICADO_MPAPI_BASE_URL",
    "mpapi_client_id": "OMNICADO_MPAPI_CLIENT_ID",
    "services_url": "OMNICADO_SERVICES_BASE_URL",
    "services_token": "OMNICADO_SERVICES_OMNICADO_TOKEN",
    "sellercloud_url": "SELLERCLOUD_BASE_URL",
    "sellercloud_username": "SELLERCLOUD_USERNAME",
    "sellercloud_password": "SELLERCLOUD_PASSWORD",
}

EPILOG = """\
Credentials are better kept in the environment, since other users of the machine see command lines. Without a URL,
requests go to the vendor. If no URL and no credential is given, nor in the environment, or with --mocks, everything
goes to mocks on this machine, and what is left out has the values of the vendors' examples. Otherwise all serial
numbers, orders and items have to be given.

Exit codes: 0 all three calls succeeded; 1 one failed, which ends the run; 2 wrong usage.
"""


class FailedError(Exception):
    """A call failed; the message says which and why, and holds no credential."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Push and update; returns the exit code."""
    parser = _parser()
    given = parser.parse_args(arguments)
    uses_mocks = given.mocks or not _configured(given)
    if problem := _problem(given, uses_mocks):
        parser.error(problem)
    try:
        with _mocks(given) if uses_mocks else nullcontext():
            for step in (push_to_mpapi, push_to_services, update_sellercloud):
                print(step(given), flush=True)
    except FailedError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    except ValueError as error:  # an address that is none, or a credential that no header can hold
        parser.error(str(error))
    return 0


def push_to_mpapi(given: argparse.Namespace) -> str:
    """Replace the item's serial numbers through the MPAPI. They are an array of strings there."""
    try:
        with omnicado_mpapi.Client(client_id=given.mpapi_client_id, base_url=given.mpapi_url) as client:
            response = client.order_items.with_raw_response.set_serial_numbers(
                given.mpapi_order, given.mpapi_item, body=given.serials, x_application_name="push-serial-numbers"
            )
    except omnicado_mpapi.AuthenticationError as error:
        raise FailedError("omnicado_mpapi refuses the client id") from error
    except omnicado_mpapi.NotFoundError as error:
        raise FailedError(f"omnicado_mpapi has no item {given.mpapi_item} in order {given.mpapi_order}") from error
    except omnicado_mpapi.APIResponseError as error:  # the status is a success, what the body says is not
        raise FailedError(f"omnicado_mpapi answers with code {error.code}") from error
    except omnicado_mpapi.APIError as error:
        raise FailedError(f"omnicado_mpapi: {error}") from error
    left = f", {response.rate_limit.remaining} requests left" if response.rate_limit else ""
    status = response.parsed.result.status
    return f"omnicado_mpapi: item {given.mpapi_item} of order {given.mpapi_order}: {status}{left}"


def push_to_services(given: argparse.Namespace) -> str:
    """Replace the item's serial numbers through the services API. They are one string there, joined by `;`."""
    change = SerialNumbersChange(order_item_id=given.services_item, serial_numbers=";".join(given.serials))
    try:
        with omnicado_services.Client(omnicado_token=given.services_token, base_url=given.services_url) as client:
            order = client.orders.change_serial_numbers(given.services_order, body=change)
    except omnicado_services.AuthenticationError as error:
        raise FailedError("omnicado_services refuses the token") from error
    except omnicado_services.NotFoundError as error:
        place = f"item {given.services_item} in order {given.services_order}"
        raise FailedError(f"omnicado_services has no {place}") from error
    except omnicado_services.APIError as error:
        raise FailedError(f"omnicado_services: {error}") from error
    answered = {item.id: item.serial_numbers for item in order.items}
    shown = answered.get(given.services_item) or "none"
    return f"omnicado_services: item {given.services_item} of order {order.id}: serial numbers {shown}"


def update_sellercloud(given: argparse.Namespace) -> str:
    """Set the source of the order. What is left out of an update stays as it is."""
    try:
        with sellercloud.Client(
            username=given.sellercloud_username, password=given.sellercloud_password, base_url=given.sellercloud_url
        ) as client:
            client.orders.update(given.sellercloud_order, body=OrderUpdate(order_source=given.order_source))
    except sellercloud.AuthenticationError as error:
        raise FailedError("sellercloud refuses the user or the token") from error
    except (sellercloud.NotFoundError, sellercloud.BadRequestError) as error:  # either may say that there is no order
        reason = f"order {given.sellercloud_order} is not there, or can't be changed so"
        raise FailedError(f"sellercloud: {reason} ({error.status_code})") from error
    except sellercloud.APIError as error:
        raise FailedError(f"sellercloud: {error}") from error
    return f"sellercloud: order {given.sellercloud_order} is updated"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        description=__doc__, epilog=EPILOG, formatter_class=argparse.RawDescriptionHelpFormatter, allow_abbrev=False
    )
    parser.add_argument("serials", nargs="*", type=_serial, metavar="SERIAL", help="all serial numbers of the item")
    parser.add_argument("--mocks", action="store_true", help="use the mocks, whatever the environment holds")
    what = parser.add_argument_group("what to change")
    what.add_argument("--mpapi-order", type=int, metavar="ID", help="the order in the MPAPI")
    what.add_argument("--mpapi-item", metavar="ID", help="its item")
    what.add_argument("--services-order", type=int, metavar="ID", help="the order in the services API")
    what.add_argument("--services-item", type=int, metavar="ID", help="its item")
    what.add_argument("--sellercloud-order", type=int, metavar="ID", help="the order at Sellercloud")
    what.add_argument("--order-source", metavar="NAME", help="the source to give it")
    where = parser.add_argument_group("servers and credentials, else from the environment")
    for name, variable in SETTINGS.items():
        metavar = "URL" if name.endswith("_url") else "SECRET"
        where.add_argument(_option(name), metavar=metavar, help=f"else {variable}")
    return parser


def _configured(given: argparse.Namespace) -> bool:
    return any(getattr(given, name) or os.environ.get(variable) for name, variable in SETTINGS.items())


def _problem(given: argparse.Namespace, uses_mocks: bool) -> str | None:
    """Describe what is wrong with the command line, None if nothing is."""
    if uses_mocks:
        named = [_option(name) for name in SETTINGS if name.endswith("_url") and getattr(given, name)]
        return f"either the mocks or {named[0]}" if named else None
    missing = [_option(name) for name in SAMPLE if getattr(given, name) in (None, [])]
    return f"to be given, since the mocks are not used: {', '.join(missing)}" if missing else None


def _serial(text: str) -> str:
    if not text or ";" in text:
        raise argparse.ArgumentTypeError("a serial number is not empty and has no `;`, which joins them")
    return text


def _option(name: str) -> str:
    return "SERIAL" if name == "serials" else f"--{name.replace('_', '-')}"


@contextmanager
def _mocks(given: argparse.Namespace) -> Iterator[None]:
    """Serve the mocks on free ports; they fill in whatever was not given."""
    from conformance.apis import apis  # noqa: PLC0415 - real servers are reached without it
    from conformance.auth.credentials import fake  # noqa: PLC0415
    from conformance.mock import serve  # noqa: PLC0415

    mpapi, services, cloud = (api for api in apis(Path(__file__).parents[1] / "specs") if api.id in APIS)
    with serve(mpapi) as mpapi_url, serve(services) as services_url, serve(cloud) as cloud_url:
        print("Using the mocks of this repository: nothing leaves this machine.", flush=True)
        values = {
            **SAMPLE,
            "mpapi_url": mpapi_url,
            "mpapi_client_id": fake(mpapi.spec)["clientId"],
            "services_url": services_url,
            "services_token": fake(services.spec)["omnicadoToken"],
            "sellercloud_url": cloud_url,
            "sellercloud_username": "ada@example.com",
            "sellercloud_password": "fake-password",
        }
        for name, value in values.items():
            setattr(given, name, getattr(given, name) or value)
        yield


if __name__ == "__main__":
    sys.exit(main())
