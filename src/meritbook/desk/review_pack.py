"""The pack of a quarterly review, drawn from the record as it stands on a day. What is drawn changes nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from django.db.models import F, Q, QuerySet

from meritbook.actions.measuring import as_value, definition_of, versions_of
from meritbook.actions.permissions import Standing
from meritbook.actions.risking import risk_policy
from meritbook.core.dates import day_in_words
from meritbook.core.results.charts import Baseline, Rule, chart
from meritbook.core.results.periods import period_on
from meritbook.core.results.review import LISTED, PackItem, PackSection, ReviewPack, SectionKey
from meritbook.core.results.standing import Freshness
from meritbook.core.verdict import Verdict
from meritbook.desk import measures as read_measures
from meritbook.desk import returns as read_returns
from meritbook.desk import risks as read_risks
from meritbook.desk import strategic_plans as read_plans
from meritbook.desk.measures import MeasureLine
from meritbook.desk.return_pictures import money
from meritbook.records.models import (
    BaselineDecision,
    FollowUp,
    FollowUpState,
    Measure,
    MeasureValue,
    MeasureVersion,
    PlanStatus,
    PlanVersion,
    ResultsReview,
    ReturnCase,
    ReturnStatus,
    RiskStatus,
)

MOST_LOOKED = 1_000
"""Measures whose values are looked through; a pack of more says so."""
_WORDS = {Verdict.MET: "reached", Verdict.NOT_MET: "missed", Verdict.UNDETERMINED: "not determined"}
_SIGNALS = {
    Rule.OUTSIDE: "outside the limits",
    Rule.RUN: "one of eight on one side",
    Rule.NEAR_LIMIT: "three of four near a limit",
    Rule.RANGE: "a step beyond the limit",
}


def draw(standing: Standing, review: ResultsReview) -> ReviewPack:
    """The pack as of the day of `standing`: some forty statements, whatever the size of the record."""
    looked, note = _measures(standing, review)
    return ReviewPack(
        of=review.of,
        quarter=review.quarter,
        starts_on=review.starts_on,
        ends_before=review.ends_before,
        drawn_on=standing.on,
        sections=(
            _section("follow_ups", _follow_ups(standing, review)),
            _section("plans", _plans(standing, review)),
            _section("changed", _changed(review, looked), note),
            _section("signals", _signals(review, looked), note),
            _section("unkept", _unkept(looked), note),
            _section("risks", _risks(standing, review)),
            _section("returns", _returns(standing, review)),
        ),
    )


def _section(key: SectionKey, found: Iterable[PackItem], note: str = "") -> PackSection:
    items = tuple(found)
    return PackSection(key=key, items=items[:LISTED], total=len(items), note=note)


def _of(review: ResultsReview, field: str = "department") -> Q:
    """Rows of the department of the review; of the enterprise as a whole, all rows."""
    return Q() if review.department_id is None else Q(**{field: review.department_id})


def open_follow_ups(review: ResultsReview) -> QuerySet[FollowUp]:
    """What is open of the reviews before, of the same department or the enterprise."""
    rows = FollowUp.objects.filter(
        state__in=[FollowUpState.OPEN, FollowUpState.REPORTED],
        review__department=review.department,
        review__starts_on__lt=review.starts_on,
    )
    return rows.select_related("owner", "review").order_by("due_on", "pk")


def _follow_ups(standing: Standing, review: ResultsReview) -> Iterable[PackItem]:
    for one in open_follow_ups(review):
        late = f", {(standing.on - one.due_on).days} days late" if one.due_on < standing.on else ""
        reported = "; reported done, and waits to be accepted" if one.state == FollowUpState.REPORTED else ""
        yield PackItem(
            title=one.what,
            says=f"From {one.review.quarter}, due on {day_in_words(one.due_on)}{late}{reported}.",
            owner=one.owner.full_name if one.owner.is_active else "",
            about=f"follow-up:{one.pk}",
        )


def _plans(standing: Standing, review: ResultsReview) -> Iterable[PackItem]:
    rows = list(
        PlanVersion.objects.filter(
            _of(review, "plan__department"),
            status=PlanStatus.ADOPTED,
            plan__starts_on__lte=standing.on,
            plan__ends_before__gt=review.starts_on,
        )
        .select_related("plan__department")
        .order_by("plan__key")
    )
    reports = read_plans.newest_reports([one.plan_id for one in rows]) if rows else {}
    owners = read_plans.owners_of(*(one.text for one in rows)) if rows else {}
    keys = {key for one in rows for goal in one.text.goals for key in goal.measures}
    measured = read_plans.measures_of(keys, standing.on) if keys else {}
    for row in rows:
        of = row.plan.department.name if row.plan.department else ""
        for goal in row.text.goals:
            missed = [
                measured[key].measure.title
                for key in goal.measures
                if key in measured and measured[key].standing.verdict is Verdict.NOT_MET
            ]
            if missed:
                yield PackItem(
                    title=f"Goal: {goal.called}",
                    says=f"Of {row.plan.title}. Missed: {', '.join(missed)}.",
                    about=f"goal:{row.plan.key}/{goal.key}",
                    of=of,
                )
        for placed in row.text.actions():
            line = read_plans.action_line(placed, reports.get(row.plan_id, {}), owners, standing)
            if not line.late or line.last_day is None:
                continue
            reported = f" Reported last: {line.reported}" if line.reported else " Nothing was reported."
            yield PackItem(
                title=line.says,
                says=f"Action of {row.plan.title}, for {placed.goal.called}; {line.words}, due on "
                f"{day_in_words(line.last_day)}.{reported}",
                owner="" if line.owner_left else line.owner,
                about=f"action:{row.plan.key}/{line.key}",
                of=of,
            )


def _measures(standing: Standing, review: ResultsReview) -> tuple[tuple[MeasureLine, ...], str]:
    rows = read_measures.in_force(standing.on).filter(_of(review)).select_related("department").order_by("key")
    found: list[Measure] = list(rows[: MOST_LOOKED + 1])
    note = ""
    if len(found) > MOST_LOOKED:
        note = f"The first {MOST_LOOKED:,} of {rows.count():,} measures, by their keys, were looked through."
    return read_measures.stand(found[:MOST_LOOKED], on=standing.on), note


def _changed(review: ResultsReview, looked: Sequence[MeasureLine]) -> Iterable[PackItem]:
    """Those whose state is another than on the first day of the quarter."""
    before = {one.measure.pk: one for one in read_measures.stand([one.measure for one in looked], on=review.starts_on)}
    for one in looked:
        then, now = before[one.measure.pk].standing.verdict, one.standing.verdict
        if then is now or Verdict.UNDETERMINED in (then, now):
            continue
        yield _of_measure(one, f"Was {_WORDS[then]}, is {_WORDS[now]}. {one.standing.sentence}")


def _signals(review: ResultsReview, looked: Sequence[MeasureLine]) -> Iterable[PackItem]:
    """Those with a value of the quarter that is a signal; four statements."""
    measures = [one.measure for one in looked]
    if not measures:
        return
    versions = versions_of(measures)
    values: dict[int, list[MeasureValue]] = {}
    newest = MeasureValue.objects.filter(measure__in=measures, current=True, ends_before__lte=review.ends_before)
    for row in newest.order_by("measure", "starts_on"):
        values.setdefault(row.measure_id, []).append(row)
    decided: dict[int, list[Baseline]] = {}
    for each in BaselineDecision.objects.filter(measure__in=measures).order_by("starts_on", "pk"):
        baseline = Baseline(starts_on=each.starts_on, ends_before=each.ends_before, because=each.because)
        decided.setdefault(each.measure_id, []).append(baseline)
    for one in looked:
        breaks = [version.starts_on for version in versions[one.measure.pk] if version.breaks_series]
        since = max(breaks, default=one.measure.starts_on)
        series = [as_value(row) for row in values.get(one.measure.pk, ()) if row.starts_on >= since]
        points = [
            point
            for part in chart(series, decided.get(one.measure.pk, ())).parts
            for point in part.points
            if point.rules and point.starts_on >= review.starts_on
        ]
        if points:
            said = "; ".join(
                f"{_period(versions[one.measure.pk], point.starts_on)}: "
                f"{', '.join(_SIGNALS[rule] for rule in point.rules)}"
                for point in points
            )
            yield _of_measure(one, f"Signal in {said}. {one.standing.sentence}")


def _period(versions: Sequence[MeasureVersion], day: date) -> str:
    """The period that begins on the day, by the entry that held then, in the words that the measure has for it."""
    held = next((one for one in reversed(versions) if one.starts_on <= day), versions[0])
    entry = definition_of(held)
    return period_on(day, entry.frequency, entry.year_starts_in).words


def _unkept(looked: Sequence[MeasureLine]) -> Iterable[PackItem]:
    for one in looked:
        if one.standing.freshness is Freshness.STALE or not one.owner:
            lacks = [said for said in one.standing.lacks if said.startswith(("Nobody", "It is stale"))]
            yield _of_measure(one, " ".join(lacks))


def _of_measure(one: MeasureLine, says: str) -> PackItem:
    return PackItem(
        title=one.measure.title,
        says=says,
        owner=one.owner,
        about=f"measure:{one.measure.key}",
        of=one.measure.department.name if one.measure.department else "",
    )


def _risks(standing: Standing, review: ResultsReview) -> Iterable[PackItem]:
    """Those above their appetite that are not closed, the costliest first."""
    visible = read_risks.visible(standing).filter(_of(review)).exclude(status=RiskStatus.CLOSED)
    rows = read_risks.standing_on(visible.select_related("department"), standing.on)
    over = list(rows.filter(expected__gt=F("amount")).order_by("-expected", "key"))
    for one in read_risks.shown(over, risk_policy(standing.on), on=standing.on) if over else ():
        borne = f"; borne until {day_in_words(one.accepted_until)}" if one.accepted_until else "; nobody bears it"
        yield PackItem(
            title=one.risk.title,
            says=f"${one.expected:,.0f} a year expected, ${one.appetite:,.0f} borne at most{borne}.",
            owner=one.owner,
            about=f"risk:{one.risk.key}",
            of=one.risk.department.name if one.risk.department else "",
        )


def _returns(standing: Standing, review: ResultsReview) -> Iterable[PackItem]:
    cases: QuerySet[ReturnCase] = read_returns.visible(standing).filter(_of(review)).order_by("key")
    rows = list(cases.exclude(status__in=[ReturnStatus.REFUSED, ReturnStatus.ENDED])[:MOST_LOOKED])
    for one in read_returns.stand(rows, on=standing.on) if rows else ():
        says = _return_says(one)
        if says:
            yield PackItem(
                title=one.case.title,
                says=says,
                owner=one.case.proposed_by.full_name,
                about=f"return:{one.case.key}",
                of=one.case.department.name if one.case.department else "",
            )


def _return_says(one: read_returns.ReturnLine) -> str:
    said = []
    if one.case.status == ReturnStatus.PROPOSED:
        npv = "undetermined" if one.worked.npv is None else money(one.worked.npv)
        said.append(f"Waits for a decision; net present value {npv}.")
    if one.overdue and one.case.verify_by is not None:
        said.append(f"Its verification was due on {day_in_words(one.case.verify_by)}.")
    if one.compared is not None and one.compared.verdict is Verdict.NOT_MET:
        said.append("Less came than was promised.")
    if one.decay is not None and one.decay.verdict is Verdict.NOT_MET:
        said.append(one.decay.says)
    return " ".join(said)


def quarter_over(review: ResultsReview, standing: Standing) -> str:
    """A caution where the quarter has not ended on the day; empty where it has."""
    if standing.on >= review.ends_before:
        return ""
    last = day_in_words(review.ends_before - timedelta(days=1))
    return f"{review.quarter} runs until {last}: its values are not in yet."


__all__ = ["MOST_LOOKED", "draw", "open_follow_ups", "quarter_over"]
