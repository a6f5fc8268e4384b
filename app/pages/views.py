"""Which part of a log a page is asked for."""

from collections.abc import Mapping

from analyzer.views.view import View


def view_asked_for(parameters: Mapping[str, str], suffix: str = "") -> View:
    """``where``, ``since`` and ``until``, each with ``suffix`` behind its name, and ``tz`` as a
    view."""
    where, since, until = (
        parameters.get(name + suffix, "") for name in ("where", "since", "until")
    )
    return View(where, since, until, parameters.get("tz") or "UTC")
