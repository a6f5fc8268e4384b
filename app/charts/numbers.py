"""Numbers as people read them. Exact values always stay one hover away."""

from analyzer.percent import percent as with_digits

_PREFIXES = ("", "k", "M", "G", "T", "P")
_BINARY = ("B", "KiB", "MiB", "GiB", "TiB", "PiB")


def _scaled(value: float, step: int, names: tuple[str, ...]) -> tuple[str, str]:
    power = 0
    # What would round up to a full step is written in the next unit: 999,950 is 1.0M, not 1000k.
    while abs(value) >= step - 0.5 and power < len(names) - 1:
        value /= step
        power += 1
    digits = 0 if power == 0 or abs(value) >= 100 else 1
    return f"{value:.{digits}f}", names[power]


def exact(value: float) -> str:
    """1234567 -> "1,234,567"; fractions keep two digits."""
    return f"{value:,}" if isinstance(value, int) else f"{value:,.2f}"


def counted(count: int, noun: str) -> str:
    """(1, "chunk") -> "1 chunk"; (2000, "chunk") -> "2,000 chunks"."""
    return f"{exact(count)} {noun}{'' if count == 1 else 's'}"


def compact(value: float) -> str:
    """1234567 -> "1.2M" (powers of 1000); below 1000 whole numbers only."""
    number, name = _scaled(value, 1000, _PREFIXES)
    return number + name


def size(value: float) -> str:
    """Bytes -> "1.5 MiB" (powers of 1024)."""
    number, name = _scaled(value, 1024, _BINARY)
    return f"{number.removesuffix('.0')} {name}"


def duration(nanoseconds: float) -> str:
    """Nanoseconds -> "870 µs", "12.4 ms", "3.21 s" or "2 min 5 s"."""
    if nanoseconds < 1e6:
        return f"{nanoseconds / 1e3:.0f} µs"
    if nanoseconds < 1e9:
        return f"{nanoseconds / 1e6:.1f} ms"
    if nanoseconds < 60e9:
        return f"{nanoseconds / 1e9:.2f} s"
    minutes, seconds = divmod(round(nanoseconds / 1e9), 60)
    return f"{minutes} min {seconds} s"


def percent(share: float) -> str:
    """0.1234 -> "12.3 %"; small but present shares never show as nought."""
    if 0 < share < 0.001:
        return "< 0.1 %"
    return with_digits(share, 1)


def parsed_percent(parsed: int, records: int) -> str:
    """Share of parsed records, two digits, rounded down: one reject in a million is not 100 %."""
    if records == 0:
        return "0 %"
    hundredths = parsed * 10_000 // records
    return f"{hundredths / 100:g} %"


def rate(amount: float, nanoseconds: float) -> float:
    """Amount per second; 0 for a span too short to time."""
    return amount * 1e9 / nanoseconds if nanoseconds > 0 else 0.0


def byte_ticks(maximum: float) -> tuple[list[float], list[str]]:
    """Axis ticks for byte counts: about five round binary steps from 0 up to `maximum`."""
    step = 1
    while maximum / step > 5:
        step *= 2
    values = [float(step * index) for index in range(int(maximum // step) + 1)]
    return values, [size(value) for value in values]
