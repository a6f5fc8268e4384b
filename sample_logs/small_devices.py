"""Small logs of network devices, clouds, databases and servers that are run for others."""

# ruff: noqa: E501 - records are shown as they stand in a log

from collections.abc import Callable, Iterable, Mapping
from functools import partial

# isort: split
from dice import Dice
from small_systems import events

RECORDS: Mapping[str, tuple[str, ...]] = {
    "access_tail": (
        '<ip> - ann [%d/%b/%Y:%H:%M:%S +0100] "GET /orders/<order> HTTP/1.1" 200 512 192.0.2.1 + 400 "-" for="<ip>, 198.51.100.7"',
        '<ip> - - [%d/%b/%Y:%H:%M:%S +0100] "GET /orders/<order> HTTP/1.1" 404 17 ms:41',
        '<ip> - - [%d/%b/%Y:%H:%M:%S +0100] "GET /orders/<order> HTTP/1.1" 200 1024 took "<order>" ms="4',
    ),
    "aws_vpc_flow": (
        '2 123456789010 eni-1235b8ca123456789 <ip> 192.0.2.1 <order> 443 6 20 4249 <epoch> 1772438400 ACCEPT OK',
        '2 123456789010 eni-1235b8ca123456789 <ip> 192.0.2.1 <order> 22 6 1 40 <epoch> 1772438400 REJECT OK',
    ),
    "cisco": (
        '%b %d %Y %H:%M:%S wall-1 : %%ASA-6-302013: Built outbound TCP connection <order> for outside:<ip>/443 (<ip>/443)',
        '%b %d %Y %H:%M:%S: %%ASA-4-106023: Deny tcp src outside:<ip>/<order> dst inside:192.0.2.1/22 by access-group "outside_in"',
        '<187>%b %d %H:%M:%S 192.0.2.7 <order>: *%b %d %H:%M:%S.272: %%LINK-3-UPDOWN: Interface Ethernet0/1, changed state to down',
    ),
    "cluster_syslog": (
        '- <epoch> %Y.%m.%d dn17 %b %d %H:%M:%S dn17/dn17 ntpd[<order>]: synchronized to <ip>, stratum 3',
        'VAPI <epoch> %Y.%m.%d an71 %b %d %H:%M:%S an71/an71 kernel: order <order> was lost',
    ),
    "csv": (
        '"%b %d, %Y @ %H:%M:%S.123",web-1,info,"order <order>, paid by ""ann""",<ip>,<order>',
        '"%b %d, %Y @ %H:%M:%S.123",web-1,error,"no stock\n    at shop.Stock, line 41",<ip>,<order>',
    ),
    "firewall_pairs": (
        '<188>date=%Y-%m-%d time=%H:%M:%S devname="wall-1" devid="FG17" logid="0316013056" type="utm" subtype="webfilter" level="warning" vd="root" srcip=<ip> srcport=<order> dstip=192.0.2.1 dstport=443 action="blocked" msg="URL belongs to a denied category"',
        '<30>device="SFW" date=%Y-%m-%d time=%H:%M:%S timezone="CET" device_name="wall-2" log_component="Firewall Authentication" log_subtype="Authentication" status="Failed" priority=Notice user_name="ann" src_ip=<ip> message="User ann failed to log in"',
    ),
    "ms_dhcp": (
        '10,%m/%d/%y,%H:%M:%S,Assign,<ip>,till-7.example.com,02000000<order>,,<order>,0,,,',
        '31,%m/%d/%y,%H:%M:%S,DNS Update Failed,<ip>,till-7.example.com,,,0,6,,,,,,,,,10054',
    ),
    "mysql_general": (
        '%Y-%m-%dT%H:%M:%S.394852Z\t   17 Query\tselect * from orders where id = <order>',
        '%Y-%m-%dT%H:%M:%S.394852Z\t   18 Connect\tann@<ip> on shop using TCP/IP',
    ),
    "nginx_proxy_manager": (
        '[%d/%b/%Y:%H:%M:%S +0100] - 200 200 - GET https shop.example.com "/orders/<order>" [Client <ip>] [Length 192] [Gzip 3.10] [Sent-to web-1] "curl/8.5.0" "-"',
        '[%d/%b/%Y:%H:%M:%S +0100] 444 - GET https 192.0.2.7 "/.env" [Client <ip>] [Length 0] [Gzip -] "curl/8.5.0" "-"',
    ),
    "pve_firewall": (
        '101 1 tap101i0-IN %d/%b/%Y:%H:%M:%S +0100 policy DROP: IN=vmbr0 OUT=vmbr0 MAC=02:00:00:00:00:01 SRC=<ip> DST=192.0.2.1 LEN=60 PROTO=TCP SPT=<order> DPT=22 SYN',
    ),
    "source_engine": (
        'L %m/%d/%Y - %H:%M:%S: "ann<17><STEAM_0:1:<order>><>" entered the game',
        'L %m/%d/%Y - %H:%M:%S: rcon from "<ip>:<order>": command "status"',
    ),
    "weblogic": (
        "####<%b %d, %Y %H:%M:%S,249 GMT> <Notice> <Server> <web-1> <shop-1> <[ACTIVE] ExecuteThread: '2' for queue: 'weblogic.kernel.Default (self-tuning)'> <<WLS Kernel>> <> <a0cd-<order>> <<epoch>249> <[severity-value: 32] [rid: 0] > <BEA-000360> <Order <order> was placed> ",
        '####<%b %d, %Y %H:%M:%S,249 GMT> <Warning> <Stock> <web-1> <shop-1> <main> <ann> <> <> <<epoch>249> <BEA-000449> <Stock is low:\nno order is taken\n> ',
    ),
}  # fmt: skip
"""By format, as ``small_systems.RECORDS``."""

HEADERS: Mapping[str, str] = {
    "aws_vpc_flow": "version account-id interface-id srcaddr dstaddr srcport dstport protocol packets bytes start end action log-status",
    "csv": "@timestamp,host.name,log.level,message,source.ip,order",
    "ms_dhcp": "\t\tMicrosoft DHCP Service Activity Log\n\n\nEvent ID  Meaning\n00\tThe log was started.\n01\tThe log was stopped.\n\nQResult: 0: NoQuarantine, 1:Quarantine\n\nID,Date,Time,Description,IP Address,Host Name,MAC Address,User Name",
    "mysql_general": "/usr/sbin/mysqld, Version: 8.0.43 (MySQL Community Server - GPL). started with:\nTcp port: 3306  Unix socket: /run/mysqld/mysqld.sock\nTime                 Id Command    Argument",
}
"""First lines of those that have some."""

LOGS: Mapping[str, Callable[[Dice], Iterable[str]]] = {
    f"{name}/events": partial(events, texts, HEADERS.get(name)) for name, texts in RECORDS.items()
}
