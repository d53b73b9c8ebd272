"""Planted faults: ways in which a mock is wrong on purpose, each in exactly one way, by name.

What a folder's `faults.py` is made of. Tested in `tests/mock/faults/test_catalogue.py`.
"""

from conformance.mock.faults.acts import fault_in_answer, fault_in_state
from conformance.mock.faults.fault import Served, fault
from conformance.mock.faults.messages import Call, Reply

__all__ = ["Call", "Reply", "Served", "fault", "fault_in_answer", "fault_in_state"]
