"""Single answers are read only when they are plain."""

from __future__ import annotations

from decimal import Decimal

import pytest

from meritbook.core.positions import readings
from meritbook.core.positions.duties import split_percent
from meritbook.core.positions.model import Program, Subordinate, Supervisor


@pytest.mark.parametrize(
    ("text", "dollars"),
    [
        ("$2.1 million", "2100000"),
        ("2,100,000", "2100000"),
        ("$2.1M", "2100000"),
        ("1.5 billion", "1500000000"),
        ("1.5 billion dollars", "1500000000"),
        ("$750K", "750000"),
        ("$2,100,000 a year", "2100000"),
        ("USD 10", "10"),
        ("$10,000.55", "10000.55"),
        ("$0.1 million annually", "100000"),
        ("An operating budget of $3,250,000.", "3250000"),
        ("manages a budget of 4 million dollars", "4000000"),
    ],
)
def test_plain_money_is_read_exactly(text: str, dollars: str) -> None:
    amount = readings.read_money(text)
    assert amount is not None
    assert amount.dollars == Decimal(dollars)
    assert amount.dollars.as_tuple().exponent in (0, -2)


@pytest.mark.parametrize(
    "text",
    [
        "about $2 million",
        "$2 million to $3 million",
        "$2-3 million",
        "$10,000 a month",
        "$4 million per biennium",
        "up to $10,000",
        "$2.1 million; purchases to $10,000",
        "manages 4 units",
        "none",
        "1,00,000",
        "007",
        "",
    ],
)
def test_money_that_may_mean_two_things_stays_text(text: str) -> None:
    assert readings.read_money(text) is None


@pytest.mark.parametrize(
    ("text", "words", "percent"),
    [
        ("35% - Plans audits", "Plans audits", "35"),
        ("(35 %) Plans audits", "Plans audits", "35"),
        ("[35%] Plans audits", "Plans audits", "35"),
        ("35 percent: Plans audits", "Plans audits", "35"),
        ("35 per cent of the time. Plans audits", "Plans audits", "35"),
        ("Plans audits (35%)", "Plans audits", "35"),
        ("Plans audits - 35%", "Plans audits", "35"),
        ("Plans audits (12.5 % of time).", "Plans audits.", "12.5"),
        ("Plans audits that save 35% of cost", "Plans audits that save 35% of cost", None),
        ("10% of the budget is reviewed", "10% of the budget is reviewed", None),
        ("30-35% Plans audits", "30-35% Plans audits", None),
        ("135% Plans audits", "135% Plans audits", None),
    ],
)
def test_the_percent_of_a_duty_is_told_from_percentages_in_its_words(
    text: str, words: str, percent: str | None
) -> None:
    assert split_percent(text) == (words, None if percent is None else Decimal(percent))


@pytest.mark.parametrize(
    ("line", "subordinate"),
    [
        ("4 Audit Supervisors", Subordinate(title="Audit Supervisors", count=4, kind="supervisor")),
        ("four auditors", Subordinate(title="auditors", count=4)),
        ("Audit Supervisor (4)", Subordinate(title="Audit Supervisor", count=4, kind="supervisor")),
        ("Clerk Typist - 2", Subordinate(title="Clerk Typist", count=2, kind="clerical")),
        ("3 Analysts (pay group 09)", Subordinate(title="Analysts", count=3, pay_level="09")),
        ("2 Chiefs (Field)", Subordinate(title="Chiefs (Field)", count=2)),
        (
            "4 Audit Supervisor (supervisor, pay level 09)",
            Subordinate(title="Audit Supervisor", count=4, kind="supervisor", pay_level="09"),
        ),
        ("Supervises four auditors and sets their goals.", None),
        ("Auditors", None),
        ("", None),
    ],
)
def test_a_line_of_subordinates_is_told_from_prose(line: str, subordinate: Subordinate | None) -> None:
    assert readings.read_subordinate(line) == subordinate


@pytest.mark.parametrize("text", ["None", "nobody", "No employees.", "supervises nobody", "Does not supervise."])
def test_stating_to_supervise_nobody_is_an_answer(text: str) -> None:
    assert readings.says_nobody(text)


@pytest.mark.parametrize("text", ["N/A", "None at present, two next year", "", "see chart"])
def test_anything_less_plain_is_not(text: str) -> None:
    assert not readings.says_nobody(text)


def test_a_choice_is_read_only_when_the_words_name_exactly_one() -> None:
    assert readings.read_budget_role("monitors the unit's budget") == ("monitors", False)
    assert readings.read_budget_role("prepares and monitors the budget") is None
    assert readings.read_budget_role("does not approve the budget") is None
    assert readings.read_budget_role("approved by the director") is None
    assert readings.read_policy_role("formulates policy") == ("formulates", True)
    assert readings.read_policy_role("None") == ("none", True)
    assert readings.read_policy_role("Not applicable") is None
    assert readings.read_policy_role("writes policy") is None
    assert readings.read_direction("Works under administrative direction") == ("administrative", True)
    assert readings.read_direction("general supervision or general direction") is None
    assert readings.read_reach("Statewide") == ("statewide", True)
    assert readings.read_reach("statewide and regional") is None


@pytest.mark.parametrize(
    ("text", "required"),
    [
        ("None required.", False),
        ("no", False),
        ("no specialised subject qualification is required", False),
        ("A licence as an engineer is required.", True),
        ("Must hold a CPA certificate", True),
        ("CPA preferred", None),
        ("A licence is not required but desirable", None),
        ("knowledge of tax law", None),
    ],
)
def test_a_specialised_qualification_is_required_only_when_the_text_says_so(text: str, required: bool | None) -> None:
    assert readings.read_required(text) is required


def test_programs_are_named_only_when_count_and_names_agree() -> None:
    assert readings.read_program_list("two (individual audit; business audit)") == (
        Program(name="individual audit"),
        Program(name="business audit"),
    )
    assert readings.read_program_list("three (individual audit; business audit)") is None
    assert readings.read_program("Audit (statewide, two sub-programs): all taxes") == Program(
        name="Audit", reach="statewide", sub_programs=2, description="all taxes"
    )


def test_the_number_of_the_supervisors_position_is_kept_apart() -> None:
    assert readings.read_supervisor("Director, Audit (0400-01)") == Supervisor(
        title="Director, Audit", position_number="0400-01"
    )
    assert readings.read_supervisor("Director, position number 0400-01") == Supervisor(
        title="Director", position_number="0400-01"
    )
    assert readings.read_supervisor("Director (Audit)") == Supervisor(title="Director (Audit)")
    assert readings.read_supervisor("x" * 201) is None
