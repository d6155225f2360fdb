"""What the benchmarks share: percentiles, peak memory, the machine's shape, a table, and the results as JSON."""

from __future__ import annotations

import json
import math
import os
import platform
import re
import resource
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
RESULTS = Path(__file__).resolve().parent / "results"


def percentile(values: Sequence[float], part: float) -> float:
    """The nearest-rank percentile: the smallest value that at least `part` (0 to 1) of the values do not exceed."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(part * len(ordered)) - 1)]


def peak_mib() -> float:
    """Peak resident memory of this process in MiB.

    Linux tells it for this program alone (`VmHWM`); `ru_maxrss` there would include the parent's before `exec`.
    """
    status = Path("/proc/self/status")
    if status.exists() and (found := re.search(r"VmHWM:\s+(\d+) kB", status.read_text(encoding="ascii"))):
        return int(found[1]) / 1024
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1024 * 1024) if sys.platform == "darwin" else peak / 1024


def in_a_process_of_its_own(module: str, *arguments: str) -> dict[str, Any]:
    """Run `python -m module arguments` and hand back the JSON object that it prints."""
    done = subprocess.run(
        [sys.executable, "-m", module, *arguments], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise SystemExit(f"{module} {' '.join(arguments)} failed:\n{done.stderr}")
    answer: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return answer


def machine() -> dict[str, Any]:
    """The shape of the machine, without its name."""
    return {
        "cores": os.cpu_count(),
        "architecture": platform.machine(),
        "system": platform.system(),
        "python": platform.python_version(),
    }


def table(title: str, rows: Sequence[dict[str, Any]]) -> None:
    """Print the rows as a table; all rows have the keys of the first."""
    heads = list(rows[0])
    cells = [[f"{row[head]:.1f}" if isinstance(row[head], float) else str(row[head]) for head in heads] for row in rows]
    widths = [max(len(line[number]) for line in [heads, *cells]) for number in range(len(heads))]
    print(f"\n{title}")
    for line in [heads, ["-" * width for width in widths], *cells]:
        print("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip())


def write(name: str, results: dict[str, Any]) -> None:
    """Keep the results, with the machine's shape, under `benchmarks/results/` (git leaves them out)."""
    RESULTS.mkdir(exist_ok=True)
    path = RESULTS / f"{name}.json"
    path.write_text(json.dumps({"machine": machine(), **results}, indent=2, sort_keys=True) + "\n", encoding="utf-8")
    print(f"\nwritten: {path.relative_to(ROOT)}")
