"""Results as JUnit XML.

Tested in `tests/report/test_results.py`.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET

from conformance.report.results import Failure, Item, Results

_INVALID = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # XML 1.0, section 2.2


def render(results: Results) -> str:
    """Return the results as one test suite. The suite has an error if the run was cut."""
    suite = ET.Element("testsuite", name="conformance", timestamp=str(results.start.get("started", "")))
    failures = results.failures
    failed = {(failure.api, failure.layer, failure.test): failure for failure in failures}
    for item in results.items:
        _add_item(suite, item, failed.pop((item.api, item.layer, item.test), None))
    for failure in failed.values():
        _add_failure(_case(suite, failure.layer, failure.test, 0.0), failure)
    errors = [*([results.cut] if results.cut else []), *(str(bug["summary"]) for bug in results.bugs)]
    for error in errors:
        ET.SubElement(_case(suite, "run", error, 0.0), "error", message=_text(error))
    counts = {"tests": len(suite), "failures": len(failures), "errors": len(errors)}
    suite.attrib.update({name: str(count) for name, count in counts.items()})
    suite.set("skipped", str(sum(item.outcome == "skipped" for item in results.items)))
    suite.set("time", f"{sum(item.seconds for item in results.items):.3f}")
    root = ET.Element("testsuites", name="conformance")
    root.append(suite)
    ET.indent(root)
    return ET.tostring(root, encoding="unicode", xml_declaration=True) + "\n"


def _add_item(suite: ET.Element, item: Item, failure: Failure | None) -> None:
    case = _case(suite, item.layer, item.test, item.seconds)
    properties = ET.SubElement(case, "properties")
    shown = {"api": item.api, "operation": item.operation, "cases": item.cases, "negative": item.negative}
    for name, value in {**shown, "reached": item.reached}.items():
        ET.SubElement(properties, "property", name=name, value=str(value))
    for note in item.notes:
        ET.SubElement(properties, "property", name="note", value=_text(note))
    if item.outcome == "skipped":
        ET.SubElement(case, "skipped", message=_text(item.reason))
    if failure is not None:
        _add_failure(case, failure)


def _add_failure(case: ET.Element, failure: Failure) -> None:
    first = next(iter(failure.reason.splitlines()), "")
    ET.SubElement(case, "failure", message=_text(first)).text = _text(failure.reason)


def _case(suite: ET.Element, layer: str, name: str, seconds: float) -> ET.Element:
    return ET.SubElement(suite, "testcase", classname=layer or "suite", name=_text(name), time=f"{seconds:.3f}")


def _text(text: str) -> str:
    """Return the text with a question mark for each character that XML can't hold."""
    return _INVALID.sub("?", text)
