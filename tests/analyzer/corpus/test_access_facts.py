"""Real access logs against counts made by a regular expression that is not ours."""

import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from tests.analyzer.support.files import findings_of
from tests.corpus.facts import counted

LOGS = [
    "apache2.log", "apache2_rfi_probing.log", "apache_combined_semicomplete.log.gz",
    "bad_line_combined.log", "dash_request_combined.log", "gpxe_combined.log", "ipv6_client.log",
    "jc_common_log_format.log", "litespeed_http.log", "nasa_aug95_clf.log", "nginx.log",
    "nginx_random_uri_flood.log", "nginx_xss_probing.log", "plaso_apache_mixed.log",
    "traefik_clf.log",
]  # fmt: skip

SHORT = "the facts count methods of three-part requests only; 'GET /' has its method here"
HOST = "the facts take the virtual host in front for the client"

DIFFERENCES: dict[str, tuple[str, dict[str, Any]]] = {
    "apache2.log": (
        f"{HOST}, and read no lines of the error log",
        {
            "matched": 9,
            "unmatched": 0,
            "status": {"500": 5, "-": 2, "200": 1, "403": 1},
            "last_utc": "2025-04-16T16:09:40Z",
            "unique_clients": 7,
        },
    ),
    "nginx.log": (
        f"{HOST}, and read no line of the error log and none without a user",
        {
            "matched": 9,
            "unmatched": 0,
            "status": {"500": 4, "200": 2, "-": 1, "301": 1, "404": 1},
            "methods": {"GET": 9},
            "bytes_sum": 3_731,
            "last_utc": "2021-12-01T13:53:33Z",
            "unique_clients": 2,
        },
    ),
    "apache2_rfi_probing.log": (SHORT, {"methods": {"GET": 77}}),
    "nasa_aug95_clf.log": (SHORT, {"methods": {"GET": 1841}}),
    "plaso_apache_mixed.log": (
        f"{HOST}, but read two such lines not at all",
        {
            "matched": 15,
            "unmatched": 0,
            "bytes_sum": 37_197,
            "status": {"200": 12, "304": 1, "404": 2},
            "methods": {"GET": 15},
            "last_utc": "2021-04-25T06:15:33Z",
            "unique_clients": 8,
        },
    ),
    "jc_common_log_format.log": (
        "the facts know no day of one digit; the origin's own parser reads the same 17 records",
        {
            "matched": 17,
            "unmatched": 2,
            "bytes_sum": 13_051,
            "status": {"200": 13, "302": 2, "404": 2},
            "methods": {"GET": 15, "POST": 1, "PUT": 1},
        },
    ),
}  # fmt: skip
"""Where we differ from the facts, why, and what we say instead."""


def unpacked(path: Path, folder: Path) -> Path:
    """The log as it was before anyone packed it."""
    if path.suffix != ".gz":
        return path
    plain = folder / path.stem
    plain.write_bytes(gzip.decompress(path.read_bytes()))
    return plain


@pytest.mark.parametrize("name", LOGS)
def test_a_real_log_is_counted_as_its_facts_say_or_the_difference_has_a_reason(
    corpus: Path, tmp_path: Path, name: str
) -> None:
    facts = json.loads((corpus / "access" / f"{name}.facts.json").read_text())
    found = counted(findings_of(unpacked(corpus / "access" / name, tmp_path)))
    expected = {key: facts[key] for key in found}
    _, ours = DIFFERENCES.get(name, ("", {}))
    assert all(expected[key] != value for key, value in ours.items()), "no difference any more"
    assert found == {**expected, **ours}


def test_every_log_with_a_table_of_facts_is_counted(corpus: Path) -> None:
    named = {path.name.removesuffix(".facts.json") for path in corpus.glob("access/*.facts.json")}
    assert named == set(LOGS)
