"""Strangers' descriptions, each in its own layout: what is plain is read, and no word is lost."""

from __future__ import annotations

import csv
import re
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from meritbook.core.documents.layout import Layout
from meritbook.core.documents.model import Block, Document, Span
from meritbook.core.positions.check import problems
from meritbook.core.positions.errors import PositionTextMissingError
from meritbook.core.positions.layout import lay_out
from meritbook.core.positions.model import Duty, PositionDescription, Program, Subordinate, Supervisor
from meritbook.core.positions.parse import parse_position

CORPUS = Path(__file__).parents[4] / "shared" / "corpus" / "new-york-city-postings" / "postings.csv"


def document(text: str) -> Document:
    """The text as a document in which every stretch without a blank line is one paragraph."""
    layout = Layout(key="file", name="description.txt")
    for paragraph in re.split(r"\n[ \t]*\n", text.strip("\n")):
        layout.add(paragraph)
    return layout.document()


def table(*rows: tuple[str, ...], before: str = "") -> Document:
    """A heading, then a table."""
    text = f"{before}\n" if before else ""
    blocks = [Block(kind="heading", level=1, span=Span(start=0, end=len(before)))] if before else []
    for row in rows:
        start = len(text)
        cells = []
        for cell in row:
            cells.append(Span(start=len(text), end=len(text) + len(cell)))
            text += cell + "\t"
        blocks.append(Block(kind="table_row", span=Span(start=start, end=len(text)), cells=tuple(cells)))
        text += "\n"
    plain = document("x")
    return plain.model_copy(update={"text": text, "blocks": tuple(blocks)})


def percents(position: PositionDescription) -> list[tuple[str, Decimal | None]]:
    return [(duty.text, duty.percent) for duty in position.duties]


FORM = """
POSITION DESCRIPTION

Position Number: 0417-22
Working title: Audit Chief
Class/Job title (current): Program Administrator III
Agency/Department: Revenue
Division: Audit
Immediate supervisor: Director, Audit Division (0400-01)
Supervision received: administrative direction

Position summary
Plans and directs the audit of
business taxes.

Essential functions
1. (35 %) Decides which returns both
programs audit.
2. Directs four field units (40%)
25 percent: Answers appeals of taxpayers.

Direct reports: 4 Audit Supervisors
Budget: $2.1 million
Budget authority: monitors
FTE: 42.5
Programs: two (individual audit; business audit)
Scope: statewide
Policy role: formulates
Decision making: Signs settlements.
Contacts: Taxpayers.
Specialized knowledge: None required
Required qualifications: Three years of management.
Location: Capital City

TRAVEL REQUIREMENTS:
Monthly, in the state.
"""


def test_a_form_of_labels_and_headings_is_read_field_by_field() -> None:
    position = parse_position(document(FORM))
    assert position == PositionDescription(
        number="0417-22",
        working_title="Audit Chief",
        current_class="Program Administrator III",
        department="Revenue",
        division="Audit",
        location="Capital City",
        reports_to=Supervisor(title="Director, Audit Division", position_number="0400-01"),
        direction_received="administrative",
        purpose="Plans and directs the audit of business taxes.",
        duties=(
            Duty(number=1, percent=Decimal(35), essential=True, text="Decides which returns both programs audit."),
            Duty(number=2, percent=Decimal(40), essential=True, text="Directs four field units"),
            Duty(number=3, percent=Decimal(25), essential=True, text="Answers appeals of taxpayers."),
        ),
        subordinates=(Subordinate(title="Audit Supervisors", count=4, kind="supervisor"),),
        budget=Decimal(2_100_000),
        budget_role="monitors",
        fte=Decimal("42.5"),
        programs=(
            Program(name="individual audit", reach="statewide"),
            Program(name="business audit", reach="statewide"),
        ),
        policy_role="formulates",
        decisions="Signs settlements.",
        contacts="Taxpayers.",
        specialised_qualification="None required",
        specialised_qualification_required=False,
        qualifications="Three years of management.",
        other=(("Scope", "statewide"), ("TRAVEL REQUIREMENTS", "Monthly, in the state.")),
    )
    assert problems(position) == ()


def test_a_table_with_a_column_of_percentages_gives_the_duties() -> None:
    position = parse_position(
        table(
            ("% of time", "Duties"),
            ("60", "Plans the audit program."),
            ("40%", "Directs four units."),
            before="Duties and responsibilities",
        )
    )
    assert percents(position) == [("Plans the audit program.", Decimal(60)), ("Directs four units.", Decimal(40))]


def test_a_table_of_labels_and_answers_is_read_like_a_form() -> None:
    position = parse_position(
        table(("Position No.", "0417-22", "Division", "Audit"), ("Reports to:", "Director"), ("Car pool", "yes"))
    )
    assert (position.number, position.division) == ("0417-22", "Audit")
    assert position.reports_to == Supervisor(title="Director")
    assert position.other == (("Car pool", "yes"),)


def test_a_table_of_subordinates_is_read_by_the_heads_of_its_columns() -> None:
    position = parse_position(
        table(
            ("Title", "Number", "Pay grade"),
            ("Audit Supervisor", "4", "09"),
            before="Positions supervised",
        )
    )
    assert position.subordinates == (Subordinate(title="Audit Supervisor", count=4, pay_level="09"),)


def test_paragraphs_under_duties_are_duties_without_percent() -> None:
    position = parse_position(document("Major duties:\n\nPlans the audit\nprogram.\n\nDirects four field units."))
    assert percents(position) == [("Plans the audit program.", None), ("Directs four field units.", None)]


def test_words_that_introduce_the_duties_are_kept_apart_from_them() -> None:
    position = parse_position(document("Duties\n\nThe incumbent does this:\n\n- Plans audits\n- Directs units"))
    assert percents(position) == [("Plans audits", None), ("Directs units", None)]
    assert position.other == (("Duties", "The incumbent does this:"),)


def test_a_file_without_headings_is_purpose_and_its_bullets_are_duties() -> None:
    position = parse_position(document("Runs the audit.\n\n• Plans audits\n• Directs units"))
    assert position.purpose == "Runs the audit."
    assert percents(position) == [("Plans audits", None), ("Directs units", None)]
    assert parse_position(document("Runs the audit.")).purpose == "Runs the audit."


def test_a_colon_in_a_duty_does_not_begin_a_section() -> None:
    position = parse_position(document("Duties\n\n- Policy: writes audit policy (60%)\n- Budget: drafts it (40%)"))
    assert percents(position) == [
        ("Policy: writes audit policy", Decimal(60)),
        ("Budget: drafts it", Decimal(40)),
    ]
    assert position.policy_text == position.budget_text == ""


def test_a_number_is_never_made_up_and_the_caller_may_give_it() -> None:
    assert parse_position(document("Runs the audit.")).number == ""
    assert parse_position(document("Runs the audit."), number="7").number == "7"
    assert parse_position(document("Position number: 9"), number="7").number == "9"


def test_a_second_answer_to_the_same_question_is_kept_beside_the_first() -> None:
    position = parse_position(document("Division: Audit\nDivision: Appeals"))
    assert position.division == "Audit"
    assert position.other == (("Division", "Appeals"),)


def test_places_that_contradict_each_other_leave_the_choice_open() -> None:
    position = parse_position(document("Policy role: formulates\nPolicy: applies policy"))
    assert position.policy_role is None
    assert position.policy_text == "applies policy\nformulates policy"


def test_brackets_of_a_heading_that_say_something_are_kept() -> None:
    position = parse_position(document("Budget (FY 2026): $4 million"))
    assert position.budget == Decimal(4_000_000)
    assert position.other == (("Budget (FY 2026)", "FY 2026"),)


def test_a_document_without_words_is_refused_with_its_name() -> None:
    with pytest.raises(PositionTextMissingError, match=r"description\.txt"):
        parse_position(document(" "))


def test_our_own_layout_is_read_back() -> None:
    position = PositionDescription(
        number="0417-22",
        department="Revenue",
        reports_to=Supervisor(title="Director", position_number="0400-01"),
        direction_received="general_direction",
        purpose="Runs the audit.",
        duties=(
            Duty(number=1, text="Plans audits.", percent=Decimal("62.5")),
            Duty(number=2, text="Directs units.", percent=Decimal("37.5")),
        ),
        subordinates=(Subordinate(title="Audit Supervisor", count=4, kind="supervisor", pay_level="09"),),
        budget=Decimal(2_100_000),
        budget_role="manages",
        fte=Decimal("42.5"),
        programs=(Program(name="Audit", reach="statewide", sub_programs=2, description="all taxes"),),
        policy_role="establishes",
        decisions="Signs settlements.",
        contacts="Taxpayers.",
        specialised_qualification_required=False,
        other=(("Travel", "Monthly."),),
    )
    again = parse_position(lay_out(position)[0])
    kept = {name for name in PositionDescription.model_fields if getattr(again, name) == getattr(position, name)}
    assert set(PositionDescription.model_fields) - kept == {"specialised_qualification"}


LETTERS = st.sampled_from("abcdefghijklmnopqrstuvwxyzäßñЖא中ान")
WORD = st.text(LETTERS, min_size=1, max_size=7).map(lambda word: f"q{word}")
WORDS = st.lists(WORD, min_size=1, max_size=9).map(" ".join)
HEAD = st.sampled_from(
    [
        "Duties", "Purpose:", "Budget", "Supervises:", "Policy role", "Programs:", "Scope", "FTE:", "Contacts",
        "Reports to:", "Supervision received:", "Division:", "Position number:", "Unheard of:", "UNHEARD OF",
        "Essential functions (weekly)",
    ]
)  # fmt: skip
MARK = st.sampled_from(["", "", "- ", "• ", "1. ", "35% - ", "(20 %) ", "2. (5%) "])
TAIL = st.sampled_from(["", "", ".", " (35%)", " (4)", "; next", ":"])
LINE = st.one_of(
    HEAD,
    st.tuples(HEAD, WORDS).map(lambda pair: f"{pair[0]} {pair[1]}"),
    st.tuples(MARK, WORDS, TAIL).map("".join),
    st.just(""),
)


def words_of(text: str) -> set[str]:
    return set(re.findall(r"q[^\W\d_]\w*", text))


@settings(max_examples=250, deadline=None)
@given(st.lists(LINE, min_size=1, max_size=25))
def test_no_word_of_a_document_in_any_layout_is_lost(lines: list[str]) -> None:
    text = "\n".join(lines)
    if not text.strip():
        return
    position = parse_position(document(text))
    assert words_of(text) <= words_of(str(position.plain()))


@settings(max_examples=100, deadline=None)
@given(st.lists(st.lists(st.one_of(HEAD, WORDS, st.sampled_from(["35", "40%", "1."])), min_size=1, max_size=4)))
def test_no_word_of_a_table_is_lost(rows: list[list[str]]) -> None:
    read = table(*(tuple(row) for row in rows))
    if not read.text.strip():
        return
    assert words_of(read.text) <= words_of(str(parse_position(read).plain()))


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=200))
def test_any_text_is_read_or_refused_with_a_code(text: str) -> None:
    read = document(text)
    if read.text.strip():
        assert isinstance(parse_position(read), PositionDescription)
    else:
        with pytest.raises(PositionTextMissingError):
            parse_position(read)


@pytest.mark.corpus
def test_postings_that_nobody_shaped_for_us_are_read_without_losing_a_word() -> None:
    if not CORPUS.exists():
        pytest.skip("the public postings are not beside the project (../shared/corpus)")
    with CORPUS.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["Job Description"].strip()][::7]
    assert len(rows) > 50
    for row in rows:
        text = (
            f"Position number: {row['Job ID']}\nDepartment: {row['Agency']}\n\n"
            f"Job Description\n\n{row['Job Description']}\n\nMinimum Qual Requirements\n\n"
            f"{row['Minimum Qual Requirements']}"
        )
        position = parse_position(document(text))
        assert position.number == row["Job ID"]
        kept = set(re.findall(r"[^\W\d_]{2,}", str(position.model_dump()).replace("\\n", " ").replace("\\t", " ")))
        body = row["Job Description"] + " " + row["Minimum Qual Requirements"]
        lost = set(re.findall(r"[^\W\d_]{2,}", body)) - kept
        headings = " ".join(line for line in text.splitlines() if len(line) <= 80)
        assert lost <= set(re.findall(r"[^\W\d_]{2,}", headings)) | {"percent"}, (row["Job ID"], lost)


def test_marks_of_plain_text_for_headings_and_bold_words_are_no_part_of_an_answer() -> None:
    position = parse_position(
        document("# Position description\n\n**Position number:** 55-01\n\n## Duties\n\n- **Plans** it")
    )
    assert position.number == "55-01"
    assert percents(position) == [("Plans it", None)]


def test_what_cannot_be_a_number_is_not_taken_for_one() -> None:
    position = parse_position(document("1. POSITION NUMBER          2. AGENCY"))
    assert position.number == ""
    assert "2. AGENCY" in str(position.other)


def test_duties_run_together_on_one_line_are_taken_apart_when_each_has_its_percent() -> None:
    position = parse_position(document("Duties: Directs licensing (70%); hears appeals (30%)."))
    assert percents(position) == [("Directs licensing", Decimal(70)), ("hears appeals.", Decimal(30))]
    whole = parse_position(document("Duties: Directs licensing; hears appeals (100%)"))
    assert percents(whole) == [("Directs licensing; hears appeals", Decimal(100))]


def test_list_items_under_a_paragraph_with_the_percent_spell_that_duty_out() -> None:
    layout = Layout(key="file", name="description.txt")
    layout.add("Duties", "heading", level=1)
    for lead, *items in (("40 percent: Planning.", "Writes plans", "Reviews plans"), ("60 percent: Doing.", "Does it")):
        layout.add(lead)
        for item in items:
            layout.add(item, "list_item", level=1)
    assert percents(parse_position(layout.document())) == [
        ("Planning.\nWrites plans\nReviews plans", Decimal(40)),
        ("Doing.\nDoes it", Decimal(60)),
    ]


def test_several_kinds_of_subordinates_on_one_line_are_taken_apart() -> None:
    position = parse_position(document("Supervises: three program managers, two clerks and 1 auditor"))
    assert position.subordinates == (
        Subordinate(title="program managers", count=3, kind="manager"),
        Subordinate(title="clerks", count=2, kind="clerical"),
        Subordinate(title="auditor", count=1),
    )


def test_a_rule_of_dashes_says_nothing() -> None:
    position = parse_position(
        table(("Percent", "Duty"), ("---", ":--"), ("100%", "Leads the unit"), before="Duties and responsibilities")
    )
    assert percents(position) == [("Leads the unit", Decimal(100))]


def test_two_answers_on_one_line_are_taken_apart() -> None:
    position = parse_position(
        document(
            "Position Number: 0417-22 Reports to: Director (0400-01)\n\nDivision: Audit   Work Location: Capital City"
        )
    )
    assert (position.number, position.division, position.location) == ("0417-22", "Audit", "Capital City")
    assert position.reports_to == Supervisor(title="Director", position_number="0400-01")
    assert parse_position(document("Division: Audit: Field")).division == "Audit: Field"


def test_an_unknown_label_with_its_answer_does_not_run_into_the_section_before() -> None:
    position = parse_position(
        document(
            "Purpose: Runs the harbor of the city.\n\nImpact: programs make up a medium share of the department.\n\n"
            "Contacts\nMeets pilots for one purpose, which is\nBerths: who lies where, and when.\n"
        )
    )
    assert position.purpose == "Runs the harbor of the city."
    assert position.other == (("Impact", "programs make up a medium share of the department."),)
    assert position.contacts == "Meets pilots for one purpose, which is Berths: who lies where, and when."
