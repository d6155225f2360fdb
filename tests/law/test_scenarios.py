"""The law, sentence by sentence: each boundary from both sides, with the arithmetic shown."""

from __future__ import annotations

from collections import Counter, defaultdict

import pytest

from law.making import SCENARIOS, Scenario
from meritbook.core.dates import day_in_words
from meritbook.law import load_law, load_laws


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda one: one.name)
def test_the_law_says_of_the_case(scenario: Scenario) -> None:
    expects, verdict = scenario.expects, scenario.verdict()
    assert verdict.verdict.value == expects["verdict"], verdict.sentence
    assert (verdict.applies.value != "not_met") == expects.get("applies", True)
    assert verdict.breach == expects.get("breach", expects["verdict"] == "not_met")
    figures = [line.figures for line in verdict.working]
    assert set(expects.get("shows", [])) <= set(figures), figures
    lines = Counter(line.text for line in verdict.working)
    assert set(lines.values()) <= {1}, "each line of the working stands once"
    assert {fact.name for fact in verdict.facts if fact.shown in ("yes", "no")} <= set(lines)
    missing = [one.about for one in verdict.missing]
    if "missing" in expects:
        assert missing == expects["missing"]
    if "ask" in expects:
        assert {one.ask for one in verdict.missing} == {expects["ask"]}
    assert verdict.open_until == expects.get("open_until")
    assert bool(missing) == (expects["verdict"] == "undetermined")
    effect = verdict.effect
    assert (effect is not None) == (expects["verdict"] == "not_met")
    for key in ("draft", "appeal", "starts_on"):
        if key in expects:
            assert getattr(effect, key) == expects[key]
    if "cure" in expects:
        assert verdict.cure.startswith(expects["cure"])
    assert any(expects.get("caution", "") in one for one in ("", *verdict.cautions))
    assert ("caution" not in expects) or verdict.cautions


def test_there_are_more_than_a_hundred_and_twenty_sentences_and_none_twice() -> None:
    names = Counter(one.name for one in SCENARIOS)
    assert len(names) >= 300
    assert [name for name, times in names.items() if times > 1] == []


def test_every_rule_is_told_met_and_not_met() -> None:
    told: dict[tuple[str, str], set[str]] = defaultdict(set)
    for one in SCENARIOS:
        told[one.pack, one.rule].add(one.expects["verdict"])
    rules = {(law.key, rule) for law in load_laws().values() for rule in law.rules}
    assert set(told) == rules
    assert [rule for rule, verdicts in told.items() if not {"met", "not_met"} <= verdicts] == []


def test_every_reading_is_told_the_other_way() -> None:
    told = {(one.pack, text.partition("=")[0]) for one in SCENARIOS for text in one.readings}
    assert told == {(law.key, reading) for law in load_laws().values() for reading in law.readings}


def test_each_reading_decides_some_case_the_other_way() -> None:
    deciding = set()
    for one in SCENARIOS:
        verdict = one.verdict()
        deciding.update((one.pack, reading.id) for reading in verdict.readings if reading.other is not verdict.verdict)
    assert deciding == {(law.key, reading) for law in load_laws().values() for reading in law.readings}


def test_the_published_figure_is_what_the_lid_and_the_percentage_give() -> None:
    law = load_law("colorado-ses")
    highest, percent = (law.parameters[name].values[0].value for name in ("pay.range_maximum", "pay.cap_percent"))
    # 8,610.40 * 125 / 100 = 10,763.00, the highest salary that the form of 2004-05 names.
    assert highest * percent / 100 == 10_763


def test_a_day_is_written_as_people_read_it() -> None:
    assert day_in_words(SCENARIOS[0].on) == f"10 January {SCENARIOS[0].on.year}"
