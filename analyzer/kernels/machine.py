"""Which machine the code is for: any of this one's kind, so that an image made elsewhere runs."""

import llvmlite.binding as llvm


def target_machine() -> llvm.TargetMachine:
    """Of the processor's family, without what only some members have."""
    llvm.initialize_native_target()
    llvm.initialize_native_asmprinter()
    return llvm.Target.from_default_triple().create_target_machine(cpu="", opt=3, jit=True)
