"""The catalog of analyses: one SQLite file."""
