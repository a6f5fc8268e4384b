"""Which records a filter matches: once per distinct value where it speaks of text, by whole columns
where of numbers, and by reading the log only where it speaks of lines.

Fields are those of the log by their names (``path``, ``client_ip``, ``user_agent``, ``level``,
...), and ``time``, ``status``, ``bytes`` and ``duration``; ``client``, ``agent`` and ``referer``
are short for what they look like where the log has no field of that name, and ``line`` is the whole
entry as it is in the log.
"""

from collections.abc import Callable, Sequence
from functools import cached_property, reduce

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from analyzer.aggregate.countable import Countable
from analyzer.errors import UsageError
from analyzer.panels.tables import text as shown
from analyzer.panels.user_agents import BOT, agent_of
from analyzer.parse.columns import Columns, Encoded
from analyzer.store.raw import RawLines
from analyzer.views.addresses import Addresses, network_of
from analyzer.views.language import fault
from analyzer.views.nodes import And, Bot, Condition, Node, Not, Or, Value
from analyzer.views.numbers import NUMBERS, ORDERED, matching_numbers
from analyzer.views.texts import equal, holding, pattern, why

Mask = npt.NDArray[np.bool_]

SHORT = {
    "client": "client_ip", "agent": "user_agent", "referer": "referrer", "bytes_sent": "bytes",
}  # fmt: skip
PATTERN = "message_pattern"
"""A field of each log that has messages, as panels count them, unless one of it is called so."""


class Matcher:
    """Matches filters against some entries of a log."""

    def __init__(self, columns: Columns, countable: Countable, lines: RawLines) -> None:
        self._columns, self._lines = columns, lines
        self._fields = {**columns.text, **countable.text}
        if "message" in columns.text:  # its tally is of patterns
            self._fields["message"] = columns.text["message"]
            self._fields.setdefault(PATTERN, countable.text["message"])
        self._addresses: Addresses | None = None

    def warm(self) -> None:
        """Works out what does not depend on a filter."""
        _ = self._bots

    def mask(self, node: Node, text: str, zone: str) -> Mask:
        """One entry a record; ``node`` was read from ``text``, and its times are of ``zone`` where
        they name none. UsageError, pointing at the place, for a field that the log does not have
        or a value that the field cannot have."""
        return _Question(self, text, zone).mask(node, np.ones(self._columns.records, np.bool_))

    @cached_property
    def _bots(self) -> Mask:
        agents = self._fields.get("user_agent")
        if agents is None:
            return np.zeros(0, np.bool_)
        kinds = [agent_of(shown(value)).kind == BOT for value in agents.values.to_pylist()]
        return np.array(kinds, np.bool_)

    @property
    def bots(self) -> Mask:
        """Whether each record is of a bot."""
        agents = self._fields.get("user_agent")
        if agents is None:
            return np.zeros(self._columns.records, np.bool_)
        return self._bots[agents.codes]

    def named(self, field: str) -> str:
        """The name in full of what a condition calls ``field``."""
        return field if field in self._fields else SHORT.get(field, field)

    def addresses(self, clients: Encoded) -> Addresses:
        """The distinct clients as numbers."""
        if self._addresses is None:
            self._addresses = Addresses(clients.values)
        return self._addresses

    @property
    def columns(self) -> Columns:
        """What is matched."""
        return self._columns

    @property
    def lines(self) -> RawLines:
        """The lines behind it."""
        return self._lines

    @property
    def fields(self) -> dict[str, Encoded]:
        """Text fields by name."""
        return self._fields


class _Question:
    """One filter being matched."""

    def __init__(self, matcher: Matcher, text: str, zone: str) -> None:
        self._all, self._text, self._zone = matcher, text, zone

    def mask(self, node: Node, wanted: Mask) -> Mask:
        """Which of the ``wanted`` records match; of the others it may say anything."""
        match node:
            case And(parts):
                return self._every(parts, wanted)
            case Or(parts):
                return reduce(np.logical_or, [self.mask(part, wanted) for part in parts])
            case Not(part):
                return ~self.mask(part, wanted)
            case Bot():
                return self._all.bots
            case Condition():
                return self._condition(node, wanted)

    def _every(self, parts: Sequence[Node], wanted: Mask) -> Mask:
        """Parts that read lines come last, and read only those that are still wanted."""
        for part in sorted(parts, key=_reads_lines):
            wanted = wanted & self.mask(part, wanted)
        return wanted

    def _condition(self, one: Condition, wanted: Mask) -> Mask:
        if one.operator == "!=":
            same = Condition(one.field, one.at, "=", one.values)
            return ~self._condition(same, wanted)
        field = self._all.named(one.field)
        if field == "line":
            return self._of_lines(one, wanted)
        if field in NUMBERS:
            return self._numeric(field, one)
        column = self._all.fields.get(field)
        if column is None:
            raise self._unknown(one)
        found = self._distinct(field, column, one)
        return found[column.codes] if len(found) else np.zeros(len(column.codes), np.bool_)

    def _unknown(self, one: Condition) -> UsageError:
        known = ", ".join(sorted([*self._all.fields, *NUMBERS, "line"]))
        return self._fault(one.at, f"The log has no field {one.field!r}; it has {known}")

    def _fault(self, at: int, problem: str) -> UsageError:
        return fault(self._text, at, problem)

    def _any_of(self, one: Condition, test: Callable[[Value], Mask]) -> Mask:
        return reduce(np.logical_or, [self._tried(value, test) for value in one.values])

    def _tried(self, value: Value, test: Callable[[Value], Mask]) -> Mask:
        try:
            return test(value)
        except UsageError as error:
            raise self._fault(value.at, str(error).rstrip(".")) from None

    def _of_lines(self, one: Condition, wanted: Mask) -> Mask:
        if one.operator not in ("~", "contains"):
            raise self._fault(one.at, "line is asked with ~ or contains")
        value = one.values[0]
        try:
            return self._all.lines.matching(pattern(one.operator, value.text), wanted)
        except pa.ArrowInvalid as error:
            raise self._fault(value.at, why(error)) from None

    # Text, per distinct value.

    def _distinct(self, field: str, column: Encoded, one: Condition) -> Mask:
        values = column.values
        if one.operator in ORDERED:
            raise self._fault(one.at, f"{one.field} is text: only = != ~ contains in apply")
        if one.operator in ("~", "contains"):
            value = one.values[0]
            try:
                return holding(values, pattern(one.operator, value.text))
            except pa.ArrowInvalid as error:
                raise self._fault(value.at, why(error)) from None
        networks = one.operator == "in" and field == "client_ip"

        def test(value: Value) -> Mask:
            if networks and "/" in value.text:
                return self._network(column, value)
            return equal(values, value.text)

        return self._any_of(one, test)

    def _network(self, column: Encoded, value: Value) -> Mask:
        try:
            network = network_of(value.text)
        except ValueError as error:
            raise UsageError(f"This is no network: {error}") from None
        return self._all.addresses(column).within(network)

    def _numeric(self, field: str, one: Condition) -> Mask:
        if one.operator in ("~", "contains"):
            raise self._fault(one.at, f"{one.field} is a number: only = != < <= > >= in apply")
        columns, operator = self._all.columns, one.operator

        def test(value: Value) -> Mask:
            return matching_numbers(columns, field, operator, value.text, self._zone)

        return self._any_of(one, test)


def _reads_lines(node: Node) -> bool:
    match node:
        case And(parts) | Or(parts):
            return any(map(_reads_lines, parts))
        case Not(part):
            return _reads_lines(part)
        case Condition():
            return node.field == "line"
    return False
