"""Benchmarks: each module that has no leading underscore is one, and `make bench` runs them all."""
