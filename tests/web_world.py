"""A small record with one of everything that a page shows, for the tests of the pages and those in a browser."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

import contract_pages
import plan_pages
import risk_pages
from appointing_world import executives_of
from contract_stage import words_under_way
from contract_world import final_appraisal
from filed_world import filed_of
from recorded import once
from service_world import law_acts
from web_rows import requirement_of, work_of
from year_stage import YearRows, year_rows

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"

SPECIFICATION = """Harbour Pilot Series

Job Code\tJob Title\tPay Grade
9101\tHarbour Pilot I\t20
9102\tHarbour Pilot II\t24

SERIES CONCEPT:

Positions in this series bring ships into the harbours of the state.

DISTINGUISHING CHARACTERISTICS:

Harbour Pilot I: First level. Brings small ships into one harbour.

Harbour Pilot II: Second level. Brings ships of any size into every harbour.

REV: 6/24
"""


@dataclass(frozen=True)
class World:
    """The objects that addresses are made of."""

    people: Any
    departments: Any
    position: Any
    """Three versions: superseded (read from a file), official, submitted. Held by the executive."""
    elsewhere: Any
    """A position of the other department, with a draft."""
    run: Any
    decision: Any
    plan: Any
    """A revision read from a document."""
    assignment: Any
    examined: Any
    """An examination with candidates in every state."""
    job: Any
    """Work of that examination which failed, and left something out; other work waits."""
    question: Any
    """A question that one of its candidates waits for."""
    requirement: Any
    """The second version of a requirement, with an example whose answer is another than under the first."""
    nomination: Any
    """Of a position that the executive holds, approved; the day of entry is not set."""
    authorisation: Any
    """A further seat of the Department of Revenue."""
    conversion: Any
    """A position that the law took out of the service, confirmed with its letter; the executive held it."""
    release: Any
    """The draft by which a form of that executive may leave the file."""
    executives: Any
    """A seat of the executive with a contract and a notice, a vacant one, and appointments that are open."""
    words: Any
    """Contracts of the executive that are drawn up and proposed (`contract_stage.Words`)."""
    appraisal: Any
    """The final appraisal of the executive's contract."""
    year: YearRows
    """Evidence, a review and a result of the executive's contract."""
    filed: Any
    """What lies in the personnel file of the executive: a copy on its way, a hold, a packet."""
    rooms: Any
    """The later rooms of the results register (`rooms_world.Rooms`)."""
    risks: Any
    strategic: Any
    """The plan of the enterprise and that of Revenue (`plan_world.Plans`)."""
    measures: Any
    """Measures of the results register (`measure_world.Measures`)."""
    calendar_secret: str
    """The secret of the private address of the analyst's calendar."""

    def arguments(self) -> dict[str, dict[str, Any]]:
        """For each address with parts in it: the parts."""
        plan = {"key": self.plan.key, "revision": self.plan.revision}
        series = self.plan.plan.series[0]
        position = {"pk": self.position.pk}
        decision = {"pk": self.decision.pk}
        examination = {"pk": self.examined.examination.pk}
        job = {**examination, "job": self.job.pk}
        precedent = {"pk": self.examined.precedent.pk}
        requirement = {"key": self.requirement.key}
        nomination = {"pk": self.nomination.pk}
        revenue = {"pk": self.departments.revenue.pk}
        release = {"pk": self.release.pk}
        executives = self.executives
        seat = {"pk": executives.seat.pk}
        moving, coming = {"pk": executives.moving.pk}, {"pk": executives.coming.pk}
        return {
            "web:service_department": revenue,
            "web:department_size": revenue,
            "web:seats_authorise": revenue,
            "web:authorisation_end": {**revenue, "authorisation": self.authorisation.pk},
            "web:nomination": nomination,
            "web:nomination_notice": {**nomination, "to": "director"},
            "web:nomination_return": nomination,
            "web:nomination_resubmit": nomination,
            "web:nomination_withdraw": nomination,
            "web:nomination_judge": nomination,
            "web:nomination_review": nomination,
            "web:nomination_decide": nomination,
            "web:nomination_enter": nomination,
            "web:consequence": release,
            "web:consequence_confirm": release,
            "web:consequence_stay": release,
            "web:consequence_letter": {"pk": self.conversion.pk},
            "web:seat": seat,
            "web:seat_appoint": {"pk": executives.vacant.pk},
            "web:seat_notice": seat,
            "web:seat_support": seat,
            "web:seat_review": seat,
            "web:seat_end": seat,
            "web:contract_new": seat,
            "web:contract": {"pk": executives.contract.pk},
            "web:notice_letter": {"pk": executives.notice.pk},
            "web:notice_withdraw": {"pk": executives.notice.pk},
            "web:notice_draft": seat,
            "web:notice_proof": {"pk": executives.notice.pk},
            "web:notice_record": {"pk": executives.notice.pk},
            "web:proof_withdraw": {"pk": executives.proof.pk},
            "web:proof_paper": {"pk": executives.proof.pk},
            "web:agreed_day": {"pk": executives.contract.pk},
            "web:contract_undo": {"pk": executives.contract.pk},
            "web:pay_withdraw": {"pk": executives.pay.pk},
            "web:pay_letter": {"pk": executives.pay.pk},
            "web:pay_limit_withdraw": {"pk": executives.limit.pk},
            "web:appointment": {"pk": executives.held.pk},
            "web:appointment_rights": moving,
            "web:appointment_decline": moving,
            "web:appointment_release": moving,
            "web:appointment_withdraw": coming,
            "web:appointment_make": coming,
            "web:choices": seat,
            "web:delegation_end": {"pk": executives.delegation.pk},
            "web:hand_over_withdraw": {"pk": executives.hand_over.pk},
            **contract_pages.arguments(self),
            **risk_pages.arguments(self.risks),
            **self.rooms.arguments(),
            **plan_pages.arguments(self),
            **self.filed.arguments(),
            **self.measures.arguments(),
            "web:calendar_feed": {"secret": self.calendar_secret},
            "web:class_requirement": {"key": "kansas", "revision": 1, "ref": "4272A4"},
            "web:requirement": requirement,
            "web:requirement_edit": requirement,
            "web:requirement_version": {**requirement, "version": 1},
            "web:requirement_compare": {**requirement, "before": 1, "after": 2},
            "web:qualification_policy": {"key": "kansas"},
            "web:law_pack": {"key": "colorado-ses"},
            "web:law_rule": {"key": "colorado-ses", "rule": "seats.department_entitlement"},
            "web:law_check": {"key": "colorado-ses", "rule": "contract.due"},
            "web:candidate_new": examination,
            "web:application": {"pk": self.examined.open.pk},
            "web:application_answer": {"pk": self.examined.open.pk},
            "web:application_settle": {"pk": self.examined.open.pk},
            "web:settlement_withdraw": {
                "pk": self.examined.settled.pk,
                "settlement": self.examined.settlement.pk,
            },
            "web:application_determine": {"pk": self.examined.met.pk},
            "web:application_notice": {"pk": self.examined.qualified.pk, "determined": 1, "form": "pdf"},
            "web:application_account": {"pk": self.examined.met.pk},
            "web:application_who": {"pk": self.examined.met.pk},
            "web:examination": examination,
            "web:examination_file": examination,
            "web:examination_judge": examination,
            "web:examination_determine": examination,
            "web:examination_close": examination,
            "web:examination_questions": examination,
            "web:examination_question": {**examination, "question": self.question.pk},
            "web:job": job,
            "web:job_left_out": job,
            "web:job_stop": job,
            "web:job_resume": job,
            "web:precedent": precedent,
            "web:precedent_overrule": precedent,
            "web:plan_current": {"key": self.plan.key},
            "web:plan": plan,
            "web:plan_source": plan,
            "web:plan_fields": plan,
            "web:plan_revisions": plan,
            "web:plan_compare": {**plan, "other": self.plan.revision},
            "web:series": {**plan, "ref": series.ref},
            "web:class": {**plan, "ref": series.classes[0].ref},
            "web:competency_class": {**plan, "ref": series.classes[0].ref},
            "web:original": {"pk": self.plan.source_id},
            "web:department_positions": {"pk": self.departments.revenue.pk},
            "web:position": position,
            "web:position_edit": position,
            "web:position_text": {**position, "version": 2},
            "web:position_source": {**position, "version": 1},
            "web:position_compare": {**position, "before": 1, "after": 2},
            "web:position_submit": {**position, "version": 3},
            "web:position_sign": {**position, "version": 3},
            "web:bench": position,
            "web:decide": {**position, "run": self.run.pk},
            "web:decision": decision,
            "web:undo": decision,
            "web:letter": {**decision, "form": "pdf"},
            "web:entry": {"seq": 1},
            "web:person": {"pk": self.people.auditor.pk},
            "web:person_shut_out": {"pk": self.people.auditor.pk},
            "web:person_let_in": {"pk": self.people.auditor.pk},
            "web:person_password": {"pk": self.people.auditor.pk},
            "web:department_end": {"pk": self.departments.transport.pk},
            "web:role_end": {"pk": self.people.auditor.pk, "assignment": self.assignment.pk},
        }


def _nominated(
    people: Any, departments: Any, describe: Callable[..., Any], description: Any, plan: Any, at: datetime
) -> tuple[Any, Any]:
    """An approved nomination of a second position that the executive holds, and a further seat."""
    from meritbook.records.models import Position
    from service_acts import Service

    service = Service(people, departments, description, describe, plan, at)
    service.size("640")
    taken = {"department": departments.revenue, "seats": 1, "cause": "A court ordered a second division."}
    authorisation = service.act("authorise_seats", people.personnel_director, **taken)
    above = Position.objects.get(department=departments.revenue, number="0400-01")
    position = service.position("0417-30", incumbent=people.executive, supervisor=above)
    return service.approved(position), authorisation


@pytest.fixture
def world(
    people: Any,
    departments: Any,
    describe: Callable[..., Any],
    description: Any,
    examined: Any,
    risks: Any,
    rooms: Any,
    strategic_plans: Any,
    measures: Any,
    at: datetime,
) -> World:
    """The record."""
    held = (description, examined, risks, rooms, strategic_plans, measures, at)
    return once("web", lambda: _world(people, departments, describe, *held), people, departments, *held)


def _world(
    people: Any,
    departments: Any,
    describe: Callable[..., Any],
    description: Any,
    examined: Any,
    risks: Any,
    rooms: Any,
    strategic: Any,
    measures: Any,
    at: datetime,
) -> World:
    from meritbook.actions import (
        SYSTEM,
        Actor,
        decide_allocation,
        describe_position,
        import_document,
        install_shipped_plans,
        make_calendar_feed,
        run_allocation,
        sign_description,
        submit_description,
    )
    from meritbook.core.values import canonical_json
    from meritbook.records.models import AskedQuestion, RoleAssignment

    install_shipped_plans.perform(SYSTEM, at=at, why="Set-up.")
    plan = import_document.perform(
        Actor(people.analyst), at=at, why="New series.", data=SPECIFICATION.encode(), name="pilots.txt"
    ).plan_revision
    above = describe(
        description.model_copy(update={"number": "0400-01", "working_title": "Division Director"}),
        incumbent=people.supervisor,
        appointing_authority=people.appointing_authority,
    ).position

    def sign(version: Any, moment: datetime) -> Any:
        submitted = submit_description.perform(Actor(people.agency_hr), at=moment, why="Complete.", version=version)
        return sign_description.perform(Actor(people.appointing_authority), at=moment, why="Agreed.", version=submitted)

    first = describe_position.perform(
        Actor(people.agency_hr), at=at, why="From a file.", department=departments.revenue,
        data=canonical_json(description).encode(), name="0417-22.json", incumbent=people.executive, supervisor=above,
        appointing_authority=people.appointing_authority,
    )  # fmt: skip
    sign(first.version, at)
    second = sign(describe(description.model_copy(update={"fte": Decimal(44)})).version, at + timedelta(days=1))
    run = run_allocation.perform(Actor(people.analyst), at=at + timedelta(days=2), why="Asked for.", version=second)
    decision = decide_allocation.perform(
        Actor(people.analyst),
        at=at + timedelta(days=2),
        why="Decided.",
        run=run,
        class_entry=decide_allocation.answered_class(run),
        reason="Read with the supervisor.",
    )
    third = describe(description.model_copy(update={"fte": Decimal(45)})).version
    submit_description.perform(Actor(people.agency_hr), at=at + timedelta(days=3), why="Complete.", version=third)
    elsewhere = describe_position.perform(
        Actor(people.agency_hr_elsewhere),
        at=at,
        why="New.",
        department=departments.transport,
        description=description.model_copy(update={"number": "T-1"}),
    ).position
    nomination, authorisation = _nominated(people, departments, describe, description, plan, at + timedelta(days=3))
    conversion, release = law_acts(people, departments.revenue, at)
    executives = executives_of(people, departments, first.position, elsewhere, at)
    return World(
        people=people,
        departments=departments,
        position=first.position,
        elsewhere=elsewhere,
        run=run,
        decision=decision,
        plan=plan,
        assignment=RoleAssignment.objects.get(user=people.auditor),
        examined=examined,
        job=work_of(examined.examination, people.agency_hr, at),
        requirement=requirement_of(people.analyst, at),
        nomination=nomination,
        authorisation=authorisation,
        conversion=conversion,
        release=release,
        executives=executives,
        words=words_under_way(people, departments.revenue, executives.held, at),
        appraisal=final_appraisal(executives.agreement, people.department_director, at),
        year=year_rows(executives.agreement, people.appointing_authority, at + timedelta(days=3)),
        filed=filed_of(people, executives, at),
        risks=risks,
        rooms=rooms,
        strategic=strategic,
        measures=measures,
        calendar_secret=make_calendar_feed.perform(Actor(people.analyst), at=at, why="For my calendar.").secret,
        question=AskedQuestion.objects.filter(uses__finding__application=examined.open).earliest("pk"),
    )


@pytest.fixture
def signed_in(client: Any) -> Callable[[Any], Any]:
    """The test client as somebody; `None` is the public."""

    def become(user: Any) -> Any:
        client.logout()
        if user is not None:
            client.force_login(user, backend=BACKEND)
        return client

    return become
