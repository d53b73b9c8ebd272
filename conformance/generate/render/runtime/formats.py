"""The formats of JSON Schema that `validation` asserts."""

import datetime
import re
from collections.abc import Callable, Mapping
from decimal import Decimal, InvalidOperation
from ipaddress import IPv4Address, IPv6Address
from urllib.parse import urlsplit

# Compiled when first needed, as in `ratelimit`.
_DATE = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
_TIME = r"([01][0-9]|2[0-3]):([0-5][0-9]):([0-5][0-9]|60)(?:\.[0-9]+)?(?:[Zz]|([+-])([01][0-9]|2[0-3]):([0-5][0-9]))"
_UUID = r"[0-9A-Fa-f]{8}-(?:[0-9A-Fa-f]{4}-){3}[0-9A-Fa-f]{12}"
_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_LOCAL = rf'{_ATOM}(?:\.{_ATOM})*|"(?:[ !#-\[\]-~]|\\[ -~])*"'
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_URI = r"[A-Za-z][A-Za-z0-9+.-]*:(?:[A-Za-z0-9._~:/?#\[\]@!$&'()*+,;=-]|%[0-9A-Fa-f]{2})*"
_DECIMAL = r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[Ee][+-]?[0-9]+)?"


def date(text: str) -> bool:
    """A full-date of RFC 3339, section 5.6. Python has no year 0000, which would be a leap year as 2000 is."""
    known = text.replace("0000-", "2000-", 1) if text.startswith("0000-") else text
    return re.fullmatch(_DATE, text) is not None and _is_made(datetime.date.fromisoformat, known)


def date_time(text: str) -> bool:
    """A date-time of RFC 3339, section 5.6; a leap second only at 23:59:60 UTC."""
    day, time = text[:10], re.fullmatch(_TIME, text[11:])
    if time is None or text[10:11] not in {"T", "t"} or not date(day):
        return False
    hour, minute, second, sign, hours, minutes = time.groups()
    offset = (int(hours) * 60 + int(minutes)) * (-1 if sign == "-" else 1) if sign else 0
    return second != "60" or (int(hour) * 60 + int(minute) - offset) % 1440 == 1439


def uuid(text: str) -> bool:
    """A UUID of RFC 4122."""
    return re.fullmatch(_UUID, text) is not None


def email(text: str) -> bool:
    """A mailbox of RFC 5321, section 4.1.2."""
    local, at, domain = text.rpartition("@")
    if not at or len(local) > 64 or re.fullmatch(_LOCAL, local) is None:
        return False
    if domain.startswith("[") and domain.endswith("]"):
        literal = domain[1:-1]
        return ipv6(literal[5:]) if literal.lower().startswith("ipv6:") else ipv4(literal)
    return len(domain) <= 255 and all(re.fullmatch(_LABEL, label) for label in domain.split("."))


def uri(text: str) -> bool:
    """A URI of RFC 3986, with its scheme."""
    if re.fullmatch(_URI, text) is None or text.count("#") > 1:
        return False
    try:
        port = urlsplit(text).port
    except ValueError:
        return False
    return port is None or port >= 0


def ipv4(text: str) -> bool:
    """An address of IPv4, dotted."""
    return _is_made(IPv4Address, text)


def ipv6(text: str) -> bool:
    """An address of IPv6 (RFC 4291), without zone."""
    return "%" not in text and _is_made(IPv6Address, text)


def decimal(text: str) -> bool:
    """A decimal number."""
    return re.fullmatch(_DECIMAL, text) is not None and _is_made(Decimal, text)


FORMATS: Mapping[str, Callable[[str], bool]] = {
    "date": date,
    "date-time": date_time,
    "uuid": uuid,
    "email": email,
    "uri": uri,
    "ipv4": ipv4,
    "ipv6": ipv6,
    "decimal": decimal,
}


def _is_made(make: Callable[[str], object], text: str) -> bool:
    try:
        make(text)
    except (ValueError, InvalidOperation):
        return False
    return True
