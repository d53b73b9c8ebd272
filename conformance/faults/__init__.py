"""Proof that the suite notices faults: each is planted, and the check that it names has to find it.

Tested in `tests/faults/test_matrix.py`.
"""
