"""The commands of ``python -m analyzer``, a file each: ``add`` describes its arguments, ``run``
does it and returns the exit code."""
