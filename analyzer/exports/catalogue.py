"""What can be read, and what a log was found to be, as JSON."""

from typing import Any

from analyzer.formats.detection import Detection
from analyzer.formats.dialect import format_named
from analyzer.formats.loader import formats
from analyzer.formats.spec import Sample


def formats_json() -> list[dict[str, Any]]:
    """Every format: {"name", "title", "fields", "sample"}; the fields are those that its samples
    show, the sample is a line of it, behind a header line where it needs one."""
    return [
        {
            "name": format.name,
            "title": format.title,
            "fields": list(dict.fromkeys(name for one in format.samples for name in one.fields)),
            "sample": _text(format.samples[0]),
        }
        for format in formats().values()
    ]


def formats_markdown() -> str:
    """A table of every format's name and title."""
    rows = [f"| `{format.name}` | {format.title} |\n" for format in formats().values()]
    return "".join(["| format | what it is |\n| --- | --- |\n", *rows])


def _text(sample: Sample) -> str:
    lines = [sample.line] if sample.header is None else [sample.header, sample.line]
    return b"\n".join(lines).decode("utf-8", "backslashreplace")


def detection_json(detection: Detection) -> dict[str, Any]:
    """{"formats": [{"name", "title", "share"}], "sampled", "runner_up", "why", "records"}, the
    likeliest format first; ``runner_up`` is a format as there, or null."""
    shares = {detection.format: detection.confidence, **detection.others}
    return {
        "formats": [_ranked(name, share) for name, share in shares.items()],
        "sampled": detection.sampled,
        "runner_up": _ranked(*detection.runner_up) if detection.runner_up else None,
        "why": detection.why,
        "records": [
            {name: value.decode("utf-8", "backslashreplace") for name, value in record.items()}
            for record in detection.records
        ],
    }


def _ranked(name: str, share: float) -> dict[str, Any]:
    return {"name": name, "title": format_named(name).title, "share": round(share, 4)}
