"""The kernels' machine code, made by numba. It takes two seconds: see ``library``."""

import os
from typing import Any

import llvmlite.binding as llvm

from analyzer.kernels.contract import SIGNATURES
from analyzer.kernels.machine import target_machine

# Read when numba is imported; without them it compiles for this very processor.
os.environ.setdefault("NUMBA_CPU_NAME", "generic")
os.environ.setdefault("NUMBA_CPU_FEATURES", "")


def object_code() -> bytes:
    """All kernels under their names, as one ELF object."""
    from numba import cfunc

    from analyzer.kernels.encode import encode, spread
    from analyzer.kernels.request import split_request
    from analyzer.kernels.split import split

    linked = llvm.parse_assembly("")
    for kernel in (split, split_request, encode, spread):
        compiled = cfunc(_signature(kernel.__name__))(kernel)
        text = compiled.inspect_llvm().replace(compiled.native_name, kernel.__name__)
        linked.link_in(llvm.parse_assembly(text))
    linked.verify()
    code: bytes = target_machine().emit_object(linked)
    return code


def _signature(kernel: str) -> Any:
    from numba import types

    def named(name: str) -> Any:
        pointed = name.removesuffix("*")
        return types.CPointer(getattr(types, pointed)) if pointed != name else getattr(types, name)

    returned, arguments = SIGNATURES[kernel]
    return named(returned)(*map(named, arguments))
