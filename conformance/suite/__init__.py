"""The tests that `conformance run` runs, also by `pytest --pyargs conformance.suite --conformance-api API`."""
