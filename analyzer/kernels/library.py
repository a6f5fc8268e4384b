"""The kernels as functions. Their machine code is made once and kept in a file: beside this one, as
Python keeps its own compiled code, or where that may not be written in the user's cache."""

import ctypes
import os
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path
from threading import Lock
from typing import Any

import numpy.typing as npt

from analyzer.kernels.contract import SIGNATURES
from analyzer.user_cache import user_cache

_HERE = Path(__file__).parent
_OF_C = ("memset", "memcpy", "memmove")
"""What LLVM may call to fill and copy memory."""

_TYPES: dict[str, Any] = {"void": None, "int64": ctypes.c_int64, "uint64": ctypes.c_uint64}


@dataclass(frozen=True, slots=True)
class Kernels:
    """Arguments are numbers, and addresses of arrays (``address``). Nothing is checked. ``_engine``
    is what they live in."""

    split: Callable[..., None]
    split_request: Callable[..., None]
    tally: Callable[..., None]
    add_sums: Callable[..., None]
    read_keyed: Callable[..., int]
    encode: Callable[..., int]
    spread: Callable[..., None]
    unescape: Callable[..., int]
    unwrap_cri: Callable[..., int]
    words: Callable[..., int]
    read_moments: Callable[..., None]
    read_durations: Callable[..., None]
    cut_ports: Callable[..., None]
    join_values: Callable[..., int]
    _engine: Any


def kernels() -> Kernels:
    """Loaded into this process at the first call; processes that it forks have them, too."""
    with _LOADING:
        return _loaded()


_LOADING = Lock()
"""Two threads that load at once would leave one with functions whose code is gone."""


@cache
def _loaded() -> Kernels:
    import llvmlite.binding as llvm

    from analyzer.kernels.machine import target_machine

    for name in _OF_C:
        llvm.add_symbol(name, ctypes.cast(getattr(ctypes.CDLL(None), name), ctypes.c_void_p).value)
    engine = llvm.create_mcjit_compiler(llvm.parse_assembly(""), target_machine())
    engine.add_object_file(llvm.ObjectFileRef.from_data(machine_code()))
    engine.finalize_object()
    return Kernels(**{name: _function(engine, name) for name in SIGNATURES}, _engine=engine)


def _function(engine: Any, name: str) -> Callable[..., Any]:
    returned, arguments = SIGNATURES[name]
    types = [_TYPES.get(argument, ctypes.c_void_p) for argument in arguments]
    return ctypes.CFUNCTYPE(_TYPES[returned], *types)(engine.get_function_address(name))


def machine_code() -> bytes:
    """An object file: the one that was kept, or a new one."""
    kept = _kept()
    if kept is not None:
        return kept
    from analyzer.kernels.compiled import object_code

    code = object_code()
    _keep(code)
    return code


def are_made() -> bool:
    """Whether their machine code is kept; else the next who needs it compiles it."""
    return _kept() is not None


def _kept() -> bytes | None:
    for folder in _folders():
        with suppress(OSError):
            return (folder / _name()).read_bytes()
    return None


def _name() -> str:
    return f"kernels-{_fingerprint()}.o"


def _folders() -> Iterator[Path]:
    yield _HERE / "__pycache__"
    if folder := user_cache():
        yield folder


def _fingerprint() -> str:
    """Of all that the machine code depends on."""
    found = sha256(os.uname().machine.encode())
    for source in (*map(_version_of, ("numba", "llvmlite")), *sorted(_HERE.glob("*.py"))):
        found.update(source.read_bytes())
    return found.hexdigest()[:16]


def _version_of(package: str) -> Path:
    """The file that says which one is installed: to ask for it by name takes 15 ms."""
    spec = find_spec(package)
    assert spec is not None and spec.origin is not None, f"{package} is not installed"  # noqa: PT018
    return Path(spec.origin).with_name("_version.py")


def _keep(code: bytes) -> None:
    """In the first folder that may be written; without one, each process makes its own."""
    name = _name()
    for folder in _folders():
        draft = folder / f"{name}.{os.getpid()}"
        try:
            folder.mkdir(parents=True, exist_ok=True)
            draft.write_bytes(code)
            draft.replace(folder / name)
            return
        except OSError:
            with suppress(OSError):
                draft.unlink(missing_ok=True)


def address(array: npt.NDArray[Any]) -> int:
    """Where the first entry lies. Only as long as the array lives."""
    found: int = array.__array_interface__["data"][0]
    return found
