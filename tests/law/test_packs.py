"""The shipped packs as law: dated without gap or overlap, cited, quoted true, and rich enough to be asked."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from meritbook.core.law.case import Case
from meritbook.core.law.compare import differences
from meritbook.core.law.judge import Judge
from meritbook.core.verdict import Verdict
from meritbook.law import SHIPPED, check_quotes, load_law, load_laws

SOURCES = Path(__file__).resolve().parents[3] / "shared" / "sources"
TABLE = {
    "seats.state_cap",
    "seats.department_entitlement",
    "seats.criteria",
    "nomination.complete",
    "nomination.review",
    "appointment.authority",
    "pay.cap",
    "pay.frozen",
    "pay.at_contract",
    "contract.due",
    "contract.content",
    "contract.alter",
    "contract.copies",
    "review.quarterly",
    "rating.scale",
    "rating.meeting",
    "rating.before_pay",
    "dismissal.notice",
    "removal.no_contract",
    "removal.review",
    "rights.matrix",
    "form.ses1",
}
"""The checks of the executive service that must be there by name."""


def test_every_named_check_of_the_executive_service_is_a_rule() -> None:
    assert set(load_law("colorado-ses").rules) >= TABLE


def test_the_shipped_folders_are_those_that_are_listed() -> None:
    folder = Path(__file__).resolve().parents[2] / "src" / "meritbook" / "law"
    assert sorted(path.parent.name for path in folder.glob("*/pack.toml")) == sorted(SHIPPED)


def test_on_each_day_of_ten_years_a_value_is_the_only_one_and_inside_the_known_term_there_is_one() -> None:
    # It asserts no figure: a value that is wrong but alone on its days passes. Figures are told by the scenarios.
    for law in load_laws().values():
        start = law.pack.known.starts_on - timedelta(days=400)
        for number in range(3653):
            day = start + timedelta(days=number)
            for parameter in law.parameters.values():
                holding = [one for one in parameter.values if one.term().covers(day)]
                assert len(holding) <= 1, f"{parameter.id} on {day}"
                assert holding or not law.pack.known.covers(day), f"{parameter.id} on {day}"


@pytest.mark.parametrize("pack", SHIPPED)
def test_a_case_of_which_nothing_is_known_is_undetermined_on_any_day_and_names_whom_to_ask(pack: str) -> None:
    law = load_law(pack)
    for after in (-4000, -1, 0, 200, 364, 365, 5000):
        judge = Judge(law, law.pack.known.starts_on + timedelta(days=after))
        for one in judge.check(Case({})):
            assert one.verdict is Verdict.UNDETERMINED, f"{one.rule}: {one.sentence}"
            assert one.missing
            assert not one.breach
            assert one.effect is None


@pytest.mark.corpus
def test_every_quote_stands_in_its_source() -> None:
    if not SOURCES.is_dir():
        pytest.skip("the public documents are not beside the project (../shared)")
    for law in load_laws().values():
        quoted = [where for where, cited in law.quotes() if law.source(cited.source).file]
        assert len(check_quotes(law, SOURCES)) == len(quoted)
    assert len(check_quotes(load_law("colorado-ses"), SOURCES)) > 60


def test_what_was_not_read_whole_is_said_in_each_verdict_that_rests_on_it() -> None:
    judge = Judge(load_law("colorado-ses"), date(2005, 1, 10))
    (one,) = judge.check(Case({}), ["appeal.deadline"])
    assert any("was read in part only" in caution for caution in one.cautions)
    assert Judge(load_law("colorado-ses"), date(2005, 1, 10)).check(Case({}), ["rating.scale"])[0].cautions == ()


def test_advice_is_what_the_text_only_encourages_or_allows() -> None:
    advice = {rule.id for rule in load_law("colorado-ses").rules.values() if rule.force == "advice"}
    assert advice == {"review.quarterly", "rating.meeting", "rating.before_pay", "contract.retention"}


def test_a_pack_does_not_differ_from_itself_and_differs_from_another() -> None:
    first, second = load_law("washington-ms"), load_law("federal-ses")
    assert differences(first, first) == ()
    found = differences(first, second)
    assert {one.only_in for one in found} == {"washington-ms", "federal-ses"}
    assert {(one.kind, one.id) for one in found if one.only_in == "federal-ses"} >= {("rule", "appraisal.board")}


def test_holidays_are_those_of_the_year() -> None:
    values = load_law("colorado-ses").parameters["calendar.holidays"].values[0].value
    assert isinstance(values, tuple)
    # Thanksgiving is the fourth Thursday of November; Independence Day of 2004 fell on a Sunday and was kept on Monday.
    assert {date(2004, 11, 25), date(2004, 7, 5), date(2005, 1, 17)} <= set(values)
    assert all(day.weekday() != 6 for day in values)


def test_a_pack_of_rules_of_a_class_plan_names_a_plan_that_there_is() -> None:
    from meritbook.plans import load_shipped

    plans = set(load_shipped())
    named = {law.key: law.pack.plan for law in load_laws().values() if law.pack.plan}
    assert set(named) == {"colorado-ses", "iowa-prs", "kansas-pse", "maine-mms", "pennsylvania-ite"}
    assert set(named.values()) == plans
