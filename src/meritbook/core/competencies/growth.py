"""How far a development plan is: what of it is done, what is late, and by what its person learns."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from meritbook.core.values import Value

KINDS = ("experience", "relationship", "course")
"""By what somebody learns, in the order in which a plan shows it."""
_OVER = frozenset({"done", "dropped"})


class Step(Value):
    """An action of a plan, as far as its progress goes."""

    kind: str
    state: str
    """`planned`, `under_way`, `done` or `dropped`."""
    due_on: date


class Progress(Value):
    """What the actions of a plan, or of a goal, come to. What was dropped counts nowhere."""

    done: int
    of: int
    """Actions that are planned, under way or done; with none there is no progress to tell, and not none of it."""
    late: int
    """Actions that are not done, and whose last day is over."""
    next_due: date | None
    """The next last day of an action that is neither done nor late; none where no such action is left."""
    kinds: dict[str, int]
    """How many of them are of each kind, those without any too."""


def is_late(state: str, due_on: date, on: date) -> bool:
    """Whether something that has a last day is not over, and that day is."""
    return state not in _OVER and due_on < on


def progress(steps: Iterable[Step], on: date) -> Progress:
    """What the actions come to on the day."""
    counted = [one for one in steps if one.state != "dropped"]
    left = [one for one in counted if one.state != "done"]
    return Progress(
        done=len(counted) - len(left),
        of=len(counted),
        late=sum(is_late(one.state, one.due_on, on) for one in left),
        next_due=min((one.due_on for one in left if one.due_on >= on), default=None),
        kinds={kind: sum(one.kind == kind for one in counted) for kind in KINDS},
    )
