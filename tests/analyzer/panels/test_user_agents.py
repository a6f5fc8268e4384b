"""User agents that are looked up while workers go on."""

from analyzer.panels.user_agents import BOT, agent_of, get_ready

CRAWLER = "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html) beside 7"


def test_those_met_by_then_are_known_when_the_report_asks() -> None:
    get_ready([CRAWLER])
    before = agent_of.cache_info()
    assert agent_of(CRAWLER).kind == BOT
    assert agent_of.cache_info().misses == before.misses
