"""The run before the timed ones: does a peer count what we count, and in how much memory?"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from tests.benchmarks.answer import ABSENT, Agreement, Answer, compare
from tests.benchmarks.bench import Bench, say
from tests.benchmarks.logs import Log
from tests.benchmarks.memory import Memory
from tests.benchmarks.peers.base import Peer, Task
from tests.benchmarks.processes import PeerFailed, Played
from tests.benchmarks.table import markdown_table

_FEW = 100_000
"""Lines of a log that everyone is given whole."""


@dataclass(frozen=True, slots=True)
class Checked:
    """A peer after its check run on ``log``, which is a smaller one where the peer takes only
    a share. ``failure`` says why it did not finish."""

    peer: Peer
    log: Log
    task: Task
    memory: Memory = field(default_factory=Memory)
    agreement: Agreement | None = None
    failure: str = ""

    @property
    def comparable(self) -> bool:
        """Whether its speed says anything: it did the same work."""
        return not self.failure and not self.disagreements

    @property
    def disagreements(self) -> list[str]:
        """In words."""
        found = self.agreement.found if self.agreement else ()
        return [f"{self.peer.title}: {text}" for text in found]


def check(bench: Bench, log: Log) -> list[Checked]:
    """Every peer once, ours (the first) before the others; PeerFailed where ours ends badly."""
    ours, *others = bench.peers
    task = bench.task(log)
    played = ours.play(task, watched=True)
    truths = {log: ours.answer(played)}
    checked = [_checked(ours, log, task, played, truths[log])]
    for peer in others:
        part = bench.log(_lines_for(peer, log.lines))
        task = bench.task(part)
        if part not in truths:
            truths[part] = ours.answer(ours.play(task))
        try:
            checked.append(_checked(peer, part, task, peer.play(task, watched=True), truths[part]))
        except PeerFailed as failure:
            checked.append(Checked(peer, part, task, failure=str(failure)))
        say(_progress(checked[-1]))
    return checked


def _lines_for(peer: Peer, lines: int) -> int:
    """So many that the slowest get done, but not so few that it is their start that is measured."""
    return max(int(lines * peer.share), min(lines, _FEW))


def _checked(peer: Peer, log: Log, task: Task, played: Played, truth: Answer) -> Checked:
    memory = played.memory or Memory()
    return Checked(peer, log, task, memory, compare(truth, peer.answer(played)))


def _progress(one: Checked) -> str:
    if one.failure:
        return f"check: {one.peer.title} {one.failure}"
    return "\n".join([f"check: {one.peer.title}", *one.disagreements])


def agreement_table(checked: Sequence[Checked]) -> str:
    """A row a peer, a column a figure."""
    agreements = [one.agreement for one in checked if one.agreement]
    names = list(agreements[0].cells) if agreements else []
    rows = []
    for one in checked:
        cells = one.agreement.cells if one.agreement else dict.fromkeys(names, ABSENT)
        rows.append([one.peer.title + (one.failure and f" ({one.failure})"), *cells.values()])
    return markdown_table(["", *(name.replace("_", " ") for name in names)], rows)
