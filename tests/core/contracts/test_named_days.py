"""Days that free words name: which ways of writing are found, which lie outside a term, and what is proposed."""

from __future__ import annotations

from datetime import date

import pytest

from contract_stage import whole
from contract_world import text
from meritbook.contract_policies import load_contract_policies
from meritbook.core.contracts import check
from meritbook.core.contracts.named_days import named_days, outside_days
from meritbook.core.contracts.places import place_in_words, value_in_words
from meritbook.core.contracts.redline import differences, fields_of
from meritbook.core.contracts.text import Measure, Objective, Project, Terms
from meritbook.core.terms import Term

TERM = Term(starts_on=date(2005, 7, 1), ends_before=date(2006, 7, 1))
TERMS = Terms(starts_on=date(2005, 7, 1), ends_before=date(2006, 7, 1), salary=9000)


def proposed(words: str, term: Term = TERM) -> list[tuple[str, str]]:
    return [(one.text, one.proposal) for one in outside_days(words, term)]


@pytest.mark.parametrize(
    ("words", "found", "later"),
    [
        ("In use by 31 May 2005.", "31 May 2005", "31 May 2006"),
        ("By 31st May, 2005 at the latest", "31st May, 2005", "31st May, 2006"),
        ("by May 31, 2005, as agreed", "May 31, 2005", "May 31, 2006"),
        ("by MAY 31st 2005", "MAY 31st 2005", "MAY 31st 2006"),
        ("after Sept. 30, 2004", "Sept. 30, 2004", "Sept. 30, 2005"),
        ("due 2005-05-31", "2005-05-31", "2006-05-31"),
        ("due 5/31/2005", "5/31/2005", "5/31/2006"),
        ("due 05/31/05.", "05/31/05", "05/31/06"),
        ("due 31.5.2005", "31.5.2005", "31.5.2006"),
        ("ready in May 2005", "May 2005", "May 2006"),
        ("the budget of 2004-05", "2004-05", "2005-06"),
        ("the budget of 2004–2005", "2004–2005", "2005–2006"),
        ("fiscal year 2004/05", "2004/05", "2005/06"),
        ("FY 2005 results", "FY 2005", "FY 2006"),
        ("FY05", "FY05", "FY06"),
        ("by the end of 2004", "2004", "2005"),
        ("since 1999-00", "1999-00", "2005-06"),
    ],
)
def test_a_day_of_last_year_is_found_however_it_is_written_and_a_later_one_proposed_in_the_same_writing(
    words: str, found: str, later: str
) -> None:
    assert proposed(words) == [(found, later)]
    (one,) = outside_days(words, TERM)
    assert words[one.start : one.end] == found
    assert one.taken(words) == words.replace(found, later)
    assert one.says == f"This names {found}, which lies before this contract begins."


@pytest.mark.parametrize(
    "words",
    [
        "By 31 May, as every year.",
        "Room 2004 and form 2004-07.",
        "2,004 cases; 2004.5 hours; call 555-2004",
        "By 31 May 2006, in 2005, in 2006, FY 2006, 2005-06",
        "On 31.6.2005 nothing can be due.",
        "between 2003-08 and now",
    ],
)
def test_what_lies_in_the_term_or_is_no_day_is_left_alone(words: str) -> None:
    assert proposed(words) == []


def test_the_first_and_the_last_day_of_the_term_lie_in_it_and_their_neighbours_do_not() -> None:
    # The term is [1 July 2005, 1 July 2006).
    words = "30 June 2005, 1 July 2005, 30 June 2006, 1 July 2006"
    assert proposed(words) == [("30 June 2005", "30 June 2006"), ("1 July 2006", "")]
    assert outside_days(words, TERM)[1].says == "This names 1 July 2006, which lies after this contract ends."


def test_a_proposal_goes_as_many_years_on_as_the_term_asks_and_none_is_made_where_no_year_fits() -> None:
    (one,) = outside_days("by 15 March 2003", TERM)
    assert (one.proposal, one.years) == ("15 March 2006", 3)
    short = Term(starts_on=date(2005, 9, 1), ends_before=date(2006, 2, 1))
    assert proposed("by 15 March 2005", short) == [("15 March 2005", "")]


def test_the_29th_of_february_becomes_the_28th_where_the_later_year_has_none() -> None:
    assert proposed("by 29 February 2004 or 2004-02-29") == [
        ("29 February 2004", "28 February 2006"),
        ("2004-02-29", "2006-02-28"),
    ]


def test_a_fiscal_year_begins_where_the_law_has_it_begin() -> None:
    # With a year from 1 July, FY 2005 ended on 30 June 2005; with one from 1 January it ended on 31 December 2005.
    assert [one.ends_before for one in named_days("FY 2005")] == [date(2005, 7, 1)]
    assert [one.ends_before for one in named_days("FY 2005", begins=(1, 1))] == [date(2006, 1, 1)]
    part = Term(starts_on=date(2005, 9, 1), ends_before=date(2006, 7, 1))
    assert [one.text for one in outside_days("2004-05 and 2005-06", part, begins=(7, 1))] == ["2004-05"]


def test_several_days_of_one_text_are_found_in_their_order_and_none_twice() -> None:
    words = "Report by 31 May 2005 on FY 2004-05; then by 2005-06-15."
    assert [one.text for one in outside_days(words, TERM)] == ["31 May 2005", "2004-05", "2005-06-15"]


def test_a_day_of_last_year_in_a_draft_is_told_where_it_stands_and_stops_nothing() -> None:
    measure = Measure(key="open", says="Open by May 31, 2005.", source="Report for FY 2004-05")
    project = Project(key="plant", says="Open the plant.", results_expected="Opened.", measures=(measure,))
    words = whole(text(terms=TERMS, projects=(project,)))
    frame = check.Frame(
        policy=load_contract_policies("standard")[0],
        year=TERM,
        appointment=Term(starts_on=date(2003, 1, 6)),
        limit=None,
    )
    found = [one for one in check.problems(words, frame) if one.code == "contract.day_outside"]
    assert [(one.place, one.proposes, one.stops) for one in found] == [
        ("project.plant.measure.open.says", "May 31, 2006", False),
        ("project.plant.measure.open.source", "2005-06", False),
    ]
    assert found[0].about == "Project “Open the plant.”: Measure “Open by May 31, 2005.”: Words"


def test_a_place_is_named_by_what_it_says_and_not_by_its_key() -> None:
    plain = text().plain()
    assert place_in_words(plain, "objective.customers-wait") == f"Objective “{_says('customers-wait')}”"
    assert place_in_words(plain, "terms.salary") == "Salary for a month, in dollars"
    assert place_in_words(plain, "parties") == "Parties"
    assert place_in_words(plain, "whole") == "The contract as a whole"
    assert place_in_words(plain, "areas.customers.objectives.customers-wait.weight") == (
        f"Customers: Objective “{_says('customers-wait')}”: Weight, in percent"
    )
    assert place_in_words(plain, "areas.0.objectives.1.says").startswith("Customers: Objective “")
    assert place_in_words(plain, "objective.gone") == "Objective"


def test_a_comparison_names_each_field_by_the_words_of_its_objective() -> None:
    old = text()
    area = old.areas[0]
    changed = area.objectives[0].model_copy(update={"clarification": "Every goal names a taxpayer."})
    new = old.model_copy(
        update={"areas": (area.model_copy(update={"objectives": (changed, *area.objectives[1:])}), *old.areas[1:])}
    )
    ((section),) = differences(old, new)
    assert [one.label for one in section.fields] == [f"Objective “{changed.says}”: made plain"]
    keys = [one.key for one in old.objectives()]
    for one in new.sections():
        for label, said in fields_of(one.content).values():
            assert not [key for key in keys if key in label], label
            assert said not in ("at_least", "at_most")


def test_pieces_that_collide_are_shown_in_words() -> None:
    assert value_in_words(None) == "taken out"
    assert value_in_words(Objective(key="a", says="Wait less.").plain()) == "Wait less."
    assert value_in_words(["One.", {"key": "b", "says": "Two."}]) == "One.; Two."


def test_what_cannot_be_read_is_told_in_plain_words() -> None:
    plain = text().plain()
    plain["projects"][0]["measures"] = [{"key": "a", "says": "Wait", "target": "soon", "due_on": "June"}]
    _, found = check.read_text(plain)
    assert [(one.about.rpartition(": ")[2], one.says) for one in found] == [
        ("Target", "“soon” is no number."),
        ("By", "“June” is no day; write it as YYYY-MM-DD."),
    ]


def _says(key: str) -> str:
    return next(one.says for one in text().objectives() if one.key == key)
