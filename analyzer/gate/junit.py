"""A verdict in the XML that continuous-integration servers read as test results, the common
subset of https://github.com/testmoapp/junitxml."""

import re
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from analyzer.gate.verdict import Verdict

_NO_XML = re.compile(r"[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML 1.0 cannot hold, in any spelling."""


def junit_xml(verdict: Verdict, suite: str) -> str:
    """A test case a check; ``suite`` names what was judged."""
    failed = len(verdict.reasons)
    root = Element("testsuites")
    about = {"tests": str(len(verdict.checks)), "failures": str(failed), "errors": "0"}
    cases = SubElement(root, "testsuite", {"name": _text(suite), **about})
    for check in verdict.checks:
        case = SubElement(
            cases, "testcase", {"classname": "loglanes", "name": check.rule, "time": "0"}
        )
        if check.failed:
            SubElement(case, "failure", {"message": check.reason, "type": check.figure})
    indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(root, encoding="unicode") + "\n"


def _text(text: str) -> str:
    return _NO_XML.sub("\ufffd", text)
