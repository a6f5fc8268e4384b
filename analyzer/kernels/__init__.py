"""Loops over every byte of a log, as machine code.

numba compiles them once; the code is kept in a file, from which every later process loads it with
llvmlite alone (20 ms, against 0.4 s for numba). ``library`` is the way in.
"""
