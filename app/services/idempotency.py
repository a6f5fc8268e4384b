"""A request that is sent again must not do again what it did: the header Idempotency-Key.

After https://datatracker.ietf.org/doc/draft-ietf-httpapi-idempotency-key-header/.
"""

import hashlib

from flask import Request

from analyzer.errors import UsageError
from app.catalog.catalog import Analysis, Catalog
from app.catalog.keys import Key, KeyRows
from app.errors import KeyReused, NotReady

_LONGEST = 200


class Idempotency:
    """The key of one request; does nothing where the request has none. UsageError for a key that
    is none."""

    def __init__(self, catalog: Catalog, request: Request) -> None:
        self._catalog, self._rows = catalog, KeyRows(catalog)
        self._key = request.headers.get("Idempotency-Key")
        if self._key is not None and not 1 <= len(self._key) <= _LONGEST:
            raise UsageError(f"Idempotency-Key takes 1 to {_LONGEST} characters.")
        query = sorted((name, text) for name, text in request.args.items() if name != "wait")
        asked = repr((query, request.mimetype, request.content_length))
        self._request = hashlib.sha256(asked.encode()).hexdigest()  # a name may be a secret

    def made_before(self) -> Analysis | None:
        """The analysis that the key stands for. KeyReused where it stands for another request,
        NotReady while that one's bytes still come."""
        found = self._rows.get(self._key) if self._key else None
        if found is None:
            return None
        if found.request != self._request:
            raise KeyReused("It came with another name, size or option. Take a new key.")
        analysis = self._catalog.get(found.analysis)
        if analysis.arriving:
            raise NotReady("The first request with this Idempotency-Key is still sending.")
        return analysis

    def claim(self, analysis: Analysis) -> Analysis | None:
        """From now on the key stands for ``analysis``. Returns the other one where a request with
        the same key was sooner."""
        if not self._key or self._rows.claim(self._key, Key(analysis.id, self._request)):
            return None
        other = self.made_before()
        return None if other is None or other.id == analysis.id else other
