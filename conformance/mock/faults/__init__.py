"""Planted faults: ways in which a mock is wrong on purpose, each in exactly one way, by name.

Tested in `tests/mock/faults/test_catalogue.py`.
"""
