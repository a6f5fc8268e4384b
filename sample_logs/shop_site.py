"""The imaginary web shop the logs are about: its paths, and who links to it and visits it."""

from dataclasses import dataclass

import numpy as np

# isort: split
from dice import Dice, Ints, zipf_steps

PAGE, ASSET, API, SERVICE, SCAN = range(5)

_ADJECTIVES = (
    "amber brisk calm copper crisp dusky early fern gentle golden hazel ivory jade kind light "
    "maple mellow misty oaken olive pale plain quiet rustic sage silver slate small soft stone "
    "sunny tidy velvet walnut warm willow woven young"
).split()
_NOUNS = (
    "apron basket bench blanket bottle bowl brush candle carafe chair clock coaster cushion desk "
    "drawer easel frame grater hammock jar kettle ladle lamp lantern mirror mug pan peg pitcher "
    "plate quilt rack rug saucer shelf spoon stool teapot towel tray vase whisk"
).split()
_FIRST_PAGES = (
    *("/", "/search", "/cart", "/login", "/checkout", "/account", "/blog/", "/contact"),
    *("/category/kitchen", "/category/living-room", "/category/garden", "/category/lighting"),
    *("/category/textiles", "/category/sale", "/about", "/help/delivery", "/help/returns"),
)
SEARCH_PAGE = _FIRST_PAGES.index("/search")
FORM_PAGES = tuple(_FIRST_PAGES.index(p) for p in ("/cart", "/login", "/checkout", "/contact"))
_FIRST_ASSETS = (
    *("/static/css/site.4f1c9a.css", "/static/js/app.8be02d.js", "/static/js/vendor.13d77e.js"),
    *("/static/img/logo.svg", "/favicon.ico", "/static/fonts/inter-regular.woff2"),
    *("/static/fonts/inter-bold.woff2", "/static/img/sprite.png", "/static/js/cart.c90a41.js"),
)
_API_GROUPS = ("cart", "stock", "reviews", "account")
_SERVICES = ("/robots.txt", "/healthz")
ROBOTS_TXT, HEALTH = range(2)  # places in _SERVICES
_SCANNED = (
    *("/wp-login.php", "/wp-admin/setup-config.php", "/xmlrpc.php", "/wp-content/debug.log"),
    *("/.env", "/.env.production", "/api/.env", "/.git/config", "/.aws/credentials"),
    *("/phpmyadmin/index.php", "/pma/index.php", "/mysql/admin/index.php", "/adminer.php"),
    *("/administrator/index.php", "/backup.zip", "/db.sql", "/config.json", "/.DS_Store"),
    *("/vendor/phpunit/phpunit/src/Util/PHP/eval-stdin.php", "/cgi-bin/luci", "/boaform/admin"),
    *("/actuator/env", "/server-status", "/solr/admin/info/system", "/owa/auth/logon.aspx"),
    *("/manager/html", "/HNAP1", "/telescope/requests", "/_ignition/health-check", "/shell.php"),
)


@dataclass(frozen=True)
class Site:
    """All paths of the shop in one list; the arrays have shape (number of paths,)."""

    paths: list[str]
    kind: Ints  # PAGE, ASSET, API, SERVICE or SCAN
    status: Ints  # the path's usual answer
    size: Ints  # bytes of the path's full answer
    first: dict[int, int]  # kind -> where its paths begin in the list
    count: dict[int, int]  # kind -> how many paths it has
    steps: dict[int, Ints]  # kind -> running Zipf weights of its paths
    cart_api: Ints  # places of the paths under /api/v1/cart/


def _name(dice: Dice) -> str:
    return f"{dice.choice(_ADJECTIVES)}-{dice.choice(_NOUNS)}"


def _page(rank: int, dice: Dice) -> str:
    if rank < len(_FIRST_PAGES):
        return _FIRST_PAGES[rank]
    if rank % 40 == 7:
        return f"/old-shop/item-{1000 + rank}"
    if rank % 5 == 3:
        return f"/blog/{2019 + rank % 8}/{_name(dice)}-{rank}"
    return f"/product/{_name(dice)}-{1000 + rank}"


def _asset(rank: int, dice: Dice) -> str:
    if rank < len(_FIRST_ASSETS):
        return _FIRST_ASSETS[rank]
    if rank % 60 == 59:
        return f"/downloads/{_name(dice)}-manual-{rank}.pdf"
    width = (320, 640, 1280)[rank % 3]
    return f"/img/{_name(dice)}-{rank}-{width}.webp"


def _usual_status(path: str, rank: int) -> int:
    if path.startswith("/old-shop/"):
        return 301
    if path == "/account":
        return 302
    return 404 if rank % 45 == 31 and rank > 60 else 200


def _size(kind: int, path: str, dice: Dice) -> int:
    """Bytes of a full answer: a smallest size for the kind, doubled a few times."""
    smallest, doublings = {PAGE: (6000, 4), ASSET: (3000, 7), API: (180, 5)}.get(kind, (60, 1))
    if path.endswith(".pdf"):
        smallest = 120_000
    return (smallest + dice.one(smallest)) << dice.one(doublings)


def build_site(path_count: int, dice: Dice) -> Site:
    """A shop with `path_count` paths, besides the few only scanners and monitors ask for."""
    assets, apis = path_count // 5, path_count // 12
    groups = {
        PAGE: [_page(rank, dice) for rank in range(path_count - assets - apis)],
        ASSET: [_asset(rank, dice) for rank in range(assets)],
        API: [f"/api/v1/{_API_GROUPS[rank % 4]}/{100 + rank}" for rank in range(apis)],
        SERVICE: list(_SERVICES),
        SCAN: list(_SCANNED),
    }
    paths = [path for group in groups.values() for path in group]
    kinds = [kind for kind, group in groups.items() for _ in group]
    status = [_usual_status(path, rank) for rank, path in enumerate(paths)]
    sizes = [_size(kind, path, dice) for kind, path in zip(kinds, paths, strict=True)]
    first = {kind: kinds.index(kind) for kind in groups}
    answers = np.array(status, dtype=np.int64)
    answers[first[SERVICE] : first[SCAN]] = 200
    answers[first[SCAN] :] = 404
    cart = [place for place, path in enumerate(paths) if path.startswith("/api/v1/cart/")]
    return Site(
        paths=paths,
        kind=np.array(kinds, dtype=np.int64),
        status=answers,
        size=np.array(sizes, dtype=np.int64),
        first=first,
        count={kind: len(group) for kind, group in groups.items()},
        steps={kind: zipf_steps(len(group), 3) for kind, group in groups.items()},
        cart_api=np.array(cart, dtype=np.int64),
    )


def host_of(path: str) -> str:
    """The virtual host that serves the path when the shop is split over three hosts."""
    if path.startswith("/blog/"):
        return "blog.example.org"
    return "api.example.net" if path.startswith("/api/") else "www.example.com"


def outside_referrers(dice: Dice) -> list[str]:
    """Where visits come from, the commonest first; "-" is a visit that names no source."""
    known = [
        *("-", "https://search.example.net/", "https://www.search.example.org/"),
        *("https://social.example.org/", "https://m.social.example.org/", "https://t.example.net/"),
        *("https://news.example.net/", "https://mail.example.org/", "android-app://org.example/"),
    ]
    posts = [f"https://forum.example.org/t/{_name(dice)}/{300 + place}" for place in range(120)]
    pages = [f"https://deals.example.net/{_name(dice)}?page={place}" for place in range(1, 80)]
    return [*known, *posts, *pages]


def page_queries(dice: Dice) -> list[str]:
    """Query strings of ordinary pages, the empty one first."""
    campaigns = ("spring", "welcome", "clearance", "gift-guide")
    sources = ("newsletter&utm_medium=email", "social&utm_medium=post", "search&utm_medium=cpc")
    tagged = [f"?utm_source={s}&utm_campaign={c}" for s in sources for c in campaigns]
    sorted_ = [f"?sort={order}" for order in ("price", "name", "new", "rating")]
    return ["", *tagged, *sorted_, *(f"?page={dice.one(30) + 2}" for _ in range(16))]


def search_queries(dice: Dice) -> list[str]:
    """Query strings of the search page."""
    return [f"?q={_name(dice).replace('-', '+')}" for _ in range(400)]


def address(client: int, shift: int) -> str:
    """The client's own address, always from a documentation, test or private range.

    Every branch maps client numbers below 2**20 to different addresses of its own range.
    """
    if client % 500 == 333:
        return f"2001:db8:{client * 40503 % 65536:x}:{client >> 8:x}::{client & 255 or 256:x}"
    nets = ("192.0.2", "198.51.100", "203.0.113")
    turn, third = divmod(client // 80, 3)
    if client % 80 == 5 and turn < 254:
        return f"{nets[third]}.{turn + 1}"
    spot = client * 48271 + shift  # an odd factor visits every address of a range once
    if client % 3 and client < 131_072:
        spot %= 131_072  # 198.18.0.0/15
        return f"198.{18 + (spot >> 16)}.{spot >> 8 & 255}.{spot & 255}"
    return f"10.{spot >> 16 & 255}.{spot >> 8 & 255}.{spot & 255}"
