"""The HTML pages: every view validates, calls one service and renders."""

from app.pages.blueprint import blueprint
from app.pages.compare import compare, compare_charts_json, previous
from app.pages.lab import lab, lab_charts_json
from app.pages.login import login
from app.pages.reading import read_again
from app.pages.report import show
from app.pages.upload import index

__all__ = [
    "blueprint",
    "compare",
    "compare_charts_json",
    "index",
    "lab",
    "lab_charts_json",
    "login",
    "previous",
    "read_again",
    "show",
]
