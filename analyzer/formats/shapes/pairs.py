"""``key=value`` pairs anywhere in a text: the structured data of a syslog line, what a firewall
says of a packet, an audit record.

Unlike logfmt, a text need not be pairs and nothing else.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from analyzer.formats.fragments import QUOTED
from analyzer.formats.shapes.logfmt import KEY, SPACED, Logfmt, Pairs

_BARE = re.compile(
    rb"""(?:^|(?<=[\s\[(,;|'"{]))(%b)=(?:"(%b)"|([^\s"\]|,;')]*+))""" % (KEY, QUOTED)
)


@dataclass(frozen=True, slots=True)
class TextPairs(Logfmt):
    """As ``Logfmt``; where values are ``spaced``, one without quotes ends where the next key
    begins."""

    spaced: bool = False

    def _pairs(self, lines: Sequence[bytes]) -> tuple[list[int], list[Pairs]]:
        pair = SPACED if self.spaced else _BARE
        rows, records = [], []
        for row, line in enumerate(lines):
            found = pair.findall(line) if b"=" in line else None
            if found:
                rows.append(row)
                records.append({key: quoted or bare for key, quoted, bare in found})
        return rows, records
