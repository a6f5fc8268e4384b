"""What the tests of bodies have in common."""

from collections.abc import Iterator

import pytest

from app.server.deadlines import Deadlines


@pytest.fixture
def deadlines() -> Iterator[Deadlines]:
    """At work."""
    deadlines = Deadlines()
    deadlines.start()
    yield deadlines
    deadlines.close()
