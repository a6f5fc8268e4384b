"""User agent strings put together from the published shapes of browsers, crawlers and tools."""

from collections import Counter

from dice import Dice

CRAWLER, TOOL, PROBE = 1, 2, 3  # what a robot does; 0 is a person with a browser

_KIT = "AppleWebKit/537.36 (KHTML, like Gecko)"
_WINDOWS = "Windows NT 10.0; Win64; x64"
_MAC = "Macintosh; Intel Mac OS X 10_15_7"
_IPHONE = "iPhone; CPU iPhone OS {ios} like Mac OS X"
_APPLE_KIT = "AppleWebKit/605.1.15 (KHTML, like Gecko)"

# Repeats are weights. Current Chrome freezes all but its major version; apps and older phones
# still send the whole build number, which gives the long tail of rare strings.
_BROWSERS = (
    *[f"Mozilla/5.0 ({_WINDOWS}) {_KIT} Chrome/{{chrome}}.0.0.0 Safari/537.36"] * 24,
    *[f"Mozilla/5.0 (Linux; Android 10; K) {_KIT} Chrome/{{chrome}}.0.0.0 Mobile Safari/537.36"]
    * 18,
    *[f"Mozilla/5.0 ({_IPHONE}) {_APPLE_KIT} Version/{{safari}} Mobile/15E148 Safari/604.1"] * 18,
    *[f"Mozilla/5.0 ({_MAC}) {_KIT} Chrome/{{chrome}}.0.0.0 Safari/537.36"] * 8,
    *[f"Mozilla/5.0 ({_MAC}) {_APPLE_KIT} Version/{{safari}} Safari/605.1.15"] * 7,
    *[f"Mozilla/5.0 ({_WINDOWS}) {_KIT} Chrome/{{chrome}}.0.0.0 Safari/537.36 Edg/{{chrome}}.0.0.0"]
    * 7,
    *[f"Mozilla/5.0 ({_WINDOWS}; rv:{{firefox}}.0) Gecko/20100101 Firefox/{{firefox}}.0"] * 5,
    *[f"Mozilla/5.0 (X11; Linux x86_64) {_KIT} Chrome/{{chrome}}.0.0.0 Safari/537.36"] * 2,
    *["Mozilla/5.0 (X11; Linux x86_64; rv:{firefox}.0) Gecko/20100101 Firefox/{firefox}.0"] * 2,
    "Mozilla/5.0 (X11; Ubuntu; Linux x86_64; rv:{firefox}.0) Gecko/20100101 Firefox/{firefox}.0",
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:{firefox}.0) Gecko/20100101 "
    "Firefox/{firefox}.0",
    "Mozilla/5.0 (Android {android}; Mobile; rv:{firefox}.0) Gecko/{firefox}.0 Firefox/{firefox}.0",
    f"Mozilla/5.0 ({_IPHONE}) {_APPLE_KIT} CriOS/{{chrome}}.0.{{build}} Mobile/15E148 Safari/604.1",
    f"Mozilla/5.0 ({_IPHONE}) {_APPLE_KIT} FxiOS/{{firefox}}.0 Mobile/15E148 Safari/605.1.15",
    f"Mozilla/5.0 (iPad; CPU OS {{ios}} like Mac OS X) {_APPLE_KIT} Version/{{safari}} "
    "Mobile/15E148 Safari/604.1",
    *[
        f"Mozilla/5.0 (Linux; Android {{android}}; {{model}}) {_KIT} "
        "Chrome/{chrome}.0.{build} Mobile Safari/537.36"
    ]
    * 4,
    f"Mozilla/5.0 (Linux; Android {{android}}; {{model}}) {_KIT} SamsungBrowser/{{samsung}}.0 "
    "Chrome/{chrome}.0.0.0 Mobile Safari/537.36",
    f"Mozilla/5.0 ({_WINDOWS}) {_KIT} Chrome/{{chrome}}.0.0.0 Safari/537.36 OPR/{{opera}}.0.0.0",
)
_MODELS = (
    *("SM-S918B", "SM-S921B", "SM-A546B", "SM-A536B", "SM-A155F", "SM-G991B", "SM-X200"),
    *("Pixel 6", "Pixel 7a", "Pixel 8", "Pixel 8 Pro", "Pixel 9", "M2101K6G", "2201117TY"),
    *("23021RAA2Y", "CPH2371", "CPH2521", "XQ-DC54", "moto g54 5G", "moto g84 5G", "V2250"),
)
_IOS = (  # from version 26 on, Safari no longer tells the system's own version
    *(("17_6_1", "17.6"), ("18_3", "18.3"), ("18_5", "18.5"), ("18_6", "18.6")),
    *(("18_6", "26.1"), ("18_6", "26.2"), ("18_7", "26.2"), ("18_7", "26.3")),
)
_NEWEST_CHROME, _NEWEST_FIREFOX, _NEWEST_OPERA, _NEWEST_SAMSUNG = 145, 148, 127, 29
_FEWEST_DRAWS = 1_000  # enough to tell common strings from rare ones

# (what it does, shape); {n} is a small version number. The first ones are the busiest.
_ROBOTS = (
    (CRAWLER, "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"),
    (PROBE, "Mozilla/5.0+(compatible; UptimeRobot/2.0; http://www.uptimerobot.com/)"),
    (TOOL, "python-requests/2.{newer}.0"),
    (CRAWLER, "Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)"),
    (TOOL, "curl/8.{n}.0"),
    (
        CRAWLER,
        f"Mozilla/5.0 {_KIT[:-1]}; compatible; GPTBot/1.2; +https://openai.com/gptbot)",
    ),
    (CRAWLER, "Mozilla/5.0 (compatible; AhrefsBot/7.0; +http://ahrefs.com/robot/)"),
    (PROBE, "Pingdom.com_bot_version_1.4_(http://www.pingdom.com/)"),
    (
        CRAWLER,
        "Mozilla/5.0 (compatible; SemrushBot/7~bl; +http://www.semrush.com/bot.html)",
    ),
    (CRAWLER, "Mozilla/5.0 (compatible; YandexBot/3.0; +http://yandex.com/bots)"),
    (TOOL, "Go-http-client/1.1"),
    (
        CRAWLER,
        f"Mozilla/5.0 ({_MAC}) {_APPLE_KIT} Version/17.4 Safari/605.1.15 "
        "(Applebot/0.1; +http://www.apple.com/go/applebot)",
    ),
    (
        CRAWLER,
        "Mozilla/5.0 (Linux; Android 6.0.1; Nexus 5X Build/MMB29P) "
        f"{_KIT} Chrome/{{chrome}}.0.{{build}} Mobile Safari/537.36 "
        "(compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
    ),
    (CRAWLER, "DuckDuckBot/1.1; (+http://duckduckgo.com/duckduckbot.html)"),
    (CRAWLER, "CCBot/2.0 (https://commoncrawl.org/faq/)"),
    (CRAWLER, "facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)"),
    (PROBE, "kube-probe/1.{newer}"),
    (CRAWLER, "Mozilla/5.0 (compatible; MJ12bot/v1.4.8; http://mj12bot.com/)"),
    (CRAWLER, "Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)"),
    (TOOL, "Wget/1.{newer}.4"),
    (TOOL, "okhttp/4.{n}.0"),
    (TOOL, "Apache-HttpClient/4.5.{n} (Java/17.0.{n})"),
    (TOOL, "axios/1.{n}.2"),
    (TOOL, "python-httpx/0.{newer}.0"),
)


def _version(dice: Dice, newest: int) -> int:
    """A major version near the newest one: the older, the rarer."""
    return newest - min(dice.one(14), dice.one(14), dice.one(14))


def _fill(shape: str, dice: Dice, small: int) -> str:
    """The shape with its version numbers filled in."""
    chrome = _version(dice, _NEWEST_CHROME)
    ios, safari = dice.choice(_IOS)
    return shape.format(
        chrome=chrome,
        build=f"{7204 + (chrome - 138) * 59}.{30 + dice.one(200)}",
        firefox=_version(dice, _NEWEST_FIREFOX),
        opera=_version(dice, _NEWEST_OPERA),
        samsung=_version(dice, _NEWEST_SAMSUNG),
        ios=ios,
        safari=safari,
        android=16 - min(dice.one(7), dice.one(7)),
        model=dice.choice(_MODELS),
        n=small,
        newer=20 + small % 13,
    )


def browser_agents(count: int, dice: Dice) -> list[str]:
    """`count` different browser strings, the commonest ones first."""
    found: Counter[str] = Counter()
    while len(found) < count or found.total() < _FEWEST_DRAWS:
        found[_fill(dice.choice(_BROWSERS), dice, 0)] += 1
    return [agent for agent, _ in found.most_common(count)]


def robot_agents(count: int, dice: Dice) -> list[tuple[str, int]]:
    """`count` different robot strings with what each does (CRAWLER, TOOL or PROBE)."""
    found = {_fill(shape, dice, 12): work for work, shape in _ROBOTS[:count]}
    while len(found) < count:
        work, shape = dice.choice(_ROBOTS)
        found[_fill(shape, dice, dice.one(20 + len(found)))] = work
    return list(found.items())
