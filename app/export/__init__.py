"""A report as one HTML file that needs no server: mail it, keep it, open it from disk.

It lives in the application because it draws charts, which the analyzer knows nothing of; the
command line runs ``python -m app.export`` and hands over the report's JSON.
"""

from app.export.page import single_file

__all__ = ["single_file"]
