"""What attackers put wherever a server writes it down, and a log full of it."""

from collections.abc import Sequence

MARKUP = (
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//evil.example/x.js></SCRIPT>",
    "</script><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<img src=//evil.example/pixel.gif>",
    "<svg onload=alert(1)>",
    "<svg><script href=//evil.example/x.js></script></svg>",
    "<svg><a xlink:href=javascript:alert(1)><text y=9>me</text></a></svg>",
    "<svg><animate onbegin=alert(1) attributeName=x dur=1s>",
    "<a href=https://evil.example/>me</a>",
    "<a href=javascript:alert(1)>me</a>",
    '<a href="https://evil.example" target=_blank>me</a>',
    "<iframe src=//evil.example></iframe>",
    "<iframe srcdoc='<script>alert(1)</script>'>",
    "<object data=//evil.example/x>",
    "<embed src=//evil.example/x.swf>",
    "<base href=//evil.example/>",
    "<link rel=stylesheet href=//evil.example/x.css>",
    "<meta http-equiv=refresh content='0;url=//evil.example'>",
    "<style>@import '//evil.example/x.css'</style>",
    "<form action=//evil.example><button>me</button></form>",
    "<body onload=alert(1)>",
    "<details open ontoggle=alert(1)>",
    "<input autofocus onfocus=alert(1)>",
    "<video src=//evil.example/v onerror=alert(1)>",
    "<audio src=x onerror=alert(1)>",
    "<math><mtext></p><img src=x onerror=alert(1)>",
    "<template><script>alert(1)</script></template>",
    "<noscript><img src=x onerror=alert(1)></noscript>",
    "<textarea></textarea><script>alert(1)</script>",
    "<title></title><script>alert(1)</script>",
    "<!--><script>alert(1)</script>-->",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<b>bold</b><i>it</i><br>line<sup>up</sup><sub>down</sub>",
    "<span style='color:red;position:fixed;inset:0'>all of it</span>",
    "<marquee onstart=alert(1)>",
    "<x onclick=alert(1) style=display:block>me",
    "<div data-delete=x data-fill-text=y id=run>",
    "<p id=main class=plot data-chart=paths>",
)
QUOTES = (
    '"><script>alert(1)</script>',
    "'><img src=x onerror=alert(1)>",
    '" onmouseover="alert(1)',
    "' onfocus='alert(1)' autofocus='",
    "` onmouseover=`alert(1)",
    '\\"><script>alert(1)</script>',
    "javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "//evil.example/",
    "https://evil.example/?q=<script>",
)
TEMPLATES = (
    "%{customdata[0]}%{x}%{y}",
    "%{fullData.name}<extra>me</extra>",
    "{{ config }}{% for x in [1] %}{{ x }}{% endfor %}",
    "${alert(1)}#{7*7}<%= 7*7 %>",
    "{{constructor.constructor('alert(1)')()}}",
    "$x^2$ \\(a\\) $$\\unicode{alert}$$",
)
ENCODED = (
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;img src=x onerror=alert(1)&#62;",
    "%3Cscript%3Ealert(1)%3C/script%3E",
    "\\u003cscript\\u003ealert(1)\\x3c/script\\x3e",
    "+ADw-script+AD4-alert(1)+ADw-/script+AD4-",
    "\uff1cscript\uff1ealert(1)\uff1c/script\uff1e",
    "<scr\x00ipt>alert(1)</scr\x00ipt>",
)
INVISIBLE = (
    "\u202egpj.exe\u202c",
    "\u2066admin\u2069\u200b\u200f",
    "\x1b[31mred\x1b]8;;https://evil.example\x07me\x1b]8;;\x07",
    "\x07\x08\x7f\x9b31m",
    "=cmd|' /C calc'!A0",
    "__proto__[polluted]=1&constructor.prototype.x=1",
)
PAYLOADS: tuple[str, ...] = (*MARKUP, *QUOTES, *TEMPLATES, *ENCODED, *INVISIBLE)
FIELDS = ("host", "client", "user", "method", "path", "protocol", "referrer", "agent")


def hostile_log(payloads: Sequence[str] = PAYLOADS) -> bytes:
    """Each payload in each field of a line of its own, as Apache would write it (combined, with the
    virtual host in front), and once as a line that no format explains. As a path it comes twice:
    what an odd method makes of a request counts as a path, too, and a panel has room for 100."""
    lines = [_line(payload, field) for payload in payloads for field in (*FIELDS, "path")]
    plain = [_line("/", "path")] * len(lines)
    return "\n".join([*lines, *plain, *payloads, ""]).encode()


def _line(payload: str, hostile: str) -> str:
    of = {
        "host": "shop.example", "client": "192.0.2.1", "user": "-", "method": "GET", "path": "/",
        "protocol": "HTTP/1.1", "referrer": "-", "agent": "Mozilla/5.0",
    }  # fmt: skip
    unspaced = hostile in ("host", "client", "user", "method", "protocol", "path")
    of[hostile] = (payload.replace(" ", "/") if unspaced else payload).replace('"', '\\"')
    return (
        f"{of['host']} {of['client']} - {of['user']} [05/Mar/2026:10:00:00 +0000]"
        f' "{of["method"]} {of["path"]} {of["protocol"]}" 404 512'
        f' "{of["referrer"]}" "{of["agent"]}"'
    )
