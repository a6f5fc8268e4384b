"""Views with short ids: a view is a text of any length, its id fits into a message."""

from base64 import urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import dataclass, fields
from hashlib import sha256
from typing import Any

from analyzer.errors import UsageError
from analyzer.views.language import parse_filter
from analyzer.views.view import View
from app.catalog.kept_views import OFF, KeptView, KeptViewRows
from app.errors import NotFound
from app.services.analyses import Analyses

_ID_BYTES = 9
_LONGEST = 64 << 10


@dataclass(frozen=True, slots=True)
class KeptViews:
    """All raise NotFound for an unknown analysis."""

    analyses: Analyses
    rows: KeptViewRows

    def keep(self, id: str, wishes: Any) -> tuple[str, KeptView]:
        """The short id of a view, which is the same for equal ones. UsageError for what is none."""
        self.analyses.get(id)
        kept = _kept(wishes)
        text = kept.to_text()
        if len(text) > _LONGEST:
            raise UsageError(f"The view has {len(text):,} bytes; at most {_LONGEST:,} are kept.")
        digest = sha256(f"{id}\n{text}".encode("utf-8", "surrogatepass")).digest()
        short = urlsafe_b64encode(digest[:_ID_BYTES]).decode()
        self.rows.put(id, short, kept)
        return short, kept

    def get(self, id: str, short: str) -> KeptView:
        """What the short id stands for; NotFound for an unknown one."""
        self.analyses.get(id)
        kept = self.rows.get(id, short)
        if kept is None:
            raise NotFound("The analysis has no view of that id. Ask for a new link.")
        return kept

    def asked_for(self, id: str, parameters: Mapping[str, str], suffix: str = "") -> View:
        """The view that ``view``, or ``where``, ``since`` and ``until``, and ``tz`` name, each but
        the last with ``suffix`` behind its name."""
        where, since, until = (
            parameters.get(name + suffix, "") for name in ("where", "since", "until")
        )
        short, zone = parameters.get(f"view{suffix}"), parameters.get("tz")
        if not short:
            return View(where, since, until, zone or "UTC")
        if where or since or until:
            raise UsageError("view is a whole view: where, since and until do not go with it.")
        return self.get(id, short).view()


def _kept(wishes: Any) -> KeptView:
    names = [field.name for field in fields(KeptView)]
    if not isinstance(wishes, dict) or not wishes.keys() <= set(names):
        raise UsageError(f"A view is an object with {', '.join(names)}.")
    times = {name: text for name, text in wishes.items() if name != "conditions"}
    conditions = wishes.get("conditions", [])
    if not isinstance(conditions, list):
        raise UsageError("conditions is a list of filters.")
    if not all(isinstance(text, str) for text in (*conditions, *times.values())):
        raise UsageError("Conditions, times and the zone are text.")
    kept = KeptView(tuple(conditions), **times)
    kept.view().tree()
    for condition in conditions:
        parse_filter(condition.removeprefix(OFF))
    return kept
