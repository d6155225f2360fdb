"""Requirement texts read per second, and how well, on the texts whose trees were written by hand; shares read of all.

The baseline is what public analyses of the Los Angeles bulletins do: a handful of regular expressions over the
section, one for years of experience, one for degrees, one for credits, one for the driver's licence. It is written
here afresh from their idea. It makes no tree, so that it is scored on the leaves that it can name; the grammar is
scored on all nodes, and on the same leaves too.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from benchmarks.measure import SHARED, percentile, table, write
from benchmarks.requirement_trees import (
    CORPORA,
    DRAWS,
    Drawn,
    Gold,
    Score,
    compare,
    gold_nodes,
    parsed_nodes,
    population,
    read_trees,
)
from meritbook.core.qualifications.parse import parse_requirement

NUMBERS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
}  # fmt: skip
EXPERIENCE = re.compile(
    r"(?i)\b(one|two|three|four|five|six|seven|eight|nine|ten|\d+)\s+(years?|months?)[^.;]*?experience"
)
DEGREE = re.compile(
    r"(?i)\b(bachelor|master|doctor|associate)|graduation from[^.;]*(college|university)|(twelfth|12th|high school)"
)
CREDITS = re.compile(r"(?i)\b(\d+)\s+(?:semester|quarter)?\s*units")
DRIVER = re.compile(r"(?i)driver'?s'? licen[sc]e")
LEAVES = ("experience", "education", "licence")


def by_patterns(text: str) -> list[Gold]:
    """What the baseline finds: kinds and amounts, without joints, levels or subjects."""
    found: list[Gold] = []
    for match in EXPERIENCE.finditer(text):
        number = NUMBERS.get(match[1].lower()) or int(match[1])
        unit = "year" if match[2].lower().startswith("y") else "month"
        found.append(Gold("experience", ((Decimal(number), unit), frozenset())))
    credit = CREDITS.search(text)
    for match in DEGREE.finditer(text):
        level = {"b": "bachelor", "m": "master", "d": "doctorate", "a": "associate"}.get((match[1] or "")[:1].lower())
        level = level or ("bachelor" if match[2] else "high_school")
        found.append(Gold("education", (level, None, Decimal(credit[1]) if credit else None)))
    found.extend(Gold("licence", (None,), (("#", "driver"),)) for _ in DRIVER.finditer(text))
    return found


def by_grammar(text: str) -> list[Gold]:
    """What the grammar finds."""
    return list(parsed_nodes(parse_requirement(text).root))


def leaves(nodes: list[Gold]) -> list[Gold]:
    """Only kind and amounts of experience, education and licences: all that the baseline can name."""
    found: list[Gold] = []
    for node in nodes:
        if node.kind in LEAVES:
            facts = (node.facts[0], frozenset()) if node.kind == "experience" else node.facts
            found.append(Gold(node.kind, facts))
    return found


def measure(name: str, read: Callable[[str], list[Gold]], texts: list[tuple[Drawn, str]]) -> dict[str, Any]:
    """Time a reader over the texts, and score it on leaves and on all nodes."""
    read(texts[0][1])  # compiled patterns are not what is measured
    took: list[float] = []
    on_leaves, on_all = Score(), Score()
    for drawn, text in texts:
        start = time.process_time()
        nodes = read(text)
        took.append(time.process_time() - start)
        on_all += compare(drawn.tree, nodes)[0]
        on_leaves += compare(tuple(leaves(list(gold_nodes(drawn.tree)))), leaves(nodes))[0]
    return {
        "reader": name,
        "texts": len(texts),
        "texts/s of CPU": len(texts) / sum(took),
        "median ms": percentile(took, 0.5) * 1000,
        "slowest ms": max(took) * 1000,
        "leaf F1 %": on_leaves.f1 * 100,
        "node precision %": on_all.precision * 100,
        "node recall %": on_all.recall * 100,
        "node F1 %": on_all.f1 * 100,
    }


def shares(corpus: str, texts: list[tuple[str, str]]) -> dict[str, Any]:
    """How much of a whole corpus is read: nodes and characters that are no `text` node, texts without one, speed."""
    nodes = text_nodes = characters = text_characters = whole = 0
    start = time.process_time()
    for _, text in texts:
        counts = parse_requirement(text).counts
        nodes, text_nodes = nodes + counts.nodes, text_nodes + counts.text_nodes
        characters, text_characters = characters + counts.characters, text_characters + counts.text_characters
        whole += not counts.text_nodes
    took = time.process_time() - start
    return {
        "corpus": corpus,
        "texts": len(texts),
        "nodes": nodes,
        "nodes read %": 100 * (1 - text_nodes / nodes),
        "characters left %": 100 * text_characters / characters,
        "texts without text node %": 100 * whole / len(texts),
        "texts/s of CPU": len(texts) / took,
    }


def main() -> None:
    """Measure both readers on the first draw, the grammar on the others, and how much of the corpora is read."""
    if not SHARED.exists():
        raise SystemExit("The public documents (../shared) are not here, so there is nothing to read.")
    populations = {corpus: population(corpus) for corpus in CORPORA}
    texts = {(corpus, name): text for corpus, found in populations.items() for name, text in found}
    rows: list[dict[str, Any]] = []
    for draw in DRAWS:
        record, drawn = read_trees(draw)
        pairs = [(each, texts[each.corpus, each.file]) for each in drawn]
        if draw == DRAWS[0]:
            rows.append(measure("baseline: four regular expressions", by_patterns, pairs))
        row = measure(f"meritbook: grammar, {draw.removesuffix('.toml')}", by_grammar, pairs)
        look = record.get("first_look")
        rows.append({**row, "F1 % at first look": look["f1"] if isinstance(look, dict) else None})
    rows[0]["F1 % at first look"] = None
    table("Requirement texts against trees written by hand", rows)
    read = [shares(corpus, found) for corpus, found in populations.items()]
    table("Shares of the whole corpora that are read", read)
    write("requirements", {"rows": rows, "corpora": read})


if __name__ == "__main__":
    main()
