"""A view: an analysis seen through a filter and a time range, by the clock of a time zone."""

from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any

from analyzer.errors import UsageError
from analyzer.zones import UTC_NAME, zone_named

if TYPE_CHECKING:
    from analyzer.views.nodes import Node


@dataclass(frozen=True, slots=True)
class View:
    """``where`` is a filter (see ``language``); ``since`` and ``until`` are times, the second not
    included; times that name no offset are of ``zone`` (see ``zone_named``), by whose clock the
    answer goes, too. All of ``""`` is the whole
    analysis."""

    where: str = ""
    since: str = ""
    until: str = ""
    zone: str = UTC_NAME

    def tree(self) -> "Node":
        """All conditions together. UsageError where a part cannot be read."""
        # Imported late: most analyses are seen whole.
        from analyzer.views.language import parse_filter
        from analyzer.views.moments import span_of
        from analyzer.views.nodes import And, Condition, Value

        zone_named(self.zone)
        filter = parse_filter(self.where)
        parts = list(filter.parts) if isinstance(filter, And) else [filter]
        for operator, time in ((">=", self.since), ("<", self.until)):
            if time:
                span_of(time, self.zone)
                parts.append(Condition("time", 0, operator, (Value(time, 0),)))
        return parts[0] if len(parts) == 1 else And(tuple(parts))

    @property
    def is_everything(self) -> bool:
        """Whether nothing is left out."""
        return not (self.where.strip() or self.since or self.until)

    @property
    def is_report(self) -> bool:
        """Whether its answer is the report itself: of everything, and in UTC."""
        return self.is_everything and self.zone == UTC_NAME

    def before(self) -> "View":
        """The time of the same length that ends where this view begins. UsageError where it has no
        beginning or no end."""
        from analyzer.panels.traffic import iso
        from analyzer.views.moments import span_of

        if not (self.since and self.until):
            raise UsageError("Give since and until: what comes before needs both.")
        since, until = (span_of(time, self.zone)[0] for time in (self.since, self.until))
        if since >= until:
            raise UsageError("until is not after since.")
        try:
            return replace(self, since=iso(2 * since - until), until=iso(since))
        except (ValueError, OverflowError):
            raise UsageError("What comes before would begin before the year 1.") from None

    def to_json(self) -> dict[str, Any]:
        """As answers repeat it."""
        return asdict(self)
