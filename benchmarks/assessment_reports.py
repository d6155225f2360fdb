"""The reports of 2,000 people set as PDF/UA by the worker: ten competencies, eleven raters, a round before, an average.

The baseline sets the same reports one by one, each by the act of its person: an entry of the ledger and a transaction
for each. Both run in processes of their own, on records filled alike.
"""

from __future__ import annotations

import os
import random
import time
from datetime import UTC, date, datetime
from typing import Any

from benchmarks.measure import act_by_act, peak_mib
from benchmarks.pages import set_up

AT = datetime(2005, 5, 2, 16, 0, tzinfo=UTC)
ROUNDS = (date(2004, 3, 1), date(2005, 3, 1))
GROUPS = ("peer", "peer", "peer", "peer", "peer", "report", "report", "report", "report")
DEPARTMENTS = 20
WHY = "Filled for a benchmark."


def _result(model: Any, chance: random.Random, self_id: int, earlier: Any) -> Any:
    """What a closing tells of one person, self and supervisor and nine in groups, a comment of each on two of ten."""
    from meritbook.core.competencies.answers import BoxedRating, RaterGroup, RatingBox, Ratings
    from meritbook.core.competencies.tally import tally

    items = [one.key for _, one in model.items("executive")]
    written = [one.key for one in model.competencies][:2]

    def one(group: RaterGroup, rater: int | None, receipt: str) -> Any:
        places = {key: chance.randint(2, 5) for key in items}
        words = dict.fromkeys(written, f"Says first what matters most, and asks what it would take: {receipt}.")
        ratings = Ratings(places=places, comments=words)
        return BoxedRating(group=group, rater=rater, receipt=receipt, ratings=ratings)

    answers = [one(RaterGroup.SELF, self_id, "self"), one(RaterGroup.SUPERVISOR, self_id + 1, "supervisor")]
    answers += [one(RaterGroup(group), None, f"r{place}") for place, group in enumerate(GROUPS)]
    people = {f"r{place}": group for place, group in enumerate(GROUPS)}
    return tally(
        model, "executive", RatingBox(answers=tuple(answers)), people=people, groups=sorted(set(GROUPS)),
        asked=len(GROUPS), minimum=3, confidence=0.95, earlier=earlier,
        names={self_id: "Self", self_id + 1: "Supervisor"},
    )  # fmt: skip


def _fill(count: int) -> Any:
    """People with two closed rounds each, and the average of their role; gives who has the reports set."""
    from django.db import transaction

    from meritbook.actions import SYSTEM, assessing, competency_models, install_competency_models, ledger
    from meritbook.core.values import canonical_json, digest
    from meritbook.records.models import (
        AssessmentTold,
        CompetencyBenchmark,
        CompetencyModelRow,
        Department,
        MultiraterAssessment,
        RoleAssignment,
        User,
    )

    chance = random.Random(20)  # noqa: S311 - figures of a benchmark, the same at every run

    def person(name: str) -> Any:
        row = User(username=name, full_name=name.replace("-", " ").title(), created_at=AT)
        row.set_unusable_password()
        return row

    install_competency_models.perform(SYSTEM, at=AT, why=WHY)
    version = competency_models.current(CompetencyModelRow.objects.get(key="maine"))
    model = competency_models.model_of(version)
    with transaction.atomic():
        people = User.objects.bulk_create([person("bench-staff"), *(person(f"bench-{n}") for n in range(count))])
        staff, assessed = people[0], people[1:]
        places = Department.objects.bulk_create(
            Department(code=f"d{n}", name=f"Department {n}", starts_on=date(2000, 1, 1)) for n in range(DEPARTMENTS)
        )
        roles: list[tuple[str, Any, Any]] = [("personnel_staff", staff, None)]
        roles += [("executive", one, places[n % DEPARTMENTS]) for n, one in enumerate(assessed)]
        held = RoleAssignment.objects.bulk_create(
            RoleAssignment(user=user, role=role, department=place, starts_on=date(2000, 1, 1), granted_at=AT)
            for role, user, place in roles
        )
        rounds: list[Any] = []
        for starts_on in ROUNDS:
            before = rounds[-count:] or [None] * count
            rounds += MultiraterAssessment.objects.bulk_create(
                MultiraterAssessment(
                    subject=one, department=places[n % DEPARTMENTS], version=version, role="executive",
                    policy="standard", policy_version="1", state="closed", starts_on=starts_on,
                    ends_before=date(starts_on.year, 4, 1), follows=before[n], drawn_by=staff, drawn_at=AT,
                )
                for n, one in enumerate(assessed)
            )  # fmt: skip
        told = []
        for row in rounds:
            result = assessing.sealed(_result(model, chance, 2 * row.pk, ()))
            told.append(
                AssessmentTold(assessment=row, result_json=canonical_json(result), sha256=digest(result), closed_at=AT)
            )
        kept = AssessmentTold.objects.bulk_create(told)
        averages = {one.key: {"mean": 3.5, "sd": 0.3, "people": count} for one in model.competencies}
        CompetencyBenchmark.objects.create(
            model=version.model, role="executive", people=count, told_json=canonical_json({"competencies": averages}),
            drawn_at=AT,
        )  # fmt: skip
        rows = [*people, *places, *held, *rounds, *kept]
        ledger.write(SYSTEM, role="system", at=AT, why=WHY, action="fill", subject="benchmark", records=rows)
    return staff


def _newest() -> Any:
    from meritbook.records.models import MultiraterAssessment

    return MultiraterAssessment.objects.filter(starts_on=ROUNDS[1]).select_related("subject").order_by("pk")


def by_the_worker(count: int) -> dict[str, Any]:
    """The job, as a worker does it; the reports of the round before are files already."""
    set_up(os.environ["MERITBOOK_HOME"])
    staff = _fill(count)
    from meritbook.actions import Actor, report_setting, set_reports
    from meritbook.actions.work import Worker
    from meritbook.records.models import ReportPaper

    whole = report_setting.without_paper
    report_setting.without_paper = lambda department: whole(department).filter(starts_on=ROUNDS[1])
    job = set_reports.perform(Actor(staff), at=AT, why="All are closed.")
    waits: list[float] = []
    last = time.perf_counter()

    def progress(_: int, __: int) -> None:
        nonlocal last
        now = time.perf_counter()
        waits.append(now - last)
        last = now

    found = _timed(lambda: Worker().do_one(job, progress), count)
    made = ReportPaper.objects.filter(assessment__starts_on=ROUNDS[1]).count()
    if made != count:
        raise SystemExit(f"{made} reports were set, not {count}")
    return {**found, "longest between two looks at the progress, s": max(waits)}


def one_by_one(count: int) -> dict[str, Any]:
    """Each by the act of its person."""
    set_up(os.environ["MERITBOOK_HOME"])
    _fill(count)
    from meritbook.actions import Actor, set_report

    rows = list(_newest())

    def work() -> None:
        for row in rows:
            set_report.perform(Actor(row.subject), at=AT, why="To read it on paper.", assessment=row)

    return _timed(work, count)


def _timed(work: Any, count: int) -> dict[str, Any]:
    from meritbook.records.models import ReportPaper

    began, used = time.perf_counter(), time.process_time()
    work()
    took, ran = time.perf_counter() - began, time.process_time() - used
    sizes = ReportPaper.objects.values_list("document__size", flat=True)
    return {
        "reports": count,
        "seconds": took,
        "reports per second": count / took,
        "per second of processor time": count / ran,
        "mean KiB of a file": sum(sizes) / len(sizes) / 1024,
        "peak MiB": peak_mib(),
    }


CONTENDERS = {
    "acts": ("baseline: set_report, one act each", one_by_one),
    "worker": ("meritbook: the job", by_the_worker),
}


def main() -> None:
    """Measure both, print and keep the figures."""
    act_by_act(
        "benchmarks.assessment_reports", "reports", what="reports", title="Reports of competency assessments set",
        on=AT.date(), most=2_000, acts=400,
        contenders=CONTENDERS,
    )  # fmt: skip


if __name__ == "__main__":
    main()
