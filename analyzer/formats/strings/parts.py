"""A log format string as a list of directives and the text between them."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from analyzer.errors import UsageError
from analyzer.formats.strings.directives import APACHE, FRACTION, GOACCESS, NGINX, Directive
from analyzer.formats.strings.statements import Statement
from analyzer.formats.strings.strftime import moment

_NGINX = re.compile(r"\$(?:\{(\w+)\}|(\w+))")
_GOACCESS = re.compile(r"%d:%t %\^|%d:%t|%dT%t|%d %t|~h\{[^}]*\}|%[A-Za-z^%~]")
_GOACCESS_TOLD = re.compile(r"~h\{[^}]*\}|%[A-Za-z^%~]")
_APACHE = re.compile(r"%[<>!\d,]*(\{[^}]*\})?(\^t[io]|[A-Za-z%])")
_APACHE_NAMED = re.compile(r"%[<>!\d,]*\{[^}]*\}")
_ONLY_GOACCESS = re.compile(r"(?<!%)%[\^dRx~]|~h\{")
_READ_OVER = re.compile(r"%(\{.*\}[A-Za-z]|\{.*\}\^t[io])", re.DOTALL)
_CLF_TOLD = ("%d/%b/%Y", ("%T", "%H:%M:%S", ""))


@dataclass(frozen=True, slots=True)
class Part:
    """A directive, or text that stands for itself."""

    text: str
    directive: Directive | None = None


def parts_of(said: Statement) -> list[Part]:
    """In their order. Directives that together write one time are one. UsageError for a directive
    that is not known."""
    return list(_with_whole_times(list(_tokens(said))))


def _tokens(said: Statement) -> Iterator[Part]:
    text = said.format
    if _NGINX.search(text):
        tokens = _NGINX
    elif _ONLY_GOACCESS.search(_APACHE_NAMED.sub("", text)):
        told = said.date and not (said.date == _CLF_TOLD[0] and said.time in _CLF_TOLD[1])
        tokens = _GOACCESS_TOLD if told else _GOACCESS
    else:
        tokens = _APACHE
        text = re.sub(r"%[<>!\d,]*t", r"[\g<0>]", text)
    position = 0
    for match in tokens.finditer(text):
        if position < match.start():
            yield Part(text[position : match.start()])
        yield Part("%") if match[0] == "%%" else Part(match[0], _meaning(tokens, match, said))
        position = match.end()
    if position < len(text):
        yield Part(text[position:])


def _meaning(tokens: re.Pattern[str], match: re.Match[str], said: Statement) -> Directive:
    if tokens is _NGINX:
        return NGINX.get(f"${match[1] or match[2]}", Directive())
    if tokens is _APACHE:
        return _apache(match)
    if tokens is _GOACCESS_TOLD and match[0] in ("%d", "%t"):
        return Directive(clock=said.date if match[0] == "%d" else said.time)
    return _known(GOACCESS, "~h" if match[0].startswith("~h") else match[0])


def _apache(match: re.Match[str]) -> Directive:
    token = f"%{(match[1] or '').lower()}{match[2]}"
    if token in APACHE:
        return APACHE[token]
    if match[1] and match[2] == "t":
        return _apache_time(re.sub("^(begin|end):", "", match[1][1:-1]))
    return Directive() if _READ_OVER.fullmatch(token) else _known(APACHE, token)


def _apache_time(text: str) -> Directive:
    """The time of ``%{text}t``."""
    if f"%{{{text}}}t" in APACHE:
        return APACHE[f"%{{{text}}}t"]
    return Directive(clock=FRACTION.get(text, text))


def _known(table: Mapping[str, Directive], token: str) -> Directive:
    try:
        return table[token]
    except KeyError:
        more = " Give date-format and time-format lines with it." if token in ("%d", "%t") else ""
        raise UsageError(f"The log format's directive {token} is not known here.{more}") from None


def _with_whole_times(parts: Sequence[Part]) -> Iterator[Part]:
    """Parts of one time, and what stands between them, become that time."""
    place = 0
    while place < len(parts):
        part = parts[place]
        if not (part.directive and part.directive.clock):
            yield part
            place += 1
            continue
        end, text = place + 1, part.directive.clock
        while (more := _clock_at(parts, end)) is not None:
            text, end = text + more[0], more[1]
        yield Part("".join(one.text for one in parts[place:end]), moment(text))
        place = end


def _clock_at(parts: Sequence[Part], place: int) -> tuple[str, int] | None:
    """What of a time goes on at ``place``, with the text before it, and where it ends."""
    between = ""
    if place < len(parts) and parts[place].directive is None:
        between, place = parts[place].text.replace("%", "%%"), place + 1
    directive = parts[place].directive if place < len(parts) else None
    return (between + directive.clock, place + 1) if directive and directive.clock else None
