"""Which formats there are, and which one a log is of."""

from tests.app.product import Product
from tests.app.web import Client


def test_the_sample_of_each_format_is_detected_as_that_format(client: Client):
    formats = client.get("/api/v1/formats").json()["formats"]
    assert len(formats) >= 4
    for one in formats:
        answer = client.ask("POST", "/api/v1/detect", one["sample"].encode() + b"\n")
        assert answer.status == 200, (one["name"], answer.text)
        first = answer.json()["formats"][0]
        assert (first["name"].partition("/")[0], first["share"]) == (one["name"], 1.0)


def test_the_first_part_of_a_log_is_enough(client: Client, shop_log: bytes):
    found = client.ask("POST", "/api/v1/detect", shop_log[:5000]).json()
    assert found["formats"][0]["name"] == "combined"
    assert found["sampled"] > 5
    assert found["runner_up"]["name"] == "combined_extra"
    assert found["why"]
    assert len(found["records"]) == 5


def test_what_is_no_log_is_refused_with_the_reason(client: Client, product: Product):
    assert client.ask("POST", "/api/v1/detect", b"\0\1\2\3 no log\n").status == 422
    assert client.ask("POST", "/api/v1/detect", b"").status == 422
    large = client.ask("POST", "/api/v1/detect", b"x" * (5 << 20))
    assert large.status == 413
    assert "first part" in large.json()["detail"]
    assert product.leftovers() == []
