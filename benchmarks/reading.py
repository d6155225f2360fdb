"""Documents a second and peak memory of reading and parsing, over the five sources and 200 job bulletins.

The baseline is what one would write in an afternoon: decode the bytes, split the lines, and cut at lines that look like
headings by one regular expression. It keeps no spans, no origin, no proof that nothing was lost, and reads text alone.
Each contender runs in a process of its own, so that its memory is its own.
"""

from __future__ import annotations

import argparse
import json
import re
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from benchmarks.measure import SHARED, in_a_process_of_its_own, peak_mib, table, write

READ_ON = date(2026, 1, 1)
HEADING = re.compile(r"^\s*(?:[A-Z][A-Z /&,()-]{3,}|[A-Z][\w /&,()-]{3,60}:)\s*$")


def documents(bulletins: int) -> list[Path]:
    """The sources, then the bulletins, in the order of their names."""
    sources = sorted(path for path in (SHARED / "sources").iterdir() if path.is_file())
    return sources + sorted((SHARED / "corpus" / "los-angeles-bulletins").glob("*.txt"))[:bulletins]


def baseline(data: bytes, _name: str) -> int:
    """Decode, split lines, cut at headings; the number of sections."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        text = data.decode("latin-1")
    sections: dict[str, list[str]] = {"": []}
    current = ""
    for line in text.splitlines():
        if HEADING.match(line):
            current = line.strip()
            sections.setdefault(current, [])
        elif line.strip():
            sections[current].append(line.strip())
    return len(sections)


def read_only(data: bytes, name: str) -> int:
    """Our reader: the number of blocks."""
    from meritbook.readers import read

    return len(read(data, name=name).blocks)


def read_and_parse(data: bytes, name: str) -> int:
    """Our reader and the plan parser, whose sum must hold: the number of classes, 0 where it refuses."""
    from meritbook.core.classes.parse import parse_plan
    from meritbook.core.classes.parse.errors import NotRecognisedError
    from meritbook.readers import read

    try:
        plan = parse_plan(read(data, name=name), read_on=READ_ON)
    except NotRecognisedError:
        return 0
    assert plan.accounting is not None
    assert plan.accounting.holds
    return len(plan.classes())


CONTENDERS: dict[str, Callable[[bytes, str], int]] = {
    "baseline: decode, splitlines, one regex": baseline,
    "meritbook: read": read_only,
    "meritbook: read and parse": read_and_parse,
}


def measure(contender: str, bulletins: int) -> dict[str, Any]:
    """Run one contender over all documents, here and now."""
    work = CONTENDERS[contender]
    files = [(path.name, path.read_bytes()) for path in documents(bulletins)]
    work(files[0][1], files[0][0])  # imports and compiled patterns are not what is measured
    slowest, slowest_name, found, empty = 0.0, "", 0, 0
    start, cpu = time.perf_counter(), time.process_time()
    for name, data in files:
        one = time.perf_counter()
        parts = work(data, name)
        took = time.perf_counter() - one
        found += parts
        empty += not parts
        if took > slowest:
            slowest, slowest_name = took, name
    seconds, cpu = time.perf_counter() - start, time.process_time() - cpu
    return {
        "contender": contender,
        "documents": len(files),
        "MB": sum(len(data) for _, data in files) / 1e6,
        "documents/s": len(files) / seconds,
        "documents/s of CPU": len(files) / cpu,
        "peak MiB": peak_mib(),
        "slowest ms": slowest * 1000,
        "slowest": slowest_name[:40],
        "parts found": found,
        "nothing found in": empty,
    }


def main() -> None:
    """Measure all contenders, or with `--contender` one of them in this process."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--bulletins", type=int, default=200, help="how many job bulletins to read")
    parser.add_argument("--contender", choices=list(CONTENDERS))
    asked = parser.parse_args()
    if not SHARED.exists():
        raise SystemExit("The public documents (../shared) are not here, so there is nothing to read.")
    if asked.contender:
        print(json.dumps(measure(asked.contender, asked.bulletins)))
        return
    rows = [
        in_a_process_of_its_own("benchmarks.reading", "--bulletins", str(asked.bulletins), "--contender", contender)
        for contender in CONTENDERS
    ]
    table("Reading: the five sources and the job bulletins", rows)
    write("reading", {"rows": rows})


if __name__ == "__main__":
    main()
