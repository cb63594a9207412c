"""What a process gives up for ever before it runs a stranger's code.

Landlock takes the file system, seccomp the system calls, rlimits the amounts. Each is applied by
the process to itself and can't be undone. The calls go through ctypes, since nothing but the
standard library is there.
"""

from __future__ import annotations

import contextlib
import ctypes
import fcntl
import os
import platform
import resource
import signal
import struct
from collections.abc import Iterable, Iterator
from typing import Any

PR_SET_PDEATHSIG, PR_SET_DUMPABLE, PR_SET_SECCOMP, PR_SET_NO_NEW_PRIVS = 1, 4, 22, 38
LANDLOCK_CREATE, LANDLOCK_ADD, LANDLOCK_RESTRICT = 444, 445, 446  # the same on every architecture
_READ_FILE, _READ_DIR = 1 << 2, 1 << 3
_ARCHITECTURES = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}

# name: (x86_64, aarch64); None: there is no such call there.
CALLS: dict[str, tuple[int | None, int | None]] = {
    "read": (0, 63), "write": (1, 64), "open": (2, None), "close": (3, 57), "stat": (4, None),
    "fstat": (5, 80), "lstat": (6, None), "poll": (7, None), "lseek": (8, 62), "mmap": (9, 222),
    "mprotect": (10, 226), "munmap": (11, 215), "brk": (12, 214), "rt_sigaction": (13, 134),
    "rt_sigprocmask": (14, 135), "rt_sigreturn": (15, 139), "pread64": (17, 67), "readv": (19, 65),
    "writev": (20, 66), "access": (21, None), "pipe": (22, None), "select": (23, None),
    "sched_yield": (24, 124), "mremap": (25, 216), "madvise": (28, 233), "dup": (32, 23),
    "dup2": (33, None), "nanosleep": (35, 101), "getpid": (39, 172), "exit": (60, 93),
    "uname": (63, 160), "fcntl": (72, 25), "getdents64": (217, 61), "getcwd": (79, 17),
    "readlink": (89, None), "gettimeofday": (96, 169), "getrlimit": (97, 163),
    "getrusage": (98, 165), "sysinfo": (99, 179), "times": (100, 153), "getuid": (102, 174),
    "getgid": (104, 176), "geteuid": (107, 175), "getegid": (108, 177), "getppid": (110, 173),
    "sigaltstack": (131, 132), "arch_prctl": (158, None), "gettid": (186, 178), "futex": (202, 98),
    "sched_getaffinity": (204, 123), "set_tid_address": (218, 96), "clock_gettime": (228, 113),
    "clock_getres": (229, 114), "clock_nanosleep": (230, 115), "exit_group": (231, 94),
    "openat": (257, 56), "newfstatat": (262, 79), "readlinkat": (267, 78), "faccessat": (269, 48),
    "pselect6": (270, 72), "ppoll": (271, 73), "set_robust_list": (273, 99), "dup3": (292, 24),
    "pipe2": (293, 59), "getrandom": (318, 278), "membarrier": (324, 283), "statx": (332, 291),
    "rseq": (334, 293), "faccessat2": (439, 439),
}  # fmt: skip
_CLONE, _CLONE3, _PRLIMIT = (56, 220), (435, 435), (302, 261)
_CLONE_THREAD = 0x00010000

# What no program of a workspace needs, and what has let others out of a namespace.
REFUSED: dict[str, tuple[int | None, int | None]] = {
    "ptrace": (101, 117), "process_vm_readv": (310, 270), "process_vm_writev": (311, 271),
    "mount": (165, 40), "umount2": (166, 39), "pivot_root": (155, 41), "chroot": (161, 51),
    "unshare": (272, 97), "setns": (308, 268), "bpf": (321, 280), "perf_event_open": (298, 241),
    "userfaultfd": (323, 282), "keyctl": (250, 219), "add_key": (248, 217),
    "request_key": (249, 218), "open_by_handle_at": (304, 265), "init_module": (175, 105),
    "finit_module": (313, 273), "delete_module": (176, 106), "kexec_load": (246, 104),
    "swapon": (167, 224), "reboot": (169, 142), "quotactl": (179, 60), "acct": (163, 89),
    "settimeofday": (170, 170), "personality": (135, 92), "kcmp": (312, 272),
    "pidfd_getfd": (438, 438), "move_mount": (429, 429), "fsopen": (430, 430),
    "fsmount": (432, 432), "open_tree": (428, 428), "mount_setattr": (442, 442),
    "io_uring_setup": (425, 425), "io_uring_enter": (426, 426), "io_uring_register": (427, 427),
}  # fmt: skip
_NAMESPACES = 0x7E020000 | 0x00000080  # every CLONE_NEW… flag

_libc = ctypes.CDLL(None, use_errno=True)


def _call(number: int, *arguments: Any) -> int:
    result: int = _libc.syscall(number, *arguments)
    if result < 0:
        code = ctypes.get_errno()
        raise OSError(code, os.strerror(code))
    return result


def _prctl(option: int, argument: int) -> None:
    if _libc.prctl(option, ctypes.c_ulong(argument), 0, 0, 0):
        code = ctypes.get_errno()
        raise OSError(code, os.strerror(code))


def die_with_parent() -> None:
    """Be killed when the parent ends; after any change of user, which clears it."""
    _prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


def no_new_privileges() -> None:
    """Give up what a set-user-id program would grant."""
    _prctl(PR_SET_NO_NEW_PRIVS, 1)


def undumpable() -> None:
    """Close `/proc/self` to other processes of the same user."""
    _prctl(PR_SET_DUMPABLE, 0)


class Ruleset:
    """A Landlock rule set: some folders may be read, and nothing else of any file system.

    Where the kernel knows them, the network, abstract sockets and signals to others go too.
    """

    def __init__(self, readable: list[str]) -> None:
        """Open the rule set.

        Raises:
            OSError: this kernel has no Landlock.
        """
        self.abi = _call(LANDLOCK_CREATE, None, ctypes.c_size_t(0), 1)
        files = (1 << {1: 13, 2: 14, 3: 15, 4: 15}.get(self.abi, 16)) - 1
        network = 0b11 if self.abi >= 4 else 0
        scoped = 0b11 if self.abi >= 6 else 0
        sizes = 24 if self.abi >= 6 else 16 if self.abi >= 4 else 8
        attributes = struct.pack("=QQQ", files, network, scoped)[:sizes]
        low = _call(LANDLOCK_CREATE, attributes, ctypes.c_size_t(sizes), 0)
        # Out of the way of the low numbers that a guest's own streams take.
        self._descriptor = fcntl.fcntl(low, fcntl.F_DUPFD_CLOEXEC, 100)
        os.close(low)
        for path in readable:
            self._allow(path)

    def _allow(self, path: str) -> None:
        try:
            place = os.open(path, os.O_PATH | os.O_CLOEXEC)
        except OSError:
            return  # what is not there needs no permission
        try:
            allowed = _READ_FILE | (_READ_DIR if os.path.isdir(path) else 0)
            rule = struct.pack("=Qi", allowed, place)
            _call(LANDLOCK_ADD, self._descriptor, 1, rule, 0)
        finally:
            os.close(place)

    def enforce(self) -> None:
        """Bind this process to the rules, for ever."""
        _call(LANDLOCK_RESTRICT, self._descriptor, 0)


def _instruction(code: int, yes: int, no: int, value: int) -> bytes:
    return struct.pack("=HBBI", code, yes, no, value & 0xFFFFFFFF)


_LOAD, _EQUAL, _AT_LEAST, _ANY_BIT, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_PERMIT, _DENY, _UNKNOWN, _KILL = 0x7FFF0000, 0x00050001, 0x00050026, 0x80000000  # EPERM, ENOSYS
_ARCHITECTURE, _NUMBER, _FIRST = 4, 0, 16
"""Where a filter finds the architecture, the call's number and its first argument."""


def _column(machine: str) -> int:
    if machine not in _ARCHITECTURES:
        raise OSError(f"no list of system calls for {machine}")
    return 0 if machine == "x86_64" else 1


def _opening(machine: str) -> list[bytes]:
    """How both programs begin: with the number loaded, and clone3 refused.

    glibc then falls back to clone, whose flags can be read.
    """
    return [
        _instruction(_LOAD, 0, 0, _ARCHITECTURE),
        _instruction(_EQUAL, 1, 0, _ARCHITECTURES[machine]),
        _instruction(_RETURN, 0, 0, _KILL),
        _instruction(_LOAD, 0, 0, _NUMBER),
        *_answer([_CLONE3], machine, _UNKNOWN),
    ]


def _answer(
    calls: Iterable[tuple[int | None, int | None]], machine: str, result: int
) -> Iterator[bytes]:
    """Give one result to each of some calls."""
    column = _column(machine)
    for numbers in calls:
        if (number := numbers[column]) is not None:
            yield _instruction(_EQUAL, 0, 1, number)
            yield _instruction(_RETURN, 0, 0, result)


def _clone(machine: str, bits: int, found: int, otherwise: int) -> list[bytes]:
    """Judge clone by whether its flags hold any of some bits."""
    return [
        _instruction(_EQUAL, 0, 4, _CLONE[_column(machine)]), _instruction(_LOAD, 0, 0, _FIRST),
        _instruction(_ANY_BIT, 0, 1, bits), _instruction(_RETURN, 0, 0, found),
        _instruction(_RETURN, 0, 0, otherwise),
    ]  # fmt: skip


def allow_list(machine: str) -> bytes:
    """Return the seccomp program: the calls of `CALLS`, threads but no processes, else EPERM.

    Raises:
        OSError: an architecture whose call numbers are not known here.
    """
    return b"".join([
        *_opening(machine),
        *_clone(machine, _CLONE_THREAD, _PERMIT, _DENY),
        # Limits of oneself may be read and lowered; those of another process not.
        _instruction(_EQUAL, 0, 4, _PRLIMIT[_column(machine)]), _instruction(_LOAD, 0, 0, _FIRST),
        _instruction(_EQUAL, 0, 1, 0), _instruction(_RETURN, 0, 0, _PERMIT),
        _instruction(_RETURN, 0, 0, _DENY),
        *_answer(CALLS.values(), machine, _PERMIT),
        _instruction(_RETURN, 0, 0, _DENY),
    ])  # fmt: skip


def deny_list(machine: str) -> bytes:
    """Return the seccomp program of a workspace: processes yes, namespaces and `REFUSED` no.

    Raises:
        OSError: an architecture whose call numbers are not known here.
    """
    lines = [*_opening(machine), *_clone(machine, _NAMESPACES, _DENY, _PERMIT)]
    if machine == "x86_64":  # calls of the 32-bit-pointer table are other numbers for the same
        lines += [_instruction(_AT_LEAST, 0, 1, 0x40000000), _instruction(_RETURN, 0, 0, _DENY)]
    refused = _answer(REFUSED.values(), machine, _DENY)
    return b"".join([*lines, *refused, _instruction(_RETURN, 0, 0, _PERMIT)])


def filter_calls(program: bytes) -> None:
    """Put this process, and every thread of it, under a seccomp program."""
    buffer = ctypes.create_string_buffer(program, len(program))
    header = struct.pack("=HxxxxxxQ", len(program) // 8, ctypes.addressof(buffer))
    if _libc.prctl(PR_SET_SECCOMP, 2, ctypes.c_char_p(header), 0, 0):
        code = ctypes.get_errno()
        raise OSError(code, os.strerror(code))


def limit(memory: int, seconds: int) -> None:
    """Bound memory (bytes) and processor time; no file may grow, and none is left by a crash."""
    amounts = {
        resource.RLIMIT_AS: memory, resource.RLIMIT_CPU: seconds, resource.RLIMIT_FSIZE: 0,
        resource.RLIMIT_NOFILE: 64, resource.RLIMIT_CORE: 0,
    }  # fmt: skip
    for kind, amount in amounts.items():
        _, hard = resource.getrlimit(kind)
        amount = amount if hard == resource.RLIM_INFINITY else min(amount, hard)
        with contextlib.suppress(ValueError):
            resource.setrlimit(kind, (amount, amount))


def machine() -> str:
    """Return the architecture that this interpreter runs on."""
    return platform.machine()
