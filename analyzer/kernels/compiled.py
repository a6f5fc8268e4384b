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

    from analyzer.kernels.cri import unwrap_cri
    from analyzer.kernels.durations import read_durations
    from analyzer.kernels.encode import encode, spread
    from analyzer.kernels.joined import cut_ports, join_values
    from analyzer.kernels.keyed_lines import read_keyed
    from analyzer.kernels.moments import read_moments
    from analyzer.kernels.request import split_request
    from analyzer.kernels.split import split
    from analyzer.kernels.tally import add_sums, tally
    from analyzer.kernels.unescape import unescape
    from analyzer.kernels.words import words

    linked = llvm.parse_assembly("")
    kernels = (
        split, split_request, read_keyed, encode, spread, tally, add_sums, unescape, unwrap_cri,
        words, read_moments, read_durations, cut_ports, join_values,
    )  # fmt: skip
    for kernel in kernels:
        compiled = cfunc(_signature(kernel.__name__))(kernel)
        text = compiled.inspect_llvm().replace(compiled.native_name, kernel.__name__)
        linked.link_in(llvm.parse_assembly(text))
    _simplify(linked)
    code: bytes = target_machine().emit_object(linked)
    return code


def _simplify(module: llvm.ModuleRef) -> None:
    """Optimises all kernels together. What numba adds to call Python where something is raised goes
    away, as nothing is: nothing of Python and numba may be left where the code is loaded without
    them."""
    for function in module.functions:
        if not function.is_declaration and function.name not in SIGNATURES:
            function.linkage = "internal"
    options = llvm.create_pipeline_tuning_options(speed_level=3)
    builder = llvm.create_pass_builder(target_machine(), options)
    builder.getModulePassManager().run(module, builder)
    module.verify()
    for one in (*module.functions, *module.global_variables):
        assert not one.is_declaration or one.name.startswith("llvm."), one.name


def _signature(kernel: str) -> Any:
    from numba import types

    def named(name: str) -> Any:
        pointed = name.removesuffix("*")
        return types.CPointer(getattr(types, pointed)) if pointed != name else getattr(types, name)

    returned, arguments = SIGNATURES[kernel]
    return named(returned)(*map(named, arguments))
