"""What a person writes to have logs masked: ``addresses=network,secrets``."""

from collections.abc import Mapping
from typing import Any

from analyzer.errors import UsageError
from analyzer.model import Redaction
from analyzer.redact.levels import HIDDEN, LEVELS, NETWORK, PSEUDONYM

GRAMMAR = "addresses=network, addresses=pseudonym or addresses=hidden, and secrets"


def redaction_named(text: str) -> Redaction:
    """What the text asks for; UsageError where it is none."""
    addresses, secrets = "", False
    for part in (one.strip() for one in text.split(",")):
        name, _, level = part.partition("=")
        if name == "addresses" and level in LEVELS and not addresses:
            addresses = level
        elif part == "secrets" and not secrets:
            secrets = True
        else:
            raise UsageError(f"redact is {text!r}; it takes {GRAMMAR}, a comma between.")
    return Redaction(addresses, secrets)


def as_text(wanted: Redaction) -> str:
    """The same as it is written."""
    addresses = [f"addresses={wanted.addresses}"] if wanted.addresses else []
    return ",".join([*addresses, *(["secrets"] if wanted.secrets else [])])


_LEVELS = {
    NETWORK: "addresses cut to their network",
    PSEUDONYM: "addresses replaced by pseudonyms whose key is gone",
    HIDDEN: "addresses hidden",
}


def redaction_said(report: Mapping[str, Any]) -> str:
    """Of a report's JSON: what was masked in its logs; empty where nothing was to be."""
    redacted = report.get("redacted")
    if not redacted:
        return ""
    wanted, masked = redacted["wanted"], redacted["masked"]
    parts = []
    if wanted["addresses"]:
        parts.append(f"{_LEVELS[wanted['addresses']]} ({masked['addresses']:,})")
    if wanted["secrets"]:
        parts.append(
            f"e-mail addresses ({masked['emails']:,}), tokens ({masked['tokens']:,}) and the values"
            f" of query strings ({masked['queries']:,}) masked"
        )
    return "; ".join(parts)
