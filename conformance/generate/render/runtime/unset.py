"""UNSET: the value of a property or parameter that is not there, as opposed to None, which is `null`."""

from enum import Enum
from typing import Final, Literal


class Unset(Enum):
    """The type of UNSET; false, and the same object after copying and pickling."""

    UNSET = "UNSET"

    def __bool__(self) -> Literal[False]:
        return False

    def __repr__(self) -> str:
        return "UNSET"


UNSET: Final = Unset.UNSET
"""Not there. Type checkers know it is the only `Unset`: `value is UNSET` narrows."""
