"""What is read of a corpus of real logs, file by file: ``python -m tests.corpus``."""
