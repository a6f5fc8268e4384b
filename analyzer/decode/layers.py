"""From a file to the logs within: layers of compression and archive are taken off until there is
text, or something that is not read."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from analyzer.decode.archives import Member, tar_members, zip_members
from analyzer.decode.compression import Decompressed
from analyzer.decode.faults import Refused
from analyzer.decode.limits import Budget
from analyzer.decode.signatures import HEAD_BYTES, TAR, ZIP, kind_of
from analyzer.decode.stream import FileStream, Peekable


@dataclass(frozen=True, slots=True)
class Found:
    """A log, or what looked like one: ``name`` with the names of the archives it is in, its layers
    from the outside in, its bytes or why they are not read, and when an archive says that it was
    last modified (seconds since 1970, 0 where none does)."""

    name: str
    layers: tuple[str, ...]
    content: Peekable | Refused
    modified: int = 0


def logs_in(file: FileStream, name: str, budget: Budget) -> Iterator[Found]:
    """All logs of a file, one after the other. Damaged where an archive breaks off; where a log
    does, reading it says so."""
    stream = Peekable(file)
    if kind_of(stream.peek(HEAD_BYTES)) != ZIP:
        yield from _peel(stream, name, (), budget)
        return
    file.wait_for_all()
    file.file.seek(0)
    budget.consumed = file.size
    for member in zip_members(file.file, budget):
        yield from _inside(member, name, (ZIP,), budget)


def _peel(stream: Peekable, name: str, layers: tuple[str, ...], budget: Budget) -> Iterator[Found]:
    kind = kind_of(stream.peek(HEAD_BYTES))
    if kind is None:
        yield Found(name, layers, stream)
    elif len(layers) >= budget.limits.depth:
        yield Found(name, layers, Refused(f"it is packed more than {len(layers)} times"))
    elif kind == ZIP or (kind == TAR and (TAR in layers or ZIP in layers)):
        reason = f"it is a {kind} archive within another file. Unpack it first"
        yield Found(name, layers, Refused(reason))
    elif kind == TAR:
        for member in tar_members(stream, budget):
            yield from _inside(member, name, (*layers, TAR), budget)
    else:
        inner = Peekable(Decompressed(stream, kind, budget))
        yield from _peel(inner, name, (*layers, kind), budget)


def _inside(
    member: Member, archive: str, layers: tuple[str, ...], budget: Budget
) -> Iterator[Found]:
    name = f"{archive}/{member.name}"
    if isinstance(member.content, Refused):
        yield Found(name, layers, member.content)
        return
    for found in _peel(Peekable(member.content), name, layers, budget):
        yield replace(found, modified=member.modified)
