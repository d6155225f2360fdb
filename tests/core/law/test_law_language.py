"""The language of checks: what each sign and function gives, what does not fit it, and how it is said."""

from __future__ import annotations

from decimal import Decimal

import pytest

from meritbook.core.law.errors import ExpressionError, PackError, TypeInExpressionError, UnknownInExpressionError
from meritbook.core.law.kinds import DATE, TRUTH, Kind
from meritbook.core.law.language import LONGEST, Scope, parse
from meritbook.core.law.model import Cited, DatedValue, Parameter
from meritbook.core.law.parameter import counted, decimals, parameter_kind
from meritbook.core.law.tree import FactNode, Node, ParameterNode, walk
from meritbook.core.law.units import Unit

HERE = "rules/boat.rule.toml: boat.rule.check"


def number(unit: str, places: int = 0, bound: int = 100) -> Kind:
    """A number in a unit, with its places and what it is never beyond."""
    return Kind("number", Unit.read(unit), places, bound)


FACTS = {
    "boat.length": number("m", 1),
    "boat.beam": number("m"),
    "boat.crew": number("person"),
    "boat.worth": number("USD", 2, 1000),
    "boat.far": number("m", 4, 10**9),
    "boat.vast": number("m", 0, 10**17),
    "boat.year": number("calendar_year", 0, 2200),
    "boat.sails": TRUTH,
    "boat.sound": TRUTH,
    "boat.built_on": DATE,
    "boat.sold_on": DATE,
    "boat.inspected": Kind("event"),
    "boat.harbor": Kind("choice", table="coast.harbors"),
    "boat.home": Kind("choice", table="coast.harbors"),
    "boat.lake": Kind("choice", table="land.lakes"),
    "boat.papers": Kind("choices", table="coast.papers"),
    "boat.marks": Kind("numbers", Unit.read("mark"), 0, 10),
    "boat.fine_marks": Kind("numbers", Unit.read("mark"), 1, 10),
}
PARAMETERS = {
    "length.most": number("m", 2, 200),
    "crew.per_meter": number("person/m", 0, 5),
    "tax.percent": number("percent", 1, 100),
    "mark.least": number("mark", 0, 10),
    "mark.fine": number("mark", 1, 10),
    "mark.times": number("entry", 0, 10),
    "days.few": number("day", 0, 40_000),
    "days.many": number("day", 0, 40_001),
    "days.half": number("day", 1, 30),
    "years.few": number("year", 0, 100),
    "years.many": number("year", 0, 101),
    "year.starts": Kind("month_day"),
    "calendar.holidays": Kind("dates"),
}
ROWS = {"coast.harbors": ["north", "south"], "land.lakes": ["north"], "coast.papers": ["pass", "bill"]}


def scope() -> Scope:
    """Names to write checks over, and one step."""
    names: dict[str, Node] = {name: FactNode(kind, name) for name, kind in FACTS.items()}
    names.update({name: ParameterNode(kind, name) for name, kind in PARAMETERS.items()})
    bits = {"coast.harbors": 0b01, "land.lakes": 0b1, "coast.papers": 0b11}
    return Scope(names, ROWS, bits, {"step": names["boat.length"]}, {})


def read(check: str) -> Node:
    """The check as a tree."""
    return parse(check, scope(), where=HERE)


@pytest.mark.parametrize(
    ("check", "kind"),
    [
        # Sums and differences keep their unit, and the places of the finer part.
        ("boat.length + length.most", number("m", 2, 300)),
        ("boat.length - boat.beam", number("m", 1, 200)),
        ("step", number("m", 1)),
        ("boat.length * crew.per_meter", number("person", 1, 500)),
        ("boat.length * boat.length", Kind("number", Unit.of({"m": 2}), 2, 10_000)),
        # A share is in the unit of its amount, with two places more: a percent is a hundredth.
        ("share(tax.percent, boat.worth)", number("USD", 5, 1001)),
        # A divisor of 2.00 counts as 200, so that a quotient can be a hundred times the number.
        ("boat.crew // crew.per_meter", number("m", 0, 101)),
        ("boat.length // length.most", number("", 0, 10_001)),
        ("ceiling(boat.length, length.most)", number("", 0, 10_001)),
        ("min(boat.length, length.most)", number("m", 2, 200)),
        ("max(boat.beam, boat.length)", number("m", 1)),
        ("min(boat.built_on, boat.sold_on)", DATE),
        ("boat.length <= length.most", TRUTH),
        ("boat.built_on != today", TRUTH),
        ("boat.length < boat.beam < length.most", TRUTH),
        ("boat.harbor == boat.home", TRUTH),
        ("boat.sails and boat.sound or not boat.sails", TRUTH),
        ("boat.sails if boat.sound else not boat.sails", TRUTH),
        ("boat.length if boat.sound else length.most", number("m", 2, 200)),
        ("boat.built_on if boat.sound else today", DATE),
        ("add_days(boat.built_on, days.few)", DATE),
        ("subtract_days(boat.built_on, days.few)", DATE),
        ("add_years(boat.built_on, years.few)", DATE),
        ("days_between(boat.built_on, today)", number("day", 0, 400_000)),
        ("months_between(boat.built_on, today)", number("month", 0, 5_000)),
        ("fiscal_year(boat.built_on, year.starts)", number("calendar_year", 0, 3000)),
        ("in_year(boat.year, year.starts)", DATE),
        ("business_day(boat.built_on, calendar.holidays)", DATE),
        ("by(boat.inspected, today)", TRUTH),
        ("not_before(boat.inspected, today)", TRUTH),
        ("happened(boat.inspected)", TRUTH),
        ("day_of(boat.inspected)", DATE),
        ("holds(boat.harbor, 'coast.harbors')", TRUTH),
        ("covers(boat.papers, 'coast.papers')", TRUTH),
        ("some(boat.papers)", TRUTH),
        ("length(boat.marks)", number("entry", 0, 1000)),
        ("all_between(boat.marks, mark.least, mark.least)", TRUTH),
        ("often_low(boat.marks, mark.least, mark.times, mark.times)", TRUTH),
    ],
)
def test_what_a_check_gives_is_known_before_any_case(check: str, kind: Kind) -> None:
    assert read(check).kind == kind


@pytest.mark.parametrize(
    ("check", "says"),
    [
        ("boat.length + boat.worth", "“boat.length” is a number in m and “boat.worth” is a number in USD"),
        ("boat.sails + boat.length", "“boat.sails” is yes or no, and should be a number"),
        ("boat.length - boat.built_on", "“boat.built_on” is a day, and should be a number"),
        ("boat.sails * boat.length", "“boat.sails” is yes or no, and should be a number"),
        ("boat.length * boat.sails", "“boat.sails” is yes or no, and should be a number"),
        ("share(boat.length, boat.worth)", "“boat.length” is a number in m, and should be in percent"),
        ("share(tax.percent)", "it takes 2 parts, and 1 are given"),
        (
            "boat.crew // boat.length",
            "“boat.length” is not a parameter: only what the law sets may divide, for it is never nought",
        ),
        ("ceiling(boat.sails, crew.per_meter)", "“boat.sails” is yes or no, and should be a number"),
        ("boat.crew // year.starts", "“year.starts” is a day of the year, and should be a number"),
        ("min(boat.length)", "it takes two numbers or two days"),
        ("min(boat.length, today)", "it takes two numbers or two days"),
        ("max(boat.sails, boat.sound)", "it takes two numbers or two days"),
        ("min(boat.length, boat.worth)", "“boat.length” is a number in m and “boat.worth” is a number in USD"),
        ("boat.length <= boat.sails", "“boat.length” is a number in m and “boat.sails” is yes or no"),
        ("boat.harbor < boat.home", "“boat.harbor” is a row of a table and “boat.home” is a row of a table"),
        ("boat.length < boat.worth", "“boat.length” is a number in m and “boat.worth” is a number in USD"),
        ("boat.sails == boat.sound", "“boat.sails” is yes or no and “boat.sound” is yes or no"),
        ("boat.harbor != today", "“boat.harbor” is a row of a table and “today” is a day"),
        ("boat.harbor == boat.lake", "“boat.harbor” and “boat.lake” are rows of different tables"),
        ("boat.length == 5", "“boat.length” is a number in m and “5” is a number"),
        ("boat.marks == today", "“boat.marks” is a list of numbers in mark and “today” is a day"),
        ("boat.sails and boat.length", "“boat.length” is a number in m, and should be yes or no"),
        ("boat.inspected or boat.sails", "“boat.inspected” is an event, and should be yes or no"),
        ("not boat.built_on", "“boat.built_on” is a day, and should be yes or no"),
        ("boat.beam if boat.length else boat.beam", "“boat.length” is a number in m, and should be yes or no"),
        ("boat.sails if boat.sound else boat.beam", "it takes two numbers or two days"),
        ("boat.beam if boat.sound else boat.sails", "it takes two numbers or two days"),
        ("add_days(days.few, boat.built_on)", "“days.few” is a number in day, and should be a day"),
        ("add_days(boat.built_on, today)", "“today” is a day, and should be a number"),
        ("add_days(boat.built_on, years.few)", "“years.few” is a number in year, and should be in day"),
        ("add_days(boat.built_on, days.many)", "“days.many” should be a whole number of at most 40,000"),
        ("subtract_days(boat.built_on, days.half)", "“days.half” should be a whole number of at most 40,000"),
        ("add_years(years.few, years.few)", "“years.few” is a number in year, and should be a day"),
        ("add_years(boat.built_on, today)", "“today” is a day, and should be a number"),
        ("add_years(boat.built_on, days.few)", "“days.few” is a number in day, and should be in year"),
        ("add_years(boat.built_on, years.many)", "“years.many” should be a whole number of at most 100"),
        ("days_between(boat.length, today)", "“boat.length” is a number in m, and should be a day"),
        ("months_between(today, boat.sails)", "“boat.sails” is yes or no, and should be a day"),
        ("fiscal_year(boat.length, year.starts)", "“boat.length” is a number in m, and should be a day"),
        ("fiscal_year(today, today)", "“today” is a day, and should be a day of the year"),
        ("in_year(today, year.starts)", "“today” is a day, and should be a number"),
        ("in_year(boat.year, today)", "“today” is a day, and should be a day of the year"),
        ("in_year(boat.crew, year.starts)", "“boat.crew” is a number in person, and should be in calendar_year"),
        ("business_day(boat.beam, calendar.holidays)", "“boat.beam” is a number in m, and should be a day"),
        ("business_day(today, today)", "“today” is a day, and should be a list of days"),
        ("by(today, today)", "“today” is a day, and should be an event"),
        ("by(boat.inspected, boat.beam)", "“boat.beam” is a number in m, and should be a day"),
        ("not_before(boat.inspected)", "it takes 2 parts, and 1 are given"),
        ("happened(boat.sails)", "“boat.sails” is yes or no, and should be an event"),
        ("day_of(today)", "“today” is a day, and should be an event"),
        ("holds(boat.papers, 'coast.papers')", "“boat.papers” is rows of a table, and should be a row of a table"),
        ("holds(boat.harbor, today)", "“today” is a day, and should be a table"),
        ("holds(boat.harbor, 'land.lakes')", "“boat.harbor” is not of the table “land.lakes”"),
        ("covers(boat.harbor, 'coast.harbors')", "“boat.harbor” is a row of a table, and should be rows of a table"),
        ("covers(boat.papers, 'coast.harbors')", "“boat.papers” is not of the table “coast.harbors”"),
        ("some(boat.harbor)", "“boat.harbor” is a row of a table, and should be rows of a table"),
        ("length(boat.beam)", "“boat.beam” is a number in m, and should be a list of numbers"),
        ("all_between(today, mark.least, mark.least)", "“today” is a day, and should be a list of numbers"),
        ("all_between(boat.marks, mark.least)", "it takes 3 parts, and 2 are given"),
        ("all_between(boat.marks, today, mark.least)", "“today” is a day, and should be a number"),
        ("all_between(boat.marks, 1, mark.least)", "“1” should be a whole number that the law sets"),
        ("all_between(boat.marks, mark.least, mark.fine)", "“mark.fine” should be a whole number that the law sets"),
        ("all_between(boat.fine_marks, mark.least, mark.least)", "a list is compared in whole numbers"),
        (
            "all_between(boat.marks, days.few, mark.least)",
            "“boat.marks” is a list of numbers in mark and “days.few” is a number in day",
        ),
        ("often_low(boat.marks, mark.least, mark.times)", "it takes 4 parts, and 3 are given"),
    ],
)
def test_what_does_not_fit_together_is_refused_and_told_part_by_part(check: str, says: str) -> None:
    with pytest.raises(TypeInExpressionError) as caught:
        read(check)
    assert caught.value.message == f"“{check}”: {says}."
    assert caught.value.where == HERE


@pytest.mark.parametrize(
    "check",
    [
        "boat.far * boat.far",
        "boat.far * length.most * length.most * length.most == boat.far",
        "share(tax.percent, boat.far * boat.far)",
        f"{2**62} + {2**62} == 1",
        f"{2**62 - 1} <= {2**62}",
        # Alone it can be counted, and in the hundredths of what it is compared with it cannot.
        "boat.vast <= length.most",
        "boat.vast // length.most == 1",
    ],
)
def test_figures_that_could_outgrow_what_is_counted_exactly_are_refused_with_the_pack(check: str) -> None:
    with pytest.raises(
        TypeInExpressionError, match=r"”: its figures could grow beyond what can be counted exactly\. \("
    ):
        read(check)


@pytest.mark.parametrize(
    ("check", "error", "says"),
    [
        ("boat.length +", ExpressionError, "“boat.length +” cannot be read."),
        ("boat.sails\n  and and", ExpressionError, "“boat.sails and and” cannot be read."),
        ("boat.length ** 2", ExpressionError, "“boat.length ** 2” is not part of the language of checks."),
        ("-boat.length", ExpressionError, "“-boat.length” is not part of the language of checks."),
        ("[boat.length]", ExpressionError, "“[boat.length]” is not part of the language of checks."),
        ("length(boat.marks).more", ExpressionError, "“length(boat.marks).more” is not a name."),
        ("1.5", ExpressionError, "“1.5” is not a whole number or a name in quotes."),
        ("boat.sails == True", ExpressionError, "“True” is not a whole number or a name in quotes."),
        ("boat.sails in step", ExpressionError, "“boat.sails in step” compares in a way that there is not."),
        ("boat.length()", ExpressionError, "“boat.length()” is not a call of a function by its name."),
        ("length(of=boat.marks)", ExpressionError, "“length(of=boat.marks)” is not a call of a function by its name."),
        ("boat.mast", UnknownInExpressionError, "No fact, parameter or step goes by “boat.mast”."),
        ("sum(boat.marks)", UnknownInExpressionError, "There is no function “sum”."),
        ("boat.harbor == 'east'", UnknownInExpressionError, "The table coast.harbors has no row “east”."),
        ("holds(boat.harbor, 'coast.islands')", UnknownInExpressionError, "There is no table “coast.islands”."),
        ("not " * 300 + "boat.sails", ExpressionError, f"The check has 1,210 characters; {LONGEST:,} are the most."),
    ],
)
def test_what_is_not_in_the_language_is_refused_with_its_words(check: str, error: type[PackError], says: str) -> None:
    with pytest.raises(error) as caught:
        read(check)
    assert type(caught.value) is error
    assert caught.value.message == says
    assert caught.value.where == HERE


def test_a_check_of_a_thousand_characters_is_read_and_one_more_is_not() -> None:
    check = "boat.sails" + " and boat.sound" * 66
    assert len(check) == LONGEST
    assert read(check).kind == TRUTH
    with pytest.raises(ExpressionError, match="The check has 1,001 characters; 1,000 are the most"):
        read(check + "s")


def test_a_check_is_read_the_same_however_it_is_laid_out() -> None:
    assert read("boat.sails\n    and\n  boat.sound").text == "boat.sails and boat.sound"


def test_a_chain_of_comparisons_is_all_of_its_pairs() -> None:
    chain = read("boat.beam <= boat.length < length.most")
    assert [node.text for node in walk(chain)] == [
        "boat.beam <= boat.length < length.most",
        *("boat.beam <= boat.length", "boat.beam", "boat.length"),
        *("boat.length < length.most", "boat.length", "length.most"),
    ]
    assert [node.text for node in walk(read("step < length.most"))][1:3] == ["step", "boat.length"]


def test_what_two_rules_say_alike_is_one_part_and_is_figured_once() -> None:
    shared = scope()
    first, second = (parse("min(step, boat.beam) <= length.most", shared, where=HERE) for _ in range(2))
    assert first is second
    assert parse("min(boat.length, boat.beam) <= length.most", shared, where=HERE) is first
    assert parse("min(boat.beam, boat.length) <= length.most", shared, where=HERE) is not first
    assert parse("boat.harbor == 'north'", shared, where=HERE) is not parse(
        "boat.harbor == 'south'", shared, where=HERE
    )


@pytest.mark.parametrize(
    ("text", "shown"),
    [("", ""), ("m", "m"), ("FTE/position", "FTE/position"), ("1/m", "1/m"), ("m/m", ""), ("m/person/m", "1/person")],
)
def test_a_unit_is_read_and_shown_by_its_names_above_and_below(text: str, shown: str) -> None:
    assert str(Unit.read(text)) == shown


@pytest.mark.parametrize("text", ["m//s", "m/1", "2", "/m", "m^2", " m"])
def test_what_is_no_unit_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is not a unit"):
        Unit.read(text)


def test_units_are_multiplied_and_fall_away_against_each_other() -> None:
    fte, ratio = Unit.read("FTE"), Unit.read("FTE/position")
    assert fte.times(ratio, -1) == Unit.read("position")
    assert str(fte.times(fte)) == "FTE*FTE"
    assert fte.times(fte, -1) == Unit()
    assert ratio.times(Unit.read("position")) == fte


def parameter(unit: str, *values: Decimal | str) -> Parameter:
    """A parameter with a value for each day on."""
    cited = Cited(source="book", place="page 1")
    dated = [
        DatedValue.model_validate({"value": value, "starts_on": f"2020-01-{day:02}", "citation": cited})
        for day, value in enumerate(values, start=1)
    ]
    return Parameter(id="boat.longest", says="The longest boat.", unit=unit, values=tuple(dated))


@pytest.mark.parametrize(
    ("unit", "values", "kind"),
    [
        # A simulation may set ten times the largest.
        ("m", ["10"], number("m", 0, 101)),
        ("m", ["10.50", "12.25"], number("m", 2, 123)),
        ("m", ["0.000001"], number("m", 6, 1)),
        ("month-day", ["06-30"], Kind("month_day")),
    ],
)
def test_a_parameter_is_counted_in_the_last_place_of_all_its_values(unit: str, values: list[str], kind: Kind) -> None:
    given = [Decimal(one) if unit != "month-day" else one for one in values]
    assert parameter_kind(parameter(unit, *given), where="here") == kind


@pytest.mark.parametrize(
    ("unit", "value", "says", "where"),
    [
        ("m", Decimal("0.0000001"), "The number is too long to be counted exactly.", "here.values"),
        ("m", Decimal(2**62), "The number is too long to be counted exactly.", "here.values"),
        ("m", Decimal(-1), "It should be a number in m, and not below nought.", "here.values.1.value"),
        ("m", "06-30", "It should be a number in m, and not below nought.", "here.values.1.value"),
        ("m//s", Decimal(1), "“m//s” is not a unit.", "here.unit"),
    ],
)
def test_a_value_that_cannot_be_counted_is_refused_with_its_place(
    unit: str, value: Decimal | str, says: str, where: str
) -> None:
    with pytest.raises(PackError) as caught:
        parameter_kind(parameter(unit, Decimal(0), value), where="here")
    assert (caught.value.message, caught.value.where) == (says, where)


@pytest.mark.parametrize(
    ("unit", "value", "says"),
    [
        ("month-day", "02-29", "day is out of range for month."),
        ("month-day", "6-30", "a day of the year is written as month and day, such as 06-30."),
        ("month-day", Decimal(630), "a day of the year is written as month and day, such as 06-30."),
        ("dates", Decimal(630), "It should be a list of days."),
    ],
)
def test_a_day_of_the_year_is_one_of_every_year(unit: str, value: Decimal | str, says: str) -> None:
    with pytest.raises(PackError) as caught:
        parameter_kind(parameter(unit, value), where="here")
    assert (caught.value.message, caught.value.where) == (says, "here.values.0.value")


@pytest.mark.parametrize(
    ("text", "places"), [("10", 0), ("1000", 0), ("10.0", 0), ("10.50", 1), ("0.01", 2), ("1E+3", 0)]
)
def test_trailing_noughts_are_no_decimal_places(text: str, places: int) -> None:
    assert decimals(Decimal(text)) == places
    if places:
        assert counted(Decimal(text), number("m", places)).value == int(Decimal(text) * 10**places)  # type: ignore[union-attr]
