"""What a verdict says: values as people read them, the working with its figures, what is missing and whom to ask."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from core.law.making import ON, checked, decimal, law_with, write
from meritbook.core.errors import MeritbookError
from meritbook.core.law.days import number_of
from meritbook.core.law.judge import Judge
from meritbook.core.law.kinds import DATE, TRUTH, Kind
from meritbook.core.law.show import number_text, value_text
from meritbook.core.law.units import Unit
from meritbook.core.law.values import Cell, Constant, Event, Found, Number, Numbers, Truth
from meritbook.law import read_law

YES, NO, UNKNOWN = Truth(True), Truth(False), Truth(False, True)
DAY = number_of(date(2004, 2, 29))
TABLE = {"coast.papers": ["pass", "bill", "flag"]}


def number(unit: str, places: int = 0) -> Kind:
    """A number in a unit."""
    return Kind("number", Unit.read(unit), places, 10**9)


@pytest.mark.parametrize(
    ("counted", "places", "text"),
    [
        (0, 0, "0"),
        (0, 2, "0.00"),
        (1_234_567, 0, "1,234,567"),
        (-1_234, 0, "-1,234"),
        (1_076_301, 2, "10,763.01"),
        (5, 2, "0.05"),
        (-5, 2, "-0.05"),
        (-100_000_000, 4, "-10,000.0000"),
    ],
)
def test_a_number_is_written_with_its_thousands_parted_and_all_its_places(counted: int, places: int, text: str) -> None:
    assert number_text(counted, places) == text


@pytest.mark.parametrize(
    ("value", "kind", "text"),
    [
        (Number(1), number("position"), "1 position"),
        (Number(2), number("position"), "2 positions"),
        (Number(0), number("position"), "0 positions"),
        (Number(10), number("year", 1), "1 year"),
        (Number(15), number("year", 1), "1.5 years"),
        (Number(11), number("year", 1), "1.1 years"),
        (Number(100), number("year", 2), "1 year"),
        (Number(1_000), number("year", 1), "100 years"),
        (Number(9_999), number("FTE", 2), "99.99 FTE"),
        (Number(9_990), number("FTE", 2), "99.9 FTE"),
        (Number(30), number("m"), "30 m"),
        (Number(30), number("day"), "30 days"),
        (Number(2), number("entry"), "2 entries"),
        (Number(1), number("entry"), "1 entry"),
        (Number(125), number("percent"), "125 percent"),
        (Number(3), number("person"), "3 people"),
        (Number(100), number("FTE/position"), "100 FTE a position"),
        (Number(2), number("day/person/year"), "2 days a person a year"),
        (Number(7), number(""), "7"),
        # Money has its cents, and what is finer only as far as it says something.
        (Number(10_763), number("USD"), "$10,763.00"),
        (Number(107_630), number("USD", 1), "$10,763.00"),
        (Number(107_630_000), number("USD", 4), "$10,763.00"),
        (Number(107_630_010), number("USD", 4), "$10,763.001"),
        (Number(500), number("USD/month", 2), "$5.00 a month"),
        (Number(2005), number("calendar_year"), "2005"),
        (Number(5, False), number("m"), "unknown"),
        (Number(DAY), DATE, "29 February 2004"),
        (Number(DAY, False), DATE, "unknown"),
        (Number(630), Kind("month_day"), "30 June"),
        (Number(101), Kind("month_day"), "1 January"),
        (Number(1231), Kind("month_day"), "31 December"),
        (Number(1), Kind("choice", table="coast.papers"), "bill"),
        (Number(0b101), Kind("choices", table="coast.papers"), "pass, flag"),
        (Number(0b010), Kind("choices", table="coast.papers"), "bill"),
        (Number(0), Kind("choices", table="coast.papers"), "none"),
        (YES, TRUTH, "yes"),
        (NO, TRUTH, "no"),
        (UNKNOWN, TRUTH, "unknown"),
        (Event(UNKNOWN, 0, False), Kind("event"), "unknown"),
        (Event(NO, 0, False), Kind("event"), "not yet"),
        (Event(NO, DAY, True), Kind("event"), "not yet"),
        (Event(YES, DAY, True), Kind("event"), "29 February 2004"),
        (Event(YES, 0, False), Kind("event"), "yes, day unknown"),
        (Constant(days=frozenset([1, 2, 3])), Kind("dates"), "3 days"),
        (Constant(bits=1), Kind("table", table="coast.papers"), "coast.papers"),
        (Numbers((), False), Kind("numbers"), "unknown"),
        (Numbers(()), Kind("numbers"), "[]"),
        (
            Numbers((Cell(15, True, True), Cell(0, False, True), Cell(9, True, False))),
            Kind("numbers", Unit.read("mark"), 1),
            "[1.5, unknown]",
        ),
    ],
)
def test_a_value_is_shown_as_people_read_it(value: Found, kind: Kind, text: str) -> None:
    assert value_text(value, kind, TABLE, unit=True) == text


def test_within_a_line_of_figures_the_unit_is_left_out() -> None:
    assert value_text(Number(1_076_300), number("USD", 2), {}) == "10,763.00"
    assert value_text(Number(3), number("position"), {}) == "3"


@pytest.mark.parametrize(
    ("check", "facts", "working"),
    [
        (
            "boat.sails and (boat.length <= boat.longest or happened(boat.inspected))",
            {"boat.length": decimal("10.5"), "boat.inspected": "2020-07-01", "boat.sails": True},
            [
                ("boat.sails", "", "yes"),
                ("boat.length <= boat.longest", "10.5 <= 10", "no"),
                ("happened(boat.inspected)", "happened(not yet)", "no"),
            ],
        ),
        (
            "boat.length + boat.length <= boat.longest and not boat.length + boat.length > boat.longest",
            {"boat.length": 5},
            [
                ("boat.length + boat.length", "5 + 5", "10 m"),
                ("boat.length + boat.length <= boat.longest", "10 <= 10", "yes"),
                ("boat.length + boat.length > boat.longest", "10 > 10", "no"),
            ],
        ),
        (
            'holds(boat.harbor, "coast.harbors") or boat.harbor == "south"',
            {"boat.harbor": "south"},
            [
                ('holds(boat.harbor, "coast.harbors")', "holds(south, coast.harbors)", "no"),
                ('boat.harbor == "south"', "south == south", "yes"),
            ],
        ),
        (
            "all_between(boat.marks, mark.least, mark.least)",
            {"boat.marks": [1, None]},
            [("all_between(boat.marks, mark.least, mark.least)", "all_between([1, unknown], 1, 1)", "unknown")],
        ),
        (
            "(boat.length if boat.sails else boat.longest) * 3 <= boat.longest * 3",
            {"boat.length": 5, "boat.sails": False},
            [
                ("boat.sails", "", "no"),
                ("(boat.length if boat.sails else boat.longest) * 3", "10 * 3", "30 m"),
                ("boat.longest * 3", "10 * 3", "30 m"),
                ("(boat.length if boat.sails else boat.longest) * 3 <= boat.longest * 3", "30 <= 30", "yes"),
            ],
        ),
    ],
)
def test_the_working_shows_each_line_once_with_words_figures_and_what_comes_out(
    tmp_path: Path, check: str, facts: dict[str, Any], working: list[tuple[str, str, str]]
) -> None:
    lines = checked(tmp_path, check, facts).working
    assert [(line.text, line.figures, line.gives) for line in lines] == working


@pytest.mark.parametrize(
    ("check", "facts", "missing", "until"),
    [
        ("boat.length <= boat.longest", {}, [("boat.length", "agency_hr", "The length of the boat.")], None),
        (
            "boat.length <= boat.longest",
            {"boat.length": {"value": 1, "starts_on": "2020-02-01", "ends_before": "2020-06-01"}},
            [
                (
                    "boat.length",
                    "agency_hr",
                    "The length of the boat. (given with a term: it ended before 2020-06-01)",
                )
            ],
            None,
        ),
        (
            "boat.length <= boat.longest",
            {
                "boat.length": [
                    {"value": 2, "starts_on": "2020-08-01"},
                    {"value": 1, "starts_on": "2020-07-01", "ends_before": "2020-08-01"},
                ]
            },
            [("boat.length", "agency_hr", "The length of the boat. (given with a term: it starts on 2020-07-01)")],
            None,
        ),
        (
            "by(boat.inspected, boat.built_on)",
            {"boat.inspected": False, "boat.built_on": "2020-07-01"},
            [("boat.inspected", "rater", "Not yet, and open until 1 July 2020: The boat was inspected.")],
            date(2020, 7, 1),
        ),
        (
            "by(boat.inspected, boat.built_on)",
            {"boat.inspected": "2020-06-20", "boat.built_on": "2020-07-01"},
            [("boat.inspected", "rater", "Not yet, and open until 1 July 2020: The boat was inspected.")],
            date(2020, 7, 1),
        ),
        # Of two days for one event, the later one tells until when it is open.
        (
            "by(boat.inspected, boat.built_on) or by(boat.inspected, today)",
            {"boat.inspected": False, "boat.built_on": "2020-07-01"},
            [("boat.inspected", "rater", "Not yet, and open until 1 July 2020: The boat was inspected.")],
            date(2020, 7, 1),
        ),
        (
            "by(boat.inspected, today) or by(boat.inspected, boat.built_on)",
            {"boat.inspected": False, "boat.built_on": "2020-07-01"},
            [("boat.inspected", "rater", "Not yet, and open until 1 July 2020: The boat was inspected.")],
            date(2020, 7, 1),
        ),
        (
            "by(boat.inspected, boat.built_on)",
            {"boat.built_on": "2020-07-01"},
            [("boat.inspected", "rater", "The boat was inspected.")],
            None,
        ),
        (
            "by(boat.inspected, boat.built_on)",
            {"boat.inspected": False},
            [("boat.built_on", "agency_hr", "The day on which the boat was built.")],
            None,
        ),
        (
            "by(boat.inspected, boat.built_on)",
            {"boat.inspected": True, "boat.built_on": "2020-05-01"},
            [("boat.inspected", "rater", "The boat was inspected.")],
            None,
        ),
        (
            "all_between(boat.marks, mark.least, mark.least)",
            {"boat.marks": [1, None]},
            [("boat.marks", "rater", "The marks of its inspections, the latest first.")],
            None,
        ),
        (
            "all_between(boat.marks, mark.least, mark.least) and boat.sails",
            {"boat.marks": [1, 1]},
            [("boat.sails", "executive", "The boat has sails.")],
            None,
        ),
        (
            "boat.sails and boat.length <= boat.longest and boat.sails",
            {},
            [
                ("boat.sails", "executive", "The boat has sails."),
                ("boat.length", "agency_hr", "The length of the boat."),
            ],
            None,
        ),
    ],
)
def test_what_is_missing_is_asked_once_of_who_can_say_it(
    tmp_path: Path, check: str, facts: dict[str, Any], missing: list[tuple[str, str, str]], until: date | None
) -> None:
    one = checked(tmp_path, check, facts)
    assert [(gap.about, gap.ask, gap.question) for gap in one.missing] == missing
    assert one.open_until == until
    assert one.sentence.endswith("It is open until 1 July 2020.") == (until is not None)


def test_a_verdict_names_its_rule_its_day_and_all_that_it_rests_on(tmp_path: Path) -> None:
    one = checked(tmp_path, "boat.sails and boat.length <= boat.longest", {"boat.length": decimal("10.5")})
    assert (one.pack, one.rule, one.on, one.says) == (
        "made-up",
        "boat.second",
        ON,
        "A boat is short and lies where it may.",
    )
    assert (one.verdict.value, one.applies.value, one.force, one.breach) == ("not_met", "met", "binding", True)
    assert (one.citation.title, one.citation.rank, one.citation.place) == ("The book", "statute", "page 1")
    assert (one.citation.checked, one.citation.read, one.citation.quote) == (date(2026, 1, 1), "whole", "")
    assert [(fact.name, fact.says, fact.shown) for fact in one.facts] == [
        ("boat.sails", "The boat has sails.", "unknown"),
        ("boat.length", "The length of the boat.", "10.5 m"),
    ]
    (used,) = one.parameters
    assert (used.id, used.says, used.shown, used.reading) == (
        "boat.longest",
        "The longest boat.",
        "10 m",
        "with-bowsprit",
    )
    assert used.term is not None
    assert used.term.starts_on == date(2020, 1, 1)
    assert used.citation is not None
    assert used.citation.quote == "no longer than ten"
    assert not used.changed
    (reading,) = one.readings
    assert (reading.id, reading.says) == ("with-bowsprit", "Whether the bowsprit counts is not said.")
    assert (reading.taken, reading.alternative) == ("It counts.", "It does not count.")
    assert (reading.under, reading.other.value, reading.other_sentence) == (
        "taken",
        "undetermined",
        "Its length is 10.5 m.",
    )
    assert reading.citation.place == "page 1"
    assert one.effect is not None
    assert (one.effect.draft, one.effect.says, one.effect.appeal) == ("caution", "It stays ashore.", "not_stated")
    assert (one.effect.starts_on, one.dates, one.missing, one.open_until) == (None, (), (), None)


def test_where_both_readings_agree_the_other_sentence_is_left_out(tmp_path: Path) -> None:
    (reading,) = checked(tmp_path, "boat.length <= boat.longest", {"boat.length": 5}).readings
    assert (reading.other.value, reading.other_sentence) == ("met", "")


def test_a_day_without_a_value_is_told_with_whom_to_ask_for_the_law(tmp_path: Path) -> None:
    one = checked(tmp_path, "boat.length <= boat.longest", {"boat.length": 5}, on=date(2019, 1, 1))
    assert [(gap.about, gap.ask, gap.question) for gap in one.missing] == [
        ("boat.longest", "central_hr", "No figure is on record for 1 January 2019: The longest boat.")
    ]
    assert [(used.shown, used.term, used.citation) for used in one.parameters] == [("unknown", None, None)]


@pytest.mark.parametrize(
    ("on", "says"),
    [
        (
            date(2019, 12, 31),
            "A made-up law is known from 1 January 2020 and ends before 1 January 2021; 31 December 2019 lies outside.",
        ),
        (
            date(2021, 1, 1),
            "A made-up law is known from 1 January 2020 and ends before 1 January 2021; 1 January 2021 lies outside.",
        ),
    ],
)
def test_a_caution_tells_for_which_days_the_law_is_known(tmp_path: Path, on: date, says: str) -> None:
    law = read_law(write(tmp_path))
    assert Judge(law, on).cautions == (says,)
    with pytest.raises(MeritbookError) as caught:
        Judge(law, on, strict=True)
    assert (caught.value.message, caught.value.where) == (says, f"made-up on {on.isoformat()}")


def test_after_the_last_check_two_cautions_stand_and_on_that_day_one(tmp_path: Path) -> None:
    law = law_with(tmp_path, "pack.toml", ", ends_before = 2021-01-01", "")
    assert Judge(law, date(2026, 1, 1)).cautions == ()
    assert Judge(law, date(2026, 1, 2)).cautions == (
        "The pack was last checked on 1 January 2026; the law may have changed since.",
    )
    assert Judge(law, date(2019, 1, 1)).cautions == (
        "A made-up law is known from 1 January 2020; 1 January 2019 lies outside.",
    )


def test_a_simulation_tells_what_it_sets_and_what_the_law_says(tmp_path: Path) -> None:
    law = read_law(write(tmp_path))
    changed = {"boat.longest": Decimal(20)}
    assert Judge(law, ON, changed=changed).cautions == ("A simulation: boat.longest is set to 20; the law says 10.",)
    assert Judge(law, date(2019, 1, 1), changed=changed).cautions[-1] == (
        "A simulation: boat.longest is set to 20; the law says nothing."
    )
    one = checked(tmp_path / "more", "boat.length <= boat.longest", {"boat.length": 15}, changed=changed)
    assert (one.verdict.value, one.parameters[0].shown, one.parameters[0].changed) == ("met", "20 m", True)


@pytest.mark.parametrize(
    ("name", "value", "says", "where"),
    [
        ("boat.width", "1", "made-up has no number “boat.width”. There are: boat.longest, mark.least.", "boat.width"),
        (
            "boat.longest",
            "0",
            "boat.longest can be set to a number above 0, up to 126, with at most 1 decimal places.",
            "boat.longest=0",
        ),
        (
            "boat.longest",
            "126.1",
            "boat.longest can be set to a number above 0, up to 126, with at most 1 decimal places.",
            "boat.longest=126.1",
        ),
    ],
)
def test_what_cannot_be_simulated_is_told_with_what_can(
    tmp_path: Path, name: str, value: str, says: str, where: str
) -> None:
    with pytest.raises(MeritbookError) as caught:
        checked(tmp_path, "boat.sails", {}, changed={name: Decimal(value)})
    assert (caught.value.message, caught.value.where) == (says, where)


def test_the_largest_number_of_a_simulation_is_ten_times_the_largest_of_the_law_and_one(tmp_path: Path) -> None:
    for number_, shown in ((Decimal(126), "126 m"), (Decimal(1), "1 m"), (Decimal("0.1"), "0.1 m")):
        changed = {"boat.longest": number_}
        one = checked(tmp_path, "boat.length <= boat.longest", {}, changed=changed)
        assert one.parameters[0].shown == shown
