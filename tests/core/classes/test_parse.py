"""A class specification becomes a plan by the habits of such documents, with nothing lost."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from meritbook.core.classes.accounting import AccountingError, account
from meritbook.core.classes.model import ClassPlan, JobClass, Series, SourceNote
from meritbook.core.classes.parse import DuplicateCodeError, NotRecognisedError, parse_plan
from meritbook.core.documents.model import Block, Document, Passage, Span
from meritbook.readers import read as read_file

READ_ON = date(2026, 3, 2)
MADE_UP = Path(__file__).parent / "made_up"
FERRY, GUIDE, LIGHTHOUSE, ORCHARD, POEM = (
    (MADE_UP / f"{name}.txt").read_text("utf-8") for name in ("ferry", "guide", "lighthouse", "orchard", "poem")
)


def document(text: str) -> Document:
    return read_file(text.encode(), name="made-up.txt")


def read(text: str, shipped: tuple[ClassPlan, ...] = ()) -> ClassPlan:
    return parse_plan(document(text), read_on=READ_ON, shipped=shipped)


def texts(passages: tuple[Passage, ...]) -> list[str]:
    return [passage.text for passage in passages]


def test_a_table_of_classes_gives_code_title_grade_and_level() -> None:
    (series,) = read(FERRY).series
    assert [(item.code, item.title, item.pay.grade, item.level) for item in series.classes] == [
        ("8101B", "Harbor Fleet Director I", "21", 1),
        ("8102B", "Harbor Fleet Director II", "24", 2),
    ]
    assert series.title == "Harbor Fleet Director"


def test_tasks_under_the_initials_of_a_title_belong_to_that_level() -> None:
    first, second = read(FERRY).series[0].classes
    assert texts(first.duties) == ["Plans the timetable of a line.", "Hires deck crews for the season."]
    assert texts(second.duties) == ["Sets the fares of several lines."]


def test_a_level_of_work_is_defined_behind_the_colon_and_its_requirement_follows() -> None:
    first, second = read(FERRY).series[0].classes
    assert texts(first.definition) == ["Runs one line with set fares."]
    assert [(way.kind, way.text.text) for way in first.minimum_requirements] == [
        ("experience", "Two years of experience running a line."),
        ("substitution", "A degree may be substituted for one year."),
    ]
    assert texts(second.definition) == ["Runs several lines and sets their fares."]
    assert len(second.minimum_requirements) == 1


def test_exclusions_in_one_sentence_are_kept_apart_and_say_where_they_send_only_when_the_text_does() -> None:
    exclusions = read(FERRY).series[0].exclusions
    assert [exclusion.text.text for exclusion in exclusions] == [
        "masters who steer a vessel",
        "engineers whose licence is needed for the post",
        "heads of the whole port.",
    ]
    assert {exclusion.sends_to for exclusion in exclusions} == {""}


def test_an_exclusion_with_its_destination_says_where_the_position_belongs() -> None:
    text = FERRY.replace(
        "TASKS:",
        "Exclusions\n\nPositions that only sell tickets. Such positions should be classified in the sales class."
        "\n\nTASKS:",
    )
    (last,) = read(text).series[0].exclusions[3:]
    assert last.sends_to == "sales class"


def test_what_tells_the_levels_apart_becomes_one_factor_each() -> None:
    factors = read(FERRY).series[0].factors
    assert [factor.name for factor in factors] == [
        "Number and size of the lines served",
        "Freedom to set fares",
        "Harm that an error does",
    ]


def test_a_month_stays_a_month_and_what_is_no_date_stays_text() -> None:
    reference, revised = read(FERRY).dates
    assert (reference.kind, reference.on, reference.month) == ("reference", None, "2012-11")
    assert (revised.kind, revised.on, revised.month) == ("revised", None, "")
    assert "13/45/2024" in revised.remark
    assert revised.text.text == "REV: 13/45/2024"


def test_labels_and_run_in_headings_give_one_class_its_parts() -> None:
    plan = read(ORCHARD)
    (orchard,) = plan.series[0].classes
    assert (orchard.code, orchard.title, orchard.level, orchard.pay.grade) == ("4410", "Orchard Inspector 2", 2, "17")
    assert texts(orchard.capacities) == ["Inspector of apple orchards.", "Comparable work."]
    assert texts(orchard.duties) == ["Counts trees.", "Grafts trees."]
    assert texts(orchard.knowledge_skills_abilities) == ["fruit and pests"]
    assert [way.kind for way in orchard.minimum_requirements] == ["combination", "equivalent"]
    assert texts(orchard.special_requirements) == ["A driver's licence."]
    assert texts(orchard.notes) == ["(NOTE: Not every position does all of it.)"]
    assert [exclusion.text.text for exclusion in plan.series[0].exclusions] == [
        "Positions that only pick fruit are excluded from this class."
    ]


def test_a_full_effective_day_opens_the_term_of_the_plan() -> None:
    plan = read(ORCHARD)
    assert plan.effective is not None
    assert plan.effective.starts_on == date(2022, 3, 1)
    assert read(FERRY).effective is None


def test_headings_alone_divide_several_series_into_levels() -> None:
    plan = read(LIGHTHOUSE)
    assert [(series.title, series.role, [item.title for item in series.classes]) for series in plan.series] == [
        ("Keeper Advisor Series", "", ["Keeper Advisor I", "Keeper Advisor II"]),
        ("Keeper Manager Series", "manager", ["Keeper Manager I", "Keeper Manager II"]),
    ]
    assert {item.code for _, item in plan.classes()} == {""}


def test_working_titles_are_taken_one_by_one_out_of_the_definition() -> None:
    advisor = read(LIGHTHOUSE).series[0].classes[0]
    assert texts(advisor.working_titles) == ["Lamp Officer", "Lens", "Mirror Analyst", "Fog Counsel"]
    assert texts(advisor.definition) == ["Advises one lighthouse."]


def test_competencies_that_run_together_are_parted_and_the_rest_stays_unplaced() -> None:
    plan = read(LIGHTHOUSE)
    assert [entry.name for entry in plan.competencies] == ["Integrity", "Visionary", "Sound Judgment"]
    assert texts(plan.unplaced) == ["Skip to main content", "Logo"]


def test_a_list_lost_after_a_colon_and_pages_that_never_come_are_gaps() -> None:
    gaps = read(LIGHTHOUSE).gaps
    assert [gap.after.text[-20:] for gap in gaps] == [
        "that year has laid down:"[-20:],
        "n the next several pages."[-20:],
    ]


def test_a_colon_with_its_list_is_no_gap() -> None:
    assert read(ORCHARD).gaps == ()


def test_a_guide_becomes_a_service_with_its_criteria_and_provisions() -> None:
    plan = read(GUIDE)
    (service,) = plan.series
    assert (service.kind, service.title) == ("service", "River Executive Service")
    assert [criterion.says for criterion in service.criteria] == [
        "be a head of a river",
        "control dams, weirs and their crews",
    ]
    assert [(part.kind, part.heading) for part in plan.provisions] == [
        ("background", "Background"),
        ("right", "Rights of RES Members"),
        ("criterion", "RES Criteria"),
        ("process", "Nomination Process"),
        ("pay", "Compensation"),
        ("form", "River Executive Service Contract"),
        ("form", "Core Requirements"),
        ("form", "Dams"),
        ("instruction", "Contract Instructions"),
    ]
    assert texts(plan.provisions[1].text) == ["Members are not granted the following:", "tenure;", "overtime."]
    assert texts(plan.provisions[7].text) == ["Dams hold water", "Dams are inspected"]
    assert len(plan.provisions[3].text) == 1, "a sentence that a page break divides is one passage"
    assert [(note.kind, note.month) for note in plan.dates] == [("revised", "2011-03")]


@pytest.mark.parametrize("text", [POEM, "Wanted: a cook.\n\nRequirements\n\nCan cook.\n"])
def test_what_is_no_class_specification_is_refused_with_what_to_do(text: str) -> None:
    with pytest.raises(NotRecognisedError) as caught:
        read(text)
    assert caught.value.code == "class_plan.not_recognised"
    assert "headings" in caught.value.to_do


@pytest.mark.parametrize(
    "text",
    [
        FERRY.replace("8102B", "8101B"),
        ORCHARD + "\n" + ORCHARD.replace("ORCHARD INSPECTOR 2", "VINEYARD INSPECTOR 1"),
    ],
)
def test_one_code_for_two_classes_is_refused_with_both_places(text: str) -> None:
    with pytest.raises(DuplicateCodeError) as caught:
        read(text)
    first, second = caught.value.details["lines"]
    lines = text.splitlines()
    code = caught.value.details["code"]
    assert first < second
    assert code in lines[first - 1]
    assert code in lines[second - 1]


def test_the_shipped_plan_of_the_same_classes_gives_key_and_jurisdiction() -> None:
    shipped = ClassPlan(
        key="fleet",
        name="Fleet of the realm",
        aliases=("boats",),
        jurisdiction="Ruritania",
        source=SourceNote(title="x"),
        series=(Series(ref="s", title="s", classes=(JobClass(ref="8102B", code="8102B", title="other"),)),),
    )
    known = read(FERRY.replace(" for the State of Iowa", ""), (shipped,))
    assert (known.key, known.name, known.aliases, known.jurisdiction) == (
        "fleet",
        "Fleet of the realm",
        ("boats",),
        "Ruritania",
    )
    assert known.jurisdiction_basis == "known from the shipped plan of the same classes"
    alone = read(FERRY)
    assert (alone.key, alone.jurisdiction, alone.jurisdiction_basis) == (
        "harbor-fleet-director",
        "Iowa",
        "stated in the document",
    )
    assert read(ORCHARD, (shipped,)).key == "orchard-inspector"


def test_headings_that_the_format_itself_gives_are_taken_from_the_blocks() -> None:
    parts = [
        ("heading", "Weir Keeper"),
        ("paragraph", "Class Code: 7781"),
        ("heading", "general definition"),
        ("paragraph", "Keeps weirs."),
        ("heading", "Typical duties"),
        ("list_item", "Opens weirs."),
        ("list_item", "Shuts weirs."),
    ]
    text, blocks = "", []
    for kind, words in parts:
        blocks.append(Block(kind=kind, span=Span(start=len(text), end=len(text) + len(words))))
        text += words + "\n"
    text = text.replace("general definition", "General definition")
    html = document(text).model_copy(update={"media_type": "text/html", "blocks": tuple(blocks)})
    plan = parse_plan(html, read_on=READ_ON)
    (keeper,) = plan.series[0].classes
    assert (keeper.code, keeper.title) == ("7781", "Weir Keeper")
    assert texts(keeper.duties) == ["Opens weirs.", "Shuts weirs."]
    assert texts(keeper.definition) == ["Keeps weirs."]


def test_a_code_further_along_the_line_of_the_title_is_found() -> None:
    plan = read("WEIR KEEPER\t\t  Class Code:\t 7781\n\nDUTIES\n\nA Weir Keeper opens weirs.\n")
    ((_, keeper),) = plan.classes()
    assert (keeper.code, keeper.title, texts(keeper.duties)) == ("7781", "Weir Keeper", ["A Weir Keeper opens weirs."])


def test_a_table_whose_cells_stand_in_paragraphs_of_their_own_is_put_together() -> None:
    table = "Schem Code\t\nClass Code\t\nClass\t\n\nAB1\t\n7781\t\nWeir Keeper\t\n\nAB2\t\n7782\t\nWeir Chief\t\n"
    plan = read(f"Weir Series\n\n{table}\nDefinition of Levels\n\nWeir Chief\n\nLeads keepers.\n")
    (series,) = plan.series
    assert [(item.code, item.title) for item in series.classes] == [("7781", "Weir Keeper"), ("7782", "Weir Chief")]
    assert texts(series.classes[1].definition) == ["Leads keepers."]


def test_a_code_repeated_in_mid_document_takes_what_stands_beneath_it_to_its_class() -> None:
    before, after = ORCHARD.split("KNOWLEDGE, SKILLS", 1)
    ((_, once),) = read(ORCHARD).classes()
    repeated = read(f"{before}JOB CODE: 4410\n\nKNOWLEDGE, SKILLS{after}")
    ((_, twice),) = repeated.classes()
    for field in ("knowledge_skills_abilities", "special_requirements", "duties", "definition"):
        assert texts(getattr(once, field)), field
        assert texts(getattr(twice, field)) == texts(getattr(once, field)), field
    asked = [one.text.text for one in once.minimum_requirements]
    assert asked
    assert [one.text.text for one in twice.minimum_requirements] == asked
    assert repeated.accounting is not None
    assert repeated.accounting.unplaced == 0


def test_reading_twice_gives_the_same_plan() -> None:
    assert read(LIGHTHOUSE) == read(LIGHTHOUSE)


def test_the_accounting_is_counted_over_the_plan_and_not_believed() -> None:
    plan, source = read(FERRY), document(FERRY)
    assert plan.accounting == account(plan, source)
    assert plan.accounting is not None
    assert plan.accounting.unplaced == 0
    with pytest.raises(AccountingError, match="characters of the document"):
        account(plan.model_copy(update={"notes": (), "dates": ()}), source)
    with pytest.raises(AccountingError, match="same characters"):
        account(plan.model_copy(update={"notes": plan.headings}), source)
    wrong = Passage(text="other words", spans=plan.headings[0].spans)
    with pytest.raises(AccountingError, match="does not read"):
        account(plan.model_copy(update={"headings": (wrong, *plan.headings[1:])}), source)


PAGE = """<html><head><title>Berth Planner (General) (7714) - Harbors</title></head><body>
<h2>Skip Ribbon Commands</h2><p>Skip to main content</p><h2>Main Content Anchor</h2><p>hidden item</p>
<p>Our Services</p>
<h1>Berth Planner (General) (7714)</h1><h1>Berth Planner (General)</h1>
<ul><li>Class Code: 7714</li><li>Revised: 02/30/2019</li></ul>
<h2>Definition</h2><p>Plans the berths of a harbor.</p>
<h2>Typical Tasks</h2><p>Keeps the register of berths.</p><h2>Back to Top</h2></body></html>"""


def test_a_web_pages_menu_is_no_title_and_stays_unplaced() -> None:
    page = read_file(PAGE.encode(), name="berths.html")
    plan = parse_plan(page, read_on=READ_ON)
    ((_, job_class),) = plan.classes()
    assert (job_class.code, job_class.title, plan.name, plan.key) == (
        *("7714", "Berth Planner (General)", "Berth Planner (General)"),
        "berth-planner-general",
    )
    assert texts(plan.unplaced) == [
        *("Skip Ribbon Commands", "Skip to main content", "Main Content Anchor", "hidden item", "Our Services"),
        "Back to Top",
    ]


def test_above_a_web_pages_title_its_publisher_is_kept() -> None:
    page = read_file(PAGE.replace("Our Services", "Department of Harbors").encode(), name="berths.html")
    plan = parse_plan(page, read_on=READ_ON)
    assert plan.source.publisher == "Department of Harbors"
    assert plan.name == "Berth Planner (General)"
