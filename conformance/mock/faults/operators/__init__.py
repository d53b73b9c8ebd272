"""The operators, one module a group. The module is the registration.

Each is tested in `tests/mock/faults/test_operators.py`.
"""
