"""Our own log, on standard error. Requests and log lines are quoted in it, so it is written as if
an attacker had: nothing in it can steer a terminal."""

import logging
from typing import Any

from analyzer.terminal import safe_text


class VisibleFormatter(logging.Formatter):
    """Lines in which control and direction-changing characters show as escapes."""

    def format(self, record: logging.LogRecord) -> str:
        """The record, its traceback included; only line ends stay as they are."""
        return "\n".join(safe_text(line) for line in super().format(record).split("\n"))


LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "visible": {
            "class": "app.logs.VisibleFormatter",
            "format": "%(asctime)s [%(process)d] [%(levelname)s] %(message)s",
        }
    },
    "handlers": {
        "stderr": {
            "class": "logging.StreamHandler",
            "formatter": "visible",
            "stream": "ext://sys.stderr",
        }
    },
    "root": {"level": "WARNING", "handlers": ["stderr"]},
    "loggers": {
        "gunicorn.error": {"level": "WARNING", "handlers": ["stderr"], "propagate": False},
    },
}
"""For ``logging.config.dictConfig``, in every process."""
