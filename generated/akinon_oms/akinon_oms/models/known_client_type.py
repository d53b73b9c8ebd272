from typing import Literal

KnownClientType = Literal["default"]

KNOWN_CLIENT_TYPE_VALUES: set[KnownClientType] = {
    "default",
}


def check_known_client_type(value: str) -> KnownClientType:
    if value in KNOWN_CLIENT_TYPE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {KNOWN_CLIENT_TYPE_VALUES!r}")
