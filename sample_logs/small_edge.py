"""Small logs of load balancers, proxies, and the edges of networks."""

import json
from collections.abc import Callable, Iterable, Mapping

# isort: split
from dice import Dice
from small_web import LINES, SCAN, each
from visits import Visit, visits

TLS = "ECDHE-RSA-AES128-GCM-SHA256 TLSv1.3"
ARN = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/web/73e2"
UPSTREAM = "192.0.2.5:8080"


def _iso(visit: Visit) -> str:
    return f"{visit.when:%Y-%m-%dT%H:%M:%S.%f}Z"


def _milliseconds(visit: Visit) -> str:
    return f"{visit.spent // 1000}"


def _alb(visit: Visit) -> str:
    url = f"https://{visit.host}:443{visit.target}"
    return (
        f"https {_iso(visit)} app/shop/50dc6c495c0c9188 {visit.client}:{visit.port} {UPSTREAM}"
        f" 0.001 {visit.seconds} 0.000 {visit.status} {visit.status} 34 {visit.size}"
        f' "{visit.method} {url} {visit.protocol}" "{visit.agent}" {TLS} {ARN} "Root=1-5833"'
        f' "{visit.host}" "-" 1 {_iso(visit)} "forward" "-" "-" "{UPSTREAM}" "{visit.status}"'
        ' "-" "-"'
    )


def _elb(visit: Visit) -> str:
    url, took = f"http://{visit.host}:80{visit.target}", f"{visit.spent / 1e6:.6f}"
    return (
        f"{_iso(visit)} shop {visit.client}:{visit.port} {UPSTREAM} 0.000073 {took}"
        f" 0.000057 {visit.status} {visit.status} 0 {visit.size}"
        f' "{visit.method} {url} {visit.protocol}" "{visit.agent}" - -'
    )


def _nlb(visit: Visit) -> str:
    when = f"{visit.when:%Y-%m-%dT%H:%M:%S}"
    return (
        f"tls 2.0 {when} net/shop/c6e77e28c25b2234 g3d4b5e8bb8464cd {visit.client}:{visit.port}"
        f" 192.0.2.5:443 {_milliseconds(visit)} 2 98 {visit.size} - arn:aws:acm:x:1:certificate/2a"
        f" - ECDHE-RSA-AES128-SHA tlsv12 - {visit.host} h2 h2 - {when}"
    )


def _s3(visit: Visit) -> str:
    error = "NoSuchKey" if visit.status == 404 else "-"
    return (
        f"79a59df900b949e5 shop-images [{visit.clf_time}] {visit.client} - A12{visit.number}EXAMPLE"
        f' REST.{visit.method}.OBJECT {visit.path[1:] or "-"} "{visit.request}" {visit.status}'
        f" {error} {visit.size} {visit.size} {_milliseconds(visit)} 12"
        f' "{visit.referrer}" "{visit.agent}" - BNaBsXZQ= SigV4 {TLS.split()[0]} AuthHeader'
        " shop-images.s3.amazonaws.com TLSv1.3"
    )


def _traefik_clf(visit: Visit) -> str:
    took = _milliseconds(visit)
    return f'{visit.combined} {visit.number} "shop@docker" "http://{UPSTREAM}" {took}ms'


def _ingress(visit: Visit) -> str:
    return (
        f"{visit.combined} 412 {visit.seconds} [shop-web-80] [] {UPSTREAM} {visit.size}"
        f" {visit.seconds} {visit.status} 5f9c0ab1{visit.number:04}"
    )


def _envoy(visit: Visit) -> str:
    took = _milliseconds(visit)
    return (
        f'[{_iso(visit)}] "{visit.request}" {visit.status} - 154 {visit.size} {took} {took}'
        f' "{visit.client}" "{visit.agent}" "cc21-{visit.number}" "{visit.host}" "{UPSTREAM}"'
    )


def _istio(visit: Visit) -> str:
    took = _milliseconds(visit)
    return (
        f'[{_iso(visit)}] "{visit.request}" {visit.status} - via_upstream - "-" 0 {visit.size}'
        f' {took} {took} "{visit.client}" "{visit.agent}" "8496-{visit.number}" "{visit.host}"'
        f' "{UPSTREAM}" outbound|8000||shop.web 192.0.2.14:52142 192.0.2.23:8000'
        " 192.0.2.14:52140 - default"
    )


def _haproxy(visit: Visit) -> str:
    start = f"{visit.client}:{visit.port} [{visit.when:%d/%b/%Y:%H:%M:%S}.655] web~"
    if visit.number % 20 == 0:
        return f"{start[:-1]}/1: SSL handshake failure"
    return (
        f"{start} shop/srv1 0/0/1/{_milliseconds(visit)}/{_milliseconds(visit)} {visit.status}"
        f' {visit.size} - - ---- 3/2/1/1/0 0/0 "{visit.request}"'
    )


def _haproxy_in_syslog(dice: Dice) -> Iterable[str]:
    for visit in visits(dice, LINES):
        stamp = f"{visit.when:%b} {visit.when.day:2} {visit.when:%H:%M:%S}"
        yield f"{stamp} edge haproxy[760]: {_haproxy(visit)}"
        if visit.number == 30:
            yield f"{stamp} edge haproxy[760]: Proxy web started."


def _haproxy_tcp(visit: Visit) -> str:
    return (
        f"{visit.client}:{visit.port} [{visit.when:%d/%b/%Y:%H:%M:%S}.443] mail mail/srv1"
        f" 0/0/{_milliseconds(visit)} {visit.size} -- 1/1/0/0/0 0/0"
    )


def _caddy(visit: Visit) -> dict[str, object]:
    headers = {"User-Agent": [visit.agent], "Accept": ["*/*"]}
    request = {
        "remote_ip": visit.client,
        "client_ip": visit.client,
        "proto": visit.protocol,
        "method": visit.method,
        "host": visit.host,
        "uri": visit.target,
        "headers": headers,
    }
    start = {"level": "info", "ts": visit.when.timestamp(), "logger": "http.log.access"}
    end = {"duration": visit.spent / 1e6, "size": visit.size, "status": visit.status}
    return {**start, "msg": "handled request", "request": request, "bytes_read": 0, **end}


def _traefik(visit: Visit) -> dict[str, object]:
    return {
        "ClientHost": visit.client,
        "DownstreamContentSize": visit.size,
        "DownstreamStatus": visit.status,
        "Duration": visit.spent * 1000,
        "RequestHost": visit.host,
        "RequestMethod": visit.method,
        "RequestPath": visit.target,
        "RequestProtocol": visit.protocol,
        "RouterName": "shop@docker",
        "StartUTC": _iso(visit),
        "level": "info",
        "request_User-Agent": visit.agent,
    }


def _envoy_json(visit: Visit) -> dict[str, object]:
    return {
        ":authority": visit.host,
        "bytes_sent": visit.size,
        "downstream_remote_address": f"{visit.client}:{visit.port}",
        "duration": visit.spent // 1000,
        "method": visit.method,
        "protocol": visit.protocol,
        "response_code": visit.status,
        "response_flags": "-",
        "start_time": _iso(visit),
        "upstream_host": UPSTREAM,
        "user-agent": visit.agent,
        "x-envoy-origin-path": visit.target,
    }


def _cloudflare(visit: Visit) -> dict[str, object]:
    return {
        "ClientIP": visit.client,
        "ClientRequestHost": visit.host,
        "ClientRequestMethod": visit.method,
        "ClientRequestURI": visit.target,
        "ClientRequestUserAgent": visit.agent,
        "EdgeResponseBytes": visit.size,
        "EdgeResponseStatus": visit.status,
        "EdgeStartTimestamp": int(visit.when.timestamp()) * 1_000_000_000,
        "EdgeTimeToFirstByteMs": visit.spent // 1000,
        "CacheCacheStatus": "hit" if visit.number % 3 else "miss",
    }


def _gcp(visit: Visit) -> dict[str, object]:
    request = {
        "latency": f"{visit.spent / 1e6:.6f}s",
        "remoteIp": visit.client,
        "requestMethod": visit.method,
        "requestUrl": f"https://{visit.host}{visit.target}",
        "responseSize": str(visit.size),
        "status": visit.status,
        "userAgent": visit.agent,
    }
    details = {"statusDetails": "response_sent_by_backend"}
    resource = {"type": "http_load_balancer"}
    found = {"severity": "INFO", "timestamp": _iso(visit)}
    return {"httpRequest": request, "jsonPayload": details, "resource": resource, **found}


def _azure(visit: Visit) -> dict[str, object]:
    properties = {
        "clientIP": visit.client,
        "httpMethod": visit.method,
        "requestUri": visit.target,
        "userAgent": visit.agent,
        "httpStatus": visit.status,
        "httpVersion": visit.protocol,
        "sentBytes": visit.size,
        "timeTaken": visit.spent / 1e6,
        "host": visit.host,
        "serverRouted": UPSTREAM,
    }
    operation = {"operationName": "ApplicationGatewayAccess"}
    return {"timeStamp": _iso(visit), **operation, "properties": properties}


def _nginx(visit: Visit) -> dict[str, object]:
    return {
        "time_iso8601": f"{visit.when:%Y-%m-%dT%H:%M:%S}+00:00",
        "remote_addr": visit.client,
        "remote_user": "",
        "request": visit.request,
        "status": str(visit.status),
        "body_bytes_sent": str(visit.size),
        "request_time": visit.seconds,
        "http_referrer": visit.referrer,
        "http_user_agent": visit.agent,
    }


def _each_json(
    write: Callable[[Visit], dict[str, object]], *odd: str
) -> Callable[[Dice], Iterable[str]]:
    """One object a line."""
    return each(lambda visit: json.dumps(write(visit)), *odd)


LOGS: Mapping[str, Callable[[Dice], Iterable[str]]] = {
    "aws_alb/shop": each(_alb),
    "aws_elb/shop": each(_elb, "# no line of a load balancer"),
    "aws_nlb/shop": each(_nlb),
    "aws_s3/images": each(_s3),
    "traefik_clf/shop": each(_traefik_clf, SCAN),
    "ingress_nginx/shop": each(_ingress),
    "squid_combined/proxy": each(lambda visit: f"{visit.combined} TCP_MISS:HIER_DIRECT"),
    "envoy/shop": each(_envoy),
    "istio/shop": each(_istio),
    "haproxy_http/edge": _haproxy_in_syslog,
    "haproxy_tcp/mail": each(_haproxy_tcp),
    "caddy/shop": _each_json(_caddy, '{"level":"info","ts":1772438460.5,"msg":"serving"}'),
    "traefik/shop": _each_json(_traefik),
    "envoy_json/shop": _each_json(_envoy_json),
    "cloudflare/shop": _each_json(_cloudflare),
    "gcp_load_balancer/shop": _each_json(_gcp),
    "azure_app_gateway/shop": _each_json(_azure),
    "access_json/nginx": _each_json(_nginx),
}
