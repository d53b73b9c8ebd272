from typing import Literal

KnownPaymentType = Literal["credit_card"]

KNOWN_PAYMENT_TYPE_VALUES: set[KnownPaymentType] = {
    "credit_card",
}


def check_known_payment_type(value: str) -> KnownPaymentType:
    if value in KNOWN_PAYMENT_TYPE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {KNOWN_PAYMENT_TYPE_VALUES!r}")
