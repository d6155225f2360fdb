"""Two versions of a plan side by side, and two people's changes to one draft put together."""

from __future__ import annotations

from pydantic import ValidationError

from meritbook.core.contracts.merge import Conflict, merge_plain
from meritbook.core.contracts.redline import FieldChange, SectionChange, Since, State, fields_of, words_compared
from meritbook.core.faults import fault_in_words
from meritbook.core.results.plans import PlanText, Section
from meritbook.core.values import Value

LABELS = {
    "actions": "Action",
    "identifier": "Identifier",
    "kept": "Kept from another document",
    "last_day": "Last day",
    "measures": "Measure",
    "organizations": "Organization",
    "other": "Other information",
    "owner": "Account of the owner",
    "owner_role": "Owner by office",
    "published_on": "Published on",
    "sequence": "Number",
    "serves": "Serves",
    "stakeholders": "Stakeholder",
    "strategies": "Strategy",
    "name": "Name",
    "starts_on": "First day",
    "says": "Words",
    "source": "Published at",
}


class MergedPlan(Value):
    """The words put together. Where the two collide, `text` has mine, and `conflicts` says where."""

    text: PlanText | None
    conflicts: tuple[Conflict, ...]

    @property
    def clean(self) -> bool:
        """Whether nothing collides."""
        return self.text is not None and not self.conflicts


def merge(base: PlanText, mine: PlanText, theirs: PlanText) -> MergedPlan:
    """A draft that began as `base` and became `mine` here, and `theirs` by somebody else."""
    conflicts: list[Conflict] = []
    plain = merge_plain(base.plain(), mine.plain(), theirs.plain(), conflicts)
    try:
        text = PlanText.model_validate(plain)
    except ValidationError as problem:
        conflicts.append(Conflict(place="whole", mine="; ".join(map(fault_in_words, problem.errors()))))
        text = None
    return MergedPlan(text=text, conflicts=tuple(conflicts))


def compare(old: PlanText, new: PlanText) -> tuple[SectionChange, ...]:
    """The sections that differ, in the order of the new text; those that are gone come last."""
    before = {one.key: one for one in old.sections()}
    after = {one.key: one for one in new.sections()}
    keys = [*after, *(key for key in before if key not in after)]
    return tuple(one for key in keys if (one := _section(before.get(key), after.get(key))) is not None)


def since(old: PlanText, new: PlanText) -> Since:
    """Which sections changed, came and went."""
    before = {one.key: one.sha256 for one in old.sections()}
    after = {one.key: one.sha256 for one in new.sections()}
    return Since(
        changed=tuple(key for key in after if key in before and before[key] != after[key]),
        added=tuple(key for key in after if key not in before),
        removed=tuple(key for key in before if key not in after),
    )


def _section(before: Section | None, after: Section | None) -> SectionChange | None:
    one = after or before
    assert one is not None  # noqa: S101  # the key is from one of the two
    if before is not None and after is not None and before.sha256 == after.sha256:
        return None
    old = fields_of(before.content, LABELS) if before else {}
    new = fields_of(after.content, LABELS) if after else {}
    places = [place for place in [*new, *(one for one in old if one not in new)] if old.get(place) != new.get(place)]
    state: State = "changed" if before and after else ("added" if after else "removed")
    return SectionChange(
        key=one.key,
        kind=one.kind,
        title=one.title,
        state=state,
        fields=tuple(_field(place, old.get(place), new.get(place)) for place in places),
    )


def _field(place: str, old: tuple[str, str] | None, new: tuple[str, str] | None) -> FieldChange:
    before, after = words_compared(old[1] if old else "", new[1] if new else "")
    state: State = "changed" if old and new else ("added" if new else "removed")
    return FieldChange(place=place, label=(new or old or ("", ""))[0], state=state, before=before, after=after)
