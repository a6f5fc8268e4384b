"""The language of filters.

    filter     = any ;
    any        = all , { "or" , all } ;
    all        = single , { "and" , single } ;
    single     = "not" , single | "(" , any , ")" | "bot" | condition ;
    condition  = field , operator , value
               | field , "in" , ( "(" , value , { "," , value } , ")" | value ) ;
    operator   = "=" | "!=" | "<" | "<=" | ">" | ">=" | "~" | "contains" ;
    field      = word | string ;
    value      = word | string ;
    string     = '"' , { any character ; a quote as \\" , a backslash as \\\\ } , '"' ;
    word       = characters other than spaces , quotes , parentheses , commas and = ! < > ~ ;

``and`` binds closer than ``or``, ``not`` closer than both. What fields and values mean is said in
``matching``.
"""

import re
from dataclasses import dataclass

from analyzer.errors import UsageError
from analyzer.views.nodes import EVERYTHING, And, Bot, Condition, Node, Not, Or, Value

_TOKEN = re.compile(
    r"""\s*(?:(?P<string>"(?:[^"\\]|\\.)*")|(?P<mark>!=|<=|>=|[=<>~(),])|(?P<word>[^\s()",=!<>~]+))""",
    re.DOTALL,
)
_COMPARING = frozenset({"=", "!=", "<", "<=", ">", ">=", "~"})
_WORDS = frozenset({"and", "or", "not", "in", "contains", "bot"})
_PLAIN = re.compile(r'[^\s()",=!<>~]+')
_NO_TEXT = re.compile(r"[\ud800-\udfff]")
"""What stands in a command line for a byte that is no UTF-8."""
_DEEPEST = 100
_LONGEST = 20_000


def fault(text: str, at: int, problem: str) -> UsageError:
    """The error of a filter ``text`` at position ``at``, with a caret under the place."""
    start = text.rfind("\n", 0, at) + 1
    line = text[start:].partition("\n")[0]
    caret = " " * (at - start) + "^"
    return UsageError(f"{problem} (column {at - start + 1} of the filter)\n  {line}\n  {caret}")


def parse_filter(text: str) -> Node:
    """The tree of a filter; of an empty one, that which matches everything. UsageError names what
    was expected and points to the place."""
    if len(text) > _LONGEST:
        raise UsageError(f"The filter has {len(text):,} characters; at most {_LONGEST:,} are read.")
    if byte := _NO_TEXT.search(text):
        raise fault(text, byte.start(), "The filter is no UTF-8; a pattern may say \\xNN")
    if not text.strip():
        return EVERYTHING
    return _Parser(text).whole()


def filter_of(field: str, value: str) -> str:
    """The filter that keeps the records whose ``field`` is ``value``, as panels show it."""
    plain = _PLAIN.fullmatch(field) and field.lower() not in _WORDS
    return f"{field if plain else quoted(field)} in ({quoted(value)})"


def quoted(text: str) -> str:
    """Text as a string of the language."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str
    at: int

    @property
    def keyword(self) -> str:
        """The word of the language that it is; empty for any other token."""
        word = self.text.lower()
        return word if self.kind == "word" and word in _WORDS else ""


class _Parser:
    def __init__(self, text: str) -> None:
        self._text = text
        self._tokens = _tokens(text)
        self._next = 0
        self._depth = 0

    def whole(self) -> Node:
        node = self._any()
        if self._peek.kind != "end":
            raise self._expected("and, or, or the end")
        return node

    @property
    def _peek(self) -> _Token:
        return self._tokens[self._next]

    def _take(self) -> _Token:
        token = self._peek
        self._next += token.kind != "end"
        return token

    def _took(self, word: str) -> bool:
        token = self._peek
        found = token.keyword == word or (token.kind == "mark" and token.text == word)
        self._next += found
        return found

    def _expected(self, what: str) -> UsageError:
        token = self._peek
        found = "the end" if token.kind == "end" else token.text
        return fault(self._text, token.at, f"The filter has {found} where {what} should be")

    def _any(self) -> Node:
        parts = [self._all()]
        while self._took("or"):
            parts.append(self._all())
        return parts[0] if len(parts) == 1 else Or(tuple(parts))

    def _all(self) -> Node:
        parts = [self._single()]
        while self._took("and"):
            parts.append(self._single())
        return parts[0] if len(parts) == 1 else And(tuple(parts))

    def _single(self) -> Node:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise fault(self._text, self._peek.at, f"The filter nests more than {_DEEPEST} deep")
        try:
            return self._unguarded()
        finally:
            self._depth -= 1

    def _unguarded(self) -> Node:
        at = self._peek.at
        if self._took("not"):
            return Not(self._single())
        if self._took("("):
            node = self._any()
            if not self._took(")"):
                raise self._expected("and, or, or a closing parenthesis")
            return node
        if self._took("bot"):
            return Bot(at)
        return self._condition()

    def _condition(self) -> Node:
        if self._peek.kind not in ("word", "string") or self._peek.keyword:
            raise self._expected("a field, not, bot or a parenthesis")
        field = self._value()
        if self._took("in"):
            return Condition(field.text, field.at, "in", self._values())
        if self._took("contains"):
            return Condition(field.text, field.at, "contains", (self._value(),))
        if self._peek.text not in _COMPARING or self._peek.kind != "mark":
            raise self._expected("one of = != < <= > >= ~ contains in")
        operator = self._take().text
        return Condition(field.text, field.at, operator, (self._value(),))

    def _values(self) -> tuple[Value, ...]:
        if not self._took("("):
            return (self._value(),)
        values = [self._value()]
        while self._took(","):
            values.append(self._value())
        if not self._took(")"):
            raise self._expected("a comma or a closing parenthesis")
        return tuple(values)

    def _value(self) -> Value:
        token = self._peek
        if token.kind == "string":
            self._take()
            return Value(re.sub(r"\\([\"\\])", r"\1", token.text[1:-1]), token.at, quoted=True)
        if token.kind == "word":
            self._take()
            return Value(token.text, token.at)
        raise self._expected("a value")


def _tokens(text: str) -> list[_Token]:
    tokens = []
    position = 0
    while text[position:].strip():
        match = _TOKEN.match(text, position)
        if match is None:
            at = position + len(text[position:]) - len(text[position:].lstrip())
            problem = (
                "A quote is never closed" if text[at] == '"' else f"{text[at]!r} means nothing"
            )
            raise fault(text, at, f"{problem} in a filter")
        kind = match.lastgroup or ""
        tokens.append(_Token(kind, match[kind], match.start(kind)))
        position = match.end()
    return [*tokens, _Token("end", "", len(text.rstrip()))]
