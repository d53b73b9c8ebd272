from typing import Literal

KnownChannelType = Literal["web"]

KNOWN_CHANNEL_TYPE_VALUES: set[KnownChannelType] = {
    "web",
}


def check_known_channel_type(value: str) -> KnownChannelType:
    if value in KNOWN_CHANNEL_TYPE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {KNOWN_CHANNEL_TYPE_VALUES!r}")
