"""How a seat is filled: the methods and what each needs, the facts that the law reads, and what is still missing.

An appointment that is open may still be consented to: what it lacks is unknown then, and false once somebody wants it
to come into force without.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Literal

from meritbook.core.service.facts import Facts
from meritbook.core.values import Value
from meritbook.core.verdict import Missing, Verdict

MethodKey = Literal[
    "open_competition", "promotional_competition", "transfer", "with_position", "reinstatement", "taken_over"
]
NeedKey = Literal["candidate", "former_seat", "release", "holds_position", "previous_class"]

AUTHORITY, PAY_CAP, ALLOCATION_FIRST = "appointment.authority", "pay.cap", "allocation.first"
RULES = (AUTHORITY, ALLOCATION_FIRST, PAY_CAP)
"""The rules that an appointment is judged by."""


class Need(Value):
    """What a method asks for, and who can give it."""

    key: NeedKey
    says: str
    ask: str
    at_once: bool
    """Whether it is there when the appointment is proposed, or never."""


class Method(Value):
    """A method of filling a position."""

    key: MethodKey
    says: str
    needs: tuple[Need, ...]
    promotes: bool = False
    """Whether the office records it as a promotion by its nature."""


CANDIDATE = Need(
    key="candidate",
    says="An examination for the position determined that the person meets the minimum qualifications.",
    ask="agency_hr",
    at_once=False,
)
FORMER_SEAT = Need(
    key="former_seat",
    says="The person holds another position of the service until the first day.",
    ask="department_director",
    at_once=True,
)
RELEASE = Need(
    key="release",
    says="The director of the department that the person leaves consents.",
    ask="department_director",
    at_once=False,
)
HOLDS_POSITION = Need(
    key="holds_position",
    says="The person holds the position that moves into the service.",
    ask="agency_hr",
    at_once=True,
)
PREVIOUS_CLASS = Need(
    key="previous_class",
    says="The class in which the person was certified before is on record.",
    ask="agency_hr",
    at_once=True,
)

METHODS: dict[str, Method] = {
    one.key: one
    for one in (
        Method(key="open_competition", says="Anybody may compete.", needs=(CANDIDATE,)),
        Method(
            key="promotional_competition",
            says="Employees of the personnel system compete; the appointment is a promotion.",
            needs=(CANDIDATE,),
            promotes=True,
        ),
        Method(
            key="transfer",
            says="An executive moves from another position of the service; both directors consent.",
            needs=(FORMER_SEAT, RELEASE),
        ),
        Method(
            key="with_position",
            says="The position moves into the service with its holder, which is not a promotion.",
            needs=(HOLDS_POSITION,),
        ),
        Method(
            key="reinstatement",
            says="A person who was certified before in a class returns to a vacant position.",
            needs=(PREVIOUS_CLASS,),
        ),
    )
}
"""The methods by which a director fills a seat, by their keys."""


class AppointmentOnRecord(Value):
    """An appointment as the core judges it."""

    method: MethodKey
    open: bool
    """Whether it may still be completed: proposed or acknowledged, and not about to come into force."""
    by_director: bool
    merit_says: str
    holds_position: bool
    """Whether the executive held the position before, outside the service."""
    holds_seat: bool
    """Whether the executive held another position of the service."""
    recorded_as_promotion: bool
    releasing: str = ""
    """The name of the department that a transfer leaves; empty where that is the receiving one or none."""
    released_on: date | None = None
    acknowledged_on: date | None = None
    may_acknowledge: bool = True
    """Whether the executive holds the role in which they can read and acknowledge the rights."""
    salary: Decimal | None = None
    previous_class: str = ""
    qualification: Verdict = Verdict.UNDETERMINED
    qualification_says: str = ""
    allocated: date | bool | None = None
    """The day on which the position was allocated; false where it was not, none where nobody knows."""

    @property
    def is_transfer(self) -> bool:
        """Whether the executive comes from another position of the service."""
        return self.method == "transfer"

    @property
    def moves_encumbered(self) -> bool:
        """Whether a position that somebody holds moves into the service, whatever the method is called."""
        return self.method == "with_position" or self.holds_position

    @property
    def promotion(self) -> bool:
        """Whether the move is recorded as a promotion."""
        method = METHODS.get(self.method)
        return self.recorded_as_promotion or bool(method and method.promotes)

    @property
    def released(self) -> bool | None:
        """Whether the releasing department consents; unknown while it may still be asked."""
        if not self.releasing or self.released_on is not None:
            return True
        return None if self.open else False


def appointment_facts(one: AppointmentOnRecord, *, on: date) -> Facts:
    """What the rules on an appointment read, on the day of the act."""
    return {
        "appointment.by_department_director": one.by_director,
        "appointment.on_merit": bool(one.merit_says.strip()),
        "appointment.is_transfer": one.is_transfer,
        "appointment.releasing_consents": one.released if one.is_transfer else None,
        "appointment.receiving_consents": one.by_director if one.is_transfer else None,
        "appointment.moves_encumbered": one.moves_encumbered,
        "appointment.recorded_as_promotion": one.promotion,
        "action.taken": on,
        "position.allocated": one.allocated,
    }


def pay_facts(one: AppointmentOnRecord) -> Facts:
    """What the rule on the highest salary reads."""
    return {"pay.salary": one.salary}


def unmet(one: AppointmentOnRecord) -> tuple[Need, ...]:
    """What the method asks for and is not there, in its order."""
    has = {
        "candidate": one.qualification is not Verdict.UNDETERMINED,
        "former_seat": one.holds_seat,
        "release": one.released is True,
        "holds_position": one.holds_position,
        "previous_class": bool(one.previous_class.strip()),
    }
    method = METHODS.get(one.method)
    return tuple(need for need in (method.needs if method else ()) if not has[need.key])


def missing(one: AppointmentOnRecord) -> tuple[Missing, ...]:
    """What an open appointment waits for, and from whom; empty when nothing holds it up."""
    found = [
        Missing(
            question=f"Consent of the director of {one.releasing}." if need.key == "release" else need.says,
            ask=need.ask,
            about=need.key,
        )
        for need in unmet(one)
    ]
    if not any(need.about == "candidate" for need in found) and one.qualification is Verdict.UNDETERMINED:
        found.append(
            Missing(
                question="Whether the person meets the minimum qualifications of the position.",
                ask="agency_hr",
                about="qualification",
            )
        )
    if one.qualification is Verdict.NOT_MET:
        found.append(
            Missing(
                question="The determination that stands says that the person does not meet the minimum qualifications.",
                ask="agency_hr",
                about="qualification",
            )
        )
    if one.acknowledged_on is None:
        says = "The executive reads the rights that they gain and give up, and acknowledges them."
        found.append(Missing(question=says, ask="executive", about="rights"))
        if not one.may_acknowledge:
            says = "The executive has no role in which the rights are shown to them: give them the role executive."
            found.append(Missing(question=says, ask="system_administrator", about="role"))
    return tuple(found)
