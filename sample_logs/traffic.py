"""Who asks for what, block by block: visits, the two moments of trouble, and the answers."""

from dataclasses import dataclass, fields

import numpy as np

# isort: split
from clock import DAY
from dice import Bools, Dice, Ints, zipf_steps
from shop_site import (
    API,
    ASSET,
    FORM_PAGES,
    HEALTH,
    PAGE,
    ROBOTS_TXT,
    SCAN,
    SEARCH_PAGE,
    SERVICE,
    Site,
    address,
    build_site,
    outside_referrers,
    page_queries,
    search_queries,
)
from user_agents import CRAWLER, PROBE, browser_agents, robot_agents

METHODS = ("GET", "POST", "HEAD", "OPTIONS", "PUT", "DELETE")
GET, POST, HEAD, OPTIONS, PUT, DELETE = range(6)
_API_METHODS = np.repeat([GET, POST, HEAD, OPTIONS, PUT, DELETE], [56, 25, 1, 8, 6, 4])
_MOST_CHANGE = 1 << 16  # bytes
_MISSING = -1  # the size a log writes as "-"


@dataclass(frozen=True)
class World:
    """Everything that stays the same for a whole log; client arrays have shape (clients,)."""

    site: Site
    people: int  # clients below this number are people, the rest robots, the last two scanners
    who: list[str]  # `address - user` of each client
    agent: list[str]  # of each client
    protocol: list[str]  # of each client
    work: Ints  # of each client: 0 for people, else CRAWLER, TOOL or PROBE
    people_steps: Ints
    robot_steps: Ints
    referrers: list[str]  # outside sources only
    queries: list[str]  # page queries, then search queries
    page_queries: int


@dataclass
class Requests:
    """One block of requests in the order of time; every array has shape (lines,)."""

    client: Ints
    path: Ints
    method: Ints
    query: Ints
    referrer: Ints  # below len(world.referrers) an outside source, from there on a path


def build_world(dice: Dice, clients: int, paths: int, agents: int, user_share: float) -> World:
    """The shop, its visitors and their browsers."""
    robots = max(4, clients // 40)
    people = clients - robots
    robot_names = robot_agents(max(4, agents // 10), dice)
    browsers = browser_agents(max(1, agents - len(robot_names)), dice)
    browser_of = dice.ranks(zipf_steps(len(browsers), 4), people)
    robot_of = dice.ranks(zipf_steps(len(robot_names), 2), robots)
    robot_of[: len(robot_names)] = np.arange(min(robots, len(robot_names)))
    works = np.array([work for _, work in robot_names], dtype=np.int64)[robot_of]
    agent = [browsers[i] for i in browser_of] + [robot_names[i][0] for i in robot_of]
    agent[-2:] = ["Mozilla/5.0 zgrab/0.x", "Mozilla/5.0 (compatible; Nmap Scripting Engine)"]
    modern = dice.chance(0.7, clients)
    shift, named = dice.one(1 << 20), dice.chance(user_share, clients)
    names = "anna ben carla dmitri elif farid grete hana ines jonas".split()
    users = [f"{dice.choice(names)}{i % 90 + 10}" if named[i] else "-" for i in range(people)]
    outside, plain, searched = outside_referrers(dice), page_queries(dice), search_queries(dice)
    return World(
        site=build_site(paths, dice),
        people=people,
        who=[f"{address(i, shift)} - {user}" for i, user in enumerate([*users, *["-"] * robots])],
        agent=agent,
        protocol=[f" HTTP/{'2.0' if i < people and modern[i] else '1.1'}" for i in range(clients)],
        work=np.concatenate([np.zeros(people, dtype=np.int64), works]),
        people_steps=zipf_steps(people, 30),
        robot_steps=zipf_steps(robots - 2, 3),
        referrers=outside,
        queries=plain + searched,
        page_queries=len(plain),
    )


def draw_visits(
    dice: Dice, world: World, count: int, robot_share: float, lines_per_day: int
) -> Requests:
    """`count` requests made up of visits of about six requests, which overlap in time."""
    visits = count // 3 + 20
    ends = np.minimum(np.cumsum(1 + dice.below(5, visits) * dice.below(6, visits)), count)
    ends[-1] = count
    lengths = np.diff(ends, prepend=0)
    visit = np.repeat(np.arange(visits), lengths)
    first = (ends - lengths)[visit]
    robot = dice.chance(robot_share, visits)
    client = np.where(
        robot,
        world.people + dice.ranks(world.robot_steps, visits),
        dice.ranks(world.people_steps, visits),
    )[visit]
    place = np.arange(count)
    kind, path = _paths(dice, world, world.work[client], place == first)
    # Whatever follows a page in a visit was linked from it.
    is_page = (kind == PAGE) | (place == first)
    seen = np.maximum.accumulate(np.where(is_page, place, 0))
    source = np.where(is_page, seen[place - 1], seen)
    outside = dice.ranks(zipf_steps(len(world.referrers), 1), visits)[visit]
    referrer = np.where(place == first, outside, len(world.referrers) + path[source])
    # Robots name no source, and neither do some careful people.
    referrer[(world.work[client] > 0) | (client % 10 == 3)] = 0
    order = _time_order(dice, kind, world.work[client], first, lines_per_day)
    method, query = _methods(dice, world, kind, path), _queries(dice, world, client, path)
    made = Requests(client, path, method, query, referrer)
    return Requests(*(getattr(made, field.name)[order] for field in fields(made)))


def _paths(dice: Dice, world: World, work: Ints, opens: Bools) -> tuple[Ints, Ints]:
    """Kinds and places of the paths asked for, by what the client does."""
    site, count = world.site, work.size
    turn = dice.below(100, count)
    kind = np.where(turn < 22, PAGE, np.where(turn < 84, ASSET, API))
    kind = np.where(work > 0, np.where(turn < 60, PAGE, API), kind)
    kind[opens | ((work == CRAWLER) & (turn < 94))] = PAGE
    kind[(work == PROBE) | ((work == CRAWLER) & opens & (turn < 12))] = SERVICE
    path = site.first[SERVICE] + np.where(work == PROBE, HEALTH, ROBOTS_TXT)
    for one in (PAGE, ASSET, API):
        rows = np.flatnonzero(kind == one)
        path[rows] = site.first[one] + dice.ranks(site.steps[one], rows.size)
    # Crawlers go through the whole shop, not only through what people like.
    crawled = np.flatnonzero((kind == PAGE) & (work == CRAWLER))
    path[crawled] = site.first[PAGE] + dice.below(site.count[PAGE], crawled.size)
    return kind, path


def _methods(dice: Dice, world: World, kind: Ints, path: Ints) -> Ints:
    """GET for most things; forms and the API see the other methods."""
    turn = dice.below(100, kind.size)
    forms = np.isin(path, np.array(FORM_PAGES) + world.site.first[PAGE])
    method = np.where(forms & (turn < 40), POST, np.where(turn == 99, HEAD, GET))
    method = np.where(kind == API, _API_METHODS[turn], method)
    return np.where((kind == SERVICE) & (turn % 2 == 0), HEAD, method)


def _queries(dice: Dice, world: World, client: Ints, path: Ints) -> Ints:
    """Places in world.queries; robots leave queries alone."""
    site, count = world.site, path.size
    tagged = (site.kind[path] == PAGE) & dice.chance(0.08, count)
    query = np.where(tagged, 1 + dice.below(world.page_queries - 1, count), 0)
    searched = world.page_queries + dice.below(len(world.queries) - world.page_queries, count)
    query = np.where(path == site.first[PAGE] + SEARCH_PAGE, searched, query)
    return np.where(client < world.people, query, 0)


def _time_order(dice: Dice, kind: Ints, work: Ints, first: Ints, lines_per_day: int) -> Ints:
    """The order of the block's requests when each visit starts somewhere and takes its time."""
    count = kind.size
    # Milliseconds since the visit's previous request: people read a page, browsers fetch at once.
    reading = np.where(work > 0, 10_000, 40_000)
    gaps = np.where(kind == ASSET, 50, 2_000) + dice.below(40_000, count) % np.where(
        kind == ASSET, 600, reading
    )
    passed = np.cumsum(gaps)
    waited = (passed - passed[first]) * lines_per_day // DAY  # in thousandths of a line
    span = count * 1000
    starts = dice.below(span, count)
    at = np.where(work == PROBE, starts, (starts[first] + waited) % span)
    return np.argsort(at, kind="stable")


def add_scan(dice: Dice, world: World, made: Requests, during: Bools) -> None:
    """Turn most lines of the scan into two scanners trying their list of paths."""
    rows = np.flatnonzero(during & dice.chance(0.85, during.size))
    made.client[rows] = len(world.who) - 1 - (dice.below(5, rows.size) == 0)
    scanned = dice.below(world.site.count[SCAN], rows.size)
    made.path[rows] = world.site.first[SCAN] + scanned
    made.method[rows] = np.where(dice.below(6, rows.size) == 0, POST, GET)
    made.query[rows] = 0
    made.referrer[rows] = 0


def add_retries(dice: Dice, world: World, made: Requests, during: Bools) -> None:
    """During the outage people keep trying the cart."""
    rows = np.flatnonzero(during & (made.client < world.people) & dice.chance(0.4, during.size))
    carts = world.site.cart_api
    made.path[rows] = carts[dice.below(carts.size, rows.size)]
    made.method[rows] = np.where(dice.below(3, rows.size) == 0, GET, POST)
    made.query[rows] = 0


def draw_answers(dice: Dice, world: World, made: Requests, outage: Bools) -> tuple[Ints, Ints]:
    """Status and size in bytes of each answer; a size of -1 is one the log does not know."""
    site, count = world.site, made.path.size
    kind, method, robot = site.kind[made.path], made.method, made.client >= world.people
    status, turn = site.status[made.path], dice.below(1000, count)
    found = status == 200
    status = np.where(found & (kind == ASSET) & ~robot & (turn < 330), 304, status)
    status = np.where((kind == PAGE) & (method == POST) & found, 302, status)
    api = (kind == API) & found
    status = np.where(api & (method == POST) & (turn < 400), 201, status)
    status = np.where(api & ((method == OPTIONS) | (method == DELETE)), 204, status)
    status = np.where(api & (turn >= 985), 401, status)
    status = np.where(robot & (kind == PAGE) & (turn >= 992), 429, status)
    status = np.where(turn == 500, np.where(dice.below(4, count) == 0, 503, 500), status)
    down = outage & np.isin(made.path, site.cart_api) & dice.chance(0.85, count)
    status = np.where(down, 502 + dice.below(3, count), status)
    full = site.size[made.path]
    # What the shop writes on the fly differs a little each time; files do not.
    changing = full + dice.below(_MOST_CHANGE, count) % (full // 8 + 1)
    size = np.where((kind == PAGE) | (kind == API), changing, full)
    size = np.where(status >= 400, 146 + status % 50 * 11, size)
    size = np.where((status == 301) | (status == 302), 178, size)
    size = np.where((status == 304) | (status == 204) | (method == HEAD), 0, size)
    return status, np.where(dice.chance(0.002, count), _MISSING, size)
