"""Names of uploaded files, as they are kept."""

from collections.abc import Mapping
from typing import Any

from analyzer.redact.choice import redaction_named
from analyzer.redact.redactor import Redactor

_LONGEST_NAME = 200


def stored_name(name: str, options: Mapping[str, Any]) -> str:
    """The safe name, masked where the log is."""
    safe = safe_name(name)
    wanted = options.get("redact")
    return Redactor(redaction_named(wanted)).text(safe) if wanted else safe


def safe_name(name: str) -> str:
    """The last part of a path of any system; a name for what has none."""
    last = name.replace("\\", "/").rpartition("/")[2].strip()
    return last[:_LONGEST_NAME] or "upload.log"
