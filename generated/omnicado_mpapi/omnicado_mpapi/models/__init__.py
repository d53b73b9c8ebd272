"""Contains all the data models used in inputs/outputs"""

from .result import Result
from .result_envelope import ResultEnvelope

__all__ = (
    "Result",
    "ResultEnvelope",
)
