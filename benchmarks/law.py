"""All rules of the Colorado executive service for each month of a year, over 125, 10,000 and 1,000,000 executives.

The baseline is OpenFisca, with the same rules restated as its array formulas (`benchmarks/law_openfisca.py`), in an
environment that is made for the run and thrown away. Both are given the same complete facts, and every verdict is
compared. Ours are then judged once more with a tenth of the facts missing, which OpenFisca cannot say. Processor time
counts, of the best round: neither side uses a second core, and other work on the machine does not count against it.
"""

from __future__ import annotations

import argparse
import json
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.baselines import answered, python_with
from benchmarks.measure import in_a_process_of_its_own, peak_mib, table, write
from meritbook.core.law.columns import Columns, judge_columns
from meritbook.core.law.days import number_of
from meritbook.core.law.judge import Judge
from meritbook.core.law.values import Cell, Event, Found, Number, Numbers, Truth
from meritbook.law import load_law

SIZES = (125, 10_000, 1_000_000)
ROUNDS = {125: 30, 10_000: 10, 1_000_000: 1}
FIRST, LAST = number_of(date(2004, 7, 1)), number_of(date(2005, 7, 1))
LIST = 4
"""Entries of each list of ratings."""
NEAR = {
    "seats.filled_statewide": (120, 130),
    "department.permanent_fte": (0, 2000),
    "department.positions": (0, 20),
    "department.more_for_cause": (0, 3),
    "contract.objectives": (2, 6),
    "review.meetings": (0, 5),
    "rating.overall": (1, 5),
}
"""Ranges of numbers, near the figures at which the rules turn."""


def month_ends() -> list[date]:
    """The last day of each month of fiscal year 2004-05."""
    firsts = [date(2004, month, 1) for month in range(8, 13)] + [date(2005, month, 1) for month in range(1, 8)]
    return [first - timedelta(days=1) for first in firsts]


def made_up(rows: int, seed: int = 5) -> dict[str, Any]:
    """Complete facts of made-up executives as plain arrays, the same at every run: what the baseline is given."""
    law, draw = load_law("colorado-ses"), np.random.default_rng(seed)
    facts: dict[str, Any] = {}

    def days() -> Any:
        return draw.integers(FIRST, LAST, rows, dtype=np.int32)

    for name, fact in law.facts.items():
        if fact.kind in ("yes_no", "event"):
            facts[name] = draw.random(rows) < 0.85
        if fact.kind == "event":
            facts[f"{name}.day"] = days()
        elif fact.kind == "date":
            facts[name] = days()
        elif fact.kind == "numbers":
            for place in range(LIST):
                facts[f"{name}.{place}"] = draw.integers(1, 5, rows, dtype=np.int32)
        elif fact.table is not None:
            count = len(law.tables[fact.table].rows)
            whole = 2**count - 1
            some = draw.integers(0, count if fact.kind == "choice" else whole + 1, rows, dtype=np.int32)
            facts[name] = some if fact.kind == "choice" else np.where(draw.random(rows) < 0.7, whole, some)
        elif fact.kind == "number" and name.startswith("pay."):
            # Within a few cents of the cap, in quarters of a dollar, which the baseline's short floats hold exactly.
            facts[name] = 10_763 + draw.integers(-8, 8, rows) * 0.25
        elif fact.kind == "number":
            facts[name] = draw.integers(*NEAR[name], rows).astype(np.float64)
    facts["contract.year_starts_on"] = np.full(rows, LAST - 30, dtype=np.int32)
    facts["contract.starts_on"] = np.full(rows, FIRST, dtype=np.int32)
    return facts


def columns(facts: dict[str, Any], *, missing: float = 0.0) -> Columns:
    """The facts as columns, each value missing with this probability."""
    law, draw = load_law("colorado-ses"), np.random.default_rng(11)
    rows = len(facts["pay.salary"])
    found: dict[str, Found] = {}
    for name, fact in law.facts.items():
        known: Any = draw.random(rows) >= missing if missing else True
        unknown: Any = ~known if missing else False
        if fact.kind == "yes_no":
            found[name] = Truth(facts[name] & known if missing else facts[name], unknown)
        elif fact.kind == "event":
            yes = facts[name] & known if missing else facts[name]
            found[name] = Event(Truth(yes, unknown), facts[f"{name}.day"], True)
        elif fact.kind == "numbers":
            cells = tuple(Cell(facts[f"{name}.{place}"].astype(np.int64), True, True) for place in range(LIST))
            found[name] = Numbers(cells, known)
        elif fact.kind == "number":
            found[name] = Number(np.rint(facts[name] * 10**fact.places).astype(np.int64), known)
        else:
            found[name] = Number(facts[name], known)
    return Columns(rows, found)


def ours(source: str, target: str, rounds: int, missing: float) -> dict[str, Any]:
    """Judge every rule for every month; keep the codes of the last round."""
    law = load_law("colorado-ses")
    with np.load(source) as file:
        many = columns({name: file[name] for name in file.files}, missing=missing)
    seconds = []
    for _ in range(rounds):
        start = time.process_time()
        found = {day: judge_columns(Judge(law, day), many) for day in month_ends()}
        seconds.append(time.process_time() - start)
    if target:
        codes = {f"{rule} {day:%Y-%m}": one for day, rules in found.items() for rule, one in rules.items()}
        np.savez(target, allow_pickle=False, **codes)
    return {"seconds": seconds, "mib": peak_mib()}


def agreed(first: Path, second: Path) -> int:
    """How many verdicts were compared; every one must be the same."""
    compared = 0
    with np.load(first) as left, np.load(second) as right:
        assert set(left.files) == set(right.files)
        for name in left.files:
            assert np.array_equal(left[name], right[name]), f"{name}: {np.argmax(left[name] != right[name])}"
            compared += len(left[name])
    return compared


def measured(size: int, python: Path | None, folder: Path) -> list[dict[str, Any]]:
    """One size: ours, the baseline, ours with facts missing."""
    facts, mine, theirs = (folder / f"{name}.npz" for name in ("facts", "ours", "baseline"))
    np.savez(facts, allow_pickle=False, **made_up(size))
    rounds = str(ROUNDS[size])
    told = {
        "Meritbook": in_a_process_of_its_own("benchmarks.law", "--ours", str(facts), str(mine), rounds, "0"),
        "Meritbook, a tenth of the facts missing": in_a_process_of_its_own(
            "benchmarks.law", "--ours", str(facts), "", rounds, "0.1"
        ),
    }
    compared = 0
    if python is not None:
        told["OpenFisca"] = answered(python, "law_openfisca.py", facts, theirs, str(ROUNDS[size]))
        compared = agreed(mine, theirs)
    verdicts = size * len(month_ends()) * len(load_law("colorado-ses").rules)
    return [
        {
            "executives": size,
            "engine": engine,
            "million verdicts/s": verdicts / min(one["seconds"]) / 1e6,
            "seconds a year": min(one["seconds"]),
            "peak MiB": one["mib"],
            "compared": compared if engine != "Meritbook, a tenth of the facts missing" else 0,
        }
        for engine, one in told.items()
    ]


def main() -> None:
    """Measure the sizes, or with `--ours` one run in this process."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--ours", nargs=4, metavar=("FACTS", "CODES", "ROUNDS", "MISSING"))
    parser.add_argument("--sizes", type=int, nargs="*", default=list(SIZES), choices=SIZES)
    asked = parser.parse_args()
    if asked.ours:
        source, target, rounds, missing = asked.ours
        print(json.dumps(ours(source, target, int(rounds), float(missing))))
        return
    with tempfile.TemporaryDirectory(prefix="meritbook-law-") as folder:
        python = python_with("openfisca-core", Path(folder))
        rows = [row for size in asked.sizes for row in measured(size, python, Path(folder))]
    shown = [row | {"seconds a year": f"{row['seconds a year']:.4f}"} for row in rows]
    table("All 27 rules for twelve months", shown)
    write("law", {"rows": rows})


if __name__ == "__main__":
    main()
