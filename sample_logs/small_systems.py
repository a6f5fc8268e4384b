"""Small logs of systems and applications, from what each of them writes of one event."""

# ruff: noqa: E501 - records are shown as they stand in a log

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial

# isort: split
from dice import Dice
from visits import visits

LINES = 60
ODD = 30
"""The line behind which one stands that is cut off or foreign."""

RECORDS: Mapping[str, tuple[str, ...]] = {
    "android_logcat": (
        '%m-%d %H:%M:%S.811  1702  2395 D WindowManager: screen is on',
        'W/WindowManager( 1702): screen is off',
    ),
    "asterisk": (
        "[%Y-%m-%d %H:%M:%S] NOTICE[1638][C-0001] chan_sip.c: Registration from '<sip:301@example.com>' failed for '<ip>' - Wrong password",
    ),
    "auditd": (
        'type=USER_LOGIN msg=audit(<epoch>.579:2995): pid=27032 uid=0 auid=1000 ses=7 msg=\'op=login acct="ann" exe="/usr/sbin/sshd" hostname=? addr=<ip> terminal=ssh res=failed\' ',
    ),
    "aws_cloudtrail": (
        '{"eventVersion":"1.08","userIdentity":{"type":"IAMUser","userName":"ann"},"eventTime":"%Y-%m-%dT%H:%M:%SZ","eventSource":"signin.amazonaws.com","eventName":"ConsoleLogin","awsRegion":"eu-central-1","sourceIPAddress":"<ip>"}',
    ),
    "bind": (
        '%d-%b-%Y %H:%M:%S.459 queries: info: client @0x7f1c2c0 <ip>#4795 (example.org): query: example.org IN A +E(0)K (192.0.2.53)',
        "client <ip>#4795: query (cache) 'example.org/NS/IN' denied",
        '%d-%b-%Y %H:%M:%S.459 general: info: zone example.org/IN: loaded serial <order>',
    ),
    "bluegene": (
        '- <epoch> %Y.%m.%d R02-M1-N0-C:J12-U11 %Y-%m-%d-%H.%M.%S.675872 R02-M1-N0-C:J12-U11 RAS KERNEL INFO instruction cache parity error corrected',
    ),
    "bunyan": (
        '{"name":"shop","hostname":"web-1","pid":7,"level":40,"msg":"stock is low","time":"%Y-%m-%dT%H:%M:%S.123Z","v":0,"item":<order>}',
    ),
    "cef": (
        'CEF:0|Example|Wall|1.0|100|Login failed|7|src=<ip> suser=Ann Lee dpt=22 msg=no such user',
    ),
    "django": (
        '[%d/%b/%Y %H:%M:%S] "GET /orders/ HTTP/1.1" 200 1234',
    ),
    "cri": (
        '%Y-%m-%dT%H:%M:%S.123456789Z stdout F order <order> was placed',
    ),
    "dated_text": (
        '%a %b %d %H:%M:%S EST %Y order <order> was placed',
        '%Y-%jT%H:%M:%S,672:ERROR:no stock',
    ),
    "dmesg": (
        '[    1.234567] usb 1-1: new high-speed USB device number 2',
    ),
    "docker_compose": (
        'web-1  | %Y-%m-%dT%H:%M:%S.123456789Z order <order> was placed',
        '\x1b[36mweb-1  | \x1b[0m\x1b[31mno stock\x1b[0m',
    ),
    "docker_json": (
        '{"log":"Hello\\n","stream":"stdout","time":"%Y-%m-%dT%H:%M:%S.123456789Z"}',
    ),
    "dpkg": (
        '%Y-%m-%d %H:%M:%S status half-installed base-passwd:amd64 3.5.33',
    ),
    "epoch_text": (
        '<epoch>123 ERROR no stock',
    ),
    "gcp_logging": (
        '{"insertId":"a1","logName":"projects/shop/logs/stdout","timestamp":"%Y-%m-%dT%H:%M:%S.123Z","severity":"WARNING","textPayload":"stock is low","resource":{"type":"k8s_container"}}',
    ),
    "go_log": (
        '%Y/%m/%d %H:%M:%S place.go:<order>: [W] stock is low',
    ),
    "gunicorn_error": (
        '[%Y-%m-%d %H:%M:%S +0100] [4711] [INFO] Booting worker with pid: 4711',
    ),
    "hdfs": (
        '%y%m%d %H%M%S 148 INFO dfs.DataNode$PacketResponder: PacketResponder 1 terminating',
    ),
    "ios_lockdownd": (
        '%m/%d/%y %H:%M:%S.865446 pid=69 handle_get_value: attempting to get [DeviceName]',
    ),
    "java_gc": (
        '[%Y-%m-%dT%H:%M:%S.123+0100][5.678s][info][gc] GC(<order>) Pause Young (Normal) (G1 Evacuation Pause) 24M->4M(256M) 3.456ms',
        '%Y-%m-%dT%H:%M:%S.123+0100: 1.595: [GC pause (G1 Evacuation Pause) (young), 0.0096173 secs]',
    ),
    "java_util_logging": (
        '%b %d, %Y %H:%M:%S AM com.example.shop.Orders place\nWARNING: stock is low',
    ),
    "journald_json": (
        '{"__CURSOR":"s=1","__REALTIME_TIMESTAMP":"<epoch>123456","_HOSTNAME":"web-1","PRIORITY":"4","SYSLOG_IDENTIFIER":"sshd","_PID":"<order>","MESSAGE":"Failed password for root from <ip> port 52114 ssh2","_TRANSPORT":"syslog"}',
    ),
    "json_in_text": (
        'INFO {"level": "info", "message": "order was placed", "order": <order>}',
    ),
    "klog": (
        'E%m%d %H:%M:%S.619632 1952 server.go:253] cannot bind port 8080',
    ),
    "kubernetes_audit": (
        '{"kind":"Event","level":"Request","auditID":"57a7","stage":"ResponseComplete","requestURI":"/api/v1/pods","verb":"list","user":{"username":"ann"},"sourceIPs":["<ip>"],"responseStatus":{"code":200},"stageTimestamp":"%Y-%m-%dT%H:%M:%S.123456Z"}',
    ),
    "laravel": (
        '[%Y-%m-%d %H:%M:%S] production.ERROR: no stock {"item":<order>} []',
    ),
    "logrus": (
        'WARN[0012] stock is low                                 item=<order> left=2',
        'INFO[%Y-%m-%dT%H:%M:%S+01:00] order was placed',
    ),
    "macos_system": (
        '%b %d %H:%M:%S anns-mac socketfilterfw[112] <Info>: Notes: Allow TCP LISTEN  (in:0 out:1)',
    ),
    "macos_unified": (
        '%Y-%m-%d %H:%M:%S.123456+0100 0x1f3      Error       0x0                  312    0    locationd: (CoreLocation) [com.apple.locationd:core] no fix',
    ),
    "mongodb": (
        '{"t":{"$date":"%Y-%m-%dT%H:%M:%S.525+01:00"},"s":"I","c":"COMMAND","id":51803,"ctx":"conn16","msg":"Slow query","attr":{"durationMillis":120,"ns":"shop.orders","planSummary":"COLLSCAN"}}',
    ),
    "mongodb_text": (
        '%Y-%m-%dT%H:%M:%S.110+0100 I COMMAND  [conn17] command shop.orders find planSummary: COLLSCAN 120ms',
        '%Y-%m-%dT%H:%M:%S.110+0100 [conn1] end connection <ip>:53276 (0 connections now open)',
    ),
    "mysql_error": (
        '%Y-%m-%dT%H:%M:%S.835618Z 8 [Warning] [MY-010068] [Server] CA certificate ca.pem is self signed.',
        "%y%m%d  %H:%M:%S [Warning] Access denied for user 'root'@'<ip>' (using password: YES)",
    ),
    "mysql_slow": (
        "# User@Host: ann[ann] @  [<ip>]  Id:     2\n# Query_time: 0.011853  Lock_time: 0.011542 Rows_sent: 268  Rows_examined: 268\nuse shop;\nSET timestamp=<epoch>;\nSELECT * FROM orders\nWHERE state = 'paid';",
    ),
    "nestjs": (
        '[Nest] 7  - %m/%d/%Y, %H:%M:%S AM    WARN [StockService] stock is low',
    ),
    "netfilter": (
        '[1995.516358] [UFW BLOCK] IN=eth0 OUT= MAC=02:00:00:00:00:01 SRC=<ip> DST=192.0.2.1 LEN=44 TTL=43 PROTO=TCP SPT=52220 DPT=22 WINDOW=1024 SYN',
    ),
    "nlog": (
        '%Y-%m-%d %H:%M:%S.1234|WARN|Shop.Orders|Stock of <order> is low',
    ),
    "odoo": (
        '%Y-%m-%d %H:%M:%S,644 <order> INFO shop odoo.addons.base.models.res_users: Login successful for db:shop',
    ),
    "openstack": (
        '%Y-%m-%d %H:%M:%S.008 25746 INFO nova.osapi_compute.wsgi.server [req-38101a0b ann shop - - -] <ip> "GET /v2/servers HTTP/1.1" status: 200 len: 1893 time: 0.247782',
    ),
    "otel_json": (
        '{"resourceLogs":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"shop"}}]},"scopeLogs":[{"scope":{"name":"orders"},"logRecords":[{"timeUnixNano":"<epoch>000000000","severityNumber":13,"body":{"stringValue":"Stock is low"}}]}]}]}',
    ),
    "pgbouncer": (
        '%Y-%m-%d %H:%M:%S.586 CET [10384] LOG C-0x7f3bd6c47f40: shop/ann@<ip>:38296 closing because: client close request (age=5s)',
    ),
    "pino": (
        '{"level":30,"time":<epoch>123,"pid":<order>,"hostname":"web-1","req":{"method":"GET","url":"/a"},"res":{"statusCode":200},"responseTime":5,"msg":"request completed"}',
    ),
    "postfix": (
        'lost connection after AUTH from unknown[<ip>]',
        'NOQUEUE: reject: RCPT from mail.example.net[<ip>]: 554 5.7.1 <ann@example.org>: Relay access denied',
        'warning: unknown[<ip>]: SASL LOGIN authentication failed: UGFzc3dvcmQ6',
        '4F5A61C0B2: to=<ann@example.org>, relay=mail.example.org[192.0.2.25]:25, delay=1.2, delays=0.1/0/0.6/0.5, dsn=2.0.0, status=sent (250 OK)',
    ),
    "postgresql": (
        '%Y-%m-%d %H:%M:%S.123 CET [4711] ERROR:  relation "orders" does not exist at character 15',
        '%Y-%m-%d %H:%M:%S UTC [20]: [121-1] user=ann,db=shop,app=psql,client=<ip> LOG:  duration: 2.280 ms  statement: END;',
        '%Y-%m-%d %H:%M:%S UTC:<ip>(5432):ann@shop:[127]:FATAL:  password authentication failed for user "ann"',
    ),
    "postgresql_csv": (
        '%Y-%m-%d %H:%M:%S.785 CET,"ann","shop",1486,"<ip>:52306",6009c305.5ce,32,"SELECT",%Y-%m-%d 09:00:00 CET,14/10903,0,LOG,00000,"duration: 26.120 ms  statement: select 1",,,,,,,,,"psql"',
        '%Y-%m-%d %H:%M:%S.785 CET,,,1486,,6009c305.5ce,32,,%Y-%m-%d 09:00:00 CET,,0,ERROR,42P01,"relation ""orders"" does not exist\nin a query of two lines",,,,,',
    ),
    "postgresql_json": (
        '{"timestamp":"%Y-%m-%d %H:%M:%S.369 CET","user":"ann","dbname":"shop","pid":58151,"remote_host":"<ip>","session_id":"667c8f67.e327","error_severity":"LOG","message":"connection authorized","backend_type":"client backend"}',
    ),
    "python_logging": (
        '[%Y-%m-%d %H:%M:%S,123] [INFO] [shop.orders] order <order> was placed',
        '%Y-%m-%d %H:%M:%S,123 - shop.orders - WARNING - stock is low',
        '%Y-%m-%d %H:%M:%S,123:DEBUG:order <order> was placed',
        '%Y-%m-%d %H:%M:%S,123 -0800 INFO pid=1730 14073:MainThread      place.py:295 order <order> was placed',
        'ERROR    %Y-%m-%dT%H:%M:%S - no stock',
        'MainThread::ERROR::%Y-%m-%d %H:%M:%S,123::place::71::shop::(run) no stock',
        'WARNING:shop.orders:stock is low',
    ),
    "rails": (
        'Started GET "/orders?page=2" for <ip> at %Y-%m-%d %H:%M:%S +0100',
        '[6f2c] Completed 200 OK in 640ms (Views: 1.7ms | ActiveRecord: 91.0ms)',
        'Processing by OrdersController#index as HTML',
    ),
    "redis": (
        '4018:M %d %b %Y %H:%M:%S.119 * Background saving terminated with success',
        '<epoch>.107412 [0 <ip>:60866] "get" "order:<order>"',
    ),
    "ruby_logger": (
        'W, [%Y-%m-%dT%H:%M:%S.123456 #4711]  WARN -- shop: stock is low',
    ),
    "santa": (
        '[%Y-%m-%dT%H:%M:%S.893Z] I santad: action=EXEC|decision=ALLOW|reason=CERT|pid=75780|user=ann',
    ),
    "serilog": (
        '%Y-%m-%d %H:%M:%S.123 +01:00 [WRN] Stock of <order> is low',
    ),
    "serilog_json": (
        '{"@t":"%Y-%m-%dT%H:%M:%S.1234567Z","@mt":"Order {Order} was placed","@l":"Warning","Order":<order>,"SourceContext":"Shop.Orders"}',
    ),
    "spring_boot": (
        '%Y-%m-%dT%H:%M:%S.123+01:00  WARN 4711 --- [shop] [nio-8080-exec-1] c.e.shop.Orders                          : stock is low',
        '%Y-%m-%d %H:%M:%S.123  INFO 4711 --- [           main] c.e.shop.Main                            : Started Main in 3.1 seconds',
    ),
    "sshd": (
        'Failed password for invalid user admin from <ip> port 52114 ssh2',
        'Invalid user test from <ip> port 52114',
        'Connection closed by invalid user test <ip> port 52114 [preauth]',
        'pam_unix(sshd:auth): authentication failure; logname= uid=0 euid=0 tty=ssh ruser= rhost=<ip>  user=root',
        'pam_unix(sshd:session): session opened for user ann(uid=1000) by (uid=0)',
    ),
    "strace": (
        '<epoch>.814936 openat(AT_FDCWD, "/srv/a", O_RDONLY) = -1 ENOENT (No such file or directory) <0.000264>',
    ),
    "structlog": (
        '%Y-%m-%d %H:%M:%S [warning  ] stock is low                   [shop.stock] item=<order> left=2',
    ),
    "suricata_eve": (
        '{"timestamp":"%Y-%m-%dT%H:%M:%S.533101+0100","flow_id":12588,"event_type":"alert","src_ip":"<ip>","dest_ip":"192.0.2.1","dest_port":80,"proto":"TCP","alert":{"action":"allowed","signature":"Scan of a port","severity":2}}',
    ),
    "suricata_fast": (
        '%m/%d/%Y-%H:%M:%S.667372  [**] [1:2009187:4] Scan of a port [**] [Classification: Attempted Information Leak] [Priority: 2] {TCP} <ip>:5080 -> 192.0.2.1:22',
    ),
    "syslog_iso": (
        '%Y-%m-%dT%H:%M:%S.003+02:00 web cron[<order>]: (root) CMD (/usr/bin/true)',
        '%Y-%m-%dT%H:%M:%S+0200 web sshd[<order>]: Accepted publickey for ann from <ip> port 5022 ssh2',
    ),
    "syslog_rfc5424": (
        '<34>1 %Y-%m-%dT%H:%M:%S.003Z host.example.com su - ID47 - ann failed to become root',
        '<165>1 %Y-%m-%dT%H:%M:%S.003+02:00 192.0.2.1 shop 8710 ORDER [order@32473 id="<order>" state="paid"] Order was paid',
    ),
    "tai64n": (
        '@<tai64> tcpserver: status: 5/30',
    ),
    "tomcat_catalina": (
        '%d-%b-%Y %H:%M:%S.459 INFO [main] org.apache.catalina.startup.Catalina.start Server startup in [1234] milliseconds',
    ),
    "vmware": (
        '%Y-%m-%dT%H:%M:%S.193Z info vpxd[45715] [Originator@6876 sub=vpxLro opID=7e1280cf] [VpxLRO] -- BEGIN',
    ),
    "vsftpd": (
        '%a %b %d %H:%M:%S %Y [pid 3] [ann] OK LOGIN: Client "<ip>"',
    ),
    "windows_cbs": (
        '%Y-%m-%d %H:%M:%S, Info                  CBS    Loaded Servicing Stack v6.1.7601.23505',
    ),
    "windows_event_csv": (
        'Warning,%m/%d/%Y %H:%M:%S AM,Microsoft-Windows-DNS-Client,1014,(1014),Name resolution for the name example.org timed out.',
    ),
    "windows_event_xml": (
        '<Event xmlns="http://schemas.microsoft.com/win/2004/08/events/event"><System><Provider Name="Microsoft-Windows-Security-Auditing"/><EventID>4625</EventID><Level>0</Level>\n<TimeCreated SystemTime="%Y-%m-%dT%H:%M:%S.123456700Z"/><Channel>Security</Channel><Computer>pc-1.example.org</Computer></System>\n<EventData><Data Name="TargetUserName">ann</Data><Data Name="IpAddress"><ip></Data></EventData></Event>',
    ),
    "windows_firewall": (
        '%Y-%m-%d %H:%M:%S DROP TCP <ip> 192.0.2.1 50122 22 40',
    ),
    "windows_sccm": (
        '<![LOG[Installed two\npackages]LOG]!><time="%H:%M:%S.766-330" date="%m-%d-%Y" component="AppEnforce" context="" type="2" thread="8744" file="app.cpp:2083">',
    ),
    "windows_setupapi": (
        '>>>  [Device Install (Hardware initiated) - USB\\ROOT_HUB]\n>>>  Section start %Y/%m/%d %H:%M:%S.599\n<<<  [Exit status: SUCCESS]',
    ),
    "winston": (
        '%Y-%m-%dT%H:%M:%S.123Z [warn][stock]: stock is low {"item":<order>}',
        '%Y-%m-%dT%H:%M:%S.123Z [stock] warn: stock is low',
    ),
    "zap": (
        '{"level":"info","ts":<epoch>.123,"logger":"shop","caller":"orders/place.go:128","msg":"Order was placed","order":<order>}',
    ),
    "zap_console": (
        '%Y-%m-%dT%H:%M:%S.123Z\tinfo\tshop\torders/place.go:128\tOrder was placed\t{"order": <order>, "error": "none"}',
        '%Y-%m-%dT%H:%M:%S.123+0100\tERROR\tno stock',
    ),
    "zeek_tsv": (
        '<epoch>.921333\tCtPZ\t<ip>\t192.0.2.1\ttcp\thttp\t3.5\tSF',
    ),
    "apt_history": (
        'Start-Date: %Y-%m-%d  %H:%M:%S\nCommandline: apt-get install shop\nInstall: shop:amd64 (1.<order>)\nEnd-Date: %Y-%m-%d  %H:%M:%S',
    ),
    "bracketed": (
        '[%Y-%m-%dT%H:%M:%S,123][WARN ][o.e.s.Stock             ] [shop-1] stock of <order> is low',
        '[%Y-%m-%d %H:%M:%S.123][shop::orders][ERROR] no stock for <order>',
        '[%Y-%m-%d %H:%M:%S.123 +01:00] [INF] [79] Shop.Orders: order <order> was placed',
    ),
    "date_day_first": (
        '%d.%m.%Y %H:%M:%S ERROR no stock for <order>',
    ),
    "exim": (
        '%Y-%m-%d %H:%M:%S 1tNcFi-00000001xyz-1aBc <= ann@example.org H=mail.example.org [<ip>] P=esmtps S=<order>',
        '%Y-%m-%d %H:%M:%S H=(smtp.example.org) [<ip>]:17125 F=<ann@example.org> rejected RCPT <bob@example.net>: relay not permitted',
    ),
    "gcs_usage": (
        '"<epoch>123456","<ip>","1","","GET","/shop/<order>.png","200","0","2326","41250","storage.example.com","","curl/8.5.0","AEnB2U","GET_Object","shop","<order>.png"',
    ),
    "ibm_mq": (
        '%m/%d/%Y %H:%M:%S - Process(<order>.1) User(mqm) Program(amqzxma0)\n                    Host(shop-1) Installation(Installation1)\n                    Time(%Y-%m-%dT%H:%M:%S.343Z)\nAMQ6776E: Queue manager recovery log not correctly configured.',
    ),
    "icinga2": (
        '[%Y-%m-%d %H:%M:%S +0100] warning/ApiListener: Certificate validation failed for endpoint \'shop-<order>\'',
    ),
    "jetty_log": (
        '%Y-%m-%d %H:%M:%S.123:INFO:oejs.Server:main: order <order> was placed',
        '%Y-%m-%d %H:%M:%S.123:WARN:shop.Stock:no stock',
    ),
    "lighttpd_traffic": (
        '<ip> www.example.com - [%d/%b/%Y:%H:%M:%S +0100] "GET /order/<order> HTTP/1.1" 200 512 311 790 2 "-" "curl/8.5.0"',
    ),
    "minecraft": (
        '[%H:%M:%S] [Server thread/INFO]: ann placed order <order>',
        '[%H:%M:%S] [Server thread/WARN]: stock is low',
    ),
    "mssql_error": (
        '%Y-%m-%d %H:%M:%S.12 Logon       Login failed for user \'ann\'. Reason: Password did not match. [CLIENT: <ip>]',
        '%Y-%m-%d %H:%M:%S.12 spid51      Error: 18456, Severity: 14, State: 8.',
    ),
    "npm_debug": (
        '<order> http fetch GET 200 https://packages.example.org/shop 41ms',
        '<order> warn deprecated shop@1.0.0: no longer kept',
    ),
    "powershell_transcript": (
        '**********************\nWindows PowerShell transcript start\nStart time: %Y%m%d%H%M%S\nUsername: SHOP\\ann\nMachine: TILL7 (Microsoft Windows NT 10.0.17763.0)\nProcess ID: <order>\n**********************\nPS C:\\> whoami\nshop\\ann',
    ),
    "sophos_av": (
        '%Y%m%d %H%M%S\tThe virus/spyware \'EICAR-AV-Test\' was deleted from order <order>.',
    ),
    "timed_text": (
        'update-alternatives %Y-%m-%d %H:%M:%S: link group <order> updated',
    ),
}  # fmt: skip
"""By format; times as ``strftime`` writes them, in angle brackets what differs between records."""

HEADERS: Mapping[str, str] = {
    "windows_firewall": "#Fields: date time action protocol src-ip dst-ip src-port dst-port size",
    "zeek_tsv": "#fields\tts\tuid\tid.orig_h\tid.resp_h\tproto\tservice\tduration\tconn_state",
}
"""First lines of the formats that name their columns."""

_TAI = (1 << 62) + 10


def events(texts: Sequence[str], header: str | None, dice: Dice) -> Iterable[str]:
    """Lines of a log behind its header: of each visit one of the texts, filled in."""
    if header is not None:
        yield header
    for visit in visits(dice, LINES):
        seconds = int(visit.when.timestamp())
        values = {
            "<ip>": visit.client,
            "<order>": str(visit.port),
            "<epoch>": str(seconds),
            "<tai64>": f"{seconds + _TAI:016x}{visit.spent * 1000:08x}",
        }
        text = visit.when.strftime(dice.choice(texts))
        for mark, value in values.items():
            text = text.replace(mark, value)
        yield text
        if visit.number == ODD:
            yield text[: len(text) // 3]


LOGS: Mapping[str, Callable[[Dice], Iterable[str]]] = {
    f"{name}/events": partial(events, texts, HEADERS.get(name)) for name, texts in RECORDS.items()
}
