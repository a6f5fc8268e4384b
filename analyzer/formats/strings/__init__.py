"""Log format strings of Apache, nginx and GoAccess: what a user types becomes a definition."""
