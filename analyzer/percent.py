"""Shares as people read them."""


def percent(share: float, digits: int = 0) -> str:
    """0.1234 with one digit -> "12.3 %"."""
    return f"{share * 100:.{digits}f} %"
