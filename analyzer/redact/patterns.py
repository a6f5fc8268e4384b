"""What is taken for an address or a secret: one regular expression for each, all but the last of
which RE2 and Python read alike (no look-around, no named groups).

They lean towards masking too much: a version of four small numbers is taken for an address, but for
those of browsers, which every access log is full of.
"""

import re

_OCTET = r"(?:25[0-5]|2[0-4]\d|[01]?\d?\d)"
_HEX = r"[0-9A-Fa-f]{1,4}"
_EDGE = r"(?:\b|[A-Za-z_])"

ESCAPED = r"(?:%|\\x|\\u00)[0-9A-Fa-f]{2}"
"""A character as a URL, a log of nginx or JSON writes it: its digits are not the address's."""


VERSION = r"\b(?:Chrome|Chromium|CriOS|Edg|EdgA|EdgiOS|Edge|OPR|Safari|Version|rv)[/:][\d.]+"
"""Of a browser: left as it is."""

IPV4 = rf"(?:{ESCAPED}|{_EDGE}){_OCTET}(?:(?:\.{_OCTET}){{3}}|(?:-{_OCTET}){{3}}){_EDGE}"
"""With dots, or with hyphens as in names of hosts; a letter or underscore beside it, or an
escaped character before it, may be part of the match."""

_BEGIN = rf"(?:{ESCAPED}|\b)"
_IPV4_BEHIND = rf"(?:{_HEX}:){{0,5}}{_OCTET}(?:\.{_OCTET}){{3}}(?:\b|_)"
IPV6 = (
    rf"{_BEGIN}{_HEX}(?::{_HEX}){{0,5}}::{_IPV4_BEHIND}|\B::{_IPV4_BEHIND}"
    rf"|{_BEGIN}(?:{_HEX}:){{6}}{_OCTET}(?:\.{_OCTET}){{3}}(?:\b|_)"
    rf"|{_BEGIN}(?:{_HEX}:){{7}}{_HEX}\b"
    rf"|{_BEGIN}{_HEX}(?::{_HEX}){{0,6}}::(?:{_HEX}(?::{_HEX}){{0,6}}(?:\b|_)|\B)"
    rf"|\B::{_HEX}(?::{_HEX}){{0,6}}(?:\b|_)"
)

_COLON = r"%3[Aa]"
IPV6_ESCAPED = (
    rf"(?:%[0-9A-Fa-f]{{2}})?(?:{_HEX})?(?:{_COLON}(?:{_HEX})?){{2,7}}(?:\.\d{{1,3}}){{0,3}}"
)
"""As a URL may write it; whether it is one, who reads it decides."""

CREDENTIALS = (
    r"(?::|%3[Aa])(?://|\\/\\/|%2[Ff]%2[Ff])"
    r"(?:[^\s/\"'<>?#\\%]|%[013-9A-Fa-f][0-9A-Fa-f]|%2[0-9A-Ea-e])+(?:@|%40)"
)
"""A user and a password in a URL, before its host."""

QUERY_ESCAPED = r"(?:%3[Ff]|%26)[^=&\s\"?#%]*%3[Dd][^\s\"\\&?#]*"
"""The query of a URL that is a part of another one."""

EMAIL = r"[A-Za-z0-9._%+-]+(?:@|%40)[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+"

_TAIL = r"(?:[^\s\"\\]|\\[^\s])*"
QUERY = rf"[?&#][^=&\s\"?#]*={_TAIL}"
"""From its first key on to white space or a quotation mark."""

COLUMN_QUERY = rf"[ \t][^=&\s\"?#]+={_TAIL}"
"""A query, or cookies, as a column of their own: only in W3C extended logs."""

_COLON_SIGN = r"[ \t]*:[ \t]*"
ARGUMENTS = rf"(?i:\b(?:[a-z_]*query[_-]?string|query|args)\"{_COLON_SIGN}\")[^=\s\"]*={_TAIL}"
"""A query as a value of JSON."""

_SCHEME = r"(?:basic|bearer|digest|negotiate|ntlm|token|apikey)"
_NAME = (
    r"(?:[a-z0-9_-]*(?:password|passwd|secret|api[_-]?key|access[_-]?key|auth[_-]?token"
    r"|access[_-]?token|refresh[_-]?token|session[_-]?id|csrf[_-]?token)|pwd|token|jwt|sid"
    r"|(?:proxy-)?authorization|(?:set-)?cookie)"
)
_BEHIND = rf"(?:{ESCAPED}|\\[nrt])"
_NAMED = rf"(?:{_BEHIND}|\b){_NAME}"
_QUOTE = r"(?:\\*[\"']|\\x22|%22)"
_SIGN = rf"(?:[ \t]*=>?[ \t]*|{_COLON_SIGN}|%3[DdAa])"
_HEAD = rf"{_NAME}{_QUOTE}?{_SIGN}\[?"
_IN_TEXT = r"(?:[^\"\\\n]|\\[^\n])*"
_IN_ESCAPED_TEXT = r"(?:[^\"\\\n]|\\[^\"\\\n]|\\\\(?:\\[\"\\]|[^\"\\\n]))*"
"""Of a text of JSON within a text of JSON."""
_IN_SINGLE = r"(?:[^'\\\n]|\\[^\n])*"
KEYED = (
    rf"(?i:\b(?:set-)?cookie:[ \t]*)[^\"\n]+"
    rf"|(?i:(?:{_BEHIND}|\b){_HEAD}(?:\"{_IN_TEXT}|\\\"{_IN_ESCAPED_TEXT}|\\{{2,}}\"[^\"\\\n]*|'{_IN_SINGLE}"
    rf"|\\x22(?:[^\\\n]|\\[^x\n])*|(?:{_SCHEME}[ \t]+)?[^\s\"'\\,;&]+))"
)
"""A value whose name says what it is: ``password=...``, ``"api_key": "..."``, ``Authorization:``;
quoted, up to the quotation mark that ends it."""

_TEXT = rf"\"{_IN_TEXT}\""
_ESCAPED_TEXT = rf"\\\"{_IN_ESCAPED_TEXT}\\\""
_ENTRY = rf"(?:{_TEXT}|{_ESCAPED_TEXT}|[^\s\"\\,\[\]{{}}]+)"
_COMMA = r"[ \t]*,[ \t]*"
LIST = rf"(?i:{_NAMED}\\*\"{_COLON_SIGN}\[[ \t]*{_ENTRY}(?:{_COMMA}{_ENTRY})*[ \t]*\])"
"""Values of JSON under such a name."""

_DEEPEST = 12


def _within_brackets(piece: str) -> str:
    """What brackets hold, and brackets in them, where ``piece`` is what else may be in there."""
    inner = piece
    for _ in range(_DEEPEST):
        inner = rf"(?:{piece}|[\[{{]{inner}*[\]}}])"
    return inner


_PLAIN = r"[^\"'\\\[\]{}\n]"
_PIECE = rf"(?:{_PLAIN}|{_TEXT}|'{_IN_SINGLE}')"
_ESCAPED_PIECE = rf"(?:{_PLAIN}|'|{_ESCAPED_TEXT}|\\{{2,}}\"[^\"\\\n]*\\{{2,}}\")"
NESTED = (
    rf"(?i:{_NAMED}[\"']?{_SIGN})[\[{{]{_within_brackets(_PIECE)}*[\]}}]"
    rf"|(?i:{_NAMED}\\+\"{_SIGN})[\[{{]{_within_brackets(_ESCAPED_PIECE)}*[\]}}]"
    rf"|(?i:{_NAMED}[\"']{_SIGN})[\[{{][^\n]*"
    rf"|(?i:{_NAMED}(?:\\+\"|\\x22){_SIGN})[\[{{]{_IN_TEXT}"
)
"""An object or a list under such a name; where its end is not found (it is cut off, or too deep),
all up to the end of the line, or of the text that it is in."""

BEARER = r"(?i:\bbearer(?:[ \t]+|%20|\+)[a-z0-9._~+/=-]{8,})"

WELL_KNOWN = (
    r"\beyJ[A-Za-z0-9_-]{5,}\.[A-Za-z0-9_-]{5,}(?:\.[A-Za-z0-9_-]*)?"
    r"|\b(?:AKIA|ASIA)[0-9A-Z]{12,}"
    r"|\b(?:gh[opsur]_|github_pat_|npm_|hf_)[A-Za-z0-9_]{16,}"
    r"|\b(?:glpat-|xox[a-z]-|sk-|AIza|ya29\.|SG\.)[A-Za-z0-9._-]{16,}"
    r"|\b[rsp]k_(?:live|test)_[A-Za-z0-9]{8,}"
)

OPAQUE = r"\b[A-Za-z0-9_-]{32,}={0,2}|\b[A-Za-z0-9+/]{32,}={1,2}"
"""A long run of letters and digits: a secret only where it also is a mixture of them."""

CROSSING = (
    rf"(?i:{_NAMED}{_QUOTE}?(?:=>?|:|%3[DdAa])\[?(?:$|[\"'\\\[{{]|{_SCHEME}$))"
    r"|(?i:cookie:|\bbearer$)"
)
"""In a word (what is between white space and quotation marks) behind which a match of KEYED, LIST,
NESTED or BEARER may go on; matches of the other patterns end with the word."""

CROSSING_SIGNED = rf"(?i:{_NAMED}{_QUOTE}?$|\b(?:[a-z_]*query[_-]?string|query|args)$)"
"""The same, also of ARGUMENTS, where a quotation mark stands behind the word, or the next one
begins with a colon or an equals sign."""

HINT = (
    r"[=@]|%(?:3[ADad]|40)|::|(?:[0-9A-Fa-f]{1,4}:){6}|\d[.-]\d{1,3}[.-]\d"
    r"|(?i:passw|secret|api[_-]?key|access[_-]?key|token|session[_-]?id|pwd|jwt|sid|authorization"
    r"|cookie|bearer|query|args)"
    r"|eyJ|AKIA|ASIA|gh[opsur]_|github_pat_|npm_|hf_|glpat-|xox|sk-|AIza|ya29\.|SG\.|[rsp]k_"
    r"|[A-Za-z0-9+/_-]{32}"
)
"""In every word that any other pattern matches in, but for that of versions, which are left. It is
for speed: RE2 takes 20 ms to begin with all of the others."""

CLIENT_NAME = r"(?m)^(\S+ )?([^\s:]*[A-Za-z][^\s:]*)( \S+ \S+ \[\d\d?/[A-Z][a-z]{2}/)"
"""A host name in the client's place of a common log line, a virtual host before it or not."""

HEAD_OF_KEYED = re.compile(
    rf"(?is)((?:set-)?cookie:[ \t]*|{_BEHIND}?{_HEAD}{_QUOTE}?(?:{_SCHEME}[ \t]+)?)(.*)".encode()
)
HEAD_OF_NESTED = re.compile(rf"(?is)({_BEHIND}?{_NAME}({_QUOTE}?){_SIGN})(.*)".encode())
HEAD_OF_BEARER = re.compile(rb"(?is)(bearer(?:[ \t]+|%20|\+))(.*)")
HEAD_OF_LIST = re.compile(rb"(?s)([^\[]*\[)(.*)")
ENTRY = re.compile(rf"({_TEXT}|{_ESCAPED_TEXT})|\d[^\s,]*".encode())
ENDS_OF_CREDENTIALS = re.compile(rb"(?s)([^/%\\]*(?:%3[Aa])?(?://|\\/\\/|%2[Ff]%2[Ff])).*(@|%40)")
VALUE_OF_QUERY_ESCAPED = re.compile(rb"(?s)(%3[Dd])(?:(?!%26|%23).)*")
HEAD_OF_ARGUMENTS = re.compile(rb"(?s)([^:]*:[ \t]*\")(.*)")

VALUE_OF_QUERY = r"=(?:[^&#\\]|\\(?:[^u]|u[^0]|u0[^0]|u00[^2]|u002[^6]))*"
"""Up to the next key, behind an ampersand that JSON may have escaped."""

_MIXED = (
    re.compile(rb"[0-9a-fA-F]+={0,2}"),
    re.compile(rb"(?=.*\d.*\d)(?=.*[A-Za-z].*[A-Za-z])[A-Za-z0-9+/]+={0,2}"),
    re.compile(rb"(?=.*\d)(?=.*[a-z])(?=.*[A-Z]).+"),
)


def is_mixed(run: bytes) -> bool:
    """Whether a long run is hexadecimal, or mixes letters and digits as no words do."""
    return any(pattern.fullmatch(run) for pattern in _MIXED)
