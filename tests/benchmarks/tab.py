"""A tab of Chromium as a person has it: in the browser's own profile, and with nobody listening.

The pages that Playwright opens are neither. Their profile is off the record, which keeps no
compiled code; and for the Runtime domain of the protocol, which each of them enables, V8 notes the
lines of every exception, of caught ones too: 0.4 s of plotly.js.
"""

import json
from typing import Any

from playwright.sync_api import Browser

WIDTH, HEIGHT = 1280, 720
"""Of the part that shows the page, in CSS pixels."""


class Tab:
    """An empty tab of ``browser``; close it."""

    def __init__(self, browser: Browser) -> None:
        self._browser = browser.new_browser_cdp_session()
        self._browser.on("Target.receivedMessageFromTarget", self._hear)
        self._answers: dict[int, dict[str, Any]] = {}
        self._asked = 0
        self._target = {
            "targetId": self._browser.send("Target.createTarget", {"url": "about:blank"})[
                "targetId"
            ]
        }
        # Flat sessions, which are the better ones, Playwright keeps to itself.
        attached = self._browser.send("Target.attachToTarget", {**self._target, "flatten": False})
        self._session = attached["sessionId"]
        size = {"width": WIDTH, "height": HEIGHT, "deviceScaleFactor": 1, "mobile": False}
        self._ask("Emulation.setDeviceMetricsOverride", **size)

    def go(self, address: str) -> None:
        """Returns once the document begins to come."""
        self._ask("Page.navigate", url=address)

    def evaluate(self, expression: str) -> Any:
        """The value of a JavaScript expression, which must be one of JSON; None where it throws."""
        answer = self._ask("Runtime.evaluate", expression=expression, returnByValue=True)
        return answer["result"].get("value")

    def close(self) -> None:
        """The browser stays."""
        self._browser.send("Target.closeTarget", self._target)
        self._browser.detach()

    def _ask(self, method: str, **parameters: Any) -> dict[str, Any]:
        self._asked += 1
        question = {"id": self._asked, "method": method, "params": parameters}
        message = {"sessionId": self._session, "message": json.dumps(question)}
        self._browser.send("Target.sendMessageToTarget", message)
        while self._asked not in self._answers:
            self._browser.send("Target.getTargetInfo", self._target)  # lets events come in
        answer: dict[str, Any] = self._answers.pop(self._asked)
        result: dict[str, Any] = answer["result"]
        return result

    def _hear(self, event: dict[str, Any]) -> None:
        message = json.loads(event["message"])
        if "id" in message:
            self._answers[message["id"]] = message
