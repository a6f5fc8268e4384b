"""Imports run one way."""

import ast
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
MODULES = {
    ".".join(path.relative_to(ROOT).with_suffix("").parts): path
    for path in sorted((ROOT / "analyzer").rglob("*.py"))
}

FORBIDDEN = {
    "analyzer": {"app", "flask", "plotly", "sqlite3", "tests", "werkzeug"},
    "analyzer.model": {"analyzer"},
    "analyzer.errors": {"analyzer"},
    "analyzer.formats": {
        "analyzer.parse", "analyzer.aggregate", "analyzer.engines", "analyzer.panels",
        "analyzer.timing", "multiprocessing", "pyarrow", "numpy",
    },
    "analyzer.source": {
        "analyzer.formats", "analyzer.parse", "analyzer.aggregate", "analyzer.engines",
        "analyzer.panels",
    },
    "analyzer.parse": {
        "analyzer.aggregate", "analyzer.engines", "analyzer.panels", "analyzer.timing",
        "multiprocessing",
    },
    "analyzer.aggregate": {
        "analyzer.engines", "analyzer.formats", "analyzer.panels", "analyzer.timing",
        "multiprocessing",
    },
    "analyzer.panels": {
        "analyzer.engines", "analyzer.formats", "analyzer.source", "analyzer.timing",
        "multiprocessing",
    },
    "analyzer.engines": {
        "analyzer.formats", "analyzer.parse", "analyzer.aggregate", "analyzer.source",
        "analyzer.panels", "analyzer.timing", "numpy", "pyarrow", "pandas",
    },
    "analyzer.gate": {
        "analyzer.commands", "analyzer.engines", "analyzer.exports", "analyzer.formats",
        "analyzer.parse", "analyzer.aggregate", "multiprocessing", "numpy", "pandas", "pyarrow",
    },
    "analyzer.exports": {"analyzer.commands", "analyzer.engines", "multiprocessing", "pandas"},
    "analyzer.store": {
        "analyzer.aggregate", "analyzer.engines", "analyzer.panels", "analyzer.timing",
        "analyzer.views", "multiprocessing",
    },
    "analyzer.views": {"analyzer.formats", "analyzer.timing", "multiprocessing"},
    "analyzer.timing": {
        "analyzer.formats", "analyzer.parse", "analyzer.aggregate", "analyzer.source",
        "analyzer.panels",
    },
}  # fmt: skip
"""What each part must not import, at module level or later."""


def imports_of(module: str, tree: ast.AST) -> Iterator[str]:
    """Absolute names of what the tree imports; ``from a import b`` counts as ``a.b`` where that is
    a module."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module} has a relative import"
            assert node.module is not None
            yield node.module
            for alias in node.names:
                if f"{node.module}.{alias.name}" in MODULES:
                    yield f"{node.module}.{alias.name}"


def is_within(name: str, part: str) -> bool:
    return name == part or name.startswith(part + ".")


@pytest.mark.parametrize("part", FORBIDDEN)
def test_a_part_imports_nothing_it_must_not_know(part: str) -> None:
    found = [
        f"{module} imports {name}"
        for module, path in MODULES.items()
        if is_within(module, part)
        for name in imports_of(module, ast.parse(path.read_text()))
        for forbidden in FORBIDDEN[part]
        if is_within(name, forbidden)
    ]
    assert found == []


def test_no_module_imports_itself_by_way_of_others() -> None:
    graph = {}
    for module, path in MODULES.items():
        tree = ast.parse(path.read_text())
        tree.body = [node for node in tree.body if isinstance(node, ast.Import | ast.ImportFrom)]
        names = set(imports_of(module, tree))
        graph[module] = {name for name in names if name in MODULES and name != module}
    TopologicalSorter(graph).prepare()  # raises CycleError and names the cycle


def test_nothing_prints_but_by_the_console_of_the_command_line() -> None:
    printing = {
        module
        for module, path in MODULES.items()
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "print"
    }
    assert printing == set()
