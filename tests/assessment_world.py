"""Competency assessments of people of the Department of Revenue, for tests."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from year_stage import do

PEERS = ("measure_owner", "results_facilitator", "agency_hr_elsewhere", "department_director")
REPORTS = ("results_practitioner", "analyst", "second_analyst")
OTHERS = ("auditor", "results_administrator", "personnel_director")
GUEST = ("Kim Vendor", "kim@vendor.example")
WORDS = "Keeps a hand on every number."


@dataclass(frozen=True)
class Assessments:
    """What is on record on 2 March 2026, but for those that are open on the day of the machine."""

    closed: Any
    """Of the executive, in January: all ten in groups answered, and the executive."""
    now: Any
    """Of the executive, open on the day of the machine, by which pages go where no other is set."""
    peer: Any
    """The owner of measures, asked in it as a peer, who has not answered."""
    guest: Any
    link: str
    """The secret of a guest's link to it."""
    answered: Any
    """Of the facilitator, open on the day of the machine; the owner of measures has answered."""
    receipt: str
    draft: Any
    """Of the appointing authority."""
    named: Any
    """A peer in that draft."""
    due: Any
    """Of the practitioner, in February: its last day is over."""
    model: Any
    """Maine's."""

    def arguments(self) -> dict[str, dict[str, Any]]:
        """For each address: the parts."""
        draft, peer, link = {"pk": self.draft.pk}, {"pk": self.peer.pk}, {"link": self.link}
        return {
            "web:assessment_answer": peer,
            **{f"web:assessment_{name}": peer for name in ("draft", "decline", "delegate")},
            **{f"web:assessment_{name}": draft for name in ("rater_new", "open", "withdraw")},
            "web:assessment_close": {"pk": self.due.pk},
            "web:assessment_rater_remove": {**draft, "rater": self.named.pk},
            "web:assessment": {"pk": self.now.pk},
            "web:assessment_take_back": {"pk": self.answered.pk},
            "web:guest_answer": link,
            **{f"web:guest_{name}": link for name in ("draft", "decline", "take_back")},
        }


ASSESSMENT_VIEWERS = {
    "web:competencies": "executive",
    "web:assessment_answer": "measure_owner",
    "web:assessment_decline": "measure_owner",
    "web:assessment_delegate": "measure_owner",
    "web:assessment_take_back": "measure_owner",
    "web:guest_answer": None,
    "web:guest_decline": None,
    "web:guest_take_back": None,
    "web:assessments": "personnel_staff",
    "web:assessment_new": "personnel_staff",
    "web:assessment": "personnel_staff",
    "web:assessment_rater_new": "agency_hr",
    "web:assessment_rater_remove": "agency_hr",
    "web:assessment_open": "agency_hr",
    "web:assessment_close": "agency_hr",
    "web:assessment_withdraw": "agency_hr",
}


def given(assessment: Any, place: int) -> dict[str, int]:
    """The same place for every behaviour, but one more for each third."""
    from meritbook.actions import competency_models

    model = competency_models.model_of(assessment.version)
    most = len(model.scale.points)
    keys = [one.key for _, one in model.items(assessment.role)]
    return {key: min(place + (n % 3 == 0), most) for n, key in enumerate(keys)}


def answer(rater: Any, who: Any, at: datetime, /, *, place: int = 3, words: str = "") -> str:
    """Answer as somebody who looked at the preview; the receipt."""
    from meritbook.actions import competency_models
    from meritbook.core.competencies.answers import ratings_of

    row = rater.assessment
    model = competency_models.model_of(row.version)
    chosen = given(row, place)
    comments = {model.competencies[0].key: words} if words else {}
    seen = ratings_of(model, row.role, chosen, comments).sha256
    return str(do("answer_assessment", who, at, rater=rater, given=chosen, comments=comments, seen=seen))


def drawn(people: Any, subject: str, at: datetime, *, role: str = "executive") -> Any:
    """A draft by the personnel staff, by Maine's model."""
    return _drawn(people, getattr(people, subject), at, role=role)


def _drawn(people: Any, who: Any, at: datetime, *, role: str) -> Any:
    from meritbook.actions import competency_models
    from meritbook.records.models import CompetencyModelRow

    version = competency_models.current(CompetencyModelRow.objects.get(key="maine"))
    return do("draw_assessment", people.personnel_staff, at, subject=who, version=version, role=role)


def asks(people: Any, assessment: Any, at: datetime, group: str, names: tuple[str, ...]) -> list[Any]:
    """Name people for a group."""
    from meritbook.core.competencies.answers import RaterGroup

    found = []
    for name in names:
        taken = {"group": RaterGroup(group), "user": getattr(people, name), "because": "In fact."}
        found.append(do("name_rater", people.personnel_staff, at, assessment=assessment, **taken))
    return found


def opened(people: Any, assessment: Any, at: datetime, days: int) -> Any:
    """Open it from the day on, for so many days, also where nothing of it would be told."""
    starts_on = at.date()
    taken = {"starts_on": starts_on, "last_day": starts_on + timedelta(days=days - 1), "confirm": True}
    return do("open_assessment", people.personnel_staff, at, assessment=assessment, **taken)


def _ten(people: Any, assessment: Any, at: datetime) -> None:
    for group, names in (("peer", PEERS), ("report", REPORTS), ("other", OTHERS)):
        asks(people, assessment, at, group, names)


def all_answer(people: Any, assessment: Any, at: datetime, *, words: str = WORDS) -> None:
    """Everybody who is asked answers, with words of their own."""
    raters = assessment.raters.select_related("assessment__version", "user").order_by("pk")
    for n, one in enumerate(row for row in raters if row.user is not None):
        answer(one, one.user, at, place=2 + n % 3, words=f"{words} ({n})")


def assessments(people: Any, departments: Any, at: datetime) -> Assessments:
    """The assessments, made by the acts themselves."""
    from django.core import mail
    from django.test import TestCase

    from meritbook.actions import SYSTEM, install_competency_models
    from meritbook.core.competencies.answers import RaterGroup
    from meritbook.records import clock
    from meritbook.records.models import CompetencyModelRow

    install_competency_models.perform(SYSTEM, at=at - timedelta(days=60), why="Set-up.")
    staff, january, february, machine = (
        people.personnel_staff,
        at - timedelta(days=50),
        at - timedelta(days=25),
        clock.now(),
    )
    closed = drawn(people, "executive", january)
    _ten(people, closed, january)
    closed = opened(people, closed, january, 14)
    all_answer(people, closed, january + timedelta(days=1))
    closed = do("close_assessment", staff, january + timedelta(days=15), assessment=closed).assessment
    due = drawn(people, "results_practitioner", february, role="manager")
    asks(people, due, february, "peer", PEERS[:3])
    due = opened(people, due, february, 7)
    draft = drawn(people, "appointing_authority", at)
    (named, *_) = asks(people, draft, at, "peer", ("measure_owner", "results_facilitator", "auditor"))
    now = drawn(people, "executive", machine)
    _ten(people, now, machine)
    guest = do(
        "name_rater", staff, machine, assessment=now, group=RaterGroup.OTHER, guest=GUEST[0], address=GUEST[1]
    )  # fmt: skip
    before = len(mail.outbox)
    # The message goes out once what is done is on record, which within a test it never is for good.
    with TestCase.captureOnCommitCallbacks(execute=True):
        now = opened(people, now, machine, 30)
    link = link_in(mail.outbox[before:])
    answered = drawn(people, "results_facilitator", machine, role="manager")
    asks(people, answered, machine, "peer", ("measure_owner", "agency_hr_elsewhere", "auditor", "analyst"))
    answered = opened(people, answered, machine, 30)
    mine = answered.raters.get(user=people.measure_owner)
    return Assessments(
        closed=closed,
        now=now,
        peer=now.raters.get(user=people.measure_owner),
        guest=guest,
        link=link,
        answered=answered,
        receipt=answer(mine, people.measure_owner, machine, words="Calm."),
        draft=draft,
        named=named,
        due=due,
        model=CompetencyModelRow.objects.get(key="maine"),
    )


def link_in(messages: list[Any]) -> str:
    """The secret of the link in the message to the guest."""
    import re

    (found,) = {
        one for said in messages if GUEST[1] in said.to for one in re.findall(r"/by-link/([^/\s]+)/", said.body)
    }
    return str(found)


def more(people: Any, departments: Any, held: Assessments, at: datetime, first: int, last: int) -> None:
    """More people who are assessed, each by the owner of measures too, and more guests in the one that is open."""
    from meritbook.actions import SYSTEM, create_user, grant_role
    from meritbook.core.competencies.answers import RaterGroup
    from meritbook.records import clock
    from meritbook.records.models import Role

    # The day on which the record was made, whichever the machine has.
    machine = clock.moment_on(held.now.starts_on)
    for n in range(first, last):
        who = create_user.perform(SYSTEM, at=at, why="More.", username=f"assessed{n}", full_name=f"Assessed {n}")
        grant_role.perform(
            SYSTEM, at=at, why="More.", user=who, role=Role.EXECUTIVE, department=departments.revenue,
            starts_on=date(2020, 1, 1),
        )  # fmt: skip
        row = _drawn(people, who, machine, role="executive")
        asks(people, row, machine, "peer", ("measure_owner", "auditor", "analyst"))
        if n % 3:
            opened(people, row, machine, 20)
        taken = {"group": RaterGroup.OTHER, "guest": f"Guest {n}", "address": f"guest{n}@vendor.example"}
        do("name_rater", people.personnel_staff, machine, assessment=held.now, **taken)
