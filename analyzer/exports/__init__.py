"""A report for other programs and other readers: CSV, Arrow, NDJSON, Markdown, and back again."""
