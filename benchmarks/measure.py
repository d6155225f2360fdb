"""What the benchmarks share: percentiles, peak memory, the machine's shape, a table, and the results as JSON."""

from __future__ import annotations

import argparse
import json
import math
import os
import platform
import re
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from datetime import date
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


def act_by_act(
    module: str,
    things: str,
    *,
    what: str,
    title: str,
    on: date,
    most: int,
    acts: int,
    contenders: Mapping[str, tuple[str, Callable[[int], dict[str, Any]]]],
) -> None:
    """Measure work done as a job against the same done act by act (`acts`), each in a process and a home of its own.

    `things` is the option that says how many; `what` and `title` name them in the help and above the table.
    """
    parser = argparse.ArgumentParser(description=sys.modules["__main__"].__doc__)
    parser.add_argument(f"--{things}", dest="count", type=int, default=most)
    parser.add_argument("--acts", type=int, default=acts, help=f"{what} of the baseline of one act each")
    parser.add_argument("--part", choices=contenders, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.part:
        sys.stdout.write(json.dumps(contenders[asked.part][1](asked.count)) + "\n")
        return
    found: dict[str, Any] = {}
    for part in contenders:
        with tempfile.TemporaryDirectory() as folder:
            os.environ["MERITBOOK_HOME"] = str(Path(folder) / "home")
            os.environ["MERITBOOK_ON"] = on.isoformat()
            count = asked.acts if part == "acts" else asked.count
            found[part] = in_a_process_of_its_own(module, "--part", part, f"--{things}", str(count))
    table(f"{title}, {asked.count:,}", [{"contender": contenders[part][0], **one} for part, one in found.items()])
    write(module.rpartition(".")[2], found)


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
