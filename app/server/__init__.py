"""What stands between gunicorn and the application: clients that send too slowly, or too much at
once, must not take the threads that others need."""
