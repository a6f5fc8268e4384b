"""REST held to its OpenAPI document: ``python -m tests.contract`` looks for long, the test for
seconds."""
