"""The salary limit of a day: by the law pack, else as put on record; the arithmetic is in the tests."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from meritbook.core.contracts import limits, pay
from meritbook.core.contracts.limits import PublishedLimit, a_month
from meritbook.core.law.case import read_case
from meritbook.core.law.judge import Judge
from meritbook.core.verdict import Verdict
from meritbook.law import load_law

LAW = load_law("colorado-ses")
LAST_DAY, NEXT_YEAR, AFTER = date(2005, 6, 30), date(2005, 7, 1), date(2006, 7, 1)


def published(amount: str = "11086.00", starts_on: date = NEXT_YEAR, ends_before: date = AFTER) -> PublishedLimit:
    return PublishedLimit(
        amount=Decimal(amount), starts_on=starts_on, ends_before=ends_before,
        source="Compensation letter of the office", recorded_on=date(2005, 3, 1),
    )  # fmt: skip


def said(law: object, salary: str, on: date) -> Verdict:
    case = read_case(law, {"pay.salary": Decimal(salary)}, on=on)  # type: ignore[arg-type]
    return Judge(law, on).check(case, [limits.CAP])[0].verdict  # type: ignore[arg-type]


def test_the_limit_of_the_pack_holds_to_its_last_day_and_is_the_last_known_one_the_day_after() -> None:
    on_last, after = limits.limit_on(LAW, LAST_DAY), limits.limit_on(LAW, NEXT_YEAR)
    assert on_last is not None
    assert after is not None
    # 125 percent of 8,610.40 are 10,763.00.
    assert (on_last.amount, on_last.last_says) == (Decimal("10763.00"), "")
    assert after.known is None
    assert after.last_says == "Last known limit: $10,763.00 a month, in force 1 July 2004 – 30 June 2005."
    assert after.says == (
        "No salary limit is on record for 1 July 2005. Central human resources can put the published limit on record. "
        "Last known limit: $10,763.00 a month, in force 1 July 2004 – 30 June 2005."
    )


def test_a_cent_over_the_last_known_limit_is_above_it_and_the_limit_itself_is_not() -> None:
    after = limits.limit_on(LAW, NEXT_YEAR)
    assert after is not None
    assert not after.above_last(Decimal("10763.00"))
    assert after.above_last(Decimal("10763.01"))
    known = limits.limit_on(LAW, LAST_DAY)
    assert known is not None
    assert not known.above_last(Decimal("10763.01"))


def test_before_the_first_limit_nothing_is_known_and_there_is_no_last_one() -> None:
    before = limits.limit_on(LAW, date(2004, 6, 30))
    assert before is not None
    assert (before.known, before.last, before.last_says) == (None, None, "")
    assert not before.above_last(Decimal("99999.00"))


def test_a_law_without_a_rule_on_the_limit_limits_no_salary() -> None:
    maine = load_law("maine-mms")
    assert limits.limit_on(maine, NEXT_YEAR) is None
    assert not limits.takes_limits(maine)
    assert limits.with_published(maine, (published(),)) is maine
    assert pay.range_on(maine, NEXT_YEAR).says == "The law of this office limits no salary."


def test_a_published_limit_is_judged_to_the_cent_from_its_first_day_to_its_last() -> None:
    law = limits.with_published(LAW, (published(),))
    # 11,086.00 × 100 ÷ 125 = 8,868.80
    assert Judge(law, NEXT_YEAR).figure(limits.BASE) == Decimal("8868.80")
    for day in (NEXT_YEAR, date(2006, 6, 30)):
        assert said(law, "11086.00", day) is Verdict.MET
        assert said(law, "11086.01", day) is Verdict.NOT_MET
    assert said(law, "1.00", AFTER) is Verdict.UNDETERMINED
    found, after = limits.limit_on(law, NEXT_YEAR), limits.limit_on(law, AFTER)
    assert found is not None
    assert after is not None
    assert found.says == (
        "The salary limit is $11,086.00 a month, in force 1 July 2005 – 30 June 2006 (Compensation letter of the "
        "office)."
    )
    assert after.last is not None
    assert after.last.amount == Decimal("11086.00")


@pytest.mark.parametrize("amount", ["11086.00", "11086.01", "10763.99", "9999999.99", "0.01"])
def test_every_amount_of_whole_cents_comes_back_as_it_was_published(amount: str) -> None:
    law = limits.with_published(LAW, (published(amount),))
    assert limits.cap_of(law, NEXT_YEAR) == Decimal(amount)


def test_the_pack_keeps_its_own_figure_where_a_published_limit_shares_its_days() -> None:
    early = published("10800.00", starts_on=date(2005, 1, 1))
    law = limits.with_published(LAW, (early,))
    assert limits.cap_of(law, LAST_DAY) == Decimal("10763.00")
    assert limits.cap_of(law, NEXT_YEAR) == Decimal("10800.00")
    other = limits.differing(LAW, early)
    assert other is not None
    assert other.amount == Decimal("10763.00")
    assert limits.differing(LAW, published("10763.00", starts_on=date(2005, 1, 1))) is None
    assert limits.differing(LAW, published("10800.00")) is None
    assert limits.differing(LAW, published("10800.00", starts_on=LAST_DAY)) is not None


def test_the_law_itself_is_left_as_it_is() -> None:
    limits.with_published(LAW, (published(),))
    assert limits.cap_of(LAW, NEXT_YEAR) is None


def test_no_cure_names_a_figure_that_nobody_knows() -> None:
    case = read_case(LAW, {"pay.salary": Decimal("99999.00")}, on=NEXT_YEAR)
    verdict = Judge(LAW, NEXT_YEAR).check(case, [limits.CAP])[0]
    assert verdict.cure == ""
    words = " ".join([verdict.sentence, *(one.question for one in verdict.missing)])
    assert "unknown" not in words
    assert " lid" not in words
    assert "is on record for 1 July 2005" in verdict.sentence
    known = Judge(LAW, LAST_DAY).check(read_case(LAW, {"pay.salary": Decimal("10763.01")}, on=LAST_DAY), [limits.CAP])[
        0
    ]
    assert known.cure == "Set the salary at $10,763.00 a month or less."


def test_money_is_written_in_one_way() -> None:
    assert a_month(Decimal(9100)) == "$9,100.00 a month"
    assert a_month(None) == "unknown"
    assert limits.dollars(Decimal("-0.5")) == "−$0.50"
