"""What the engine's fork server imports once, so that a supervisor starts in milliseconds with
everything at hand, the compiled rules for user agents included (0.2 s)."""

from analyzer.formats.loader import formats
from analyzer.panels.user_agents import agent_of
from app.engine import supervisor as supervisor

formats()
agent_of("Mozilla/5.0 (X11; Linux x86_64)")
