"""How gunicorn serves the application; read by ``gunicorn --config python:app.gunicorn_settings``.

Threads: one for each upload under way (32 large, 32 small), each request that waits for progress
(32), each event stream (12), each slow head (8) and each slowly taken answer (24); the rest, more
than a score, are for pages.
``timeout`` is about a process that hangs, not about requests.
"""

import os
import time

from analyzer import no_pandas as no_pandas
from app.config import config_from
from app.engine.client import EngineClient
from app.lifeline import end_with_parent
from app.logs import LOGGING
from app.storage import Storage

_ENGINE_SECONDS = 10.0
_LOOK_SECONDS = 0.05

_config = config_from()
_host = f"[{_config.host}]" if ":" in _config.host else _config.host

bind = f"{_host}:{_config.port}"
workers = _config.web_workers
worker_class = "app.server.worker.LimitedWorker"
threads = 168
timeout = 120
graceful_timeout = 10
keepalive = 5
limit_request_line = 8190
limit_request_fields = 64
max_requests = 0
control_socket_disable = True
accesslog = None
logconfig_dict = LOGGING
umask = 0o077


def on_starting(_server: object) -> None:
    """The web server ends with its launcher."""
    if parent := os.environ.get("LAUNCHER_PID"):
        end_with_parent(int(parent))


def post_worker_init(_worker: object) -> None:
    """Takes the first request once the engine answers, so that the first answers tell no
    half-truths; or after ten seconds, to say what is wrong. (Clients wait meanwhile: the socket is
    open.)"""
    engine = EngineClient(Storage(_config.data).run)
    deadline = time.monotonic() + _ENGINE_SECONDS
    while time.monotonic() < deadline and not engine.answers():
        time.sleep(_LOOK_SECONDS)
