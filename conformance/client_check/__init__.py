"""Calls a generated client and compares what went over the wire: used by the suite and by the generator."""
