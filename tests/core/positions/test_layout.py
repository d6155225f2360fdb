"""A description laid out as text: every answer has one place, and titles are no evidence."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from meritbook.core.positions.layout import lay_out, money
from meritbook.core.positions.model import Duty, PositionDescription, Program, Subordinate, Supervisor

FULL = PositionDescription(
    number="0417-22",
    working_title="Audit Chief",
    current_class="Program Administrator III",
    jurisdiction="State of Columbia",
    department="Revenue",
    division="Audit",
    unit="Field",
    location="Capital City",
    reports_to=Supervisor(title="Director, Audit Division", position_number="0400-01"),
    direction_received="administrative",
    purpose="Plans audits.",
    duties=(Duty(number=1, text="Sets policy.", percent=Decimal("62.5")), Duty(number=2, text="Hires staff.")),
    subordinates=(Subordinate(title="Audit Supervisor", count=4, kind="supervisor", pay_level="09"),),
    supervision="Full authority to discipline.",
    budget=Decimal("2100000.00"),
    budget_role="monitors",
    budget_text="Purchases to $10,000.",
    fte=Decimal("42.50"),
    programs=(Program(name="Audit", reach="statewide", sub_programs=2, description="business and individual"),),
    policy_role="formulates",
    policy_text="Writes audit policy.",
    decisions="Signs settlements.",
    contacts="Taxpayers.",
    specialised_qualification="None named.",
    specialised_qualification_required=False,
    qualifications="Three years of management.",
    other=(("Travel", "Monthly."), ("Pay Grade:", "33"), ("", "Loose words.")),
)


def test_every_answer_has_one_statement_whose_span_cuts_its_words() -> None:
    document, statements = lay_out(FULL, version=2)
    assert document.key == "position:0417-22@2"
    assert all(statement.span.cut(document.text) == statement.text for statement in statements)
    fields = [statement.field for statement in statements]
    assert len(fields) == len(set(fields))
    assert fields == [
        "working_title", "current_class", "jurisdiction", "department", "division", "unit", "location",
        "reports_to", "reports_to.position_number", "direction_received", "purpose", "duties.1", "duties.2",
        "subordinates.1", "supervision", "budget", "budget_role", "budget_text", "fte", "programs.1",
        "policy_role", "policy_text", "decisions", "contacts", "specialised_qualification_required",
        "specialised_qualification", "qualifications", "other.1", "other.2", "other.3",
    ]  # fmt: skip


def test_every_field_of_the_model_that_is_answered_is_laid_out() -> None:
    _, statements = lay_out(FULL)
    laid = {statement.field.split(".")[0] for statement in statements}
    assert laid == set(PositionDescription.model_fields) - {"schema_version", "number"}


def test_a_duty_carries_its_percent_as_weight_and_in_its_label() -> None:
    _, statements = lay_out(FULL)
    duties = [statement for statement in statements if statement.field.startswith("duties.")]
    assert [(duty.label, duty.weight) for duty in duties] == [("duty 1, 62.5 %", Decimal("62.5")), ("duty 2", None)]


def test_titles_and_grades_are_shown_and_are_never_evidence() -> None:
    _, statements = lay_out(FULL)
    silent = {statement.field for statement in statements if not statement.evidence}
    assert silent == {"working_title", "current_class", "other.2"}


def test_choices_and_numbers_stand_in_words_so_that_they_can_be_quoted() -> None:
    _, statements = lay_out(FULL)
    said = {statement.field: statement.text for statement in statements}
    assert said["policy_role"] == "formulates policy"
    assert said["budget"] == "$2,100,000 a year"
    assert said["fte"] == "42.5 full-time equivalents directed"
    assert said["subordinates.1"] == "4 Audit Supervisor (supervisor, pay level 09)"
    assert said["programs.1"] == "Audit (statewide, 2 sub-programs): business and individual"
    assert said["direction_received"] == "works under administrative direction"


def test_supervising_nobody_is_said_and_silence_is_not() -> None:
    _, nobody = lay_out(PositionDescription(number="1", subordinates=()))
    assert [statement.text for statement in nobody] == ["supervises nobody"]
    _, silent = lay_out(PositionDescription(number="1"))
    assert silent == ()


def test_cents_are_shown_only_where_there_are_any() -> None:
    assert money(Decimal("1E+9")) == "$1,000,000,000"
    assert money(Decimal("10.5")) == "$10.50"


TEXT = st.text(max_size=60)


@settings(max_examples=60, deadline=None)
@given(number=TEXT, purpose=TEXT, duties=st.lists(TEXT, max_size=4), other=st.lists(st.tuples(TEXT, TEXT), max_size=3))
def test_any_text_is_laid_out_in_the_same_bytes_with_true_spans(
    number: str, purpose: str, duties: list[str], other: list[tuple[str, str]]
) -> None:
    position = PositionDescription(
        number=number,
        purpose=purpose,
        duties=tuple(Duty(number=place, text=text) for place, text in enumerate(duties, start=1)),
        other=tuple(other),
    )
    document, statements = lay_out(position)
    assert lay_out(position) == (document, statements)
    for statement in statements:
        assert statement.span.cut(document.text) == statement.text
    answered = [purpose, *duties, *(text for _, text in other)]
    assert [statement.text for statement in statements] == [text for text in answered if text.strip()]
