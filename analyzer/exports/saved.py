"""Reports that were written earlier: as JSON, or inside a single-file HTML report.

The HTML report carries the JSON as one script element of a type that no browser runs, compressed by
gzip and written in Base64, so that no text of a log can end the element.
"""

import base64
import gzip
import json
import re
import zlib
from io import BytesIO
from pathlib import Path
from typing import Any

from analyzer.errors import UnreadableSource
from analyzer.model import SCHEMA

MEDIA_TYPE = "application/gzip;base64"
_ELEMENT = re.compile(r'<script type="application/gzip;base64" id="report">([A-Za-z0-9+/=]*)<')
_LARGEST = 256 << 20


def packed(text: str) -> str:
    """``text`` as the content of such an element."""
    return base64.b64encode(gzip.compress(text.encode(), 6, mtime=0)).decode()


def read_report(path: str) -> dict[str, Any]:
    """The JSON of a report in a file; UnreadableSource where the file is none, or of another
    version."""
    try:
        text = Path(path).read_text(encoding="utf-8")
        return parse_report(text)
    except (OSError, ValueError, EOFError, zlib.error) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise UnreadableSource(f"{path} is no report of Loglanes: {reason}.") from error


def parse_report(text: str) -> dict[str, Any]:
    """The JSON of a report in the text of a file; ValueError where it is none."""
    if text.lstrip()[:1] == "<":
        element = _ELEMENT.search(text)
        if element is None:
            raise ValueError("the page holds no report")
        text = _unpacked(element[1])
    report = json.loads(text)
    if not isinstance(report, dict) or "panels" not in report or "totals" not in report:
        raise ValueError("it has no panels and totals")
    if report.get("schema") != SCHEMA:
        raise ValueError(f"its schema is {report.get('schema')!r}, and this is for {SCHEMA}")
    return report


def _unpacked(content: str) -> str:
    with gzip.GzipFile(fileobj=BytesIO(base64.b64decode(content))) as file:
        data = file.read(_LARGEST + 1)
    if len(data) > _LARGEST:
        raise ValueError(f"it unpacks to more than {_LARGEST:,} bytes")
    return data.decode()
