"""Plans in StratML: read, written and read again; what is wrong is told by line and element; nothing is dropped."""

from __future__ import annotations

import pytest

from meritbook.core.results.plans import PlanText
from meritbook.readers.errors import DamagedFileError, TooLargeError, UnsafeXmlError
from meritbook.readers.stratml import MOST_BYTES, StratmlError, StratmlNamespaceError, read_stratml
from meritbook.writers.stratml import NoGoalError, write_stratml
from plan_world import revenue_text
from stratml_samples import COUNTY, LABOR, SAMPLES, WATER


def faults(data: bytes) -> list[tuple[int, str, str]]:
    with pytest.raises(StratmlError) as refused:
        read_stratml(data, name="plan.xml")
    return [(one["line"], one["element"], one["says"]) for one in refused.value.details["faults"]]


@pytest.mark.parametrize("name", SAMPLES)
def test_a_plan_that_is_read_written_and_read_again_is_the_same_plan(name: str) -> None:
    first = read_stratml(SAMPLES[name], name="plan.xml").text
    written = write_stratml(first)
    again = read_stratml(written.data, name="plan.xml").text
    assert again == first
    assert write_stratml(again).data == written.data


def test_goals_objectives_stakeholders_days_and_submitter_are_read() -> None:
    text = read_stratml(WATER, name="water.xml").text
    assert [one.name for one in text.goals] == [
        "Rivers that are fit for life",
        "Wells that are safe",
        "Permits without delay",
    ]
    tanks = text.goals[1].strategies[1]
    assert (tanks.key, tanks.identifier, tanks.sequence) == ("w22", "", "2.2")
    assert text.goals[2].says == "Whoever asks has an answer in 60 days & knows why."
    assert [one.kind for one in text.organizations[0].stakeholders] == ["Organization", "Person"]
    assert (str(text.starts_on), str(text.last_day)) == ("2026-07-01", "2031-06-30")
    assert text.submitter is not None
    assert text.submitter.email == "plan@water.example"


def test_a_part_without_identifier_has_a_key_by_its_place_and_keeps_it() -> None:
    text = read_stratml(LABOR, name="labor.xml").text
    assert [one.part.key for one in text.parts()] == ["goal-1", "goal-1-1", "goal-1-2", "goal-2", "goal-2-1", "goal-3"]
    assert b"<Identifier>_goal-1-2</Identifier>" in write_stratml(text).data


def test_what_is_not_of_the_standard_is_kept_reported_and_written_back_in_its_place() -> None:
    found = read_stratml(COUNTY, name="county.xml")
    assert [one.place for one in found.text.kept] == ["roads", "b-1"]
    assert any("Budget in Objective is not of the standard" in note for note in found.notes)
    assert any("Goal in Goal is not of the standard" in note for note in found.notes)
    written = write_stratml(found.text).data.decode()
    bridges = written[written.index("<Name>Bridges</Name>") : written.index("</Objective>")]
    assert '<c:Budget xmlns:c="urn:county:own" unit="dollars"><c:Year>2027</c:Year> 1200000</c:Budget>' in bridges


def test_another_order_and_comments_are_reported_and_lose_nothing() -> None:
    found = read_stratml(COUNTY, name="county.xml")
    assert any(note.startswith("Line 7: Vision stands later") for note in found.notes)
    assert "Comments in the document are not kept." in found.notes
    assert found.text.vision == "A county where children stay."


def test_each_fault_is_told_by_its_line_and_element() -> None:
    broken = WATER.replace(b"<Name>Wells that are safe</Name>", b"").replace(b"2031-06-30", b"2031-06-31")
    broken = broken.replace(b"<Identifier>_w22</Identifier>", b"<Identifier>_w21</Identifier>")
    broken = broken.replace(b'"Person"', b'"Somebody"')
    found = faults(broken)
    lines = broken.decode().splitlines()
    first = next(number for number, line in enumerate(lines, start=1) if "_w21<" in line)
    assert [(element, says.partition(":")[0]) for _, element, says in found] == [
        ("Stakeholder", "StakeholderTypeType is “Somebody”; it is one of Person, Organization, Generic_Group."),
        ("Goal", "Name is missing."),
        ("Identifier", f"the identifier _w21 stands in line {first} too."),
        ("EndDate", "“2031-06-31” is no day; days are written 2026-07-01."),
    ]
    assert "A. Marsh" in lines[found[0][0] - 1]
    assert "<Goal>" in lines[found[1][0] - 1]
    assert "_w21" in lines[found[2][0] - 1]
    assert "2031-06-31" in lines[found[3][0] - 1]


def test_a_part_that_stands_twice_and_words_outside_an_element_are_faults() -> None:
    twice = LABOR.replace(b"</Vision>", b"</Vision><Vision/>").replace(b"<Goal><Name>Benefits", b"<Goal>loose<Name>Be")
    assert [(one[1], one[2]) for one in faults(twice)] == [
        ("Vision", "Vision stands 2 times; it may stand once."),
        ("Goal", "words stand between its elements: “loose”."),
    ]


def test_a_document_without_a_goal_is_no_plan() -> None:
    empty = WATER[: WATER.index(b"   <Goal>")] + WATER[WATER.index(b"  </StrategicPlanCore>") :]
    assert [(one[1], one[2]) for one in faults(empty)] == [("StrategicPlanCore", "Goal is missing.")]


@pytest.mark.parametrize(
    ("namespace", "says"),
    [
        ("urn:ISO:std:iso:17469:tech:xsd:PerformancePlanOrReport", "StratML Part 2"),
        ("http://www.stratml.net", "before the international standard"),
        ("urn:other", "the namespace urn:other."),
    ],
)
def test_another_kind_of_xml_is_named(namespace: str, says: str) -> None:
    data = LABOR.replace(b"urn:ISO:std:iso:17469:tech:xsd:stratml_core", namespace.encode())
    with pytest.raises(StratmlNamespaceError, match=says):
        read_stratml(data, name="plan.xml")


def test_entities_are_refused_and_a_broken_document_is_told_by_its_line() -> None:
    bomb = b'<!DOCTYPE x [<!ENTITY a "b">]>' + LABOR.partition(b"\n")[2]
    with pytest.raises(UnsafeXmlError):
        read_stratml(bomb, name="plan.xml")
    with pytest.raises(DamagedFileError) as refused:
        read_stratml(LABOR.replace(b"</Mission>", b""), name="plan.xml")
    assert "line" in refused.value.where


def test_a_document_above_the_limit_is_refused_before_it_is_read() -> None:
    with pytest.raises(TooLargeError):
        read_stratml(LABOR + b" " * MOST_BYTES, name="plan.xml")


def test_what_the_standard_has_no_place_for_is_said_and_not_written() -> None:
    written = write_stratml(PlanText.model_validate(revenue_text()))
    assert written.leaves_out == (
        "2 actions with owner and days.",
        "The ties to 1 measure of the register.",
        "What 1 goal or strategy serves above.",
    )
    assert b"second-shift" not in written.data
    with pytest.raises(NoGoalError):
        write_stratml(PlanText.model_validate(revenue_text(goals=[])))


def test_characters_that_xml_cannot_hold_do_not_break_the_document() -> None:
    text = PlanText.model_validate(revenue_text(vision="Bell\x07 and <tags> & more."))
    assert read_stratml(write_stratml(text).data, name="plan.xml").text.vision == "Bell� and <tags> & more."
