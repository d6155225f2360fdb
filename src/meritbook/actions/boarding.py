"""What the acts on local boards share: the policy, the lock, who sits, the account of a year, what a report holds."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal

from django.conf import settings

from meritbook.actions.measuring import of_department_or_all
from meritbook.core.results import board_money
from meritbook.core.results.board_members import Composition, Member, composition
from meritbook.core.results.board_plan import Priorities
from meritbook.core.results.board_policy import EmpowermentPolicy, policy_on
from meritbook.core.results.board_report import AssistanceLine, IndicatorLine, ReportContent, ServiceLine
from meritbook.core.terms import Term
from meritbook.empowerment_policies import load_empowerment_policies
from meritbook.records.models import (
    BoardChildren,
    BoardIndicatorValue,
    BoardProgram,
    CommunityPlan,
    LocalBoard,
    MeasureValue,
    MoneyKind,
    ServiceFigure,
)

__all__ = [
    "account_of",
    "board_policy",
    "composition_of",
    "content_of",
    "indicator_lines",
    "locked",
    "of_department_or_all",
    "plan_on",
    "priorities_of",
    "programs_in",
    "service_lines",
]


def board_policy(on: date) -> EmpowermentPolicy:
    """The office's policy on local boards on the day; raises `EmpowermentPolicyError`."""
    return policy_on(load_empowerment_policies(settings.MERITBOOK_EMPOWERMENT_POLICY), on)


def locked(board: LocalBoard) -> LocalBoard:
    """The board as it stands, kept from others until the transaction ends."""
    found: LocalBoard = LocalBoard.objects.select_for_update(of=("self",)).select_related("department").get(pk=board.pk)
    return found


def composition_of(board: LocalBoard, policy: EmpowermentPolicy, on: date) -> Composition:
    """Whether those in office on the day are whom the policy asks for; one statement."""
    rows = board.members.values_list("name", "kind", "starts_on", "ends_before")
    members = [Member(name=name, kind=kind, starts_on=first, ends_before=end) for name, kind, first, end in rows]
    return composition(members, policy.composition, on)


def plan_on(board: LocalBoard, on: date) -> CommunityPlan | None:
    """The community plan in force on the day."""
    found: CommunityPlan | None = CommunityPlan.objects.on(on).filter(board=board).first()
    return found


def priorities_of(plan: CommunityPlan) -> Priorities:
    """The priorities of a plan."""
    return Priorities.model_validate_json(plan.priorities_json)


def programs_in(board: LocalBoard, year: Term) -> list[BoardProgram]:
    """The programs that ran on a day of the year, by their keys."""
    return [
        one
        for one in board.programs.order_by("key")
        if Term(starts_on=one.starts_on, ends_before=one.ends_before).overlaps(year)
    ]


def service_lines(board: LocalBoard, number: int, policy: EmpowermentPolicy) -> tuple[ServiceLine, ...]:
    """What each program of the fiscal year did; missing where it is not on record. Two statements."""
    figures = {
        one.program_id: one for one in ServiceFigure.objects.filter(board=board, fiscal_year=number, current=True)
    }
    return tuple(_line(one, figures.get(one.pk), policy) for one in programs_in(board, policy.year(number)))


def _line(program: BoardProgram, row: ServiceFigure | None, policy: EmpowermentPolicy) -> ServiceLine:
    return ServiceLine(
        program=program.key,
        title=program.title,
        provider=program.provider,
        kind=policy.services.title_of(program.kind),
        priority=program.priority,
        children=row.children if row else None,
        families=row.families if row else None,
        spent=row.spent if row else None,
        source=row.source if row else "",
    )


def account_of(
    board: LocalBoard, number: int, policy: EmpowermentPolicy, services: Sequence[ServiceLine] | None = None
) -> board_money.Account:
    """The account of the fiscal year; one statement besides those of the services."""
    if services is None:
        services = service_lines(board, number, policy)
    rows = list(board.money.filter(fiscal_year=number).values_list("kind", "amount"))
    return board_money.account(
        allocated=[amount for kind, amount in rows if kind in (MoneyKind.SHARE, MoneyKind.AMENDMENT)],
        carried_in=sum((amount for kind, amount in rows if kind == MoneyKind.CARRIED), Decimal(0)),
        paid=[amount for kind, amount in rows if kind == MoneyKind.PAYMENT],
        spending=[board_money.Spent(program=one.program, title=one.title, amount=one.spent) for one in services],
        carry_over_percent=policy.money.carry_over_percent,
    )


def indicator_lines(
    board: LocalBoard, number: int, plan: CommunityPlan | None, year: Term
) -> tuple[IndicatorLine, ...]:
    """The indicators of a plan with their values of the fiscal year: of the register, or the board's own.

    Of a measure tied to one, the value of the newest period that lies in the year. Two statements.
    """
    if plan is None:
        return ()
    held = list(priorities_of(plan).indicators())
    own = {
        one.indicator: one for one in BoardIndicatorValue.objects.filter(board=board, fiscal_year=number, current=True)
    }
    tied = MeasureValue.objects.filter(
        measure__key__in=[each.measure for _, each in held if each.measure],
        current=True,
        starts_on__gte=year.starts_on,
        ends_before__lte=year.ends_before,
    ).select_related("measure")
    newest = {one.measure.key: one for one in tied.order_by("starts_on")}
    found = []
    for priority, each in held:
        value, says = None, "No value is on record."
        if each.measure and (row := newest.get(each.measure)) is not None:
            last = row.ends_before - timedelta(days=1)
            value, says = row.value, f"Measure {each.measure}, {row.starts_on.isoformat()} to {last.isoformat()}"
        elif each.measure:
            says = f"Measure {each.measure} has no value in the year."
        elif (kept := own.get(each.key)) is not None:
            value, says = kept.value, kept.source
        found.append(
            IndicatorLine(
                key=each.key,
                title=each.title,
                priority=priority.title,
                unit=each.unit,
                measure=each.measure,
                value=None if value is None else Decimal(f"{value.normalize():f}"),
                says=says,
            )
        )
    return tuple(found)


def content_of(board: LocalBoard, number: int, policy: EmpowermentPolicy, narrative: str) -> ReportContent:
    """What the record holds of the board's fiscal year; eleven statements."""
    year, last = policy.year(number), policy.last_day(number)
    services = service_lines(board, number, policy)
    plan = plan_on(board, last)
    designation = board.designations.on(last).first()
    count = BoardChildren.objects.filter(board=board, fiscal_year=number, current=True).first()
    given = board.assistance.filter(given_on__gte=year.starts_on, given_on__lt=year.ends_before)
    return ReportContent(
        board=board.key,
        title=board.title,
        fiscal_year=number,
        area=tuple(board.areas.on(last).order_by("name").values_list("name", flat=True)),
        children=count.children if count else None,
        designated_until=designation.ends_before - timedelta(days=1) if designation else None,
        plan=plan.title if plan else "",
        priorities=tuple(one.title for one in priorities_of(plan).priorities) if plan else (),
        composition=composition_of(board, policy, last),
        account=account_of(board, number, policy, services),
        services=services,
        indicators=indicator_lines(board, number, plan, year),
        assistance=tuple(
            AssistanceLine(
                given_on=one.given_on,
                kind=one.get_kind_display(),
                topic=one.topic,
                given_by=one.given_by.full_name,
                hours=one.hours,
                people=one.people,
            )
            for one in given.select_related("given_by").order_by("given_on", "pk")
        ),
        narrative=narrative,
    )
