"""What is masked, what stands for it, and what is left alone."""

from pathlib import Path

import pytest

from analyzer.model import Masked, Redaction
from analyzer.redact.redactor import Redactor

SAMPLES = Path(__file__).parents[3] / "sample_logs"


def masked(text: str, addresses: str = "", *, secrets: bool = False, columns: bool = False) -> str:
    data, _ = Redactor(Redaction(addresses, secrets)).redact(text.encode(), columns=columns)
    return data.decode()


ADDRESSES = {
    "203.0.113.77": "203.0.113.0",
    "203.0.113.77:51380": "203.0.113.0:51380",
    "1.2.3.4,5.6.7.8, 9.10.11.12": "1.2.3.0,5.6.7.0, 9.10.11.0",
    "for_203.0.113.77_x": "for_203.0.113.0_x",
    "010.001.002.003": "010.001.002.0",
    "ip-10-0-0-9.internal": "ip-10-0-0-0.internal",
    "2001:db8:1:2::7": "2001:db8:1::",
    "[2001:DB8:1:2:3:4:5:6]:443": "[2001:db8:1::]:443",
    "::ffff:203.0.113.77": "::ffff:203.0.113.0",
    "fe80::1%eth0": "fe80::%eth0",
    "?a=%22203.0.113.77%22": "?a=%22203.0.113.0%22",
    r"\x22203.0.113.77\x22": r"\x22203.0.113.0\x22",
    r"\u0022203.0.113.77\u0022": r"\u0022203.0.113.0\u0022",
    "%5B2001:db8:1:2:3:4:5:6%5D": "%5B2001:db8:1::%5D",
    r"\x222001:db8:1:2::7\x22": r"\x222001:db8:1::\x22",
}


@pytest.mark.parametrize("text", ADDRESSES)
def test_an_address_is_cut_to_its_network_wherever_it_is(text: str) -> None:
    assert masked(f"from {text} to", "network") == f"from {ADDRESSES[text]} to"


@pytest.mark.parametrize(
    "text",
    [
        "10:12:13 12:34:56.789",
        "std::vector Foo::add(x)",
        "00:11:22:33:44:55",
        "Chrome/145.0.0.0 Version/17.4.1.0 rv:1.9.2.13",
        "10.0.648.204 1.2.3 2025.03.01 2025-03-01-10",
        "how-to-make-a-very-long-slug-in-wordpress-2024-edition",
        "3f2504e0-4f89-11d3-9a0c-0305e82c3301",
        "a level=error b [email] user@ @home",
        "Failed password for root; Unexpected token } in JSON",
        '{"token":null,"password":true}',
        "password:\n2025-03-01 10:00:00 the next line",
    ],
)
def test_what_only_looks_a_little_like_it_stays(text: str) -> None:
    assert masked(f"x {text} y", "hidden", secrets=True) == f"x {text} y"


def test_hidden_addresses_are_all_one_value() -> None:
    assert masked("1.2.3.4 ::1 2001:db8::7", "hidden") == "0.0.0.0 0.0.0.0 0.0.0.0"


def test_a_pseudonym_is_the_same_in_one_run_and_another_in_the_next() -> None:
    redactor = Redactor(Redaction("pseudonym"))
    first, again, other = redactor.redact(b"1.2.3.4 1.2.3.4 1.2.3.5")[0].split()
    assert first == again != other
    assert redactor.redact(b"1.2.3.4")[0] == first != masked("1.2.3.4", "pseudonym").encode()
    assert first.startswith(b"2001:db8::")


def test_a_host_name_in_the_clients_place_is_masked() -> None:
    rest = '- ann [01/Aug/1995:00:00:01 -0400] "GET / HTTP/1.0" 200 1\n'
    log = f"cable-77.isp.example {rest}www.example.org:80 dial.isp.co.uk {rest}- {rest}"
    network = f"*.isp.example {rest}www.example.org:80 *.co.uk {rest}- {rest}"
    assert masked(log, "network") == network
    assert masked(log, "hidden").count("0.0.0.0 - ann") == 2


SECRETS = {
    "mail ann.lee@mail.example now": "mail redacted-email now",
    "to=<ann%40mail.example>": "to=<redacted-email>",
    "GET /a?id=1&q=a%20b#k=v HTTP": "GET /a?id=redacted&q=redacted#k=redacted HTTP",
    r'"GET /a?q=x\"y HTTP"': '"GET /a?q=redacted HTTP"',
    r'"uri":"/a?b=1\u0026c=2"': r'"uri":"/a?b=redacted\u0026c=redacted"',
    '"query":"a=1&b=2"': '"query":"a=redacted&b=redacted"',
    "Authorization: Bearer abc.def": "Authorization: Bearer redacted",
    "authorization: Basic dXNlcjpwdw==": "authorization: Basic redacted",
    "Cookie: a=b; c=d": "Cookie: redacted",
    "password=hunter2 x": "password=redacted x",
    '{"password":"a \\"b\\" c","n":1}': '{"password":"redacted","n":1}',
    '{"api_key":12345,"n":1}': '{"api_key":0,"n":1}',
    '{"token":7}': '{"token":0}',
    '{"password":  {"a":"b","c":[{"d":1}]}, "n":{}}': '{"password":  "redacted", "n":{}}',
    '{"token":[["a"],1],"n":1}': '{"token":"redacted","n":1}',
    '{"password":{"cut":"of': '{"password":"redacted"',
    r'{"x":"{\"pwd\":{\"a\":\"b\\\"c\"}}","n":1}': r'{"x":"{\"pwd\":\"redacted\"}","n":1}',
    r'{"x":"{\"pwd\":\"b\\\"c\"}"}': r'{"x":"{\"pwd\":\"redacted\"}"}',
    r'{"x":"\"pwd\":{\"cut","n":1}': r'{"x":"\"pwd\":\"redacted\"","n":1}',
    r'"\x22pwd\x22:{\x22a b\x22:1}" 200': r'"\x22pwd\x22:\x22redacted\x22" 200',
    "{'password': {'it\\'s': 'x y'}, 'n': 1}": "{'password': 'redacted', 'n': 1}",
    '{"password"=>"hunter2", "n"=>1}': '{"password"=>"redacted", "n"=>1}',
    "{Token:{Value:y Other:z} N:1}": "{Token:redacted N:1}",
    "got bearer abcdefgh1234": "got bearer redacted-token",
    "eyJhbGciOi.eyJzdWIiOi.c2ln": "redacted-token",
    "AKIAIOSFODNN7EXAMPLE": "redacted-token",
    "ghp_0123456789abcdefghij": "redacted-token",
    "/x/5f4dcc3b5aa765d61d8327deb882cf99/y": "/x/redacted-token/y",
}


@pytest.mark.parametrize("text", SECRETS)
def test_a_secret_is_masked_and_what_names_it_stays(text: str) -> None:
    assert masked(text, secrets=True) == SECRETS[text]


def test_a_secret_right_behind_an_address_is_masked() -> None:
    text = "1.2.3.4-password=hunter2 1.2.3.4-abcdefghijklmnopqrstuvwxyz0123456789ABCDEF"
    wanted = "0.0.0.0-password=redacted 0.0.0.0redacted-token"
    assert masked(text, "hidden", secrets=True) == wanted


def test_a_column_of_queries_is_masked_where_a_log_has_columns() -> None:
    line = "10:00:00 GET /a id=1&token=2 80 - 1.2.3.4 level=info\n"
    wanted = "10:00:00 GET /a id=redacted&token=redacted 80 - 1.2.3.4 level=redacted\n"
    assert masked(line, secrets=True, columns=True) == wanted


def test_what_was_masked_is_counted() -> None:
    text = b"1.2.3.4 ::1 a@b.example ?a=1&b=2 password=x AKIAIOSFODNN7EXAMPLE Chrome/145.0.0.0"
    _, counts = Redactor(Redaction("hidden", secrets=True)).redact(text)
    assert counts == Masked(addresses=2, emails=1, tokens=2, queries=1)
    assert Redactor(Redaction("", secrets=True)).redact(b"")[1] == Masked()


@pytest.mark.parametrize("level", ["network", "pseudonym", "hidden"])
def test_masked_text_is_not_masked_otherwise_again(level: str) -> None:
    """Reading a masked log again must not change it: of pseudonyms, none is of a pseudonym."""
    log = (SAMPLES / "combined/shop.log").read_bytes()
    once, _ = Redactor(Redaction(level, secrets=True)).redact(log)
    twice, _ = Redactor(Redaction("" if level == "pseudonym" else level, secrets=True)).redact(once)
    assert twice == once


@pytest.mark.parametrize("log", sorted(SAMPLES.glob("*/*.log")), ids=lambda log: log.parent.name)
def test_a_masked_log_is_read_as_well_as_it_was(log: Path, tmp_path: Path) -> None:
    from analyzer.formats.detection import detect
    from analyzer.source.chunks import open_source

    before = detect(open_source(0, str(log)))
    for level in ("network", "pseudonym", "hidden"):
        copy = tmp_path / f"{level}.log"
        text = log.read_bytes()
        redactor = Redactor(Redaction(level, secrets=True))
        copy.write_bytes(redactor.redact(text, columns=b"#Fields:" in text)[0])
        after = detect(open_source(0, str(copy)))
        assert (after.format, after.confidence) == (before.format, before.confidence)
