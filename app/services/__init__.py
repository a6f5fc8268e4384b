"""What the application does, for pages and REST alike."""

from dataclasses import dataclass

from app.services import samples as samples
from app.services.analyses import Analyses
from app.services.labs import Labs
from app.services.uploads import Uploads
from app.services.views import Views


@dataclass(frozen=True, slots=True)
class Services:
    """What views call; ``app.extensions["loglanes"]``."""

    analyses: Analyses
    uploads: Uploads
    labs: Labs
    views: Views

    @property
    def samples(self) -> object:
        """The logs that ship with Loglanes."""
        return samples
