"""Trial of the mock on documents of others.

Tested in `tests/scripts/test_try_mock.py`.
"""
