"""Where this user's programs keep what can be made anew."""

import os
from pathlib import Path


def user_cache() -> Path | None:
    """Ours below XDG_CACHE_HOME, or ~/.cache where that is unset or not absolute (XDG Base
    Directory Specification 0.8). None where there is no home."""
    for folder in (os.environ.get("XDG_CACHE_HOME", ""), os.path.expanduser("~/.cache")):
        if os.path.isabs(folder):
            return Path(folder, "loglanes")
    return None
