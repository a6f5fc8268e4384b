"""No secret survives, wherever in a line it is planted and however it is written there."""

import json
from urllib.parse import quote

from hypothesis import given
from hypothesis import strategies as st

from analyzer.model import Redaction
from analyzer.redact.redactor import Redactor

LETTERS = st.text("bcdfghjklmnpqrstvwxz", min_size=3, max_size=8)
SECRETS = LETTERS.map(lambda text: f"Zq{text}7")
"""Words that no line holds otherwise."""

NAMES = st.sampled_from(["password", "api_key", "access_token", "session_id", "client-secret"])
PREFIXES = st.sampled_from(["GET /a", "msg=login", "10:00:00 user ann", '"x"', "(", "a,b;", "/%41"])


def nested(value: object, depth: list[str]) -> object:
    """The value under these keys; a key that is empty is a list."""
    for key in depth:
        value = {key: value, "n": 1} if key else [1, value]
    return value


WHOLES = st.recursive(
    st.sampled_from([1, True, None, "plain", 'a "b" {', "it's ]", "back\\slash"]),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(LETTERS | st.just("a b"), inner, max_size=3)
    ),
    max_leaves=6,
)
"""Any value of JSON."""


def wrapped(line: str, times: int) -> str:
    """Each time in an object of its own, as a text: what writes JSON of others' JSON does."""
    for _ in range(times):
        line = json.dumps({"log": line, "n": 1})
    return line


DEPTHS = st.lists(st.sampled_from(["", "user", "req", "a b"]), max_size=4)
PLACES = st.one_of(
    st.tuples(SECRETS, LETTERS).map(lambda x: (x[0], f"?{x[1]}={x[0]}&n={x[0]}")),
    st.tuples(SECRETS, LETTERS).map(lambda x: (x[0], f"%3F{x[1]}%3D{x[0]}%26n%3D{x[0]}")),
    st.tuples(SECRETS, LETTERS).map(lambda x: (x[0], f"https://{x[1]}:{x[0]}@host/p")),
    st.tuples(SECRETS, LETTERS).map(lambda x: (x[0], f"redis://:{x[0]}@{x[1]}:6379/0")),
    st.tuples(SECRETS, LETTERS).map(lambda x: (x[0], quote(f"https://u:{x[0]}@{x[1]}/p", ""))),
    st.tuples(SECRETS, LETTERS).map(lambda x: (x[0], f"{x[0]}@{x[1]}.example")),
    st.tuples(SECRETS, LETTERS).map(lambda x: (x[0], f"{x[0]}%40{x[1]}.example")),
    SECRETS.map(lambda one: (one, f"Bearer {one}.{one}")),
    SECRETS.map(lambda one: (one, f"bearer%20{one}-{one}")),
    st.tuples(NAMES, SECRETS).map(lambda x: (x[1], f"{x[0]}={x[1]}")),
    st.tuples(NAMES, SECRETS).map(lambda x: (x[1], f"{x[0]}%3D{x[1]}")),
    st.tuples(NAMES, SECRETS, DEPTHS).map(
        lambda x: (x[1], json.dumps(nested({x[0]: x[1]}, x[2])))
    ),
    st.tuples(NAMES, st.lists(SECRETS, min_size=1, max_size=4), DEPTHS).map(
        lambda x: (x[1][-1], json.dumps(nested({x[0]: x[1]}, x[2])))
    ),
    st.tuples(NAMES, SECRETS, DEPTHS).map(
        lambda x: (x[1], json.dumps({"log": json.dumps(nested({x[0]: ["a", x[1]]}, x[2][:1]))}))
    ),
    st.tuples(NAMES, SECRETS, DEPTHS, WHOLES, st.integers(0, 2)).map(
        lambda x: (x[1], wrapped(json.dumps({x[0]: [x[3], nested({x[1]: x[1]}, x[2])]}), x[4]))
    ),
    st.tuples(NAMES, SECRETS, DEPTHS, WHOLES).map(
        lambda x: (x[1], str({x[0]: {"o": x[3], "p": nested(x[1], x[2])}}))
    ),
)  # fmt: skip


@given(st.lists(st.tuples(PREFIXES, PLACES), min_size=1, max_size=6))
def test_no_secret_survives_wherever_it_is(planted: list[tuple[str, tuple[str, str]]]) -> None:
    text = "\n".join(f"{before} {place}" for before, (_, place) in planted)
    shown, counts = Redactor(Redaction("", secrets=True)).redact(text.encode())
    assert [one for _, (one, _) in planted if one.encode() in shown] == []
    assert counts.tokens + counts.emails + counts.queries >= 1
    again, _ = Redactor(Redaction("", secrets=True)).redact(shown)
    assert again == shown


@given(st.integers(1, (1 << 64) - 1), st.sampled_from(["%3A", "%3a", ":"]))
def test_no_address_survives_however_its_colons_are_written(host: int, colon: str) -> None:
    from ipaddress import IPv6Address

    address = str(IPv6Address((0x20010DB800070009 << 64) + host)).replace(":", colon)
    for text in (f"/ip/{address}/x", f"a={address} b", f"%5B{address}%5D", f"%22{address}%22"):
        shown, counts = Redactor(Redaction("hidden")).redact(text.encode())
        assert address.encode() not in shown
        assert b"db8" not in shown
        assert counts.addresses == 1


@given(NAMES, WHOLES, WHOLES, st.integers(0, 1))
def test_a_masked_value_of_any_kind_is_still_json(
    name: str, value: object, other: object, times: int
) -> None:
    line = wrapped(json.dumps({"first": other, name: {"x": value}, "last": other}), times)
    shown, _ = Redactor(Redaction("", secrets=True)).redact(line.encode())
    found = json.loads(shown)
    found = json.loads(found["log"]) if times else found
    assert found == {"first": other, name: "redacted", "last": other}


@given(NAMES, SECRETS, WHOLES, st.integers(0, 2), st.integers(0, 60))
def test_no_secret_survives_in_a_line_that_is_cut_off(
    name: str, secret: str, value: object, times: int, cut: int
) -> None:
    line = wrapped(json.dumps({name: {"a": value, secret: [secret]}}), times)
    shown, _ = Redactor(Redaction("", secrets=True)).redact(line[: len(line) - cut].encode())
    assert secret.encode() not in shown


@given(st.lists(SECRETS, min_size=1, max_size=4), NAMES)
def test_a_masked_list_is_still_json(secrets: list[str], name: str) -> None:
    line = json.dumps({name: [*secrets, 12, True, None], "n": ["kept"]})
    shown, _ = Redactor(Redaction("", secrets=True)).redact(line.encode())
    wanted = ["redacted"] * len(secrets)
    assert json.loads(shown) == {name: [*wanted, 0, True, None], "n": ["kept"]}
