"""The engine: one process apart from the web server that runs analyses, each in a process
of its own."""
