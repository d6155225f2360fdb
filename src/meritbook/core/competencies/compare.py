"""Two versions of a competency model side by side: what was added, taken out and worded anew."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from meritbook.core.competencies.model import Competency, CompetencyModel
from meritbook.core.values import Value

Kind = Literal["added", "removed", "changed"]


class Change(Value):
    """Something that differs; `before` is empty of what was added, `after` of what was taken out."""

    what: str
    """A field, a role, a point of the scale, or a behaviour, in words."""
    kind: Kind
    before: str
    after: str


class CompetencyChange(Value):
    """A competency in which something differs."""

    key: str
    name: str
    kind: Kind
    changes: tuple[Change, ...]


class ModelChanges(Value):
    """What differs between two versions."""

    model: tuple[Change, ...]
    """In what is said of the model as a whole, its scale and its roles."""
    competencies: tuple[CompetencyChange, ...]
    reordered: bool
    """Whether competencies that are in both stand in another order."""

    @property
    def none(self) -> bool:
        """Whether nothing differs."""
        return not self.model and not self.competencies and not self.reordered


def compare(before: CompetencyModel, after: CompetencyModel) -> ModelChanges:
    """What differs from the one to the other."""
    old = {one.key: one for one in before.competencies}
    new = {one.key: one for one in after.competencies}
    changed = []
    for key in (*new, *(key for key in old if key not in new)):
        one, then = new.get(key), old.get(key)
        found = tuple(_competency(then, one, before, after))
        if found:
            named = one or then
            assert named is not None  # noqa: S101  # the key is of one of them
            kind: Kind = "added" if then is None else "removed" if one is None else "changed"
            changed.append(CompetencyChange(key=key, name=named.name, kind=kind, changes=found))
    return ModelChanges(
        model=tuple(_model(before, after)),
        competencies=tuple(changed),
        reordered=[key for key in old if key in new] != [key for key in new if key in old],
    )


def _change(what: str, before: str, after: str) -> Iterator[Change]:
    if before != after:
        kind: Kind = "added" if not before else "removed" if not after else "changed"
        yield Change(what=what, kind=kind, before=before, after=after)


def _model(before: CompetencyModel, after: CompetencyModel) -> Iterator[Change]:
    for what, field in (
        ("Name", "name"),
        ("What it is", "says"),
        ("Source", "source"),
        ("Written by the office or the project", "authored"),
        ("In use from", "starts_on"),
    ):
        yield from _change(what, str(getattr(before, field) or ""), str(getattr(after, field) or ""))
    yield from _change("Scale", ", ".join(before.scale.points), ", ".join(after.scale.points))
    for key in dict.fromkeys([*(one.key for one in before.roles), *(one.key for one in after.roles)]):
        yield from _change(f"Role “{key}”", _role(before, key), _role(after, key))
    yield from _change(
        "Order of roles", _order(before, after), _order(after, before)
    )  # fmt: skip


def _order(one: CompetencyModel, other: CompetencyModel) -> str:
    shared = {each.key for each in other.roles}
    return ", ".join(each.key for each in one.roles if each.key in shared)


def _role(model: CompetencyModel, key: str) -> str:
    role = model.role(key)
    if role is None:
        return ""
    classes = f" Classes of {role.plan}: {', '.join(role.classes)}." if role.plan else ""
    return f"{role.name}. {role.says}{classes}".strip()


def _competency(
    before: Competency | None, after: Competency | None, old: CompetencyModel, new: CompetencyModel
) -> Iterator[Change]:
    yield from _change("Name", before.name if before else "", after.name if after else "")
    yield from _change("Definition", before.definition if before else "", after.definition if after else "")
    yield from _change(
        "Words in duties", "; ".join(before.cues) if before else "", "; ".join(after.cues) if after else ""
    )
    then, now = _behaviours(before), _behaviours(after)
    for key in (*now, *(key for key in then if key not in now)):
        role_then, said_then = then.get(key, ("", ""))
        role_now, said_now = now.get(key, ("", ""))
        role = new.role(role_now) or old.role(role_then)
        what = f"{role.name if role else role_now or role_then}: {key}"
        if role_then and role_now and role_then != role_now:
            yield from _change(what, f"{role_then}: {said_then}", f"{role_now}: {said_now}")
        else:
            yield from _change(what, said_then, said_now)


def _behaviours(competency: Competency | None) -> dict[str, tuple[str, str]]:
    if competency is None:
        return {}
    return {one.key: (role, one.says) for role, held in competency.behaviours.items() for one in held}
