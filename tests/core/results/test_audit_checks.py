"""What the register tells of values, what a recalculation says, and what the criteria allow."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from measure_world import definition
from meritbook.audit_policies import load_audit_policies, read_audit_policies
from meritbook.core.results.audit_checks import Own, Sampled, completeness, owed, recalculate, timeliness
from meritbook.core.results.audit_policy import AuditPolicyError, Grade, Sampling, Shares, TrustLevel, policy_on
from meritbook.core.results.measure import MeasureDefinition
from meritbook.core.results.trust import allows, changed, material_parts, most_allowed, trust
from meritbook.core.verdict import Verdict

POLICY = load_audit_policies("standard")[0]
YEAR = date(2004, 1, 1)
MONTHLY = MeasureDefinition.model_validate(
    definition(frequency="monthly", year_starts_in=1, due_days=10, targets=[], places=1)
)
SHARES = Shares(met=Decimal(0), partly=Decimal(10))


def months(on: date = date(2005, 3, 1), **more: Any) -> Any:
    taken = {"begins_on": YEAR, "retired_on": None, "since": YEAR, "before": date(2005, 1, 1), "on": on, **more}
    return owed([(YEAR, MONTHLY)], **taken)


def test_each_ended_period_of_the_span_is_owed() -> None:
    assert [one.label for one in months()] == [f"2004-{n:02}" for n in range(1, 13)]
    assert months()[0].due_on == date(2004, 2, 10)
    assert len(months(on=date(2004, 3, 15))) == 2
    assert len(months(begins_on=date(2004, 6, 15))) == 6, "a month that had begun is not owed"
    assert len(months(retired_on=date(2004, 4, 1))) == 3
    assert months(since=date(2005, 1, 1)) == ()


def test_a_change_of_frequency_is_followed() -> None:
    quarterly = MeasureDefinition.model_validate({**MONTHLY.model_dump(), "frequency": "quarterly"})
    found = owed(
        [(YEAR, MONTHLY), (date(2004, 7, 1), quarterly)], begins_on=YEAR, retired_on=None, since=YEAR,
        before=date(2005, 1, 1), on=date(2005, 3, 1),
    )  # fmt: skip
    assert [one.label for one in found][-3:] == ["2004-06", "2004 Q3", "2004 Q4"]


@pytest.mark.parametrize(("lacking", "grade"), [(0, Grade.MET), (1, Grade.PARTLY), (2, Grade.NOT_MET)])
def test_completeness_follows_from_what_is_missing(lacking: int, grade: Grade) -> None:
    periods = months()
    came = {one.starts_on: one.due_on for one in periods[lacking:]}
    found = completeness(periods, came, SHARES)
    assert (found.grade, found.failed, len(found.lines)) == (grade, lacking, lacking)
    assert f"{12 - lacking} of 12 periods have a value" in found.sentence


def test_nothing_owed_is_undetermined_and_never_complete() -> None:
    assert completeness((), {}, SHARES).grade is Grade.UNDETERMINED
    found = timeliness((), {}, SHARES, kept_since=YEAR, on=date(2005, 3, 1))
    assert found.grade is Grade.UNDETERMINED


def test_timeliness_counts_late_days_and_says_of_what_it_cannot_tell() -> None:
    periods = months()
    came = {one.starts_on: one.due_on for one in periods}
    came[date(2004, 6, 1)] = date(2004, 7, 13)
    del came[date(2004, 8, 1)]
    shares = Shares(met=Decimal(5), partly=Decimal(20))
    found = timeliness(periods, came, shares, kept_since=date(2004, 4, 1), on=date(2005, 3, 1))
    # January and February were due before the register knew the measure.
    assert (found.counted, found.failed, found.not_told) == (10, 2, 2)
    assert found.grade is Grade.PARTLY
    assert found.lines == (
        "June 2004: due on 10 July 2004, came on 13 July 2004, 3 days late",
        "August 2004: due on 10 September 2004, has not come",
    )
    assert "Of 2 that were due before it was entered here, it cannot be told." in found.sentence


def test_a_value_that_is_not_due_yet_fails_nothing() -> None:
    periods = months(on=date(2005, 1, 5))
    came = {one.starts_on: one.due_on for one in periods[:-1]}
    found = timeliness(periods, came, SHARES, kept_since=YEAR, on=date(2005, 1, 5))
    assert (found.counted, found.failed, found.grade) == (11, 0, Grade.MET)


def sampled(n: int, recorded: str = "20.0") -> Sampled:
    return Sampled(
        label=f"2004-{n:02}", words=f"Month {n}", starts_on=date(2004, n, 1), recorded=Decimal(recorded), places=1,
        unit="days",
    )  # fmt: skip


def again(own: dict[str, str | None], *, population: int = 12, size: int = 9, tolerable: int = 10) -> Any:
    figures = {label: Own(figure=None if said is None else Decimal(said)) for label, said in own.items()}
    return recalculate(
        [sampled(n) for n in range(1, size + 1)], figures, population=population, confidence=Decimal(95),
        tolerable=Decimal(tolerable), sampling=Sampling(confidence=95, tolerable=tolerable, tolerance=1),
    )  # fmt: skip


def same(size: int = 9, **more: str | None) -> dict[str, str | None]:
    return {**{f"2004-{n:02}": "20.04" for n in range(1, size + 1)}, **{f"2004-{k[1:]}": v for k, v in more.items()}}


def test_figures_that_agree_meet_the_criterion_within_the_rounding_of_the_measure() -> None:
    found = again(same())
    assert (found.wrong, found.examined, found.low, found.high, found.grade) == (0, 9, 0, 1, Grade.MET)
    assert found.lines[0].sentence == "20 days on record, 20 days recalculated: the same."


def test_the_tolerance_parts_right_from_wrong() -> None:
    # One percent of 20.2 is 0.202, of 20.3 it is 0.203.
    found = again(same(m01="20.2", m02="20.3"))
    assert [one.wrong for one in found.lines[:3]] == [False, True, False]
    assert "-0.3 is beyond the 1% that are allowed (0.203)" in found.lines[1].sentence
    assert found.lines[1].difference == Decimal("-0.3")
    assert found.projected == Decimal("1.33")


def test_a_source_that_cannot_be_found_counts_as_wrong() -> None:
    found = again(same(m03=None))
    assert (found.wrong, found.lines[2].wrong) == (1, True)
    assert found.grade is Grade.UNDETERMINED, "one wrong of nine does not tell whether two of twelve are"


def test_too_many_wrong_ones_are_not_met_and_unexamined_ones_leave_it_open() -> None:
    assert again(same(m01="10", m02="10")).grade is Grade.NOT_MET
    found = again({"2004-01": "20"})
    assert (found.examined, found.grade) == (1, Grade.UNDETERMINED)
    assert "8 sampled periods are not worked out yet" in found.sentence
    assert again({}).grade is Grade.UNDETERMINED


def test_zero_on_record_is_right_only_where_zero_is_recalculated() -> None:
    one = [sampled(1, "0.0")]
    sampling = Sampling(confidence=95, tolerable=10, tolerance=1)
    taken = {"population": 1, "confidence": Decimal(95), "tolerable": Decimal(10), "sampling": sampling}
    assert recalculate(one, {"2004-01": Own(figure=Decimal(0))}, **taken).wrong == 0
    assert recalculate(one, {"2004-01": Own(figure=Decimal("0.1"))}, **taken).wrong == 1


def grades(**more: Grade) -> dict[str, Grade]:
    return {one.key: more.get(one.key, Grade.MET) for one in POLICY.criteria}


@pytest.mark.parametrize(
    ("found", "best"),
    [
        (grades(), TrustLevel.RELIABLE),
        (grades(control=Grade.PARTLY), TrustLevel.WITH_CARE),
        (grades(completeness=Grade.NOT_MET), TrustLevel.WITH_CARE),
        (grades(reliability=Grade.UNDETERMINED), TrustLevel.UNDETERMINED),
        (grades(validity=Grade.NOT_MET), TrustLevel.NOT_RELIABLE),
        ({}, TrustLevel.UNDETERMINED),
    ],
)
def test_the_criteria_allow_no_better_a_rating(found: dict[str, Grade], best: TrustLevel) -> None:
    assert most_allowed(found, POLICY) is best
    assert allows(best, best)
    assert allows(best, TrustLevel.NOT_RELIABLE)
    assert allows(best, TrustLevel.UNDETERMINED)
    assert allows(best, TrustLevel.RELIABLE) is (best is TrustLevel.RELIABLE)


def shown(**more: Any) -> Any:
    taken: dict[str, Any] = {
        "because": "All is well.", "rated_on": YEAR, "last_day": date(2005, 12, 30), "on": date(2005, 1, 1), "audit": 3,
        "address": "/results/audits/3/", **more,
    }  # fmt: skip
    return trust(TrustLevel.RELIABLE, **taken)


def test_a_rating_counts_until_its_last_day_or_a_material_change() -> None:
    assert (shown().word, shown().verdict) == ("Reliable", Verdict.MET)
    assert shown(on=date(2005, 12, 30)).verdict is Verdict.MET
    over = shown(on=date(2005, 12, 31))
    assert (over.word, over.verdict) == ("Audit expired", Verdict.UNDETERMINED)
    moved = shown(moved=("source", "method"))
    assert (moved.word, moved.verdict) == ("Audit overtaken", Verdict.UNDETERMINED)
    assert "its source and method changed" in moved.because


def test_only_parts_that_the_policy_names_are_material() -> None:
    bound = material_parts(MONTHLY.plain(), POLICY)
    assert changed(bound, {**MONTHLY.plain(), "title": "Another", "places": 3}) == ()
    assert changed(bound, {**MONTHLY.plain(), "method": "By hand.", "unit": "weeks"}) == ("unit", "method")


def test_a_policy_that_is_wrong_says_where() -> None:
    from importlib.resources import files

    text = files("meritbook.audit_policies").joinpath("standard.toml").read_text(encoding="utf-8")
    for before, after, place in (
        ("partly = 10", "partly = -1", "completeness"),
        ("expected = 0", "expected = 10", "sampling"),
        ('key = "validity"', 'key = "control"', "policy"),
        ('"direction"]', '"titel"]', "material"),
        ("holds_days = 730", "holds_days = 0", "holds_days"),
        ('title = "Validity"', 'titel = "Validity"', "criteria"),
    ):
        assert before in text
        with pytest.raises(AuditPolicyError, match=place):
            read_audit_policies(text.replace(before, after, 1))
    with pytest.raises(AuditPolicyError, match="not valid TOML"):
        read_audit_policies("[[policy")
    with pytest.raises(AuditPolicyError, match="Two policies hold"):
        read_audit_policies(text + "\n" + text)
    with pytest.raises(AuditPolicyError, match="No policy"):
        policy_on((POLICY,), date(1969, 12, 31))
    with pytest.raises(AuditPolicyError, match="no file that can be read"):
        load_audit_policies("/nowhere/audits.toml")
