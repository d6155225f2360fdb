"""A competency model: competencies with behaviours that differ by role, and the scale on which they are rated.

Follows: Maine's Management Service series, whose leadership competency model tells ten competencies apart by three
roles, and Kansas' Public Service Executive series, which asks for stewardship and quality principles at each level.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from pydantic import Field, model_validator

from meritbook.core.errors import MeritbookError
from meritbook.core.values import Value, digest

MOST_BEHAVIOURS = 120
"""Of one role: more is answered by nobody with care."""
KEY = r"^[a-z0-9][a-z0-9-]{0,59}$"


class CompetencyModelError(MeritbookError):
    """A competency model that cannot be taken as it is."""

    code = "competencies.model"
    remedy = "Mend what is named, and send it again. Nothing was kept."
    http_status = 422


class ScaleDirectionError(CompetencyModelError):
    """It is not said, or not clear, which end of a scale is the high one."""

    code = "competencies.scale_direction"
    remedy = "Give the points from the lowest to the highest, or say of each point its rank, 1 for the lowest."


class Behaviour(Value):
    """Something that can be seen of a person in a role, and that is rated."""

    key: str = Field(pattern=KEY)
    """Unique in the model; it stays the same while the behaviour means the same."""
    says: str = Field(min_length=1, max_length=400)

    @property
    def wording(self) -> str:
        """By which it is known as what another version asks in other marks or capitals."""
        return digest([" ".join(re.findall(r"\w+", self.says.casefold()))])


class ModelRole(Value):
    """A role, or a level, at which behaviours are described. The order of roles in a model is the ladder."""

    key: str = Field(pattern=KEY)
    name: str = Field(min_length=1, max_length=120)
    says: str = Field("", max_length=600)
    plan: str = Field("", max_length=60)
    """The key of the class plan whose classes work in this role; empty where the model names none."""
    classes: tuple[str, ...] = ()
    """Those classes by their refs in that plan: the published code, or a name where the source has none."""


class Competency(Value):
    """A competency: its name and definition, and behaviours by role."""

    key: str = Field(pattern=KEY)
    name: str = Field(min_length=1, max_length=120)
    definition: str = Field(min_length=1, max_length=1_000)
    behaviours: dict[str, tuple[Behaviour, ...]]
    """By the key of the role; a role without behaviours is not rated in this competency."""
    cues: tuple[str, ...] = Field((), max_length=60)
    """Words, and stems with `*` at their end, by which a duty of a class calls for it; each match is shown with its
    quote."""


class RatingScale(Value):
    """The points of the scale, from the lowest to the highest; an answer is their place, from 1."""

    points: tuple[str, ...] = Field(min_length=2, max_length=10)

    @model_validator(mode="after")
    def _sound(self) -> RatingScale:
        if any(not one.strip() or len(one) > 120 for one in self.points):
            raise ValueError("each point is a word or a few, at most 120 characters")
        if len({one.casefold().strip() for one in self.points}) < len(self.points):
            raise ValueError("a point stands twice")
        return self


class CompetencyModel(Value):
    """A competency model in one version."""

    key: str = Field(pattern=KEY)
    name: str = Field(min_length=1, max_length=200)
    says: str = Field("", max_length=2_000)
    source: str = Field(min_length=1, max_length=1_000)
    """The document from which it is, with its place and rank."""
    authored: str = Field("", max_length=1_000)
    """What in it is not from the source but was written by the office or this project; shown wherever it is rated."""
    starts_on: date | None = None
    """From when the office uses it."""
    roles: tuple[ModelRole, ...] = Field(min_length=1, max_length=12)
    competencies: tuple[Competency, ...] = Field(min_length=1, max_length=40)
    scale: RatingScale

    @model_validator(mode="after")
    def _sound(self) -> CompetencyModel:
        roles = {one.key for one in self.roles}
        if len(roles) < len(self.roles):
            raise ValueError("the key of a role stands twice")
        if len({one.key for one in self.competencies}) < len(self.competencies):
            raise ValueError("the key of a competency stands twice")
        if len({one.name.casefold() for one in self.competencies}) < len(self.competencies):
            raise ValueError("the name of a competency stands twice")
        seen: set[str] = set()
        for competency in self.competencies:
            for role, behaviours in competency.behaviours.items():
                if role not in roles:
                    raise ValueError(f"“{competency.name}” has behaviours for a role that is not there: {role}")
                for one in behaviours:
                    if one.key in seen:
                        raise ValueError(f"the key of a behaviour stands twice: {one.key}")
                    seen.add(one.key)
            for cue in competency.cues:
                if len(cue) > 80 or not re.search(r"\w", cue):
                    raise ValueError(f"a cue of “{competency.name}” is a word or a few, at most 80 characters")
        classes: set[tuple[str, str]] = set()
        for each in self.roles:
            asked = sum(len(competency.behaviours.get(each.key, ())) for competency in self.competencies)
            if not asked:
                raise ValueError(f"no behaviour is given for the role “{each.name}”")
            if asked > MOST_BEHAVIOURS:
                raise ValueError(f"the role “{each.name}” has more than {MOST_BEHAVIOURS} behaviours")
            if bool(each.plan) != bool(each.classes):
                raise ValueError(f"the role “{each.name}” names a plan together with its classes, or neither")
            for one_class in each.classes:
                if (each.plan, one_class) in classes:
                    raise ValueError(f"the class {one_class} of {each.plan} stands in two roles, or twice in one")
                classes.add((each.plan, one_class))
        return self

    def role(self, key: str) -> ModelRole | None:
        """The role of that key; none where the model knows none."""
        return next((one for one in self.roles if one.key == key), None)

    def after(self, key: str) -> ModelRole | None:
        """The next role on the ladder; none after the last, and none of an unknown one."""
        keys = [one.key for one in self.roles]
        place = keys.index(key) + 1 if key in keys else len(keys)
        return self.roles[place] if place < len(self.roles) else None

    def role_of_class(self, plan: str, ref: str) -> ModelRole | None:
        """The role in which a class works; none where the model does not say."""
        return next((one for one in self.roles if one.plan == plan and ref in one.classes), None)

    def competency(self, key: str) -> Competency | None:
        """The competency of that key; none where the model knows none."""
        return next((one for one in self.competencies if one.key == key), None)

    def items(self, role: str) -> Iterator[tuple[Competency, Behaviour]]:
        """What is rated of somebody in the role, in the order of the model."""
        for competency in self.competencies:
            for one in competency.behaviours.get(role, ()):
                yield competency, one
