"""``python -m analyzer.kernels`` makes the machine code, so that nobody waits for it later."""

from analyzer.kernels.library import kernels

kernels()
