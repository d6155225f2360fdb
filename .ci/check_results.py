"""Reads pytest's JUnit file and fails when too little ran.

A green run in which the browser tests or the corpus tests were skipped proves nothing about them. This script names
every skipped test, and lets pass only those whose reason matches `--may-skip`.
"""

from __future__ import annotations

import argparse
import re
import sys
import xml.etree.ElementTree as ET
from collections import Counter
from pathlib import Path


def main() -> int:
    """Check the file; the exit code is 1 when too few tests passed or one was skipped that may not be."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("results", type=Path, help="the JUnit file")
    parser.add_argument("--at-least", type=int, default=1, help="how many tests must have passed")
    parser.add_argument("--may-skip", default=None, help="a pattern; a skipped test whose reason matches is let pass")
    parser.add_argument("--must-run", action="append", default=[], help="a folder of which at least one test passed")
    asked = parser.parse_args()

    passed: Counter[str] = Counter()
    skipped: list[tuple[str, str]] = []
    # The file was written by our own pytest a moment ago.
    for case in ET.parse(asked.results).iter("testcase"):  # noqa: S314 - it is not anybody else's XML
        name = f"{case.get('classname')}.{case.get('name')}"
        skip = case.find("skipped")
        if skip is not None:
            skipped.append((name, f"{skip.get('message')} {skip.text or ''}"))
        elif case.find("failure") is None and case.find("error") is None:
            passed[(case.get("classname") or "").replace(".", "/")] += 1

    problems = []
    if passed.total() < asked.at_least:
        problems.append(f"{passed.total()} tests passed, and at least {asked.at_least} must")
    problems.extend(
        f"no test of {folder} passed"
        for folder in asked.must_run
        if not any(name.startswith(f"{folder}/") for name in passed)
    )
    for name, reason in skipped:
        if asked.may_skip is None or not re.search(asked.may_skip, reason):
            problems.append(f"skipped: {name}: {reason.strip()[:200]}")
    for problem in problems:
        print(problem, file=sys.stderr)
    print(f"{passed.total()} passed, {len(skipped)} skipped, {len(problems)} problems")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
