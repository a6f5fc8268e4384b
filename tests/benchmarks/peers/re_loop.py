"""Plain Python: a compiled regular expression, line by line, and dictionaries."""

from tests.benchmarks.peers.base import CommandPeer
from tests.benchmarks.peers.program import command, read

PEER = CommandPeer(
    name="re",
    title="Python re loop",
    note="given a tenth of the lines over the same days where there are many; its time is scaled"
    " by bytes, its memory is not; user agents counted as they are written",
    command=command("with_re"),
    read=read,
    share=0.1,
)
