"""Rules with steps, readings and a condition: when they bear on a case, and on which day they bite."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from core.law.staying import STAY_FILE, law
from meritbook.core.law.answer import LawVerdict
from meritbook.core.law.case import Case, read_case
from meritbook.core.law.columns import DOES_NOT_BEAR, MET, NOT_MET, UNDETERMINED, Columns, code_of, judge_columns
from meritbook.core.law.errors import UnknownReadingError, UnknownRuleError
from meritbook.core.law.judge import Judge


def judged(folder: Path, facts: dict[str, Any], *, on: date, alternatives: frozenset[str] = frozenset()) -> LawVerdict:
    """What the rule says; a column of one says the same."""
    made = law(folder)
    judge = Judge(made, on, alternatives=alternatives)
    case = read_case(made, facts, on=on)
    (one,) = judge.check(case, ["boat.stay"])
    (code,) = judge_columns(judge, Columns.of_cases(made, [case]), ["boat.stay"])["boat.stay"].tolist()
    assert code == code_of(one.verdict, one.applies)
    return one


BUILT = {"boat.sails": True, "boat.built_on": "2020-05-22"}
"""Built on 22 May: day 10 is 1 June."""


@pytest.mark.parametrize(
    ("facts", "on", "verdict", "code"),
    [
        ({**BUILT, "boat.inspected": "2020-06-01"}, date(2020, 6, 5), "met", MET),
        ({**BUILT, "boat.inspected": "2020-06-01"}, date(2020, 6, 1), "met", MET),
        ({**BUILT, "boat.inspected": "2020-06-02"}, date(2020, 6, 1), "undetermined", UNDETERMINED),
        ({**BUILT, "boat.inspected": "2020-06-02"}, date(2020, 6, 5), "not_met", NOT_MET),
        ({**BUILT, "boat.inspected": False}, date(2020, 6, 1), "undetermined", UNDETERMINED),
        ({**BUILT, "boat.inspected": False}, date(2020, 6, 2), "not_met", NOT_MET),
        ({**BUILT, "boat.sails": False, "boat.inspected": False}, date(2020, 6, 2), "met", DOES_NOT_BEAR),
        ({**BUILT, "boat.sails": None, "boat.inspected": False}, date(2020, 6, 2), "undetermined", UNDETERMINED),
        # Whether the rule bears on the boat does not matter where it was inspected in time.
        ({**BUILT, "boat.sails": None, "boat.inspected": "2020-06-01"}, date(2020, 6, 2), "met", MET),
        ({"boat.sails": False}, date(2020, 6, 2), "met", DOES_NOT_BEAR),
        ({"boat.sails": True}, date(2020, 6, 2), "undetermined", UNDETERMINED),
    ],
)
def test_a_rule_bites_where_it_bears_on_the_case_and_its_last_day_is_over(
    tmp_path: Path, facts: dict[str, Any], on: date, verdict: str, code: int
) -> None:
    one = judged(tmp_path, facts, on=on)
    assert (one.verdict.value, code_of(one.verdict, one.applies)) == (verdict, code)
    assert one.breach == (verdict == "not_met")


def test_a_rule_that_does_not_bear_on_a_case_says_so_and_asks_for_nothing(tmp_path: Path) -> None:
    one = judged(tmp_path, {"boat.sails": False}, on=date(2020, 6, 2))
    assert one.sentence == "The rule does not bear on this case."
    assert (one.applies.value, one.missing, one.effect, one.cure) == ("not_met", (), None, "")


def test_a_breach_tells_its_days_what_follows_from_when_and_until_when_there_was_a_cure(tmp_path: Path) -> None:
    one = judged(tmp_path, {**BUILT, "boat.inspected": False}, on=date(2020, 6, 2))
    assert one.sentence == "It was not inspected by 1 June 2020; today is 2 June 2020."
    assert [(day.name, day.says, day.on) for day in one.dates] == [
        ("last_day", "The last day of the stay.", date(2020, 6, 1)),
        ("full_year", "The day on which the boat is a year old.", date(2021, 5, 22)),
    ]
    assert one.effect is not None
    assert (one.effect.starts_on, one.effect.says) == (date(2020, 6, 1), "It leaves on 1 June 2020, not yet.")
    assert one.effect.appeal == "none"
    assert one.cure == "None after 1 June 2020. Before it: Inspect it by 1 June 2020."
    assert [(cited.title, cited.place) for cited in one.also] == [("The letter", "page 4")]
    assert one.also[0].published == date(2020, 6, 20)


def test_on_the_last_day_the_cure_is_still_there(tmp_path: Path) -> None:
    one = judged(tmp_path, {**BUILT, "boat.inspected": False}, on=date(2020, 6, 1))
    assert (one.cure, one.open_until, one.effect) == ("Inspect it by 1 June 2020.", date(2020, 6, 1), None)
    assert one.sentence.endswith("It is open until 1 June 2020.")


def test_without_the_day_that_it_counts_from_a_rule_names_no_day(tmp_path: Path) -> None:
    one = judged(tmp_path, {"boat.sails": True, "boat.inspected": False}, on=date(2020, 6, 2))
    assert one.sentence == "It is not known whether it was inspected by unknown."
    assert (one.dates, one.open_until, one.cure) == ((), None, "")
    assert [gap.about for gap in one.missing] == ["boat.built_on"]


def test_a_boat_built_on_29_february_is_a_year_old_on_1_march(tmp_path: Path) -> None:
    facts = {**BUILT, "boat.built_on": "2020-02-29", "boat.inspected": "2020-03-01"}
    one = judged(tmp_path, facts, on=date(2020, 6, 2))
    assert one.dates[1].on == date(2021, 3, 1)
    assert "add_years(29 February 2020, 1)" in [line.figures for line in one.working]
    # From 28 February the year is full on 28 February.
    early = judged(tmp_path, {**facts, "boat.built_on": "2020-02-28"}, on=date(2020, 6, 2))
    assert early.dates[1].on == date(2021, 2, 28)


def test_a_value_holds_on_its_days_and_the_next_one_after_it(tmp_path: Path) -> None:
    made = law(tmp_path)
    days = (date(2019, 12, 31), date(2020, 1, 1), date(2020, 6, 30), date(2020, 7, 1), date(2030, 1, 1))
    found = [made.value_on("stay.days", day) for day in days]
    assert [one and one.value for one in found] == [None, 10, 10, 20, 20]
    case = read_case(
        made, {**BUILT, "boat.built_on": "2020-06-20", "boat.inspected": "2020-07-10"}, on=date(2020, 7, 15)
    )
    (one,) = Judge(made, date(2020, 7, 15)).check(case, ["boat.stay"])
    (used,) = (used for used in one.parameters if used.id == "stay.days")
    assert (used.shown, used.citation and used.citation.title, used.reading) == ("20 days", "The letter", "")
    assert one.cautions == ("“The letter” was read in part only.",)
    # Before July the letter is only cited beside the rule, and cautioned all the same.
    (one,) = Judge(made, date(2020, 6, 15)).check(case, ["boat.stay"])
    assert one.cautions == ("“The letter” was read in part only.",)
    assert Judge(made, date(2020, 6, 15)).check(case, ["boat.rule"])[0].cautions == ()


def test_a_value_told_by_a_source_that_was_read_in_part_is_cautioned_while_it_holds(tmp_path: Path) -> None:
    made = law(tmp_path, (STAY_FILE, 'also = [{ source = "letter", place = "page 4" }]\n', ""))
    found = [Judge(made, date(2020, month, 15)).check(Case({}), ["boat.stay"])[0].cautions for month in (6, 7)]
    assert found == [(), ("“The letter” was read in part only.",)]


def test_a_source_that_was_only_told_of_is_cautioned_as_such(tmp_path: Path) -> None:
    made = law(tmp_path, ("pack.toml", 'read = "part"', 'read = "told"'))
    (one,) = Judge(made, date(2020, 6, 15)).check(read_case(made, {}, on=date(2020, 6, 15)), ["boat.stay"])
    assert one.cautions == ("“The letter” was not read; another text tells of it.",)


def test_a_reading_changes_a_step_and_all_that_rests_on_it(tmp_path: Path) -> None:
    facts = {**BUILT, "boat.inspected": "2020-06-01"}
    taken = judged(tmp_path, facts, on=date(2020, 6, 5))
    other = judged(tmp_path, facts, on=date(2020, 6, 5), alternatives=frozenset(["from-the-first-day"]))
    assert (taken.verdict.value, other.verdict.value) == ("met", "not_met")
    assert other.sentence == "It was not inspected by 31 May 2020; today is 5 June 2020."
    (reading,) = taken.readings
    assert (reading.id, reading.under, reading.other.value) == ("from-the-first-day", "taken", "not_met")
    assert reading.other_sentence == other.sentence
    (reading,) = other.readings
    assert (reading.under, reading.other.value, reading.other_sentence) == ("alternative", "met", taken.sentence)
    # A reading of another rule changes nothing here.
    same = judged(tmp_path, facts, on=date(2020, 6, 5), alternatives=frozenset(["with-bowsprit"]))
    assert same == taken


def test_what_a_rule_reads_is_told_over_all_of_its_readings(tmp_path: Path) -> None:
    made = law(tmp_path)
    assert made.facts_of("boat.stay") == ("boat.inspected", "boat.built_on", "boat.sails")
    assert made.parameters_of("boat.stay") == ("stay.days", "stay.years", "day.one")
    assert [one.id for one in made.readings_of("boat.stay")] == ["from-the-first-day"]
    assert [one.id for one in made.readings_of("boat.rule")] == ["with-bowsprit"]
    assert [one.id for one in made.readings_of("boat.stay")] != [one.id for one in made.readings_of("boat.rule")]


def test_every_quote_is_listed_with_its_file_and_key(tmp_path: Path) -> None:
    assert [(where, cited.quote) for where, cited in law(tmp_path).quotes()] == [
        ("parameters/boat.longest.toml: boat.longest.values.0.citation", "no longer than ten"),
        ("parameters/stay.days.toml: stay.days.values.0.citation", "ten days"),
        ("parameters/stay.days.toml: stay.days.values.1.citation", "twenty days"),
        ("readings.toml: from-the-first-day.citation", "from the first day"),
    ]


def test_a_choice_of_readings_names_those_that_there_are(tmp_path: Path) -> None:
    made = law(tmp_path)
    for chosen in ("boat.other=taken", "with-bowsprit", "with-bowsprit=", "from-the-first-day=other", "=taken"):
        with pytest.raises(UnknownReadingError) as caught:
            made.alternatives([chosen])
        assert caught.value.where == chosen
        assert caught.value.message == (
            f"“{chosen}” chooses no reading of made-up. There are: with-bowsprit, from-the-first-day."
        )
    assert made.alternatives(["boat.stay=alternative"]) == {"from-the-first-day"}


def test_a_rule_that_there_is_not_is_refused_with_those_that_there_are(tmp_path: Path) -> None:
    made = law(tmp_path)
    with pytest.raises(UnknownRuleError) as caught:
        made.rule("boat.other")
    assert caught.value.message == "made-up has no rule “boat.other”. There are: boat.rule, boat.stay."
    assert (caught.value.where, caught.value.details) == ("boat.other", {"rules": ["boat.rule", "boat.stay"]})
    assert made.rule("boat.stay").id == "boat.stay"
