"""Log format strings of Apache, nginx and GoAccess become definitions."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from analyzer.errors import UsageError
from analyzer.formats.directives import APACHE, GOACCESS, NGINX, Directive

LONGEST = 2_000
"""Characters of a log format string: a pattern grows with it."""

_NGINX = re.compile(r"\$(?:\{(\w+)\}|(\w+))")
_GOACCESS = re.compile(r"%d:%t %\^|%d:%t|%dT%t|%d %t|%[A-Za-z^%]")
_APACHE = re.compile(r"%[<>!\d,]*(\{[^}]*\})?(\^t[io]|[A-Za-z%])")
_ONLY_GOACCESS = re.compile(r"(?<!%)%[\^dRx]")
_READ_OVER = re.compile(r"%(\{.*\}[A-Za-z]|\{.*\}\^t[io])", re.DOTALL)
_UNNAMED = Directive()


@dataclass(frozen=True, slots=True)
class _Part:
    """A directive, or text that stands for itself."""

    text: str
    directive: Directive | None = None


def translated(log_format: str) -> str:
    """The text of a definition that reads what the string describes. UsageError where it is too
    long, or has directives that are not known or none at all."""
    if len(log_format) > LONGEST:
        raise UsageError(f"The log format has {len(log_format):,} characters; {LONGEST:,} may be.")
    parts = list(_parts(log_format.replace('\\"', '"')))
    if not any(part.directive for part in parts):
        raise UsageError(
            f"The log format {log_format!r} names no directive such as %h or $remote_addr."
        )
    pattern, example, fields = "", "", {}
    for part, after in zip(parts, [*parts[1:], _Part("")], strict=True):
        one = part.directive
        if one is None:
            pattern, example = pattern + _literal(part.text), example + part.text
            continue
        value = one.pattern or _up_to(after)
        named = one.column and one.column not in fields
        pattern += f"(?P<{one.column}>{value})" if named else f"(?:{value})"
        example += one.example
        if named:
            fields[one.column] = one.example
    return _definition(pattern, example, fields, [part.directive for part in parts])


def _parts(text: str) -> Iterator[_Part]:
    if _NGINX.search(text):
        found = _nginx, _NGINX
    elif _ONLY_GOACCESS.search(text):
        found = _goaccess, _GOACCESS
    else:
        found = _apache, _APACHE
        text = re.sub(r"%[<>!\d,]*t", r"[\g<0>]", text)
    meaning, tokens = found
    position = 0
    for match in tokens.finditer(text):
        if position < match.start():
            yield _Part(text[position : match.start()])
        yield _Part("%") if match[0] == "%%" else _Part(match[0], meaning(match))
        position = match.end()
    if position < len(text):
        yield _Part(text[position:])


def _nginx(match: re.Match[str]) -> Directive:
    return NGINX.get(f"${match[1] or match[2]}", _UNNAMED)


def _goaccess(match: re.Match[str]) -> Directive:
    return _known(GOACCESS, match[0])


def _apache(match: re.Match[str]) -> Directive:
    token = f"%{(match[1] or '').lower()}{match[2]}"
    if token not in APACHE and _READ_OVER.fullmatch(token) and not token.endswith("}t"):
        return _UNNAMED
    return _known(APACHE, token)


def _known(table: Mapping[str, Directive], token: str) -> Directive:
    try:
        return table[token]
    except KeyError:
        raise UsageError(f"The log format's directive {token} is not known here.") from None


def _literal(text: str) -> str:
    """A regular expression of the text's bytes alone. No space and no percent sign stands in it,
    which definitions treat in their own ways."""
    return "".join(
        chr(byte) if chr(byte).isalnum() and byte < 128 else f"\\x{byte:02x}"
        for byte in text.encode("utf-8", "surrogateescape")
    )


def _up_to(after: _Part) -> str:
    """Any value that ends where ``after`` begins."""
    if after.directive:
        return r"\S*?"
    if not after.text:
        return ".*"
    if after.text[0] == '"':
        return r'(?:[^"\\]|\\.)*+'
    return f"[^{_literal(after.text[0])}]*"


def _definition(
    pattern: str, example: str, fields: Mapping[str, str], directives: list[Directive | None]
) -> str:
    """In TOML, whose basic strings are those of JSON."""
    layouts = [one.layout for one in directives if one and one.layout][:1]
    units = [one.unit for one in directives if one and one.unit] or ["s"]
    inline = ", ".join(f"{name} = {_quoted(value)}" for name, value in fields.items())
    return (
        'name = "custom"\ntitle = "Your log format"\nshape = "pattern"\n'
        f"layouts = {json.dumps(layouts)}\nduration_unit = {_quoted(units[0])}\n"
        f"patterns = [{_quoted(pattern)}]\n"
        f"[[samples]]\nline = {_quoted(example)}\nfields = {{ {inline} }}\n"
    )


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
