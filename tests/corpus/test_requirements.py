"""Real requirement texts: the five sources to the last word, and 150 texts of three governments against trees by hand.

The trees keep structure only and lie in `requirement_trees`; their notation and what counts as the same node stand in
`benchmarks/requirement_trees.py`. The second draw was read by hand after the grammar had met the first.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from importlib import util
from pathlib import Path
from types import ModuleType

import pytest

from meritbook import readers
from meritbook.core.qualifications.class_text import NoRequirementError, class_text
from meritbook.core.qualifications.model import Education, Experience, Licence, Requirement, Special, Text
from meritbook.core.qualifications.parse import parse_requirement, requirement_sections
from meritbook.plans import load_shipped

pytestmark = pytest.mark.corpus
ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared"
ANALYST = "SYSTEMS ANALYST 1596 102717.txt"


@cache
def trees() -> ModuleType:
    """The notation and the comparison, which the benchmark shares."""
    spec = util.spec_from_file_location("requirement_trees", ROOT / "benchmarks" / "requirement_trees.py")
    assert spec is not None
    assert spec.loader is not None
    module = util.module_from_spec(spec)
    # Dataclasses look their module up while they are made.
    import sys

    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def shared(*parts: str) -> Path:
    path = SHARED.joinpath(*parts)
    if not path.exists():
        pytest.skip(f"the public documents are not on this machine (../shared/{'/'.join(parts)})")
    return path


def section(path: Path) -> str:
    text = path.read_text(encoding="utf-8", errors="replace")
    found = [each for each in requirement_sections(text) if not each.heading.lower().startswith(("licen", "special"))]
    return text[found[0].start : found[0].end]


def unread(requirement: Requirement) -> list[str]:
    return [node.text for node in requirement.nodes() if isinstance(node, Text)]


def sources() -> Iterator[tuple[str, Requirement]]:
    for path in sorted(shared("sources").glob("*.txt")):
        document = readers.read_path(path)
        for each in requirement_sections(document.text):
            yield path.name, parse_requirement(document.text[each.start : each.end], document=document)


def test_every_requirement_of_the_five_sources_is_read_to_the_last_word() -> None:
    read = list(sources())
    assert [name.split("-")[0] for name, _ in read] == ["kansas"] * 4 + ["pennsylvania"] * 2
    assert [text for _, requirement in read for text in unread(requirement)] == []


def test_the_four_levels_ask_for_one_to_four_years_and_leave_study_to_the_agency() -> None:
    levels = [requirement for name, requirement in sources() if name.startswith("kansas")]
    asked = [node.amount for each in levels for node in each.nodes() if isinstance(node, Experience)]
    assert [(amount.value, amount.unit) for amount in asked if amount] == [(Decimal(n), "year") for n in (1, 2, 3, 4)]
    for level in levels:
        (swap,) = [node for node in level.nodes() if node.kind == "substitution"]
        assert (swap.decided_by, swap.rates, swap.most) == ("agency", (), None)


def test_the_executive_has_three_ways_and_a_certification_for_some_positions() -> None:
    ways, special = [requirement for name, requirement in sources() if name.startswith("pennsylvania")]
    (joint,) = [node for node in ways.nodes() if node.kind == "any_of"]
    assert [part.kind for part in joint.parts] == ["all_of", "experience", "equivalent"]
    assert isinstance(special.root, Special)
    assert isinstance(special.root.part, Licence)


def test_every_requirement_of_the_shipped_plans_is_read_to_the_last_word() -> None:
    texts: dict[str, str] = {}
    for key, shipped in load_shipped().items():
        for series, job_class in shipped.plan.classes():
            try:
                texts[f"{key}/{job_class.ref}"] = class_text(series, job_class)
            except NoRequirementError:
                continue
    assert len(texts) >= 5
    assert {
        name: unread(parse_requirement(text)) for name, text in texts.items() if unread(parse_requirement(text))
    } == {}


@pytest.mark.parametrize(("name", "texts", "goal"), [("draw-2026.toml", 120, 0.90), ("draw-77.toml", 30, 0.85)])
def test_the_trees_agree_with_those_written_by_hand(name: str, texts: int, goal: float) -> None:
    shared("corpus")
    module = trees()
    _, drawn = module.read_trees(name)
    assert len(drawn) == texts
    total = module.Score()
    for each in drawn:
        total += module.score(each.tree, parse_requirement(section(shared("corpus", each.corpus, each.file))))
    assert total.f1 >= goal, f"precision {total.precision:.3f}, recall {total.recall:.3f}, F1 {total.f1:.3f}"


def test_the_draws_are_the_ones_that_the_seed_gives() -> None:
    shared("corpus")
    module = trees()
    record, drawn = module.read_trees("draw-2026.toml")
    assert [(each.corpus, each.file) for each in drawn] == module.draw(record["seed"], 40)


@pytest.mark.parametrize(
    ("corpus", "read", "left"),
    [
        ("california-class-specs", 0.97, 0.03),
        ("philadelphia-class-specs", 0.95, 0.04),
        ("los-angeles-bulletins", 0.94, 0.05),
    ],
)
def test_most_of_a_sample_of_each_corpus_is_read(corpus: str, read: float, left: float) -> None:
    nodes = texts = characters = unread_characters = 0
    for path in sorted(shared("corpus", corpus).glob("*.txt"))[::6]:
        if not requirement_sections(path.read_text(encoding="utf-8", errors="replace")):
            continue
        try:
            counts = parse_requirement(section(path)).counts
        except IndexError:  # only licences or special requirements are stated
            continue
        nodes, texts = nodes + counts.nodes, texts + counts.text_nodes
        characters, unread_characters = characters + counts.characters, unread_characters + counts.text_characters
    assert 1 - texts / nodes >= read
    assert unread_characters / characters <= left


def test_the_rows_that_the_city_made_by_hand_are_found_in_its_bulletin() -> None:
    with shared("corpus", "los-angeles-structured", "sample-job-class-export-template.csv").open(
        encoding="utf-8-sig", newline=""
    ) as file:
        rows = list(csv.DictReader(file))
    requirement = parse_requirement(section(shared("corpus", "los-angeles-bulletins", ANALYST)))
    sets = next(node for node in requirement.nodes() if node.kind == "any_of")
    assert len(sets.parts) == len({row["REQUIREMENT_SET_ID"] for row in rows})
    for row in rows:
        part = sets.parts[int(row["REQUIREMENT_SET_ID"]) - 1]
        inside = [node for node in requirement.nodes() if node.id == part.id or node.id.startswith(f"{part.id}.")]
        if row["SCHOOL_TYPE"] and row["EDUCATION_YEARS"] == "4":
            assert any(isinstance(node, Education) and node.level == "bachelor" for node in inside)
        for major in filter(None, row["EDUCATION_MAJOR"].split("|")):
            named = " ".join(" ".join(node.fields) for node in inside if isinstance(node, Education)).lower()
            assert major.lower().rstrip("s") in named
        if row["EXPERIENCE_LENGTH"]:
            jobs = [node for node in inside if isinstance(node, Experience) and node.amount]
            assert Decimal(row["EXPERIENCE_LENGTH"]) in [job.amount.value for job in jobs if job.amount]
            assert any(job.full_time for job in jobs)
            titles = [ref.title.lower() for job in jobs for ref in job.classes]
            assert row["EXP_JOB_CLASS_TITLE"].lower() in titles
