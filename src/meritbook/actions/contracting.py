"""What the acts on the words of a contract share: who is which side, how words begin, what the law says of them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from meritbook.actions import appointing, measured, pay_limits, service_law
from meritbook.actions import contracting_policies as possible
from meritbook.actions.actor import Actor
from meritbook.actions.contract_policy import contract_policy
from meritbook.actions.permissions import Capability, Standing, require
from meritbook.actions.policies import check_text
from meritbook.core.contracts import form
from meritbook.core.contracts.check import SALARY_FROZEN, Frame, Problem, problems
from meritbook.core.contracts.redline import since
from meritbook.core.contracts.text import ContractText, Parties, Terms
from meritbook.core.law.answer import LawVerdict
from meritbook.core.law.pack import Law
from meritbook.core.service.appointing import PAY_CAP
from meritbook.core.service.due import next_year_starting, year_starting
from meritbook.core.terms import Term
from meritbook.core.values import canonical_json
from meritbook.records.models import (
    Appointment,
    ContractRecord,
    ContractStatus,
    ContractVersion,
    PayDecision,
    PerformanceContract,
    Position,
    Role,
    RoleAssignment,
    User,
)

EXECUTIVE, DEPARTMENT = "executive", "department"
FROZEN, ALTER, CONTENT, FORM = "pay.frozen", "contract.alter", "contract.content", "form.ses1"


@dataclass(frozen=True)
class Held:
    """A contract whose appointment is locked, and the version that is under way."""

    contract: PerformanceContract
    appointment: Appointment
    version: ContractVersion


def side_of(user: User | None, appointment: Appointment) -> str:
    """The side on which the person stands: the executive's own, or the department's."""
    return EXECUTIVE if user is not None and user.pk == appointment.executive_id else DEPARTMENT


def require_side(actor: Actor, case: Any, appointment: Appointment, *, on: date) -> tuple[str, str]:
    """The side on which the actor stands, and the role in which; raises `ForbiddenError`."""
    side = side_of(actor.user, appointment)
    needed = Capability.NEGOTIATE_CONTRACT if side == EXECUTIVE else Capability.DRAW_CONTRACT
    return side, require(actor, needed, case, on=on)


def locked_contract(contract: PerformanceContract) -> tuple[PerformanceContract, Appointment]:
    """The contract as it stands, with its appointment locked until the transaction ends."""
    row = appointing.locked_contract(contract)
    return row, row.appointment


def locked_version(version: ContractVersion) -> Held:
    """The version as it stands, with its contract and appointment locked until the transaction ends."""
    contract, appointment = locked_contract(version.contract)
    row = ContractVersion.objects.select_for_update().get(pk=version.pk)
    row.contract = contract
    return Held(contract, appointment, row)


def check_on_record(version: ContractVersion) -> None:
    """What the words say does not contradict a contract that the office recorded as agreed before they came here.

    Raises `OtherOnRecordError`. An alteration completes the contract on record that its words have already.
    """
    contract = version.contract
    if contract.record_id is None:
        apart = ContractRecord.objects.filter(appointment=contract.appointment, performance_contract__isnull=True)
        possible.check_on_record(list(apart.order_by("starts_on", "pk")), version.text.terms)


def may_read_version(standing: Standing, version: ContractVersion) -> bool:
    """Whether the person may read this version, given that they may read the contract.

    The draft of one side is read by those who may write on that side; what was proposed, by all. A draft that was
    answered, taken back or withdrawn before it was proposed stays with its side.
    """
    if version.proposed_at is not None or version.status in (ContractStatus.AGREED, ContractStatus.SIGNED):
        return True
    side = side_of(standing.user, version.contract.appointment)
    if side != possible.side_of_draft(version):
        return False
    needed = Capability.NEGOTIATE_CONTRACT if side == EXECUTIVE else Capability.DRAW_CONTRACT
    return standing.may(needed, version)


def cap_on(day: date) -> Decimal | None:
    """The highest salary for a month on the day, by the law or as put on record; none where no figure is known."""
    found = pay_limits.limit_on(day)
    return found.amount if found is not None else None


def directors_of(departments: Iterable[int], on: date) -> dict[int, User]:
    """Who directs each department on the day; those are left out that nobody directs, or several do. One statement."""
    found: dict[int, list[User]] = {}
    rows = RoleAssignment.objects.on(on).filter(
        department__in=list(departments), role=Role.DEPARTMENT_DIRECTOR, revoked_at__isnull=True, user__is_active=True
    )
    for one in rows.select_related("user"):
        found.setdefault(one.department_id, []).append(one.user)
    return {department: some[0] for department, some in found.items() if len(some) == 1}


def parties_of(
    appointment: Appointment,
    *,
    on: date,
    before: Parties | None = None,
    directors: Mapping[int, User] | None = None,
    titles: Mapping[int, str] | None = None,
) -> Parties:
    """The parties as the record has them on the day; the division is last year's, which no record holds."""
    position = appointment.seat.position
    authority = position.appointing_authority
    department = position.department_id
    director = (directors if directors is not None else directors_of([department], on)).get(department)
    title = ""
    if authority is not None:
        held = titles.get(authority.pk) if titles is not None else _title_of(authority)
        same = before is not None and before.appointing_authority_username == authority.username
        title = held or (before.appointing_authority_title if before and same else "")
    return Parties(
        employee=appointment.executive.full_name,
        employee_username=appointment.executive.username,
        title=position.title or (before.title if before else ""),
        position=position.number,
        department=position.department.name,
        division=before.division if before else "",
        appointing_authority=authority.full_name if authority else "",
        appointing_authority_username=authority.username if authority else "",
        appointing_authority_title=title,
        department_director=director.full_name if director else "",
        department_director_username=director.username if director else "",
    )


def _title_of(user: User) -> str:
    return Position.objects.filter(incumbent=user).values_list("title", flat=True).first() or ""


def last_version(contracts: Sequence[PerformanceContract], starts_on: date) -> ContractVersion | None:
    """The signed words of the contract that began last before the day; `versions` may be prefetched."""
    before = sorted(
        (one for one in contracts if one.withdrawn_at is None and one.starts_on < starts_on),
        key=lambda one: one.starts_on,
        reverse=True,
    )
    for one in before:
        for version in one.versions.all():
            if version.status == ContractStatus.SIGNED:
                return version
    return None


def salary_for(
    appointment: Appointment,
    starts_on: date,
    *,
    decisions: Sequence[PayDecision],
    before: ContractVersion | None,
    records: Sequence[ContractRecord],
) -> Decimal | None:
    """The salary for a month with which a contract begins; none unknown.

    That of the contract on record as agreed from the day, whose words are drawn up later; else as approved for the day;
    else last year's.
    """
    for agreed in records:
        if agreed.agreed_on is not None and agreed.starts_on == starts_on:
            return agreed.salary
    for one in decisions:
        if one.starts_on == starts_on and one.withdrawn_at is None:
            return one.salary
    if before is not None:
        return before.text.terms.salary
    earlier = [one for one in records if one.starts_on < starts_on]
    if earlier:
        return max(earlier, key=lambda one: one.starts_on).salary
    return appointment.salary


def words_for(
    parties: Parties, starts_on: date, ends_before: date, salary: Decimal, before: ContractVersion | None
) -> form.Following:
    """The words with which a contract begins: last year's where there are any, else the blank form."""
    law = service_law.service_law()
    cap = cap_on(starts_on)
    if before is not None:
        notes, areas = form.notes_of(law), form.blank_areas(law.tables)
        return form.following(before.text, starts_on, ends_before, salary, parties, cap=cap, notes=notes, areas=areas)
    terms = Terms(starts_on=starts_on, ends_before=ends_before, salary=salary, cap=cap)
    return form.Following(text=form.blank(law, parties=parties, terms=terms), says=())


def year_of(day: date) -> Term | None:
    """The fiscal year in which the day lies; none where the law does not say."""
    law = service_law.service_law()
    begins, ends = year_starting(law, day), next_year_starting(law, day)
    return Term(starts_on=begins, ends_before=ends) if begins is not None and ends is not None else None


def unlawful_apart(found: Sequence[Problem]) -> tuple[Problem, ...]:
    """The problems without a changed salary in an alteration: that one the law refuses itself, with its verdict."""
    return tuple(one for one in found if one.code != SALARY_FROZEN)


def frame_of(appointment: Appointment, text: ContractText, version: ContractVersion | None = None) -> Frame:
    """What the words of a contract with the appointment are held against; `version` says what they alter."""
    law = service_law.service_law()
    frozen = frozen_salary(version)
    starts_on = text.terms.starts_on
    objectives = tuple(law.rows.get(form.OBJECTIVES, ()))
    says = {one.key: one.says for one in law.tables[form.OBJECTIVES].rows} if form.OBJECTIVES in law.tables else {}
    return Frame(
        policy=contract_policy(starts_on),
        year=year_of(starts_on),
        appointment=Term(starts_on=appointment.starts_on, ends_before=appointment.ends_before),
        limit=pay_limits.limit_on(starts_on),
        frozen=frozen,
        frozen_by=frozen_by(law) if frozen is not None else "",
        objectives=objectives,
        says=says,
        own_authority=appointment.seat.position.appointing_authority_id == appointment.executive_id,
        known_measures=measured.units_of(text),
    )


def frozen_salary(version: ContractVersion | None) -> Decimal | None:
    """The signed salary that an alteration may not change; none where it shows that position or duties changed."""
    if version is None or version.alters is None or FROZEN not in service_law.service_law().rules:
        return None
    if version.reason and version.evidence_id is not None:
        return None
    return version.alters.text.terms.salary


def frozen_by(law: Law) -> str:
    """The rule by which pay stays within the contract year, with where it stands; empty where the law has none."""
    rule = law.rules.get(FROZEN)
    if rule is None:
        return ""
    cited = law.cite(rule.citation)
    return f"{rule.says} ({cited.title}, {cited.place})"


def problems_of(
    appointment: Appointment, text: ContractText, version: ContractVersion | None = None
) -> tuple[Problem, ...]:
    """What is to be said of the words of a contract with the appointment; `version` says what they alter."""
    return problems(text, frame_of(appointment, text, version))


def check_words(text: ContractText) -> None:
    """Any database keeps the words; raises `TextError`."""
    for place, words in _texts(text.plain(), ""):
        check_text(words, field=place, required=False)


def _texts(held: Any, place: str) -> list[tuple[str, str]]:
    if isinstance(held, str):
        return [(place, held)]
    if isinstance(held, dict):
        return [one for name, part in held.items() for one in _texts(part, f"{place}.{name}".strip("."))]
    if isinstance(held, list):
        return [one for number, part in enumerate(held, 1) for one in _texts(part, f"{place}.{number}")]
    return []


def judged(version: ContractVersion, *, on: date) -> tuple[LawVerdict, ...]:
    """What the law says of the words as an agreement of both sides on the day.

    Of an alteration also whether it touches nothing but expectations, and whether pay stays. A change of pay is none
    of the alteration where the version carries a reason and evidence that position or duties changed.
    """
    text = version.text
    says = any(one.says for one in text.objectives()) or any(one.says for one in text.projects)
    facts: dict[str, Any] = {
        "contract.states_salary": True,
        "contract.states_criteria": says,
        "contract.on_standard_form": True,
        "form.parts_present": _known("form.parts_present", form.parts_present(text)),
        "form.objectives_present": _known(
            "form.objectives_present", tuple(one.key for one in text.objectives() if one.says)
        ),
    }
    paid = {"pay.salary": text.terms.salary}
    rules: tuple[str, ...] = (CONTENT, FORM)
    if version.alters is not None:
        before = version.alters.text
        shown = bool(version.reason) and version.evidence_id is not None
        changed = since(before, text)
        pay = before.terms.salary != text.terms.salary
        only_pay = before.terms.model_copy(update={"salary": text.terms.salary}) == text.terms
        others = [
            key
            for key in (*changed.changed, *changed.added, *changed.removed)
            if key.partition(".")[0] not in ("area", "project") and not (key == "terms" and only_pay)
        ]
        facts |= {
            "contract.altered": True,
            "contract.alteration_mutual": True,
            "contract.alteration_on_expectations": not others,
            "contract.alteration_touches_pay": pay and not shown,
            "pay.salary": text.terms.salary,
            "pay.contract_salary": before.terms.salary,
            "position.changed_in_year": shown,
        }
        rules = (*rules, FROZEN, ALTER)
    said = service_law.judge(facts, rules, on=on)
    capped = service_law.judge(paid, (PAY_CAP,), on=text.terms.starts_on, law=pay_limits.paid_law())
    return (*capped.values(), *said.values())


def _known(fact: str, keys: Sequence[str]) -> list[str]:
    """Those of the keys that the law's table of the fact has."""
    law = service_law.service_law()
    if fact not in law.facts:
        return []
    rows = law.rows_of(law.facts[fact])
    return [key for key in rows if key in keys]


def make_version(
    held: Held, actor: Actor, text: ContractText, *, at: datetime, keeps: ContractVersion | None = None
) -> ContractVersion:
    """The next version of a contract as a draft of the actor's, not saved; `keeps` gives what it alters, and why."""
    assert actor.user is not None  # noqa: S101  # the program itself holds no such capability
    newest = held.contract.versions.order_by("-number").values_list("number", flat=True).first() or 0
    return ContractVersion(
        contract=held.contract,
        number=newest + 1,
        status=ContractStatus.DRAFT,
        text_json=canonical_json(text),
        sha256=text.seal(),
        alters=keeps.alters if keeps else None,
        reason=keeps.reason if keeps else "",
        evidence=keeps.evidence if keeps else None,
        saved_by=actor.user,
        saved_at=at,
    )


def told(contract: PerformanceContract, version: ContractVersion, **more: Any) -> dict[str, Any]:
    """A version for the ledger: whose, which, and its seal; never its words."""
    appointment = contract.appointment
    return {
        "position": appointment.seat.position.number,
        "executive": appointment.executive.username,
        "starts_on": contract.starts_on.isoformat(),
        "ends_before": contract.ends_before.isoformat(),
        "version": version.number,
        "status": str(version.status),
        "sha256": version.sha256,
        "alters": version.alters.number if version.alters else None,
        **more,
    }


def verdicts_of(version: ContractVersion) -> tuple[LawVerdict, ...]:
    """What the law said when the version was agreed."""
    return tuple(LawVerdict.model_validate(one) for one in json.loads(version.verdicts_json))
