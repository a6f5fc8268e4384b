"""How fast, in how much memory, and beside what: ``python -m tests.benchmarks``."""
