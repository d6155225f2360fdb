"""What the law of the executive service asks of a person, ranked by what it brings: one act for each case.

First what takes a position out of the service, then other breaches, then what is coming, each by its last day; what is
only encouraged comes last. Every line says its last day and what happens without it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from meritbook.actions.permissions import Standing
from meritbook.core.dates import day_in_words
from meritbook.core.service.appeals import DEADLINE
from meritbook.core.service.asking import Asking, day_named
from meritbook.core.service.calendar import calendar
from meritbook.core.service.choice_case import agreed_on, next_due, overdue
from meritbook.core.service.choices import choices_for
from meritbook.core.service.due import Due, contract_for
from meritbook.core.service.facts import contract_facts
from meritbook.core.service.record import SeatOnRecord
from meritbook.desk import contract_words_desk as words_desk
from meritbook.desk import file_desk, pay_desk, signatures
from meritbook.desk import service_desk_central as central
from meritbook.desk.acts import Act, ActLink, Section
from meritbook.desk.contract_reading import ContractReading
from meritbook.desk.contract_words_desk import WORDS
from meritbook.desk.service_case import APPOINTMENT, CHOICES, CONSEQUENCE, REMOVING, Case, Rank
from meritbook.desk.service_reach import Offices, law, records_in
from meritbook.records.models import Appointment, AppointmentStatus, Consequence, ConsequenceStatus, Role

HEADING = "What the law of the executive service asks of you"
MOST_LAW = 30
"""Lines of the law on a desk: more than a department has executives, so that none is left out."""
OF_SEATS = frozenset({Role.DEPARTMENT_DIRECTOR, Role.AGENCY_HR, Role.EXECUTIVE, Role.AUDITOR, Role.PERSONNEL_STAFF})
"""Who has acts on single executives, or watches over them."""
COMING = timedelta(days=90)
"""How long before its last day a case comes onto the desk."""
SOON = timedelta(days=14)
"""The same, for what is only encouraged."""
CONCERNED = frozenset({*OF_SEATS, *central.BY_ROLE})
"""Whose matter the service is."""
CHOOSE = (
    ("Renew", "renew"),
    ("Change the pay", "change_pay"),
    ("Serve notice", "serve_notice"),
    ("Do nothing", "nothing"),
)


def service(standing: Standing, reading: ContractReading | None = None) -> Section | None:
    """The one ranked list for all roles that the person holds; none for whom the service is no matter."""
    roles = set(standing.roles)
    read = reading or ContractReading(standing)
    asking = Asking(law())
    cases: list[Case] = []
    if roles & OF_SEATS:
        cases.extend(_of_seats(standing, asking, read))
    cases.extend(pay_desk.cases(standing, read))
    for role, build in central.BY_ROLE.items():
        if role in roles:
            cases.extend(build(standing, asking))
    cases.extend(file_desk.cases(standing))
    if not roles & CONCERNED:
        return None
    # A case can come to somebody by two of their roles, and stands once.
    unique = {(one.act.title, one.act.view, one.act.id): one for one in sorted(cases, key=lambda one: one.order)[::-1]}
    ordered = sorted(unique.values(), key=lambda one: one.order)
    return Section(
        heading=HEADING,
        acts=tuple(one.act for one in ordered[:MOST_LAW]),
        total=len(ordered),
        empty="The law asks nothing of you for the next ninety days.",
        view="web:calendar",
        query="who=mine",
    )


def _of_seats(standing: Standing, asking: Asking, read: ContractReading) -> Iterator[Case]:
    on = standing.on
    offices = Offices(standing)
    records = [
        one
        for one in records_in(standing, first=on, last=on, on=on, offices=offices)
        if one.appointment is not None
        and (one.entered_on is None or one.entered_on <= on)
        and (one.leaves_before is None or one.leaves_before > on)
    ]
    drafted = _drafted(standing)
    for record in records:
        yield from _of_seat(asking, record, offices, read)
        concerned = offices.acts(
            ("department_director", "agency_hr", "executive"),
            department=record.department,
            executive=record.executive_id,
        )
        if concerned:
            yield from (_draft(record, row) for row in drafted.get(record.seat, ()))
    if Role.EXECUTIVE in standing.roles:
        yield from _own(standing)


def _drafted(standing: Standing) -> dict[int, list[Consequence]]:
    """What the law drafted and waits to be confirmed, by seat: whoever it concerns sees it coming.

    The State Personnel Director has it as an act of their own.
    """
    found: dict[int, list[Consequence]] = {}
    if not set(standing.roles) & {Role.DEPARTMENT_DIRECTOR, Role.AGENCY_HR, Role.EXECUTIVE}:
        return found
    drafts = standing.consequences().filter(status=ConsequenceStatus.DRAFTED, drafted_on__on__lte=standing.on)
    for row in drafts.order_by("due_on", "pk"):
        found.setdefault(row.seat_id, []).append(row)
    return found


def _draft(record: SeatOnRecord, row: Consequence) -> Case:
    return Case(
        Rank.REMOVES if row.draft in REMOVING else Rank.BREACH,
        Act(
            title=f"Read what the law drafted for {record.position} on {day_in_words(row.due_on)}",
            view=CONSEQUENCE,
            id=row.pk,
            detail=f"{record.executive}. {row.says}",
            without="It stands until the State Personnel Director confirms it, or stays it with a reason.",
            last_day=None,
            rule=row.rule,
        ),
    )


def _of_seat(asking: Asking, record: SeatOnRecord, offices: Offices, read: ContractReading) -> Iterator[Case]:
    own, on = record.executive_id == offices.user, read.standing.on

    def acts(*who: str) -> bool:
        return offices.acts(who, department=record.department, executive=record.executive_id)

    if acts("department_director", "agency_hr") or own or offices.watches:
        yield from _overdue(asking, record, read, draws=acts("department_director", "agency_hr"))
    if acts("department_director", "executive"):
        yield from _undecided(asking, record, read, own=own)
    if acts("agency_hr"):
        yield from _to_record(asking, record, read)
        yield from _contract_kept(asking, record, read)
    if own:
        yield from _notice_to_appeal(asking, record, on)
    if acts("department_director"):
        yield from _encouraged(asking, record, on)


def _page(read: ContractReading, record: SeatOnRecord, due: Due, *, draws: bool) -> tuple[str, int]:
    """The contract that is due; where none is drawn up, what is on record of it, or the page where it is begun."""
    if (mine := read.of_term(record.appointment, due.starts_on)) is not None:
        return WORDS, mine.row.pk
    if (on_record := contract_for(record, due)) is not None:
        return "web:contract", on_record.id
    return ("web:agreement_new" if draws else CHOICES), record.seat


def _overdue(asking: Asking, record: SeatOnRecord, read: ContractReading, *, draws: bool) -> Iterator[Case]:
    for due, verdict in overdue(asking, record, on=read.standing.on):
        view, key = _page(read, record, due, draws=draws)
        leaves = due.kind == "year" and asking.has("removal.no_contract")
        nothing = "The position leaves the service for it: the law drafts that when its days are worked through."
        yield Case(
            Rank.REMOVES if leaves else Rank.BREACH,
            Act(
                title=f"Overdue: the contract of {record.executive}, {record.position}",
                view=view,
                id=key,
                detail=verdict.sentence,
                without=nothing if leaves else "The breach stands, and stays on the record of the year.",
                last_day=day_named(verdict, "last_day"),
                rule=verdict.rule,
            ),
        )


def _undecided(asking: Asking, record: SeatOnRecord, read: ContractReading, *, own: bool) -> Iterator[Case]:
    """An executive for whose coming year nothing is decided: the choice must be made by its last day.

    Words that wait for the person's answer are that line, and have no other; of those that wait for the person's
    signature the signatures tell, with the same last day.
    """
    on = read.standing.on
    if record.notice is not None and record.notice.served_on <= on:
        return
    found = choices_for(asking.law, record, on=on, asking=asking)
    if found.decided != "nothing" or found.contract_by is None or found.contract_by < on or found.due is None:
        return
    days = [day for day in (found.notice_by, found.contract_by) if day is not None and day >= on]
    # A notice is nothing that an executive does: theirs is the contract.
    last = found.contract_by if own else min(days)
    if last - on > COMING:
        return
    notice = not own and last == found.notice_by
    year = _year(found.due)
    mine = read.of_term(record.appointment, found.due.starts_on)
    version = read.under_way.get(mine.row.pk) if mine is not None else None
    if mine is not None and version is not None:
        state = words_desk.state(mine, version)
    else:
        coming = contract_for(record, found.due)
        state = "the contract on record is not agreed" if coming is not None else "no contract is on record"
    view, key = (CHOICES, record.seat) if notice else _page(read, record, found.due, draws=not own)
    links = () if own else tuple(ActLink(label, CHOICES, record.seat, place) for label, place in CHOOSE)
    if notice:
        title, since = f"{record.executive}, {record.position}: notice by {day_in_words(last)}, or none", None
    else:
        title = f"Agree the contract of {year}: {'your position' if own else record.executive + ','} {record.position}"
        since = None
        if mine is not None and version is not None:
            if signatures.asked_of(read.standing, version):
                return
            if words_desk.waits(mine, version):
                asked = words_desk.answer(read, mine, version)
                title, state, since = asked.title, asked.detail, asked.since
                links = asked.links + links
                read.told.add(mine.row.pk)
    detail = f"For {year} {state}, and no notice stands." if since is None else f"{state} No notice stands."
    yield Case(
        Rank.REMOVES,
        Act(
            title=title,
            view=view,
            id=key,
            detail=f"{detail} Contract by {day_in_words(found.contract_by)}.",
            without=" ".join(found.choice("nothing").follows),
            since=since,
            last_day=last,
            rule="dismissal.notice" if notice else "contract.due",
            links=links,
        ),
    )


def _year(due: Due) -> str:
    if due.kind == "entry":
        return f"the time from {day_in_words(due.starts_on)}"
    return f"{due.starts_on.year}-{(due.starts_on.year + 1) % 100:02d}"


def _to_record(asking: Asking, record: SeatOnRecord, read: ContractReading) -> Iterator[Case]:
    """A contract of which nothing is on record yet, shortly before it is due: the officer asks for it."""
    on = read.standing.on
    due = next_due(asking.law, record, on=on)
    if due is None or contract_for(record, due) is not None or agreed_on(record, due, on=on) is not None:
        return
    if record.notice is not None and record.notice.served_on <= on:
        return
    found = choices_for(asking.law, record, on=on, asking=asking)
    if found.contract_by is None or not on <= found.contract_by <= on + COMING:
        return
    mine = read.of_term(record.appointment, due.starts_on)
    version = read.under_way.get(mine.row.pk) if mine is not None else None
    view, key = _page(read, record, due, draws=True)
    title = f"Record the contract of {_year(due)}: {record.executive}, {record.position}"
    detail, since = "None is on record. Ask the director whether it is agreed.", None
    links: tuple[ActLink, ...] = ()
    if mine is not None and version is not None:
        title = f"See the contract of {_year(due)} through: {record.executive}, {record.position}"
        detail = f"{words_desk.state(mine, version).capitalize()}."
        if words_desk.waits(mine, version):
            asked = words_desk.answer(read, mine, version)
            title, detail, links, since = asked.title, asked.detail, asked.links, asked.since
            read.told.add(mine.row.pk)
    yield Case(
        Rank.REMOVES,
        Act(
            title=title,
            view=view,
            id=key,
            detail=detail,
            without=" ".join(found.choice("nothing").follows),
            since=since,
            last_day=found.contract_by,
            rule="contract.due",
            links=links,
        ),
    )


def _contract_kept(asking: Asking, record: SeatOnRecord, read: ContractReading) -> Iterator[Case]:
    """Of the contract that runs: what it lacks, and copies that are not where they belong.

    Of copies of words that were signed here `file_desk` tells, one by one.
    """
    on = read.standing.on
    contract = record.contract_on(on)
    if contract is None or contract.agreed_on is None or contract.agreed_on > on:
        return
    says = {
        "contract.content": f"Complete the contract of {record.executive}, {record.position}",
        "contract.copies": f"Send and file the copies of the contract of {record.executive}, {record.position}",
    }
    if (mine := read.of_record(contract.id)) is not None and mine.signed:
        del says["contract.copies"]
    for rule, title in says.items():
        verdict = asking.ask(rule, contract_facts(contract, on=on), on=on)
        if verdict is not None and verdict.breach:
            yield Case(
                Rank.BREACH,
                Act(
                    title=title,
                    view=APPOINTMENT,
                    id=record.appointment,
                    detail=verdict.sentence,
                    without=verdict.effect.says if verdict.effect is not None else "The breach stands.",
                    rule=rule,
                ),
            )


def _notice_to_appeal(asking: Asking, record: SeatOnRecord, on: date) -> Iterator[Case]:
    notice = record.notice
    if notice is None or notice.served_on > on:
        return
    serve = choices_for(asking.law, record, on=on, asking=asking).choice("serve_notice")
    last = serve.appeal.last_day if serve.appeal is not None else None
    if last is not None and last < on:
        return
    yield Case(
        Rank.REMOVES,
        Act(
            title=f"Appeal the notice of {day_in_words(notice.served_on)}, if you want to",
            view=CHOICES,
            id=record.seat,
            detail=f"{serve.appeal.says if serve.appeal else ''} {serve.appeal.note if serve.appeal else ''}".strip(),
            without=" ".join(serve.follows) or "The notice stands.",
            last_day=last,
            rule=DEADLINE,
        ),
    )


def _encouraged(asking: Asking, record: SeatOnRecord, on: date) -> Iterator[Case]:
    contract = record.contract_on(on)
    for one in calendar(asking, [record], first=on, last=on + SOON, on=on):
        # Of the day itself, and of days that have passed, `contract_year_desk` tells where the year is kept here.
        told = contract is not None and contract.meetings is not None and one.on == on
        if one.kind == "meeting" and not one.settled and not told:
            yield Case(
                Rank.ADVICE,
                Act(
                    title=f"Meet on progress with {record.executive}, {record.position}",
                    view=CHOICES,
                    id=record.seat,
                    detail=one.do,
                    without=one.without,
                    last_day=one.on,
                    rule=one.rule,
                ),
            )


def _own(standing: Standing) -> Iterator[Case]:
    """Rights that the person is to read before an appointment comes into force."""
    rows = Appointment.objects.filter(executive=standing.user, status=AppointmentStatus.PROPOSED).select_related(
        "seat__position__department"
    )
    for row in rows:
        yield Case(
            Rank.COMING,
            Act(
                title=f"Read and acknowledge your rights: {row.seat.position.number}",
                view=APPOINTMENT,
                id=row.pk,
                detail=f"{row.seat.position.department.name}, from {day_in_words(row.starts_on)}",
                without="The appointment does not come into force before you have read them.",
                since=row.proposed_at,
                rule="rights.matrix",
            ),
        )
