"""Annual reports for tests: one of the Department of Revenue that is published, and the draft of the year before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from measure_world import definition, quarter
from plan_world import goal
from year_stage import do

BEGINS, ENDS = date(2023, 7, 1), date(2027, 7, 1)
GOAL = "prompt-service"
QUARTERS = [date(2023, 7, 1), date(2023, 10, 1), date(2024, 1, 1), date(2024, 4, 1)]
QUARTERS += [day.replace(year=day.year + 1) for day in QUARTERS]
"""Of FY2024 and FY2025."""
WORDS = {
    "introduction": "The year in short.",
    "results": "A return is filed in [[filing-days]].",
    "goals": [{"goal": GOAL, "says": "Fewer people wait."}],
}


@dataclass(frozen=True)
class Reports:
    """What is on record of annual reports on 2 March 2026."""

    published: Any
    """Edition 1 on FY2025, published by the director."""
    draft: Any
    """Edition 1 on FY2024, with words, ready to be published."""
    inclusion: Any
    """Of `mail-days`, stale, in the draft, by the director."""
    plan: Any
    """The plan of the department from FY2024 on, in force."""
    filing: Any
    """Days to file a return: it has everything."""
    stale: Any
    """Calls: the second half of each year is missing."""
    bare: Any
    """Without a method."""
    move: Any

    def seal(self) -> str:
        """The seal of the draft as it is shown."""
        from meritbook.actions.report_drawing import draw

        return draw(self.draft, on=date(2026, 3, 2)).sha256


def text() -> dict[str, Any]:
    """The words of the plan: one goal with measures, and one without."""
    actions = [
        {"key": "more-clerks", "says": "Hire two clerks", "owner": "measure_owner", "last_day": date(2025, 3, 31)},
        {
            "key": "new-hall",
            "says": "Open a second hall",
            "owner_role": "Chief of halls",
            "last_day": date(2026, 9, 30),
        },
    ]
    strategies = [
        goal("short-lines", "Short lines", measures=["call-wait", "mail-days", "bare-count"], actions=actions)
    ]
    return {
        "name": "Plan of Revenue from 2023",
        "starts_on": BEGINS,
        "last_day": date(2027, 6, 30),
        "goals": [
            goal(GOAL, "Prompt service", measures=["filing-days"], strategies=strategies),
            goal("sound-books", "Sound books"),
        ],
    }


def measure(people: Any, department: Any, at: datetime, key: str, days: list[date], **more: Any) -> Any:
    """A measure with a value for each of the quarters that begin on the days."""
    target = [{"starts_on": BEGINS, "ends_before": ENDS, "value": Decimal(10)}]
    row = do(
        "define_measure", people.results_administrator, at, key=key, department=department, starts_on=BEGINS,
        owner=people.measure_owner,
        definition=definition(**{"title": key.replace("-", " ").capitalize(), "targets": target, **more}),
    )  # fmt: skip
    do(
        "record_values", people.results_administrator, at, measure=row, source="Report R-1.",
        values=[(quarter(day), Decimal(8 + place), "As counted.") for place, day in enumerate(days)],
    )  # fmt: skip
    return row


def written(who: Any, at: datetime, edition: Any, **more: Any) -> Any:
    """The words of the report, saved into the edition."""
    from meritbook.actions.reporting import newest_text

    base = newest_text(edition).number
    return do("save_report_words", who, at, edition=edition, words={**WORDS, **more}, base=base)


def publish(who: Any, at: datetime, edition: Any, **more: Any) -> Any:
    """The draft, published as it is shown on the day."""
    from meritbook.actions.report_drawing import draw

    taken = {"sha256": draw(edition, on=at.date()).sha256, "because": "The year is closed.", **more}
    return do("publish_report", who, at, edition=edition, **taken)


def reports(people: Any, departments: Any, at: datetime) -> Reports:
    """The reports, made by the acts themselves."""
    revenue, director, keeper = departments.revenue, people.department_director, people.results_facilitator
    filing = measure(people, revenue, at, "filing-days", QUARTERS)
    half = [day for day in QUARTERS if day.month in (7, 10)]
    stale = measure(people, revenue, at, "call-wait", half)
    measure(people, revenue, at, "mail-days", half)
    bare = measure(people, revenue, at, "bare-count", QUARTERS, method="")
    plan = do(
        "draw_plan", director, at, key="revenue-2023", kind="strategic", title="Plan", department=revenue,
        text=text(), starts_on=BEGINS, ends_before=ENDS,
    )  # fmt: skip
    plan = do("adopt_plan", director, at, version=plan, sha256=plan.sha256, because="Agreed.").plan
    move = do(
        "record_resource_move", keeper, at, department=revenue, moved_on=date(2025, 1, 15), people=Decimal("3.5"),
        money=Decimal(250_000), moved_from="Audit of small returns", moved_to="The filing hall",
        because="The hall was full.", result="Lines are half as long.", source="Budget memo 12.",
    )  # fmt: skip
    first = do("begin_report", keeper, at, department=revenue, year=2025, plan=plan)
    written(keeper, at, first)
    published = publish(director, at, first)
    draft = do("begin_report", keeper, at, department=revenue, year=2024, plan=plan)
    written(keeper, at, draft)
    mail = stale.__class__.objects.get(key="mail-days")
    inclusion = do(
        "include_stale_measure", director, at, edition=draft, measure=mail, because="The count was lost in a flood."
    )
    return Reports(published, draft, inclusion, plan, filing, stale, bare, move)


def more(people: Any, departments: Any, held: Reports, first: int, last: int, at: datetime) -> None:
    """Further measures of the draft, resources moved, reports of other years, versions of the words, and inclusions."""
    from meritbook.actions.reporting import newest_text
    from meritbook.records.models import AnnualReport, EditionStatus, ReportEdition

    keeper, revenue = people.results_facilitator, departments.revenue
    for n in range(first, last):
        measure(people, revenue, at, f"report-{n:03}", QUARTERS)
        late = measure(people, revenue, at, f"late-{n:03}", QUARTERS[:1])
        do("include_stale_measure", people.department_director, at, edition=held.draft, measure=late, because="Flood.")
        measure(people, revenue, at, f"out-{n:03}", QUARTERS, method="")
        do(
            "record_resource_move", keeper, at, department=revenue, moved_on=date(2024, 1, 15), people=Decimal(1),
            moved_from="A", moved_to="B", because="More.", result="Less.", source="Memo.",
        )  # fmt: skip
        base = newest_text(held.draft).number
        words = {**WORDS, "introduction": f"Version {n}."}
        do("save_report_words", keeper, at, edition=held.draft, words=words, base=base)
        row = AnnualReport.objects.create(
            key=f"revenue-fy{1900 + n}", department=revenue, year=f"FY{1900 + n}", starts_on=date(1899 + n, 7, 1),
            ends_before=date(1900 + n, 7, 1), plan=held.plan, begun_by=keeper, begun_at=at,
        )  # fmt: skip
        ReportEdition.objects.create(report=row, number=1, status=EditionStatus.DRAFT, begun_by=keeper, begun_at=at)
