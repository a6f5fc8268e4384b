"""What the served page and the single file have in common: charts, and a console to listen to."""

from playwright.sync_api import ConsoleMessage, Page


def draw_all(page: Page) -> list[str]:
    """Scrolls to every visible chart until it is drawn; their names."""
    cards = page.locator("[data-chart]:visible:has(.plot:visible)")
    names = [card.get_attribute("data-chart") or "" for card in cards.all()]
    for name in names:
        card = page.locator(f"[data-chart={name}]")
        card.scroll_into_view_if_needed()
        card.locator("svg.main-svg").first.wait_for()
    return names


def is_sin(message: ConsoleMessage) -> bool:
    """Plotly tries a few style attributes, which the policy refuses; no other error may be, also
    none of a whole style sheet."""
    refused = "style attributes" in message.text and "Content Security Policy" in message.text
    return message.type == "error" and not (refused and "script-src" not in message.text)
