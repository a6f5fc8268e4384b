"""A few requests to the imaginary shop, with everything that some format writes of one."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

# isort: split
from dice import Dice

START = datetime(2026, 3, 2, 8, 0, 0, tzinfo=UTC)
CHROME = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)"
    " Chrome/144.0.0.0 Safari/537.36"
)
SAFARI = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_3 like Mac OS X) AppleWebKit/605.1.15"
    " (KHTML, like Gecko) Version/18.3 Mobile/15E148 Safari/604.1"
)
BOT = "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"
_AGENTS = (CHROME, CHROME, SAFARI, SAFARI, BOT, "curl/8.11.1")
_CLIENTS = (
    *[f"203.0.113.{number}" for number in range(4, 36)],
    *[f"198.51.100.{number}" for number in range(20, 28)],
    *("2001:db8::7", "2001:db8:0:5::2a"),
)
_PATHS = (
    *("/", "/", "/cart", "/search", "/category/garden", "/product/tidy-lamp", "/blog/oak"),
    *("/static/css/site.css", "/static/js/app.js", "/api/v1/cart/17", "/login", "/robots.txt"),
)
_STATUSES = (*[200] * 14, 301, 302, 304, 304, 403, 404, 404, 500, 502)


@dataclass(frozen=True)
class Visit:
    """One request: ``query`` is without its question mark, empty for none; ``spent`` in
    microseconds; ``number`` counts from 1."""

    number: int
    when: datetime
    client: str
    port: int
    user: str
    method: str
    path: str
    query: str
    protocol: str
    status: int
    size: int
    spent: int
    referrer: str
    agent: str
    host: str

    @property
    def target(self) -> str:
        """Path and query."""
        return f"{self.path}?{self.query}" if self.query else self.path

    @property
    def request(self) -> str:
        """The request line."""
        return f"{self.method} {self.target} {self.protocol}"

    @property
    def clf_time(self) -> str:
        """As access logs write it."""
        return f"{self.when:%d/%b/%Y:%H:%M:%S} +0000"

    @property
    def seconds(self) -> str:
        """How long it took, in seconds with milliseconds."""
        return f"{self.spent / 1e6:.3f}"

    @property
    def common(self) -> str:
        """The line in the common format."""
        return (
            f'{self.client} - {self.user} [{self.clf_time}] "{self.request}"'
            f" {self.status} {self.size}"
        )

    @property
    def combined(self) -> str:
        """The line in the combined format."""
        return f'{self.common} "{self.referrer}" "{self.agent}"'


def visits(dice: Dice, count: int) -> list[Visit]:
    """So many of them in the order of time, over a few minutes."""
    when = START
    made = []
    for number in range(1, count + 1):
        when += timedelta(microseconds=dice.one(9_000_000))
        path = dice.choice(_PATHS)
        posted = path in ("/cart", "/login") and dice.one(2) == 0
        made.append(
            Visit(
                number=number,
                when=when,
                client=dice.choice(_CLIENTS),
                port=32_768 + dice.one(28_000),
                user="ann" if path == "/api/v1/cart/17" else "-",
                method="POST" if posted else "GET",
                path=path,
                query=f"q=lamp+{dice.one(40)}" if path == "/search" else "",
                protocol=dice.choice(("HTTP/1.1", "HTTP/1.1", "HTTP/2.0")),
                status=dice.choice(_STATUSES),
                size=dice.one(60_000),
                spent=400 + dice.one(1 << dice.one(20)),
                referrer=dice.choice(
                    ("-", "-", "https://www.example.com/", "https://example.org/")
                ),
                agent=dice.choice(_AGENTS),
                host=dice.choice(("www.example.com", "www.example.com", "blog.example.org")),
            )
        )
    return made
