"""Loglanes: logs are cut into chunks, parsed in parallel, merged; and every run shows its work."""

__version__ = "0.1.0"
