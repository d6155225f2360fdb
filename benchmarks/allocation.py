"""One allocation against the five shipped plans after start, and `meritbook allocate` from a cold start.

The baseline of the warm measure is the nearest class by TF-IDF and cosine, written here with the standard library. It
names a class for every position, also for those that belong to none, and gives no reason for any: it tells how much of
the time the reasons cost. The baseline of the cold start is an interpreter that imports Django and stops.
"""

from __future__ import annotations

import argparse
import math
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from benchmarks.measure import percentile, table, write
from benchmarks.positions import POSITIONS
from meritbook.core.allocation.engine import PlanText, allocate
from meritbook.core.positions.layout import lay_out
from meritbook.core.positions.model import PositionDescription
from meritbook.core.values import canonical_json
from meritbook.plans import load_shipped

WORD = re.compile(r"[a-z]{3,}")


class NearestByWords:
    """The nearest class by TF-IDF weights and cosine."""

    def __init__(self, texts: dict[str, str]) -> None:
        bags = {name: Counter(WORD.findall(text.lower())) for name, text in texts.items()}
        seen = Counter(word for bag in bags.values() for word in bag)
        self.rarity = {word: math.log(len(bags) / count) + 1 for word, count in seen.items()}
        self.vectors = {name: self._vector(bag) for name, bag in bags.items()}

    def _vector(self, bag: Counter[str]) -> dict[str, float]:
        weights = {word: count * self.rarity.get(word, 0.0) for word, count in bag.items()}
        length = math.sqrt(sum(weight * weight for weight in weights.values())) or 1.0
        return {word: weight / length for word, weight in weights.items()}

    def nearest(self, text: str) -> str:
        """The name of the nearest class."""
        asked = self._vector(Counter(WORD.findall(text.lower())))

        def likeness(name: str) -> float:
            vector = self.vectors[name]
            return sum(weight * vector.get(word, 0.0) for word, weight in asked.items())

        return max(sorted(self.vectors), key=likeness)


def class_texts(plans: dict[str, PlanText]) -> dict[str, str]:
    """The words of each class with those of its series."""
    return {
        f"{plan.key}/{job_class.ref}": " ".join(
            passage.text
            for passage in (*series.concept, *job_class.definition, *job_class.duties, *job_class.capacities)
        )
        + f" {job_class.title}"
        for plan, _ in plans.values()
        for series, job_class in plan.classes()
    }


def cpu_seconds() -> float:
    """Processor time of this process and of the children that have ended: what a busy machine does not lengthen."""
    times = os.times()
    return time.process_time() + times.children_user + times.children_system


def timed(work: Callable[[], object], rounds: int) -> list[tuple[float, float]]:
    """Milliseconds of each of `rounds` calls: by the clock, and of processor time."""
    took = []
    for _ in range(rounds):
        start, cpu = time.perf_counter(), cpu_seconds()
        work()
        took.append(((time.perf_counter() - start) * 1000, (cpu_seconds() - cpu) * 1000))
    return took


def _row(contender: str, took: list[tuple[float, float]], reasons: str) -> dict[str, Any]:
    return {
        "contender": contender,
        "calls": len(took),
        "p50 ms": percentile([clock for clock, _ in took], 0.50),
        "p95 ms": percentile([clock for clock, _ in took], 0.95),
        "p50 CPU ms": percentile([cpu for _, cpu in took], 0.50),
        "p95 CPU ms": percentile([cpu for _, cpu in took], 0.95),
        "reasons": reasons,
    }


def warm(positions: Sequence[PositionDescription], rounds: int) -> list[dict[str, Any]]:
    """Both contenders over the same positions, after start."""
    plans = load_shipped()
    texts = list(plans.values())
    nearest = NearestByWords(class_texts(plans))
    ours: list[tuple[float, float]] = []
    theirs: list[tuple[float, float]] = []
    for position in positions:
        text = lay_out(position)[0].text
        first = canonical_json(allocate(position, texts))
        assert canonical_json(allocate(position, texts)) == first, "the same input must give the same bytes"
        ours += timed(lambda position=position: allocate(position, texts), rounds)  # type: ignore[misc]
        theirs += timed(lambda text=text: nearest.nearest(text), rounds)  # type: ignore[misc]
    return [
        _row("baseline: TF-IDF and cosine", theirs, "none"),
        _row("meritbook: allocate", ours, "each clause, with quotes"),
    ]


def cold(rounds: int) -> list[dict[str, Any]]:
    """A fresh process each time; the median is what a person at the prompt waits."""
    with tempfile.TemporaryDirectory() as home:
        sample = Path(home) / "position.json"
        sample.write_text(canonical_json(POSITIONS[0]), encoding="utf-8")
        environment = os.environ | {"MERITBOOK_HOME": home}

        def run(*words: str) -> None:
            done = subprocess.run(words, env=environment, capture_output=True, text=True, check=False)
            # 0 to 3 are answers; a traceback or a refused command is none.
            assert done.returncode in (0, 3), f"{words} ended with {done.returncode}:\n{done.stderr}"

        contenders = {
            "baseline: python, import django": (sys.executable, "-c", "import django; django.setup"),
            "meritbook allocate FILE --json": (sys.executable, "-m", "meritbook", "allocate", str(sample), "--json"),
        }
        rows = []
        for name, words in contenders.items():
            run(*words)  # the first start writes byte code and the data folder
            took = timed(lambda words=words: run(*words), rounds)  # type: ignore[misc]
            rows.append(
                {
                    "contender": name,
                    "starts": len(took),
                    "median ms": statistics.median(clock for clock, _ in took),
                    "worst ms": max(clock for clock, _ in took),
                    "median CPU ms": statistics.median(cpu for _, cpu in took),
                }
            )
    return rows


def main() -> None:
    """Measure both, print and keep the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=20, help="allocations of each position")
    parser.add_argument("--starts", type=int, default=10, help="cold starts")
    asked = parser.parse_args()
    warm_rows = warm(POSITIONS, asked.rounds)
    table(f"One allocation against the five plans, {len(POSITIONS)} positions", warm_rows)
    cold_rows = cold(asked.starts)
    table("From a cold start", cold_rows)
    write("allocation", {"warm": warm_rows, "cold": cold_rows, "positions": len(POSITIONS)})


if __name__ == "__main__":
    main()
