"""Pieces of regular expressions that patterns of many formats share; a pattern names one as
``%{name}``."""

import re
from collections.abc import Mapping

FRAGMENTS: Mapping[str, str] = {
    "iso": r"\d{4}[-/.]\d\d[-/.]\d\d[ T]\d\d:\d\d:\d\d(?:[.,]\d{1,9})?"
    r"(?: ?(?:Z|UTC|GMT|[+-]\d\d:?\d\d))?",
    "level": r"(?i:trace|debug|info|notice|warn|warning|error|err|crit|critical|fatal|alert|emerg"
    r"|emergency|severe|panic|verbose|dbg|inf|wrn|ftl|trc)",
    "letter": r"[TVDIWNEFCA]",
    "month": r"[A-Z][a-z]{2}",
    "weekday": r"[A-Z][a-z]{2}",
    "clock": r"\d\d:\d\d:\d\d",
    "ip": r"[0-9a-fA-F:.]{3,45}",
}
"""Kept loose where the layouts of time check the rest."""

QUOTED = rb'[^"\\]*+(?:\\.[^"\\]*+)*+'
"""What stands between double quotes where a backslash escapes. Run by run: character by character
takes four times as long."""

_REFERENCE = re.compile(r"%\{(\w+)\}")


def filled(pattern: str) -> str:
    """The pattern with its fragments in place; KeyError for one that does not exist."""
    return _REFERENCE.sub(lambda match: FRAGMENTS[match[1]], pattern)
