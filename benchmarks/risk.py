"""The loss of a year over 500 risks in 100,000 trials.

The baselines are what a script does. The first is a plain loop of the standard library over trials and risks. The
second draws every trial of every risk with NumPy, and a loss for each event, without thinning. All three draw from the
same risks; their means are compared with the closed form. One core each.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import sys
import time
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import numpy as np

from benchmarks.measure import in_a_process_of_its_own, peak_mib, table, write
from meritbook.core.results.exposure import Chance, Exposure, Loss
from meritbook.core.results.risk import RiskInput, view

GOAL = 2.0
"""Seconds."""


def risks(count: int) -> list[RiskInput]:
    """Made-up risks: half a probability, half a frequency, 0.05 to 0.7 a year; two lognormals for each PERT."""
    draw = random.Random(5)  # noqa: S311 - made-up risks, not secrets
    made = []
    for number in range(count):
        low = Decimal(draw.randint(5, 30)) / 100
        often = Chance(per="frequency" if number % 2 else "probability", low=low, high=low + Decimal("0.4"))
        least = Decimal(draw.randint(10, 90) * 1_000)
        much = (
            Loss(shape="lognormal", low=least, high=least * 30)
            if number % 3
            else Loss(shape="pert", low=least, mode=least * 2, high=least * 20)
        )
        held = Exposure(chance=often, loss=much)
        made.append(RiskInput(key=f"risk-{number}", title=f"Risk {number}", inherent=held, residual=held))
    return made


def meritbook(made: list[RiskInput], trials: int) -> float:
    """Ours: with error, percentiles, the curve and each risk's own figures."""
    return float(view(made, [one.residual for one in made], trials=trials, seed=7, stream=1).expected)


def every_cell(made: list[RiskInput], trials: int) -> float:
    """The second baseline: a draw for every trial of every risk."""
    rng = np.random.default_rng(7)
    total = np.zeros(trials)
    for one in made:
        chance, loss = one.residual.chance, one.residual.loss
        often = rng.uniform(float(chance.low), float(chance.high), trials)
        events = rng.poisson(often) if chance.per == "frequency" else (rng.random(trials) < often).astype(int)
        when = np.repeat(np.arange(trials), events)
        if loss.shape == "lognormal":
            amounts = rng.lognormal(loss.log_mean, loss.log_spread, len(when))
        else:
            amounts = float(loss.low) + float(loss.high - loss.low) * rng.beta(*loss.beta, len(when))
        np.add.at(total, when, amounts)
    np.percentile(total, [50, 75, 90, 95, 99, 99.5])
    return float(total.mean())


def plain_loop(made: list[RiskInput], trials: int) -> float:
    """The first baseline."""
    draw = random.Random(7)  # noqa: S311 - a simulation, not secrets
    parts = []
    for one in made:
        chance, loss = one.residual.chance, one.residual.loss
        lognormal = loss.shape == "lognormal"
        shape = (loss.log_mean, loss.log_spread) if lognormal else loss.beta
        ends = (float(loss.low), float(loss.high - loss.low))
        parts.append((chance.per == "frequency", float(chance.low), float(chance.high), lognormal, shape, ends))
    totals = []
    for _ in range(trials):
        total = 0.0
        for repeats, low, high, lognormal, shape, (least, wide) in parts:
            often = low + (high - low) * draw.random()
            if repeats:
                events, left = 0, math.exp(-often)
                share = draw.random()
                while share > left:
                    events += 1
                    share *= draw.random()
            else:
                events = 1 if draw.random() < often else 0
            for _ in range(events):
                if lognormal:
                    total += draw.lognormvariate(*shape)
                else:
                    total += least + wide * draw.betavariate(*shape)
        totals.append(total)
    totals.sort()
    return math.fsum(totals) / trials


CONTENDERS: dict[str, tuple[str, Callable[[list[RiskInput], int], float]]] = {
    "loop": ("baseline: a plain loop of the standard library", plain_loop),
    "cells": ("baseline: NumPy, a draw for every trial of every risk", every_cell),
    "meritbook": ("Meritbook", meritbook),
}


def contend(name: str, count: int, trials: int) -> dict[str, Any]:
    """One contender in this process; the best of three runs but for the loop, which runs once."""
    made, run = risks(count), CONTENDERS[name][1]
    run(made[:5], 1_000)
    seconds, busy = [], []
    mean = 0.0
    for _ in range(1 if name == "loop" else 3):
        clock, processor = time.perf_counter(), time.process_time()
        mean = run(made, trials)
        seconds.append(time.perf_counter() - clock)
        busy.append(time.process_time() - processor)
    exact = sum(one.residual.expected for one in made)
    return {
        "seconds": min(seconds),
        "processor_seconds": min(busy),
        "mean": mean,
        "off_percent": (mean / exact - 1) * 100,
        "peak_mib": peak_mib(),
    }


def main() -> None:
    """Run all contenders, or one of them for the others' sake."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--risks", type=int, default=500)
    parser.add_argument("--trials", type=int, default=100_000)
    parser.add_argument("--only", choices=CONTENDERS)
    given = parser.parse_args()
    if given.only:
        sys.stdout.write(json.dumps(contend(given.only, given.risks, given.trials)) + "\n")
        return
    sizes = ("--risks", str(given.risks), "--trials", str(given.trials))
    found = {name: in_a_process_of_its_own("benchmarks.risk", "--only", name, *sizes) for name in CONTENDERS}
    rows = [
        {
            "contender": CONTENDERS[name][0],
            "clock s": f"{one['seconds']:.2f}",
            "processor s": f"{one['processor_seconds']:.2f}",
            "off the closed form": f"{one['off_percent']:+.2f} %",
            "peak MiB": one["peak_mib"],
        }
        for name, one in found.items()
    ]
    table(f"{given.risks} risks, {given.trials:,} trials", rows)
    kept = found["meritbook"]["seconds"] <= GOAL
    sys.stdout.write(f"\nThe goal is {GOAL:.0f} s: {'kept' if kept else 'missed'}.\n")
    write("risk", {"risks": given.risks, "trials": given.trials, "found": found})


if __name__ == "__main__":
    main()
