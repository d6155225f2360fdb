"""What a rule cannot be: each refusal with its file, its key and its sentence."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from core.law.making import CHECK, FACTS
from core.law.staying import PLACE, STAY_FILE, WITH_READING, law
from meritbook.core.law.errors import PackError

TWICE = '[[alternatives]]\nreading = "with-bowsprit"\nsteps = { last_day = "boat.built_on" }\n\n[sentences]'
REFUSED: list[tuple[str, str, str, str, str, str]] = [
    (
        "pack.toml",
        'key = "letter"',
        'key = "book"',
        "law.duplicate_id",
        "pack.toml: sources",
        "Two sources have the same key.",
    ),
    # A citation of a source that there is not, wherever it stands.
    *(
        (
            file,
            'source = "letter"',
            'source = "song"',
            "law.citation_missing",
            where,
            "The pack has no source “song”. There are: book, letter.",
        )
        for file, where in (
            ("parameters/stay.days.toml", "parameters/stay.days.toml: stay.days.values.1.citation"),
            ("readings.toml", "readings.toml: from-the-first-day.citation"),
            (STAY_FILE, f"{PLACE}.citation"),
        )
    ),
    (
        "tables/coast.harbors.toml",
        'source = "book"',
        'source = "song"',
        "law.citation_missing",
        "tables/coast.harbors.toml: coast.harbors.citation",
        "The pack has no source “song”. There are: book, letter.",
    ),
    (
        "tables/coast.harbors.toml",
        "holds = false",
        'holds = false\ncitation = { source = "song", place = "verse 1" }',
        "law.citation_missing",
        "tables/coast.harbors.toml: coast.harbors.south.citation",
        "The pack has no source “song”. There are: book, letter.",
    ),
    (
        "readings.toml",
        "from the first day",
        "one two three four five six seven eight nine ten",
        "law.quote_not_found",
        "readings.toml: from-the-first-day.citation",
        "The quote has more than 9 words.",
    ),
    (
        "parameters/stay.days.toml",
        "starts_on = 2020-07-01",
        "starts_on = 2020-07-02",
        "law.values_gap",
        "parameters/stay.days.toml: stay.days.values",
        "No value holds on 2020-07-01.",
    ),
    (
        "parameters/stay.days.toml",
        "starts_on = 2020-07-01",
        "starts_on = 2020-06-30",
        "law.values_overlap",
        "parameters/stay.days.toml: stay.days.values",
        "Two values hold on 2020-06-30.",
    ),
    (
        STAY_FILE,
        'applies = "boat.sails"',
        'applies = "boat.built_on"',
        "law.expression_type",
        f"{PLACE}.applies",
        "“boat.built_on” is a day, and should be yes or no.",
    ),
    (
        STAY_FILE,
        'applies = "boat.sails"',
        'applies = "boat.mast"',
        "law.expression_unknown_name",
        f"{PLACE}.applies",
        "No fact, parameter or step goes by “boat.mast”.",
    ),
    (
        STAY_FILE,
        'name = "half"',
        'name = "today"',
        "law.duplicate_id",
        f"{PLACE}.steps.today",
        "The name “today” is taken.",
    ),
    (
        STAY_FILE,
        'name = "half"',
        'name = "length"',
        "law.duplicate_id",
        f"{PLACE}.steps.length",
        "The name “length” is taken.",
    ),
    (
        STAY_FILE,
        'name = "half"',
        'name = "full_year"',
        "law.duplicate_id",
        f"{PLACE}.steps.full_year",
        "The name “full_year” is taken.",
    ),
    (
        STAY_FILE,
        '"stay.days * 5"',
        '"stay.days * late"',
        "law.expression_unknown_name",
        f"{PLACE}.steps.half",
        "No fact, parameter or step goes by “late”.",
    ),
    # A step knows only those before it.
    (
        STAY_FILE,
        '"add_years(boat.built_on, stay.years)"',
        '"add_days(boat.built_on, half)"',
        "law.expression_unknown_name",
        f"{PLACE}.steps.full_year",
        "No fact, parameter or step goes by “half”.",
    ),
    (
        STAY_FILE,
        "[sentences]",
        TWICE,
        "law.pack_invalid",
        f"{PLACE}.alternatives",
        "Two alternatives change the same thing.",
    ),
    (
        STAY_FILE,
        "[[alternatives]]\n",
        '[[alternatives]]\nreading = "with-bowsprit"\ncheck = "boat.mast"\n\n[[alternatives]]\n',
        "law.expression_unknown_name",
        f"{PLACE}.check",
        "No fact, parameter or step goes by “boat.mast”.",
    ),
    (
        STAY_FILE,
        "steps = { last_day",
        "steps = { first_day",
        "law.expression_unknown_name",
        f"{PLACE}.alternatives",
        "No step goes by ['first_day'].",
    ),
    (
        STAY_FILE,
        'cure_until = "last_day"',
        'cure_until = "half"',
        "law.expression_unknown_name",
        f"{PLACE}.cure_until",
        "“half” is not a step that gives a day.",
    ),
    (
        STAY_FILE,
        'from_step = "last_day"',
        'from_step = "half"',
        "law.expression_unknown_name",
        f"{PLACE}.effect.from_step",
        "“half” is not a step that gives a day.",
    ),
    (
        STAY_FILE,
        'from_step = "last_day"',
        'from_step = "never"',
        "law.expression_unknown_name",
        f"{PLACE}.effect.from_step",
        "“never” is not a step that gives a day.",
    ),
    (
        STAY_FILE,
        "It leaves on {last_day}",
        "It leaves on {never}",
        "law.expression_unknown_name",
        f"{PLACE}.effect.says",
        "The sentence speaks of “never”.",
    ),
    (
        STAY_FILE,
        "not inspected by {last_day}",
        "not inspected by {never}",
        "law.expression_unknown_name",
        f"{PLACE}.sentences.not_met",
        "The sentence speaks of “never”.",
    ),
    (
        STAY_FILE,
        "whether it was inspected by {last_day}",
        "whether by {never}",
        "law.expression_unknown_name",
        f"{PLACE}.sentences.undetermined",
        "The sentence speaks of “never”.",
    ),
    (
        "facts.toml",
        'table = "coast.harbors"',
        'table = "coast.islands"',
        "law.pack_invalid",
        "facts.toml: boat.harbor.table",
        "The pack has no table “coast.islands”.",
    ),
    (
        "facts.toml",
        'unit = "m"',
        'unit = "m^2"',
        "law.pack_invalid",
        "facts.toml: boat.length.unit",
        "“m^2” is not a unit.",
    ),
    (
        "facts.toml",
        'name = "boat.sails"',
        'name = "boat.is"',
        "law.pack_invalid",
        "facts.toml: boat.is",
        "The name holds a word of the language of checks.",
    ),
]


@pytest.mark.parametrize(("file", "old", "new", "code", "where", "says"), REFUSED)
def test_a_rule_that_does_not_fit_its_pack_is_refused_with_its_place(
    tmp_path: Path, file: str, old: str, new: str, code: str, where: str, says: str
) -> None:
    with pytest.raises(PackError) as caught:
        law(tmp_path, (file, old, new))
    assert (caught.value.code, caught.value.where, caught.value.message) == (code, where, says)


@pytest.mark.parametrize(
    ("changes", "where"),
    [
        (
            [
                (STAY_FILE, "by(boat.inspected, last_day) and ", ""),
                ("rules/boat.rule.toml", CHECK, CHECK.split(" and by")[0]),
            ],
            "facts.toml: boat.inspected",
        ),
        (
            [(STAY_FILE, "subtract_days(add_days(boat.built_on, stay.days), day.one)", "boat.built_on")],
            "parameters/day.one.toml: day.one",
        ),
        (
            [
                (
                    STAY_FILE,
                    WITH_READING,
                    "",
                )
            ],
            "parameters/day.one.toml: day.one",
        ),
        (
            [
                ("rules/boat.rule.toml", 'holds(boat.harbor, "coast.harbors") and ', ""),
                ("facts.toml", FACTS[FACTS.index('[[facts]]\nname = "boat.harbor"') :], ""),
            ],
            "tables/coast.harbors.toml: coast.harbors",
        ),
        (
            [
                ("parameters/boat.longest.toml", 'reading = "with-bowsprit"\n', ""),
                ("parameters/boat.longest.toml", "alternative = 12.5\n", ""),
            ],
            "readings.toml: with-bowsprit",
        ),
    ],
)
def test_what_no_rule_reads_is_refused(tmp_path: Path, changes: list[tuple[str, str, str]], where: str) -> None:
    with pytest.raises(PackError) as caught:
        law(tmp_path, *changes)
    assert (caught.value.code, caught.value.where, caught.value.message) == (
        "law.pack_invalid",
        where,
        "No rule of the pack reads it.",
    )


@pytest.mark.parametrize(
    ("old", "new"), [("value = 10\n", "value = 0\n"), ("alternative = 12.5\n", "alternative = 0\n")]
)
@pytest.mark.parametrize("check", ["boat.length // boat.longest == 1", "ceiling(boat.length, boat.longest) == 1"])
def test_what_divides_is_more_than_nought_under_every_reading(tmp_path: Path, old: str, new: str, check: str) -> None:
    longest, rule = "parameters/boat.longest.toml", "rules/boat.rule.toml"
    with pytest.raises(PackError) as caught:
        law(tmp_path, (longest, old, new), (rule, "boat.length <= boat.longest", check))
    assert caught.value.code == "law.expression_type"
    assert caught.value.message == "boat.longest divides, and is not more than nought."
    assert caught.value.where == "rules/boat.rule.toml: boat.rule"


def test_of_three_alternatives_no_two_change_the_same_thing(tmp_path: Path) -> None:
    more = '[[alternatives]]\nreading = "with-bowsprit"\n'
    two = f'{more}check = "boat.sails"\n\n'
    with pytest.raises(PackError, match="Two alternatives change the same thing"):
        law(tmp_path / "twice", (STAY_FILE, "[sentences]", f"{two}{two}[sentences]"))
    three = f'{two}{more}steps = {{ last_day = "boat.built_on" }}\n\n'
    assert law(tmp_path / "two", (STAY_FILE, "[sentences]", f"{two}[sentences]")).rules
    with pytest.raises(PackError) as caught:
        law(tmp_path / "three", (STAY_FILE, "[sentences]", f"{three}[sentences]"))
    assert caught.value.message == "Two alternatives change the same thing."


def test_what_divides_may_be_one(tmp_path: Path) -> None:
    one = ("parameters/boat.longest.toml", "value = 10\n", "value = 1\n")
    divided = ("rules/boat.rule.toml", "boat.length <= boat.longest", "boat.length // boat.longest == 1")
    assert law(tmp_path, one, divided).rules


def test_what_does_not_divide_may_be_nought(tmp_path: Path) -> None:
    assert law(tmp_path, ("parameters/boat.longest.toml", "value = 10\n", "value = 0\n")).value_on(
        "boat.longest", date(2020, 6, 1)
    )
