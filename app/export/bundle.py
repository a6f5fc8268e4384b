"""Our ES modules as one script: a page opened from disk may not load modules.

Each module becomes a function that returns what it exports, so that no two names meet. Only what
our modules use is understood: imports of names in braces, or of a module as a whole for what it
does, and exports of declarations.
"""

import re
from collections.abc import Callable
from graphlib import TopologicalSorter

_IMPORT = re.compile(r'^import (?:(?P<names>\{[^}]*\}) from )?"\./(?P<module>[\w-]+\.js)";\n', re.M)
_EXPORT = re.compile(r"^export (?=(?:async )?(?:function|class|const|let) (?P<name>\w+))", re.M)
_LEFT_OVER = re.compile(r"^\s*(?:import|export)\b|\bimport\s*\(", re.M)


def bundled(entry: str, read: Callable[[str], str]) -> str:
    """The script of the module ``entry`` and all that it imports; ``read`` gives a module's text.
    ValueError for a module that holds what is not understood here."""
    texts: dict[str, str] = {}
    _collect(entry, read, texts)
    graph = {name: {match["module"] for match in _IMPORT.finditer(texts[name])} for name in texts}
    return "\n".join(
        _wrapped(name, texts[name]) for name in TopologicalSorter(graph).static_order()
    )


def _collect(name: str, read: Callable[[str], str], texts: dict[str, str]) -> None:
    if name not in texts:
        texts[name] = read(name)
        for match in _IMPORT.finditer(texts[name]):
            _collect(match["module"], read, texts)


def _wrapped(name: str, text: str) -> str:
    exports = [match["name"] for match in _EXPORT.finditer(text)]
    body = _EXPORT.sub("", _IMPORT.sub(_as_constants, text))
    if found := _LEFT_OVER.search(body):
        raise ValueError(f"{name}: {found[0].strip()!r} cannot be put into a single script")
    returned = f"return {{ {', '.join(exports)} }};" if exports else ""
    return f"const {_variable(name)} = (() => {{\n{body}{returned}\n}})();"


def _as_constants(match: "re.Match[str]") -> str:
    if match["names"] is None:
        return ""
    return f"const {match['names']} = {_variable(match['module'])};\n"


def _variable(module: str) -> str:
    return "module_" + module.removesuffix(".js").replace("-", "_")
