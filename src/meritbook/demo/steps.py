"""The steps of the demonstration, each through the actions that everybody uses."""

from __future__ import annotations

import os
import secrets
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.db.models import Count, Q

from meritbook.actions import (
    SYSTEM,
    Actor,
    create_department,
    create_user,
    decide_allocation,
    describe_position,
    grant_role,
    import_document,
    install_shipped_plans,
    ledger,
    run_allocation,
    sign_description,
    submit_description,
    undo_decision,
)
from meritbook.core.allocation.model import AllocationResult
from meritbook.core.errors import MeritbookError
from meritbook.core.positions.check import Problem, problems
from meritbook.core.values import digest
from meritbook.demo import pages, service
from meritbook.demo.descriptions import DemoPosition, positions
from meritbook.demo.state import State
from meritbook.records import clock
from meritbook.records.models import (
    AllocationRun,
    Decision,
    DecisionStatus,
    Department,
    DepartmentMerger,
    PlanRevision,
    Position,
    PositionVersion,
    Role,
    RoleAssignment,
    User,
    VersionStatus,
)

Tick = Callable[[int, int], None]
WHY = "Demonstration of Meritbook on a fictional state."
ANALYST = "analyst"


class NotADemoError(MeritbookError):
    """The data folder holds a real office's record, and the demonstration would write into it."""

    code = "demo.real_records"
    remedy = "Give the demonstration a folder of its own: meritbook demo --home FOLDER."
    http_status = 409


def home() -> Path:
    """The data folder."""
    return Path(settings.MERITBOOK_HOME)


def refuse_real_records() -> None:
    """Raise `NotADemoError` when there are people on record and no demonstration began here."""
    mark = home() / "demo-password"
    if not mark.exists() and User.objects.exists():
        raise NotADemoError("This data folder is in use and holds no demonstration.", where=str(home()))


def person(username: str) -> Actor:
    """The person of that username as one who acts."""
    return Actor(User.objects.get(username=username))


def demo_password() -> str:
    """The password of the people shown in the table: made once for each data folder, readable by its owner alone."""
    kept = home() / "demo-password"
    try:
        handle = os.open(kept, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        said = kept.read_text(encoding="ascii").strip()
        if said:
            return said
        handle = os.open(kept, os.O_WRONLY | os.O_TRUNC, 0o600)
    password = f"heron-{secrets.token_hex(2)}-{secrets.token_hex(2)}-{secrets.token_hex(2)}"
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(password + "\n")
    return password


def enter_people(state: State, password: str, tick: Tick) -> None:
    """Departments, people and their roles; those who sign in get the password."""
    total = len(state.departments) + len(state.people)
    known = {one.code: one for one in Department.objects.all()}
    for done, department in enumerate(state.departments, start=1):
        if department.code not in known:
            known[department.code] = create_department.perform(
                SYSTEM, at=clock.now(), why=WHY, code=department.code, name=department.name
            )
        tick(done, total)
    users = {one.username: one for one in User.objects.all()}
    assigned = set(RoleAssignment.objects.values_list("user__username", "role"))
    for done, one in enumerate(state.people, start=len(state.departments) + 1):
        if one.username not in users:
            users[one.username] = create_user.perform(
                SYSTEM,
                at=clock.now(),
                why=WHY,
                username=one.username,
                full_name=one.full_name,
                # Hashing a password takes a third of a second by design: only those in the table get one.
                password=password if one.shown else None,
            )
        if (one.username, one.role) not in assigned:
            grant_role.perform(
                SYSTEM,
                at=clock.now(),
                why=WHY,
                user=users[one.username],
                role=Role(one.role),
                department=known.get(one.department),
            )
        tick(done, total)


def install_plans(tick: Tick) -> list[PlanRevision]:
    """The shipped plans as they stand on record."""
    install_shipped_plans.perform(SYSTEM, at=clock.now(), why=WHY, progress=tick)
    return list(PlanRevision.objects.effective(clock.today()).filter(source__isnull=True).order_by("key"))


def read_documents(tick: Tick) -> list[str]:
    """The state's own class specifications, read in by the analyst; a line about each."""
    lines = []
    every = list(pages.documents())
    for done, (name, data) in enumerate(every, start=1):
        found = import_document.perform(person(ANALYST), at=clock.now(), why=WHY, data=data, name=name)
        revision = found.plan_revision
        if revision is not None and revision.plan.accounting is not None:
            counts = revision.plan.accounting
            classes = revision.entries.count()
            lines.append(
                f"{name}: {revision.name}, {classes} class{'' if classes == 1 else 'es'}; "
                f"{counts.placed + counts.unplaced} of {counts.total} characters kept, {counts.unplaced} unplaced"
            )
        tick(done, len(every))
    return lines


def enter_positions(state: State, tick: Tick) -> int:
    """Every position with its description, on its way as far as the story goes; how many there are."""
    departments = {one.code: one for one in Department.objects.all()}
    people = {one.username: one for one in User.objects.all()}
    every = list(positions(state))
    for done, one in enumerate(every, start=1):
        _enter(one, done, departments[one.department], people)
        tick(done, len(every))
    return len(every)


def _enter(one: DemoPosition, place: int, department: Department, people: dict[str, User]) -> None:
    code = one.department.lower()
    officer, authority = Actor(people[f"hr.{code}"]), people[f"authority.{code}"]
    # A merger takes the positions of a department along: they are there, under another one.
    merged = DepartmentMerger.objects.filter(department=department).values("into")
    known = Position.objects.filter(Q(department=department) | Q(department__in=merged), number=one.description.number)
    first = PositionVersion.objects.filter(position__in=known, version=1).defer("document_json").first()
    if first is None:
        supervisor = Position.objects.filter(department=department, number=one.supervisor).first()
        first = describe_position.perform(
            officer,
            at=clock.now(),
            why=WHY,
            department=department,
            description=one.description,
            incumbent=people.get(one.incumbent),
            supervisor=supervisor,
            appointing_authority=authority,
        ).version
    if first.digest != digest(one.description):
        # Somebody has written their own words over ours since: they stay.
        return
    if one.draft or place % 17 == 0:
        return
    if first.status == VersionStatus.DRAFT:
        first = submit_description.perform(officer, at=clock.now(), why=WHY, version=first)
    if first.status == VersionStatus.SUBMITTED and place % 11 != 0:
        sign_description.perform(Actor(authority), at=clock.now(), why=WHY, version=first)


def statuses() -> dict[str, int]:
    """How many descriptions are in each state."""
    rows = PositionVersion.objects.values_list("status").annotate(count=Count("pk")).order_by("status")
    return {str(status): count for status, count in rows}


def allocate_positions(state: State, tick: Tick) -> None:
    """One run for each official description that has none, against the plan that the position is studied against.

    Positions of the executive service are in no class of a plan; those to be nominated are allocated for that.
    """
    apart = {one.number for one in service.taken_over(state) if one.description is not None}
    apart |= {one.number for one in service.candidates(state)}
    revisions = list(PlanRevision.objects.effective(clock.today()).filter(source__isnull=True).order_by("key"))
    studied = {(one.department, one.description.number): one.plan for one in positions(state)}
    waiting = list(
        PositionVersion.objects.filter(status=VersionStatus.OFFICIAL, runs__isnull=True)
        .exclude(position__number__in=apart)
        .select_related("position__department")
        .order_by("position__department__code", "position__number")
    )
    analyst = person(ANALYST)
    for done, version in enumerate(waiting, start=1):
        position = version.position
        key = studied.get((position.department.code, position.number), "")
        plans = [one for one in revisions if key in ("", one.key)]
        run_allocation.perform(analyst, at=clock.now(), why=WHY, version=version, plans=plans)
        tick(done, len(waiting))


def read_answers() -> tuple[Counter[tuple[str, str]], AllocationResult | None]:
    """How often each answer was given, by status and class, and one allocation to show in full."""
    counts: Counter[tuple[str, str]] = Counter()
    example: AllocationResult | None = None
    for run in AllocationRun.objects.order_by("id").iterator(chunk_size=50):
        answer = run.result.allocation
        title = f"{answer.plan}: {answer.class_title}" if answer.status == "allocated" else ""
        counts[answer.status, title] += 1
        if answer.status == "allocated" and answer.plan == "kansas" and answer.level == 2 and example is None:
            example = run.result
    return counts, example


def check_descriptions(tick: Tick) -> list[tuple[str, Problem]]:
    """What the check of descriptions finds wrong, with the number of the position."""
    found = []
    rows = PositionVersion.objects.exclude(status=VersionStatus.SUPERSEDED).select_related("position").order_by("pk")
    total = rows.count()
    for done, version in enumerate(rows.iterator(chunk_size=50), start=1):
        found += [(version.position.number, one) for one in problems(version.description) if one.severity == "error"]
        tick(done, total)
    return found


def decide(tick: Tick) -> int:
    """Some decisions of the analyst: accepted, decided otherwise, undone; how many stand."""
    analyst = person(ANALYST)
    chosen = _to_decide()
    for done, (run, how) in enumerate(chosen, start=1):
        tick(done, len(chosen))
        before = list(run.position_version.position.decisions.order_by("number"))
        if not before:
            other = how == "otherwise"
            entry = decide_allocation.answered_class(run)
            before = [
                decide_allocation.perform(
                    analyst,
                    at=clock.now(),
                    why=WHY,
                    run=run,
                    class_entry=None if other else entry,
                    reason="The unit is to be merged next month; the work described will not last." if other else "",
                )
            ]
        if how == "undone" and len(before) == 1 and before[0].status == DecisionStatus.STANDING:
            undo_decision.perform(
                analyst,
                at=clock.now(),
                why=WHY,
                decision=before[0],
                reason="The department sent a corrected organisation chart after the decision.",
            )
    return Decision.objects.filter(status=DecisionStatus.STANDING).exclude(outcome="withdrawn").count()


def _to_decide() -> list[tuple[AllocationRun, str]]:
    """The first run of the first positions: always the same ones, whatever was decided since."""
    runs = AllocationRun.objects.filter(number=1, run_by__username=ANALYST).select_related("position_version__position")
    allocated = list(runs.filter(status="allocated").order_by("id")[:60:6])
    none = list(runs.filter(status="none").order_by("id")[:20:10])
    ways = ["otherwise" if place == 4 else "undone" if place == 7 else "accept" for place in range(len(allocated))]
    return [*zip(allocated, ways, strict=True), *((run, "accept") for run in none)]


def verify(tick: Tick) -> ledger.Report:
    """Whether the record is as it was written."""
    return ledger.verify(progress=tick)
