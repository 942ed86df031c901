"""A run as JUnit XML, for whatever shows test results."""

from xml.etree.ElementTree import Element, SubElement, tostring

from server.evaluation.result import CaseResult, Run


def as_junit(run: Run) -> bytes:
    """One test suite a suite; a case that could not be run is an error, one not judged is skipped."""
    root = Element("testsuites", name="kulanz")
    for suite in dict.fromkeys(case.suite for case in run.cases):
        cases = [case for case in run.cases if case.suite == suite]
        counts = {
            status: str(sum(case.status == status for case in cases)) for status in ("failed", "error", "unscored")
        }
        element = SubElement(
            root,
            "testsuite",
            name=suite,
            tests=str(len(cases)),
            failures=str(counts["failed"]),
            errors=str(counts["error"]),
            skipped=str(counts["unscored"]),
        )
        for case in cases:
            _add(element, case)
    written: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return written


def _add(suite: Element, case: CaseResult) -> None:
    element = SubElement(suite, "testcase", classname=case.suite, name=case.name.partition("/")[2])
    if case.status == "passed":
        return
    tag = {"failed": "failure", "error": "error"}.get(case.status, "skipped")
    SubElement(element, tag, message="; ".join(reasons(case)))


def reasons(case: CaseResult) -> list[str]:
    """Why it did not pass, each sentence once; of a held-out case nothing is told."""
    if case.split == "held-out":
        return [f"held out: {case.status}"]
    told = [a.error for a in case.attempts if a.error]
    told += [one.reason for a in case.attempts for one in a.judged if one.passed is not True]
    return list(dict.fromkeys(told))
