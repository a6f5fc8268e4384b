"""What can be read, and what a log was found to be, as JSON."""

from typing import Any

from analyzer.formats.detection import Detection
from analyzer.formats.loader import formats


def formats_json() -> list[dict[str, Any]]:
    """Every format: {"name", "title", "fields", "sample"}; the sample is a line of it."""
    return [
        {
            "name": format.name,
            "title": format.title,
            "fields": list(format.columns),
            "sample": format.samples[0].line.decode("utf-8", "backslashreplace"),
        }
        for format in formats().values()
    ]


def detection_json(detection: Detection) -> dict[str, Any]:
    """{"formats": [{"name", "title", "share"}], "sampled": N}, the likeliest format first."""
    known = formats()
    shares = {detection.format: detection.confidence, **detection.others}
    return {
        "formats": [
            {"name": name, "title": known[name].title, "share": round(share, 4)}
            for name, share in shares.items()
        ],
        "sampled": detection.sampled,
    }
