"""What the application does, for pages and REST alike."""

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass

from analyzer.errors import LoglanesError
from app.services import samples as samples
from app.services.analyses import Analyses
from app.services.kept_views import KeptViews
from app.services.labs import Labs
from app.services.rejects import RejectedLines
from app.services.resumable import Resumable
from app.services.uploads import Uploads
from app.services.views import Views


def _holds(check: Callable[[], object]) -> bool:
    try:
        check()
    except (OSError, sqlite3.Error, LoglanesError):
        return False
    return True


@dataclass(frozen=True, slots=True)
class Services:
    """What views call; ``app.extensions["loglanes"]``."""

    analyses: Analyses
    uploads: Uploads
    labs: Labs
    resumable: Resumable
    views: Views
    kept_views: KeptViews
    rejects: RejectedLines

    def readiness(self) -> dict[str, bool]:
        """What has to work for an upload to be analysed, and whether all of it does."""
        found = {
            "engine": self.analyses.engine.answers(),
            "catalog": _holds(self.analyses.list),
            "disk": _holds(lambda: self.uploads.room.check(0)),
        }
        return {"ready": all(found.values()), **found}

    @property
    def samples(self) -> object:
        """The logs that ship with Loglanes."""
        return samples
