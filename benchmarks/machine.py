"""What kind of machine the figures come from."""

import os
import platform
from pathlib import Path

import numba
import numpy as np


def machine() -> dict[str, str]:
    """Return what a reader needs to compare figures with those of another machine."""
    return {
        "processor": _of_file("/proc/cpuinfo", "model name") or platform.processor() or platform.machine(),
        "cores": str(os.cpu_count()),
        "memory": _memory(),
        "system": platform.system(),
        "Python": platform.python_version(),
        "numba": numba.__version__,
        "numpy": np.__version__,
    }


def load() -> str:
    """Return how many programs want the processor now."""
    busy = f"{os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "unknown how many"
    return f"{busy} programs wanted {os.cpu_count()} cores"


def _memory() -> str:
    told = _of_file("/proc/meminfo", "MemTotal")
    return f"{int(told.split()[0]) / 1e6:.0f} GB" if told else "unknown"


def _of_file(path: str, key: str) -> str:
    file = Path(path)
    lines = file.read_text(encoding="utf-8").splitlines() if file.exists() else []
    return next((line.partition(":")[2].strip() for line in lines if line.startswith(key)), "")
