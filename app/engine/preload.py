"""What the engine's fork server imports once, so that a supervisor starts in milliseconds with
everything at hand: the kernels, and the compiled rules for user agents (0.2 s)."""

import os

from analyzer.formats.loader import formats
from analyzer.kernels.library import kernels
from analyzer.panels.user_agents import agent_of
from app.engine import supervisor as supervisor
from app.lifeline import end_with_parent

# CPython's fork server outlives its maker while any child of it lives: here it ends with the
# engine, and each supervisor with it.
end_with_parent(os.getppid())
[*formats().values()]
kernels()
agent_of("Mozilla/5.0 (X11; Linux x86_64)")
