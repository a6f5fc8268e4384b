"""Loglanes: logs are cut into chunks, parsed in parallel, merged; and every run shows its work."""

from analyzer.errors import LoglanesError
from analyzer.public import Panel, Report, Verdict, analyze, detect

__all__ = ["LoglanesError", "Panel", "Report", "Verdict", "__version__", "analyze", "detect"]

__version__ = "0.1.0"
