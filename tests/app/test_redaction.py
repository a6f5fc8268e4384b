"""Nothing that was to be masked is in any answer or in any file, whichever way a log came."""

import base64
import gzip
import html
import io
import json
import re
import subprocess
import sys
import tarfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from tests.app.product import ROOT, Product, running_product, until
from tests.app.web import BOUNDARY, Client, form

ADDRESSES = ["203.0.113.77", "198.51.100.8", "2001:db8:7:9::4d2", "10-20-30-40", "cable-77.isp"]
SECRETS = [
    "ann.lee@mail.example",
    "s3cretvalue",
    "otherv4lue",
    "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.c2lnbmF0dXJl",
    "AKIAIOSFODNN7EXAMPLE",
    "ghp_0123456789abcdefghijABCDEFGHIJ",
    "5f4dcc3b5aa765d61d8327deb882cf99",
    "hunter2hunter2",
]
PLANTED = [*ADDRESSES, *SECRETS]
REDACT = "addresses=pseudonym,secrets"

MAIL, VALUE, OTHER, JWT, AWS, GITHUB, MD5, PASSWORD = SECRETS
CLIENT, FORWARDED, IPV6, DASHED, HOST = ADDRESSES
LINES = [
    " ".join(parts)
    for parts in (
        (
            f"{CLIENT} - {MAIL} [01/Mar/2025:10:00:SS +0000]",
            f'"GET /a?id={VALUE}&x={OTHER} HTTP/1.1" 200 5',
            f'"https://ref.example/?q={VALUE}" "curl {AWS}"',
        ),
        (
            f"{IPV6} - - [01/Mar/2025:10:01:SS +0000]",
            f'"GET /{MD5}/x HTTP/1.1" 404 5 "-" "agent {FORWARDED} Bearer {JWT}"',
        ),
        (
            f"{HOST}.example - - [01/Mar/2025:10:02:SS +0000]",
            f'"GET /host/ip-{DASHED}.internal HTTP/1.1" 500 5 "-" "token={GITHUB}"',
        ),
    )
]
NESTED = f'{{"token": {{"of": ["{OTHER}", {{"{VALUE}": 1}}]}}}}'
REJECTED = f"no format reads this: {CLIENT} {MAIL} password={PASSWORD} {NESTED}"
LOG = "".join(
    line.replace("SS", f"{i % 60:02}") + "\n"
    for i in range(400)
    for line in (*LINES, *([REJECTED] if i % 40 == 0 else []))
).encode()
NAME = f"{CLIENT}-{MAIL}.log"


def leaks(text: bytes) -> list[str]:
    """What was planted, as it is or as formats and browsers would write it."""
    written = html.unescape(text.decode("latin-1")).replace("\\u0040", "@").replace("%40", "@")
    return [one for one in PLANTED if one.encode() in text or one in written]


def answers(client: Client, id: str) -> Iterator[tuple[str, bytes]]:
    """Everything that can be asked of an analysis."""
    base = f"/api/v1/analyses/{id}"
    document = client.ask("GET", "/api/v1/openapi.json").json()
    inside = {"name": ["clients", "paths"], "source": ["0"], "action": []}
    for path, methods in document["paths"].items():
        if "get" not in methods or "{id}" not in path or path.endswith("/events"):
            continue
        name = re.search(r"\{(name|source)\}", path)
        for value in inside[name[1]] if name else [""]:
            asked = re.sub(r"\{(name|source)\}", value, path.replace("{id}", id))
            yield asked, client.ask("GET", asked).body
    for output in ("json", "ndjson", "csv", "markdown"):
        yield output, client.ask("GET", f"{base}/report", output=output).body
    for output in ("json", "csv", "arrow"):
        yield output, client.ask("GET", f"{base}/panels/clients", output=output).body
    yield "rejected", client.ask("GET", f"{base}/lines", rejected=1, limit=1000).body
    yield "lines", client.ask("GET", f"{base}/lines", limit=1000, format="ndjson").body
    yield "around", client.ask("GET", f"{base}/lines", at="0:0", around=20).body
    yield "bytes", client.ask("GET", f"{base}/sources/0/bytes", offset=0, length=1 << 20).body
    yield "page", client.ask("GET", f"/analyses/{id}").body
    yield "charts", client.ask("GET", f"/analyses/{id}/charts.json").body
    yield "start page", client.ask("GET", "/").body
    yield "list", client.ask("GET", "/api/v1/analyses").body
    yield "one", client.ask("GET", base).body
    page = client.ask("GET", f"{base}/report.html").body
    yield "html", page
    for element in re.findall(rb'<script type="application/gzip;base64"[^>]*>([^<]+)<', page):
        yield "in the html", gzip.decompress(base64.b64decode(element))


def confirms(client: Client, id: str) -> list[str]:
    """Values of which a filter or a search tells that they were in the log."""
    base = f"/api/v1/analyses/{id}"
    found = []
    for one in PLANTED:
        for where in (f'client="{one}"', f'line contains "{one}"', f'path contains "{one}"'):
            if client.ask("GET", f"{base}/view", where=where).json()["matched"]:
                found.append(where)
        if client.ask("GET", f"{base}/search", q=one).json()["hits"]:
            found.append(f"search {one}")
    return found


def kept(data: Path) -> list[tuple[str, list[str]]]:
    """Files that hold something planted, in Arrow files in their columns, too."""
    import pyarrow as pa

    found = []
    for file in data.rglob("*"):
        if not file.is_file():
            continue
        content = file.read_bytes()
        with suppress(pa.ArrowInvalid):
            batch = pa.ipc.open_file(content).get_batch(0)
            content += json.dumps(batch.to_pydict(), default=str).encode()
        if leaked := leaks(content + file.name.encode()):
            found.append((str(file), leaked))
    return found


@pytest.fixture(scope="module")
def own() -> Iterator[Product]:
    """A product whose data directory holds nothing but what these tests sent."""
    with running_product() as product:
        yield product


def by_put(client: Client, log: bytes, redact: str) -> str:
    answer = client.ask("PUT", "/api/v1/analyses", log, filename=NAME, redact=redact)
    return str(answer.json()["id"])


def by_form(client: Client, log: bytes, redact: str) -> str:
    option = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="redact"\r\n\r\n{redact}\r\n'
    headers = {"Content-Type": f"multipart/form-data; boundary={BOUNDARY}"}
    body = option.encode() + form((NAME, log))
    return str(client.ask("POST", "/api/v1/analyses", body, headers).json()["id"])


def in_slices(client: Client, log: bytes, redact: str) -> str:
    def coded(text: str) -> str:
        return base64.b64encode(text.encode()).decode()

    about = f"filename {coded(NAME)},redact {coded(redact)}"
    headers = {"Upload-Length": str(len(log)), "Upload-Metadata": about}
    made = client.ask("POST", "/api/v1/uploads", b"", headers)
    half = len(log) // 2
    for offset, part in ((0, log[:half]), (half, log[half:])):
        headers = {
            "Upload-Offset": str(offset),
            "Content-Type": "application/offset+octet-stream",
        }
        place = str(made.headers["Location"])
        assert client.ask("PATCH", place, part, headers).status == 204
    return str(made.json()["id"])


def in_archive(client: Client, log: bytes, redact: str) -> str:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w:gz") as archive:
        member = tarfile.TarInfo(NAME)
        member.size = len(log)
        archive.addfile(member, io.BytesIO(log))
    return by_put(client, packed.getvalue(), redact)


def while_it_arrives(client: Client, log: bytes, redact: str) -> str:
    return by_put(client, log * (1 + (17 << 20) // len(log)), redact)


WAYS = [by_put, by_form, in_slices, in_archive, while_it_arrives]


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
def test_nothing_masked_is_in_an_answer_or_a_file(own: Product, way) -> None:  # type: ignore[no-untyped-def]
    client = own.client
    id = way(client, LOG, REDACT)
    assert client.state(id, wait=30) == "done"
    assert [(name, leaks(body)) for name, body in answers(client, id) if leaks(body)] == []
    assert confirms(client, id) == []
    assert kept(own.data) == []
    report = client.report(id)
    assert report["redacted"]["wanted"] == {"addresses": "pseudonym", "secrets": True}
    assert min(report["redacted"]["masked"].values()) >= 400
    assert report["accounting"]["rejected"] >= 10
    assert len(report["panels"]["clients"]["rows"]) == 3  # visitors stay countable


def test_what_nobody_asked_to_mask_is_seen_by_the_same_checks(
    client: Client, product: Product
) -> None:
    id = by_put(client, LOG, "secrets")
    assert client.state(id, wait=30) == "done"
    seen = {name.rpartition("/")[2] for name, body in answers(client, id) if CLIENT in leaks(body)}
    assert seen >= {
        "report", "lines", "view", "rejects", "clients", "json", "csv", "ndjson", "markdown",
        "arrow", "rejected", "around", "bytes", "charts", "in the html",
    }  # fmt: skip
    assert f'client="{CLIENT}"' in confirms(client, id)
    assert any(CLIENT in found for _, found in kept(product.data))


def test_a_masked_log_can_be_read_again_and_stays_masked(own: Product) -> None:
    client = own.client
    id = by_put(client, LOG, REDACT)
    assert client.state(id, wait=30) == "done"
    first = client.report(id)
    assert client.post(f"/api/v1/analyses/{id}/reading", {"format": "common"}).status == 202
    assert client.state(id, wait=30) == "done"
    again = client.report(id)
    assert again["redacted"] == first["redacted"]
    assert again["sources"][0]["format"] == "common"
    assert again["panels"]["clients"] == first["panels"]["clients"]
    refused = client.post(f"/api/v1/analyses/{id}/reading", {"redact": "addresses=hidden"})
    assert refused.status == 400
    assert "masked already" in refused.json()["detail"]
    assert kept(own.data) == []


def test_a_log_that_was_kept_can_be_masked_later(own: Product) -> None:
    client = own.client
    id = by_put(client, LOG, "")
    assert client.state(id, wait=30) == "done"
    assert client.ask("GET", f"/api/v1/analyses/{id}/lines").body.count(CLIENT.encode())
    assert client.post(f"/api/v1/analyses/{id}/reading", {"redact": REDACT}).status == 202
    assert client.state(id, wait=30) == "done"
    assert [name for name, body in answers(client, id) if leaks(body)] == []
    assert kept(own.data) == []


def test_a_reading_that_is_refused_masks_nothing(client: Client) -> None:
    id = by_put(client, LOG + b"unread 10.1.2.3\n", "")
    assert client.state(id, wait=30) == "done"
    before = client.get(f"/api/v1/analyses/{id}").json()
    wrong = {"format": "none such"}, {"pattern": "unread (?P<client_ip>.*)"}
    for options, told in zip(wrong, ("no format", "Mask the log first"), strict=True):
        answer = client.post(f"/api/v1/analyses/{id}/reading", {"redact": REDACT, **options})
        assert answer.status == 400
        assert told in answer.json()["detail"]
    assert client.get(f"/api/v1/analyses/{id}").json() == before


def test_an_analysis_that_fails_or_is_cancelled_keeps_no_log_either(own: Product) -> None:
    client = own.client
    failed = by_put(client, f"{CLIENT}\0\1\2\3".encode() * 100, REDACT)
    assert client.state(failed, wait=30) == "failed"
    until(lambda: not kept(own.data), 5, "nothing of it is left")
    again = client.post(f"/api/v1/analyses/{failed}/reading", {})
    assert again.status == 409
    assert "Upload it again" in again.json()["detail"]
    lab = client.post(f"/api/v1/analyses/{failed}/lab", {})
    assert lab.status == 409
    about = f"redact {base64.b64encode(REDACT.encode()).decode()}"
    headers = {"Upload-Length": str(len(LOG)), "Upload-Metadata": about}
    made = client.ask("POST", "/api/v1/uploads", b"", headers)
    part = {"Upload-Offset": "0", "Content-Type": "application/offset+octet-stream"}
    client.ask("PATCH", str(made.headers["Location"]), LOG[:9000], part)
    client.steer(made.json()["id"], "cancel")
    until(lambda: not kept(own.data), 20, "what had come is gone")
    assert client.state(made.json()["id"]) == "cancelled"


def test_a_redaction_that_is_none_is_refused(client: Client) -> None:
    for text in ("addresses", "addresses=all", "secrets,secrets", "mail"):
        answer = client.ask("PUT", "/api/v1/analyses", LOG, filename="a.log", redact=text)
        assert answer.status == 400
        assert "addresses=network" in answer.json()["detail"]


def test_the_command_line_prints_nothing_masked(tmp_path: Path) -> None:
    log = tmp_path / "access.log"
    log.write_bytes(LOG)
    for rest in (
        ["analyze", str(log), "--json"],
        ["analyze", str(log)],
        ["analyze", str(log), "--output", "markdown"],
        ["lines", str(log)],
        ["view", str(log)],
        ["compare", str(log), str(log)],
    ):
        command = [sys.executable, "-m", "analyzer", *rest, "--redact", "addresses=network,secrets"]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, check=False)
        assert done.stdout, done.stderr
        assert leaks(done.stdout) == []
