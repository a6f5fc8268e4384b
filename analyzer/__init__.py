"""Loglanes: logs are cut into chunks, parsed in parallel, merged; and every run shows its work."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from analyzer.errors import LoglanesError
    from analyzer.public import Panel, Report, Verdict, analyze, detect

__all__ = ["LoglanesError", "Panel", "Report", "Verdict", "__version__", "analyze", "detect"]

__version__ = "0.1.0"

if not TYPE_CHECKING:

    def __getattr__(name: str) -> Any:
        """What scripts ask for, imported when they do: the command line needs none of it."""
        if name not in __all__:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        from analyzer import errors, public

        return getattr(errors if name == "LoglanesError" else public, name)
