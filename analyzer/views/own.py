"""The conditions that are a facet's own: those that depend on nothing but the facet's value."""

from collections.abc import Callable, Iterator

from analyzer.views.nodes import And, Condition, Node, Not, Or

STATUS, STATUS_CLASS = "status", "status_class"
CLASSES = ("-", "1xx", "2xx", "3xx", "4xx", "5xx")
"""The values of the facet STATUS_CLASS, of the field STATUS."""

_NAMING = frozenset({"=", "!=", "in"})
Named = Callable[[str], str]
"""The name in full of what a condition calls a field."""


def without_own(tree: Node, facet: str, named: Named) -> Node:
    """The tree without those of its parts that are the facet's own."""
    kept = tuple(part for part in _parts(tree) if not _is_own(part, facet, named))
    return kept[0] if len(kept) == 1 else And(kept)


def own_values(tree: Node, facet: str, named: Named) -> list[str]:
    """The values that the facet's own parts of the tree name as a whole."""
    own = [part for part in _parts(tree) if _is_own(part, facet, named)]
    return list(dict.fromkeys(value for part in own for value in _values(part)))


def _parts(tree: Node) -> tuple[Node, ...]:
    return tree.parts if isinstance(tree, And) else (tree,)


def _is_own(node: Node, facet: str, named: Named) -> bool:
    match node:
        case And(parts) | Or(parts):
            return bool(parts) and all(_is_own(part, facet, named) for part in parts)
        case Not(part):
            return _is_own(part, facet, named)
        case Condition() if facet == STATUS_CLASS:
            values = set(_values(node))
            return named(node.field) == STATUS and bool(values) and values <= set(CLASSES)
        case Condition():
            return named(node.field) == facet
    return False


def _values(node: Node) -> Iterator[str]:
    match node:
        case And(parts) | Or(parts):
            for part in parts:
                yield from _values(part)
        case Not(part):
            yield from _values(part)
        case Condition(operator=operator, values=values) if operator in _NAMING:
            yield from (value.text for value in values)
