"""The laws, one module a group. The module is the registration.

Each law is tested in `tests/rules/laws/`, on a server that breaks it and on one that looks as if it did.
"""
