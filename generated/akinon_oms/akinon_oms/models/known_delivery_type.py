from typing import Literal

KnownDeliveryType = Literal["standard"]

KNOWN_DELIVERY_TYPE_VALUES: set[KnownDeliveryType] = {
    "standard",
}


def check_known_delivery_type(value: str) -> KnownDeliveryType:
    if value in KNOWN_DELIVERY_TYPE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {KNOWN_DELIVERY_TYPE_VALUES!r}")
