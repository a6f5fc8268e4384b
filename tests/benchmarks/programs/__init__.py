"""Programs that are run as processes of their own."""
