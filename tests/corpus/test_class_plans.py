"""The five source documents as plans, fact by fact, and three corpora of other governments' specifications.

Figures, codes, titles and proper names are facts; the documents are read where they lie, and skipped where they do not.
"""

from __future__ import annotations

import csv
import functools
import html
import re
from datetime import date
from pathlib import Path

import pytest

from meritbook.core.classes.accounting import account
from meritbook.core.classes.compare import compare_plans
from meritbook.core.classes.model import ClassPlan, JobClass
from meritbook.core.classes.parse import parse_plan
from meritbook.core.classes.parse.draft import key_of
from meritbook.core.documents.model import Document, Passage
from meritbook.core.errors import MeritbookError
from meritbook.readers import read, read_path

SHARED = Path(__file__).resolve().parents[2].parent / "shared"
READ_ON = date(2026, 3, 2)

pytestmark = [
    pytest.mark.corpus,
    pytest.mark.skipif(not SHARED.is_dir(), reason="the public documents are not beside the project (../shared)"),
]


@functools.cache
def source(name: str) -> tuple[ClassPlan, Document]:
    (path,) = (SHARED / "sources").glob(f"{name}*.txt")
    document = read_path(path)
    return parse_plan(document, read_on=READ_ON), document


def texts(passages: tuple[Passage, ...]) -> list[str]:
    return [passage.text for passage in passages]


# --- nothing is lost ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "total", "unplaced"),
    [
        ("kansas", 11313, []),
        (
            "maine",
            10251,
            ["Skip Maine state header navigation", "Agencies | Online Services | Help", "MLI Graphic", "#"],
        ),
        ("colorado", 12670, []),
        ("pennsylvania", 5919, []),
        ("iowa", 3526, []),
    ],
)
def test_every_character_of_a_source_has_its_place_but_for_the_web_pages_furniture(
    name: str, total: int, unplaced: list[str]
) -> None:
    plan, document = source(name)
    accounting = account(plan, document)
    assert plan.accounting == accounting
    assert accounting.total == len("".join(document.text.split())) == total
    assert texts(plan.unplaced) == unplaced
    assert accounting.unplaced == sum(len("".join(text.split())) for text in unplaced)


# --- Kansas ------------------------------------------------------------------------------------------------


def test_kansas_has_four_levels_with_their_codes_grades_tasks_and_requirements() -> None:
    (series,) = source("kansas")[0].series
    assert series.title == "Public Service Executive"
    assert [(item.code, item.title, item.pay.grade, item.level) for item in series.classes] == [
        ("4272A4", "Public Service Executive I", "30", 1),
        ("4273A4", "Public Service Executive II", "33", 2),
        ("4274A4", "Public Service Executive III", "35", 3),
        ("4275A4", "Public Service Executive IV", "37", 4),
    ]
    assert [len(item.duties) for item in series.classes] == [8, 8, 11, 10]
    assert [len(item.definition) for item in series.classes] == [1, 1, 1, 1]
    for item, years in zip(series.classes, ("One", "Two", "Three", "Four"), strict=True):
        assert [way.kind for way in item.minimum_requirements] == ["experience", "substitution"]
        assert item.minimum_requirements[0].text.text.startswith(f"{years} year")


def test_kansas_keeps_three_kinds_of_positions_out_and_says_nowhere_where_they_belong() -> None:
    (series,) = source("kansas")[0].series
    assert [exclusion.sends_to for exclusion in series.exclusions] == ["", "", ""]
    heads = [exclusion.text.text.split()[0] for exclusion in series.exclusions]
    assert heads == ["administrator", "positions", "executive"]
    assert [factor.name.split()[0] for factor in series.factors] == ["Complexity", "Degree", "Degree"]
    assert len(series.concept) == 2


def test_kansas_gives_two_dates_by_month_and_names_no_state() -> None:
    plan, _ = source("kansas")
    assert [(note.kind, note.month, note.on) for note in plan.dates] == [
        ("reference", "2013-12", None),
        ("revised", "2024-06", None),
    ]
    assert plan.jurisdiction == ""


# --- Maine -------------------------------------------------------------------------------------------------


def test_maine_has_three_series_by_role_with_three_levels_each_and_no_codes() -> None:
    plan, _ = source("maine")
    assert [series.role for series in plan.series] == ["coordinator", "manager", "executive"]
    assert [len(series.classes) for series in plan.series] == [3, 3, 3]
    assert [item.level for _, item in plan.classes()] == [1, 2, 3] * 3
    assert {item.code for _, item in plan.classes()} == {""}
    assert plan.classes()[8][1].title == "Public Service Executive III"
    assert all(len(series.concept) == 1 for series in plan.series)
    assert all(len(item.definition) == 1 for _, item in plan.classes())


def test_maine_names_working_titles_one_by_one() -> None:
    titles = [texts(item.working_titles) for _, item in source("maine")[0].classes()]
    assert titles[1] == ["Counsel"]
    assert titles[2] == ["State Nuclear Safety Advisor", "State Economist", "Chief Engineer"]
    assert titles[5] == ["Regional Managers", "Education and Outreach Managers"]
    assert [len(some) for some in titles] == [6, 1, 3, 3, 5, 2, 0, 0, 0]


def test_maine_has_ten_competencies_and_its_gaps_are_kept() -> None:
    plan, _ = source("maine")
    assert [entry.name for entry in plan.competencies] == [
        "Analytical Thinkers",
        "Systemic Thinkers",
        "Innovative",
        "Customer Focused",
        "Results Oriented",
        "Sound Judgment",
        "Integrity",
        "Effective Communicators",
        "Supportive Coaches",
        "Visionary",
    ]
    ends = [gap.after.text.split()[-1] for gap in plan.gaps]
    assert ends == ["problems:", "system:", "by:", "pages."]
    assert plan.jurisdiction == "Maine"


# --- Colorado ----------------------------------------------------------------------------------------------


def test_colorado_is_a_guide_to_a_service_with_three_criteria() -> None:
    plan, _ = source("colorado")
    (service,) = plan.series
    assert (service.kind, service.title, service.classes) == ("service", "Senior Executive Service", ())
    assert [criterion.purpose for criterion in service.criteria] == ["service"] * 3
    assert service.criteria[0].says == "be in the Management class"
    assert plan.source.rank == "technical_assistance"
    assert [(note.kind, note.month) for note in plan.dates] == [("revised", "2004-05")]


def test_colorado_keeps_rights_form_and_instructions_as_provisions() -> None:
    plan, _ = source("colorado")
    parts = {(part.kind, part.heading): part for part in plan.provisions}
    assert len(parts["right", "Rights of SES Employees"].text) == 5
    assert len(parts["criterion", "SES Criteria"].text) == 4
    assert len(parts["pay", "Compensation"].text) == 7
    objectives = {name: len(parts["form", name].text) - 1 for name in ("Customers", "Credibility", "Communications")}
    assert objectives == {"Customers": 5, "Credibility": 6, "Communications": 5}
    assert len(parts["form", "Other"].text) - 1 == 3
    assert len(parts["form", "Rating Levels"].text) == 4
    kinds = [part.kind for part in plan.provisions]
    assert {"background", "process", "contract", "removal", "instruction"} <= set(kinds)
    assert ("removal", "Removal of Positions From SES") in parts
    assert ("instruction", "Progress Reviews") in parts


# --- Pennsylvania ------------------------------------------------------------------------------------------


def test_pennsylvania_has_one_class_with_pay_unit_status_and_board_change() -> None:
    ((_, item),) = source("pennsylvania")[0].classes()
    assert (item.code, item.title, item.level) == ("01721", "Information Technology Executive 1", 1)
    assert (item.pay.scale_group, item.pay.scale_type, item.bargaining_unit) == ("10", "ST", "A3")
    assert item.civil_service is False
    assert [(change.number, change.on) for change in item.board_changes] == [("787-08", date(2022, 1, 19))]


def test_pennsylvania_has_nine_capacities_fifteen_duties_and_three_ways_to_qualify() -> None:
    plan, _ = source("pennsylvania")
    ((series, item),) = plan.classes()
    assert len(item.capacities) == 9
    assert item.capacities[-1].text.startswith("Comparable work")
    assert len(item.duties) == 15
    assert len(item.knowledge_skills_abilities) == 10
    assert [way.kind for way in item.minimum_requirements] == ["combination", "experience", "equivalent"]
    assert (len(series.concept), len(item.definition), len(item.special_requirements)) == (1, 2, 1)
    assert plan.gaps == ()


# --- Iowa --------------------------------------------------------------------------------------------------


def test_iowa_has_three_classes_one_exclusion_and_seven_initiatives_with_their_text() -> None:
    plan, _ = source("iowa")
    (series,) = plan.series
    assert [(item.code, item.title.split()[-1]) for item in series.classes] == [
        ("00715", "Practitioner"),
        ("00717", "Facilitator"),
        ("00718", "Administrator"),
    ]
    assert all(len(item.definition) == 1 for item in series.classes)
    assert [exclusion.sends_to for exclusion in series.exclusions] == ["appropriate supervisory class"]
    assert [entry.name for entry in plan.initiatives] == [
        "Empowerment",
        "Lean",
        "Organizational Development",
        "Performance Auditing",
        "Performance Measurement and Reporting",
        "Planning and Deployment",
        "Risk Management",
    ]
    assert all(entry.text and len(entry.text.text) > 60 for entry in plan.initiatives)
    assert [(note.kind, note.month) for note in plan.dates] == [("effective", "2008-09")]
    assert (plan.jurisdiction, plan.jurisdiction_basis, len(series.notes)) == ("Iowa", "stated in the document", 1)


# --- other governments -------------------------------------------------------------------------------------

SAMPLE = 9
"""Every ninth document of a corpus is read, so that the test stays quick."""


@functools.cache
def index(folder: str) -> dict[str, str]:
    with (SHARED / "corpus" / folder / "index.csv").open(encoding="utf-8", newline="") as lines:
        return {row["class_code"].casefold(): row["title"] for row in csv.DictReader(lines)}


def expected(folder: str, path: Path) -> tuple[str, str]:
    """Code and title that the corpus gives for a file: from its index, or from the name of a bulletin."""
    if folder.startswith("los"):
        found = re.match(r"(.*?)\s+(\d{4})\b", path.stem)
        return (found.group(2), found.group(1)) if found else ("", "")
    return path.stem, index(folder).get(path.stem.casefold(), "")


def bare(title: str) -> str:
    """A title for comparing: index titles abbreviate remarks in parentheses and write levels both ways."""
    key = f" {key_of(re.sub(r'[(-].*[)-]?$', '', title))} "
    for roman, figure in (("iv", "4"), ("iii", "3"), ("ii", "2"), ("i", "1")):
        key = key.replace(f" {roman} ", f" {figure} ")
    return key.strip()


def has(classes: list[JobClass], code: str) -> JobClass | None:
    return next((item for item in classes if item.code.casefold() == code.casefold()), None)


@pytest.mark.parametrize(
    ("folder", "codes", "titles"),
    [
        ("california-class-specs", 0.97, 0.90),
        # about 5 in 100 of these texts begin behind their own title and code, and some titles changed after the index
        ("philadelphia-class-specs", 0.93, 0.85),
        ("los-angeles-bulletins", 0.95, 0.95),
    ],
)
def test_code_and_title_are_found_in_other_governments_specifications_and_nothing_is_lost(
    folder: str, codes: float, titles: float
) -> None:
    paths = sorted((SHARED / "corpus" / folder).glob("*.txt"))[::SAMPLE]
    done = found_codes = found_titles = 0
    refused = []
    for path in paths:
        document = read_path(path)
        try:
            plan = parse_plan(document, read_on=READ_ON)
        except MeritbookError as error:
            refused.append((path.name, error.code))
            continue
        assert account(plan, document) == plan.accounting, path.name
        assert plan.accounting is not None
        assert plan.accounting.unplaced <= 0.02 * plan.accounting.total, path.name
        done += 1
        code, title = expected(folder, path)
        item = has([job_class for _, job_class in plan.classes()], code)
        found_codes += item is not None
        found_titles += item is not None and (not title or bare(item.title) == bare(title))
    assert len(refused) <= len(paths) // 50, refused
    assert found_codes >= codes * done, f"{found_codes} of {done} codes"
    assert found_titles >= titles * done, f"{found_titles} of {done} titles"


@pytest.mark.parametrize("name", ["kansas", "maine", "pennsylvania", "iowa"])
def test_a_source_set_as_a_web_page_gives_the_same_classes(name: str) -> None:
    plan, document = source(name)
    body = []
    for line in document.text.splitlines():
        text = html.escape(line.strip(" -•"))
        cells = "".join(f"<td>{cell}</td>" for cell in text.split("\t"))
        body.append(
            f"<table><tr>{cells}</tr></table>" if "\t" in text
            else f"<ul><li>{text}</li></ul>" if line.strip()[:1] in ("-", "•") and text
            else f"<p>{text}</p>"
        )  # fmt: skip
    page = read(f"<html><body>{''.join(body)}</body></html>".encode(), name=f"{name}.html")
    again = parse_plan(page, read_on=READ_ON)
    assert account(again, page).holds

    def facts(one: ClassPlan) -> list[object]:
        return [
            (item.code, item.title, item.pay.grade, len(item.duties), len(item.capacities), len(item.definition),
             len(item.minimum_requirements), len(item.working_titles), len(series.exclusions), len(series.factors))
            for series, item in one.classes()
        ]  # fmt: skip

    assert facts(again) == facts(plan)


def test_real_revisions_are_told_clause_by_clause() -> None:
    """Every fourth pair of texts before and after a city's revisions: what changed accounts for all that differs."""
    befores = sorted((SHARED / "corpus" / "philadelphia-revisions").glob("*.before.txt"))[::4]
    assert len(befores) > 10
    told = 0
    for path in befores:
        old, new = (
            parse_plan(read_path(path.with_name(path.name.replace(".before.", f".{side}."))), read_on=READ_ON)
            for side in ("before", "after")
        )
        comparison = compare_plans(old, new)
        changes = comparison.clauses
        assert compare_plans(new, new).same, path.name
        assert all(change.before or change.after for change in changes)
        for change in changes:
            if change.kind == "changed" and change.before and change.after:
                words = [word for word in change.words if word.kind != "added"]
                assert " ".join(word.text for word in words) == change.before.text
                words = [word for word in change.words if word.kind != "removed"]
                assert " ".join(word.text for word in words) == change.after.text
        told += any(change.kind == "changed" for change in changes)
    assert told >= 0.7 * len(befores), f"{told} of {len(befores)}"


def test_published_pages_are_read_with_nothing_lost() -> None:
    for path in sorted((SHARED / "corpus" / "philadelphia-html").glob("*.htm*"))[::9]:
        document = read_path(path)
        plan = parse_plan(document, read_on=READ_ON)
        assert account(plan, document) == plan.accounting, path.name
        assert has([item for _, item in plan.classes()], path.stem), path.name


def test_job_postings_are_no_class_specifications() -> None:
    with (SHARED / "corpus" / "new-york-city-postings" / "postings.csv").open(encoding="utf-8", newline="") as lines:
        postings = list(csv.DictReader(lines))[::12]
    assert len(postings) > 50
    for posting in postings:
        text = "\n\n".join(f"{name}\n\n{value}" for name, value in posting.items() if value)
        with pytest.raises(MeritbookError) as caught:
            parse_plan(read(text.encode(), name="posting.txt"), read_on=READ_ON)
        assert caught.value.code == "class_plan.not_recognised", posting["Job ID"]
