"""What a user typed becomes a definition, the fastest one that reads it."""

import json
from collections.abc import Mapping, Sequence

from analyzer.errors import UsageError
from analyzer.formats.spec import IGNORED
from analyzer.formats.strings.columns import columns_of
from analyzer.formats.strings.directives import PREDEFINED
from analyzer.formats.strings.objects import roles_of
from analyzer.formats.strings.parts import Part, parts_of
from analyzer.formats.strings.statements import statement

LONGEST = 2_000
"""Characters of a log format string: a pattern grows with it."""


def translated(log_format: str) -> str:
    """The text of a definition that reads what the string describes, or the name of a format that
    does. UsageError where it is too long, or has directives that are not known or none at all."""
    if len(log_format) > LONGEST:
        raise UsageError(f"The log format has {len(log_format):,} characters; {LONGEST:,} may be.")
    if log_format.strip().upper() in PREDEFINED:
        return PREDEFINED[log_format.strip().upper()]
    parts = parts_of(statement(log_format))
    if not any(part.directive for part in parts):
        raise UsageError(
            f"The log format {log_format!r} names no directive such as %h or $remote_addr."
        )
    return _as_object(parts) or _as_columns(parts) or _as_pattern(parts)


def _as_object(parts: Sequence[Part]) -> str:
    roles = roles_of(parts)
    if not roles:
        return ""
    values = {part.directive.column: part.directive.example for part in parts if part.directive}
    line: dict[str, object] = {}
    for column, key in roles.items():
        *way, last = key.split(".")
        inner = line
        for name in way:
            inner = inner.setdefault(name, {})  # type: ignore[assignment]
        inner[last] = values[column]
    roles_text = ", ".join(f"{column} = [{_quoted(key)}]" for column, key in roles.items())
    body = f'shape = "json"\nroles = {{ {roles_text} }}\n'
    return _definition(parts, body, json.dumps(line), {name: values[name] for name in roles})


def _as_columns(parts: Sequence[Part]) -> str:
    found = columns_of(parts)
    if found is None:
        return ""
    delimiter, columns = found
    names = [name for name, _ in columns]
    fields = {name: example.strip('"') for name, example in columns if not name.startswith(IGNORED)}
    body = f"columns = {json.dumps(names)}\ndelimiter = {_quoted(delimiter)}\n"
    return _definition(parts, body, delimiter.join(example for _, example in columns), fields)


def _as_pattern(parts: Sequence[Part]) -> str:
    pattern, example = "", ""
    fields: dict[str, str] = {}
    for part, after in zip(parts, [*parts[1:], Part("")], strict=True):
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
    body = f'shape = "pattern"\npatterns = [{_quoted(pattern)}]\n'
    return _definition(parts, body, example, fields)


def _literal(text: str) -> str:
    """A regular expression of the text's bytes alone. No space and no percent sign stands in it,
    which definitions treat in their own ways."""
    return "".join(
        chr(byte) if chr(byte).isalnum() and byte < 128 else f"\\x{byte:02x}"
        for byte in text.encode("utf-8", "surrogateescape")
    )


def _up_to(after: Part) -> str:
    """Any value that ends where ``after`` begins."""
    if after.directive:
        return r"\S*?"
    if not after.text:
        return ".*"
    if after.text[0] == '"':
        return r'(?:[^"\\]|\\.)*'
    return f"[^{_literal(after.text[0])}]*"


def _definition(parts: Sequence[Part], body: str, example: str, fields: Mapping[str, str]) -> str:
    """In TOML, whose basic strings are those of JSON."""
    known = [part.directive for part in parts if part.directive]
    layouts = next((one.layout.split("|") for one in known if one.layout), [])
    units = [one.unit for one in known if one.unit] or ["s"]
    inline = ", ".join(f"{name} = {_quoted(value)}" for name, value in fields.items())
    return (
        f'name = "custom"\ntitle = "Your log format"\n{body}'
        f"layouts = {json.dumps(layouts)}\nduration_unit = {_quoted(units[0])}\n"
        f"[[samples]]\nline = {_quoted(example)}\nfields = {{ {inline} }}\n"
    )


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
