"""How much memory this process holds, and how much it may."""

import os
import re
import resource
import sys
from pathlib import Path

_STATM = Path("/proc/self/statm")
_GROUP = Path("/sys/fs/cgroup/memory.max")
_UNITS = {"": 1, "K": 1 << 10, "M": 1 << 20, "G": 1 << 30, "T": 1 << 40}


def resident() -> int:
    """Give the bytes of memory this process holds now; where that is not told, its peak."""
    try:
        pages = int(_STATM.read_bytes().split()[1])
    except (OSError, IndexError, ValueError):
        # Its peak: in bytes on macOS, else in KiB.
        unit = 1 if sys.platform == "darwin" else 1 << 10
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit
    return pages * os.sysconf("SC_PAGE_SIZE")


def machine() -> int:
    """Give the bytes of memory there are: the machine's, or less if its container has less."""
    whole = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    try:
        return min(whole, int(_GROUP.read_text()))
    except (OSError, ValueError):
        return whole


def read_size(text: str) -> int:
    """Read a size such as ``2G``, ``1.5G`` or ``800M``: K, M, G and T are powers of 1,024.

    Raises
    ------
    ValueError
        If the text is no size above 0.
    """
    found = re.fullmatch(r"\s*(\d+(?:\.\d+)?)\s*([KMGT]?)i?B?\s*", text, re.IGNORECASE)
    size = int(float(found[1]) * _UNITS[found[2].upper()]) if found else 0
    if size < 1:
        raise ValueError(f"expected a size such as 2G or 800M, found {text!r}")
    return size
