from typing import Literal

KnownAddressType = Literal["customer"]

KNOWN_ADDRESS_TYPE_VALUES: set[KnownAddressType] = {
    "customer",
}


def check_known_address_type(value: str) -> KnownAddressType:
    if value in KNOWN_ADDRESS_TYPE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {KNOWN_ADDRESS_TYPE_VALUES!r}")
