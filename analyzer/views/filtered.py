"""A report through a view: totals and panels are the view's, all else is of the whole log."""

from collections.abc import Iterator, Mapping
from typing import Any


def filtered(report: Mapping[str, Any], answer: Mapping[str, Any]) -> dict[str, Any]:
    """A report's JSON with the totals and panels of ``answer`` (see ``view_json``) in place of its
    own; ``view`` says which view that is, and that it has ``matched`` of ``of`` records."""
    about = {**answer["view"], "matched": answer["matched"], "of": answer["of"]}
    return {**report, "totals": answer["totals"], "panels": answer["panels"], "view": about}


def view_said(report: Mapping[str, Any]) -> str:
    """Of a report's JSON: which records it is of, and how many; empty where it is of all."""
    view = report.get("view")
    if not view:
        return ""
    asked = "; ".join(_parts(view)) or "all records"
    return f"{asked}: {view['matched']:,} of {view['of']:,} records"


def _parts(view: Mapping[str, Any]) -> Iterator[str]:
    if view["where"].strip():
        yield view["where"]
    for name in ("since", "until"):
        if view[name]:
            yield f"{name} {view[name]}"
