"""When the lines happen: day and night, working days, and two moments of trouble."""

from dataclasses import dataclass
from datetime import datetime, timedelta

import numpy as np

# isort: split
from dice import Dice, Ints

DAY = 86_400
_HOURS = (  # percent of the busiest hour, from midnight on
    *(22, 15, 11, 9, 9, 12, 21, 36, 54, 70, 80, 85),
    *(88, 84, 80, 78, 79, 82, 88, 96, 100, 92, 68, 40),
)
_WEEKEND = 65  # percent of a working day
_MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()


@dataclass(frozen=True)
class Clock:
    """The period of the log; all times are seconds since its start."""

    start: datetime
    steps: Ints  # running weights of the minutes, shape (days * 1440,)
    outage: tuple[int, int]  # 40 minutes of failing cart calls
    scan: tuple[int, int]  # 15 minutes of a scanner at night

    def seconds(self, dice: Dice, lines: int, first: int, count: int) -> Ints:
        """Non-decreasing times of lines first .. first + count - 1 of `lines`, shape (count,).

        Line i falls somewhere within the i-th of `lines` equal parts of the whole weight, so
        later lines are never earlier, without knowing any other line.
        """
        total = int(self.steps[-1])
        whole, rest = divmod(first * total, lines)  # in Python, where nothing overflows
        parts = rest + np.arange(count, dtype=np.int64) * total + dice.below(total, count)
        spots = whole + parts // lines
        minutes = np.searchsorted(self.steps, spots, side="right")
        weights = np.diff(self.steps, prepend=0)
        into = spots - (self.steps[minutes] - weights[minutes])
        return np.asarray(minutes * 60 + into * 60 // weights[minutes], dtype=np.int64)

    def day_names(self, days: int) -> list[str]:
        """`[02/Mar/2026:` and so on, one for each calendar day the period touches."""
        dates = (self.start + timedelta(days=day) for day in range(days + 1))
        return [f"[{d.day:02}/{_MONTHS[d.month - 1]}/{d.year}:" for d in dates]

    def zone(self) -> str:
        """The offset as logs write it, ` +0100]`."""
        return f" {self.start:%z}"[:6] + "]"

    def second_of_day(self) -> int:
        """How far into its day the period starts."""
        return (self.start.hour * 60 + self.start.minute) * 60 + self.start.second


def build_clock(start: datetime, days: int, dice: Dice) -> Clock:
    """A clock for `days` days from `start`, which carries its own offset."""
    clock = Clock(start, np.zeros(0, dtype=np.int64), (0, 0), (0, 0))
    first_minute = clock.second_of_day() // 60
    minutes = np.arange(days * 1440, dtype=np.int64)
    of_day = (first_minute + minutes) % 1440
    weekday = (start.weekday() + (first_minute + minutes) // 1440) % 7
    hours = np.array([*_HOURS, _HOURS[0]], dtype=np.int64)
    hour, past = of_day // 60, of_day % 60
    # The curve is drawn from hour to hour, without steps.
    weights = (hours[hour] * (60 - past) + hours[hour + 1] * past) // 6
    weights = weights * np.where(weekday >= 5, _WEEKEND, 100) * (80 + dice.below(41, minutes.size))
    outage = _moment(14 * 60 + 10, days * 6 // 10, first_minute)
    scan = _moment(3 * 60 + 20, days * 3 // 10, first_minute)
    weights[outage : outage + 40] *= 2
    weights[scan : scan + 15] *= 12
    return Clock(
        start,
        np.cumsum(weights),
        outage=(outage * 60, (outage + 40) * 60),
        scan=(scan * 60, (scan + 15) * 60),
    )


def _moment(minute_of_day: int, day: int, first_minute: int) -> int:
    """Minutes from the start to the clock time on the given day of the period."""
    return day * 1440 + (minute_of_day - first_minute) % 1440


def times_of_day() -> list[str]:
    """`00:00:00` .. `23:59:59`."""
    two = [f"{number:02}" for number in range(60)]
    minutes = [f"{hour}:{minute}:" for hour in two[:24] for minute in two]
    return [minute + second for minute in minutes for second in two]
