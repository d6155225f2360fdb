"""The baseline of `benchmarks.results_register`: the same file read with pandas, as whoever keeps measures in it does.

Runs in an environment of its own that has pandas and nothing of Meritbook: `python results_pandas.py FILE`. It reads
the file into typed columns, looks whether a month of a measure stands twice, and finds the newest value of each measure
and the mean of its last twelve months, which is what the list of measures shows. It keeps nothing.
"""

from __future__ import annotations

import json
import re
import sys
import time
from pathlib import Path

import pandas as pd


def main(path: str) -> None:
    """Read the file; print seconds, how many measures and lines were found, and the peak memory in MiB."""
    began, busy = time.perf_counter(), time.process_time()
    held = pd.read_csv(path, dtype={"measure": "category", "value": "float64"}, parse_dates=["period"])
    if held.duplicated(["measure", "period"]).any():
        raise SystemExit("A month of a measure stands twice.")
    held = held.sort_values(["measure", "period"])
    by_measure = held.groupby("measure", observed=True)["value"]
    newest, year = by_measure.last(), by_measure.apply(lambda values: values.iloc[-12:].mean())
    seconds, busy = time.perf_counter() - began, time.process_time() - busy
    status = Path("/proc/self/status")
    peak = re.search(r"VmHWM:\s+(\d+) kB", status.read_text(encoding="ascii")) if status.exists() else None
    found = {"measures": len(newest), "years": len(year), "lines": len(held), "version": pd.__version__}
    print(json.dumps({**found, "seconds": seconds, "busy": busy, "mib": int(peak[1]) / 1024 if peak else 0}))


if __name__ == "__main__":
    main(sys.argv[1])
