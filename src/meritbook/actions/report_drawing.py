"""Draws an annual report from the record as it stands on a day: its parts, what is left out, and what is in the way."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import NamedTuple

from django.conf import settings

from meritbook.actions import report_record, reporting, reporting_policies
from meritbook.actions.report_record import MeasureRecord
from meritbook.actions.report_risks import risks_told
from meritbook.actions.report_savings import saved_told, savings_told
from meritbook.core.dates import day_in_words
from meritbook.core.results.periods import Period
from meritbook.core.results.plans import PlanText, Progress
from meritbook.core.results.report import (
    BEYOND,
    KEPT,
    ActionTold,
    GoalTold,
    Head,
    LeftOut,
    MeasureFact,
    MoveTold,
    Part,
    ReportProblem,
    ReportWords,
    SavingTold,
    seal,
)
from meritbook.core.results.report_changes import changes
from meritbook.core.results.report_facts import Judged, judge
from meritbook.core.results.standing import held_on
from meritbook.core.verdict import Verdict
from meritbook.records import clock
from meritbook.records.models import (
    ActionReport,
    AnnualReport,
    PlanVersion,
    ReportEdition,
    ReportInclusion,
    ResourceMove,
    User,
)


class Drawn(NamedTuple):
    """A report as it would be published."""

    parts: tuple[Part, ...]
    problems: tuple[ReportProblem, ...]

    @property
    def sha256(self) -> str:
        """The seal over its parts."""
        return seal(one.sha256 for one in self.parts)

    def of(self, kind: str) -> tuple[Part, ...]:
        """The parts of a kind, in their order."""
        return tuple(one for one in self.parts if one.kind == kind)


Audits = Callable[[Iterable[str], date], Mapping[str, str]]
"""Answers what audits say on a day of the measures with these keys; nothing of those that were not audited."""


def draw(edition: ReportEdition, *, on: date, trust: Audits | None = None) -> Drawn:
    """The report of a draft as the record has it on the day. `trust` answers what audits say of its measures.

    Raises `ReportError` where its plan has no version in force any more. Statements do not grow with the record.
    """
    report = edition.report
    year = reporting.year_of(report)
    version = reporting_policies.check_plan(report.plan, report.department, year)
    text, words = version.text, reporting.newest_text(edition).words
    named = report_record.named_by_goals(text, report.plan_id)
    held = report_record.measures_of(report, year, {key for keys in named.values() for key in keys}, on)
    told = {key for keys in named.values() for key in keys}
    beyond = {
        one.measure.key: ""
        for one in held.values()
        if one.measure.department_id == report.department_id and one.measure.key not in told
    }
    included = {
        one.measure_id: one
        for one in edition.inclusions.filter(ended_at__isnull=True).select_related("included_by", "measure")
    }
    judged = {
        key: judge(
            one.versions, one.values, year=year, on=on, begins_on=one.measure.starts_on,
            ends_before=one.measure.ends_before, owner=one.owner,
        )
        for key, one in held.items()
    }  # fmt: skip
    said = trust(held, on) if trust is not None else {}
    facts = _facts({**named, BEYOND: beyond}, held, judged, included, said)
    left = tuple(_left_out({**named, BEYOND: beyond}, held, judged, included))
    cited = {one.key: one.as_cited for one in facts}
    problems = tuple(_problems(year, on, words, cited, held, judged, included, left))
    filled = words.filled(cited) if all(key in cited for key, _ in words.cited()) else words
    savings = savings_told(report.department, year)
    head = _head(report, version, text, filled, facts, left, savings, on)
    parts = [Part("head", "head", "", head)]
    parts += [Part("measure", one.key, one.goal, one) for one in facts]
    parts += [Part("left_out", one.key, one.goal, one) for one in left]
    parts += [Part("action", one.key, one.goal, one) for one in _actions(report, text, year, on)]
    parts += [Part("move", one.key, "", one) for one in _moves(report, year)]
    parts += [Part("saving", one.key, "", one) for one in savings]
    if edition.revises is not None:
        before = reporting.parts_of(edition.revises)
        parts += [Part("change", one.key, "", one) for one in changes(before, parts)]
    return Drawn(tuple(parts), problems)


def _facts(
    named: Mapping[str, Mapping[str, str]],
    held: Mapping[str, MeasureRecord],
    judged: Mapping[str, Judged],
    included: Mapping[int, ReportInclusion],
    trust: Mapping[str, str],
) -> tuple[MeasureFact, ...]:
    rows = [
        (goal, way, held[key], judged[key])
        for goal, keys in named.items()
        for key, way in keys.items()
        if key in held and _stands(held[key], judged[key], included)
    ]
    newest = {one.measure.key: found.newest for _, _, one, found in rows}
    batches = report_record.batches_of(
        one.batches[value.starts_on] for _, _, one, _ in rows if (value := newest[one.measure.key]) is not None
    )
    found = []
    for goal, way, one, judged_so in rows:
        value = newest[one.measure.key]
        assert value is not None  # noqa: S101  # what stands in a report has a value
        assert value.value is not None  # noqa: S101  # as above
        assert value.revision is not None  # noqa: S101  # as above
        row, entry = one.version_on(value.starts_on), held_on(one.versions, value.starts_on)
        batch = batches[one.batches[value.starts_on]]
        begins = one.series_from(value.starts_on)
        series = [each for day, each in one.values.items() if day >= begins][-KEPT:]
        before = one.values.get(_year_before(value.starts_on))
        taken = included.get(one.measure.pk) if not judged_so.eligible else None
        found.append(
            MeasureFact(
                key=one.measure.key,
                title=entry.title,
                kind=entry.kind.value,
                says=entry.says,
                department=one.measure.department.name if one.measure.department else "",
                goal=goal,
                by_way_of=way,
                unit=entry.unit,
                places=entry.places,
                direction=entry.direction,
                owner=one.owner,
                source=entry.source,
                method=entry.method,
                version=row.number,
                entry_sha256=row.sha256,
                period=value.period,
                value=value.value,
                target=value.target,
                verdict=value.verdict,
                narrative=value.says,
                revision=value.revision,
                recorded_on=clock.day_of(batch.recorded_at),
                recorded_from=batch.source,
                before=before.value if before is not None and before.starts_on >= begins else None,
                values=judged_so.values,
                history=tuple((each.starts_on, each.ends_before, each.value) for each in series),
                baselines=tuple(one.baselines),
                awaited=judged_so.awaited,
                trust=trust.get(one.measure.key, ""),
                stale=" ".join(judged_so.says),
                stands_for_it=taken.included_by.full_name if taken else "",
                because=taken.because if taken else "",
                included_on=clock.day_of(taken.included_at) if taken else None,
            )
        )
    return tuple(found)


def _stands(one: MeasureRecord, judged: Judged, included: Mapping[int, ReportInclusion]) -> bool:
    return judged.eligible or (judged.only_stale and one.measure.pk in included)


def _year_before(day: date) -> date:
    # Periods begin with a month, so that every day has one a year before.
    return day.replace(year=day.year - 1)


def _left_out(
    named: Mapping[str, Mapping[str, str]],
    held: Mapping[str, MeasureRecord],
    judged: Mapping[str, Judged],
    included: Mapping[int, ReportInclusion],
) -> Iterator[LeftOut]:
    for goal, keys in named.items():
        for key in keys:
            one = held.get(key)
            if one is None:
                says = ("No measure of this key is on record.",)
                yield LeftOut(key=key, title=key, department="", goal=goal, reasons=says)
            elif not _stands(one, judged[key], included):
                department = one.measure.department.name if one.measure.department else ""
                yield LeftOut(
                    key=key,
                    title=one.measure.title,
                    department=department,
                    goal=goal,
                    reasons=judged[key].says,
                    only_stale=judged[key].only_stale,
                )


def _problems(
    year: Period,
    on: date,
    words: ReportWords,
    cited: Mapping[str, str],
    held: Mapping[str, MeasureRecord],
    judged: Mapping[str, Judged],
    included: Mapping[int, ReportInclusion],
    left: tuple[LeftOut, ...],
) -> Iterator[ReportProblem]:
    """Everything that is to be said before the report is published, what blocks it first."""
    if on < year.ends_before:
        says = f"{year.label} lasts until {day_in_words(year.last_day)}; its report can be published after that."
        yield ReportProblem(code=reporting_policies.NOT_READY, where="year", says=says, blocks=True)
    for name, called in (("introduction", "introduction"), ("results", "text on the key results")):
        if not getattr(words, name):
            says = f"The {called} is not written yet."
            yield ReportProblem(code=reporting_policies.NOT_READY, where=name, says=says, blocks=True)
    for key, where in words.cited():
        if key not in cited:
            because = " ".join(judged[key].says) if key in held else "The report holds no measure of this key."
            says = f"The words cite {key} as fact, which it is not. {because}"
            yield ReportProblem(code=reporting_policies.FACT_REFUSED, where=where, says=says, blocks=True)
    for taken in included.values():
        key = taken.measure.key
        if key not in held:
            says = f"{key} is included by name, and the report has no place for it any more."
            yield ReportProblem(code=reporting_policies.FACT_REFUSED, where=key, says=says, blocks=True)
        elif not judged[key].eligible and not judged[key].only_stale:
            says = f"{key} is included by name, and lacks more than a value in time. {' '.join(judged[key].says)}"
            yield ReportProblem(code=reporting_policies.FACT_REFUSED, where=key, says=says, blocks=True)
    for one in left:
        says = f"{one.title} is left out. {' '.join(one.reasons)}"
        yield ReportProblem(code=reporting_policies.FACT_REFUSED, where=one.key, says=says, blocks=False)


def _head(
    report: AnnualReport,
    version: PlanVersion,
    text: PlanText,
    words: ReportWords,
    facts: tuple[MeasureFact, ...],
    left: tuple[LeftOut, ...],
    savings: tuple[SavingTold, ...],
    on: date,
) -> Head:
    goals = [(one.key, one.called, one.says if one.name else "") for one in text.goals]
    if any(one.goal == BEYOND for one in facts) or any(one.goal == BEYOND for one in left):
        goals.append((BEYOND, "Measures that no goal names", ""))
    return Head(
        title=report.title,
        of=report.of,
        department=report.department.code if report.department else "",
        year=report.year,
        starts_on=report.starts_on,
        ends_before=report.ends_before,
        published_on=on,
        plan=report.plan.key,
        plan_title=text.name,
        plan_version=version.number,
        plan_sha256=version.sha256,
        words=words,
        goals=tuple(_goal(*one, words, facts, left) for one in goals),
        risks=risks_told(report.department, on),
        saved=saved_told(savings),
        licence=settings.MERITBOOK_DATA_LICENCE,
    )


def _goal(
    key: str, called: str, says: str, words: ReportWords, facts: tuple[MeasureFact, ...], left: tuple[LeftOut, ...]
) -> GoalTold:
    found = [one for one in facts if one.goal == key]
    verdicts = [one.verdict for one in found if not one.stale]
    return GoalTold(
        key=key,
        called=called,
        says=says,
        words=words.of_goal(key),
        reached=verdicts.count(Verdict.MET),
        missed=verdicts.count(Verdict.NOT_MET),
        undetermined=verdicts.count(Verdict.UNDETERMINED),
        left_out=sum(one.goal == key for one in left),
        stale=len(found) - len(verdicts),
    )


def _actions(report: AnnualReport, text: PlanText, year: Period, on: date) -> Iterator[ActionTold]:
    """The actions of the plan that the year had to do with, done or not."""
    said: dict[str, ActionReport] = {}
    for row in ActionReport.objects.filter(plan=report.plan_id).order_by("id"):
        if clock.day_of(row.reported_at) <= on:
            said[row.action] = row
    placed = list(text.actions())
    named = {one.action.owner for one in placed} - {""}
    people = dict(User.objects.filter(username__in=named).values_list("username", "full_name")) if named else {}
    for one in placed:
        action, last = one.action, said.get(one.action.key)
        progress = Progress(last.progress) if last else Progress.PLANNED
        reported_on = clock.day_of(last.reported_at) if last else None
        begun = action.starts_on is None or action.starts_on < year.ends_before
        over = progress.closed and reported_on is not None and reported_on < year.starts_on
        if not begun or over:
            continue
        late = action.last_day is not None and action.last_day < min(on, year.ends_before) and not progress.closed
        yield ActionTold(
            key=action.key,
            says=action.says,
            goal=one.goal.key,
            strategy=one.strategy.called,
            owner=", ".join(part for part in (people.get(action.owner, action.owner), action.owner_role) if part),
            last_day=action.last_day,
            progress=progress,
            late=late,
            reported=last.says if last else "",
            reported_on=reported_on,
        )


def _moves(report: AnnualReport, year: Period) -> Iterator[MoveTold]:
    rows = ResourceMove.objects.filter(
        moved_on__gte=year.starts_on, moved_on__lt=year.ends_before, withdrawn_at__isnull=True
    )
    if report.department_id is not None:
        rows = rows.filter(department=report.department_id)
    for one in rows.select_related("department").order_by("moved_on", "pk"):
        yield MoveTold(
            key=str(one.pk),
            moved_on=one.moved_on,
            department=reporting.name_of(one.department),
            people=reporting.plain(one.people),
            money=reporting.plain(one.money),
            moved_from=one.moved_from,
            moved_to=one.moved_to,
            because=one.because,
            result=one.result,
            source=one.source,
        )
