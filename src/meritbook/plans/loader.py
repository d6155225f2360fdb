"""Reads the shipped plans, refuses what is wrong in them, and keeps them."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import Any

from pydantic import ValidationError

from meritbook.core.allocation.evaluate import accepted
from meritbook.core.allocation.facets import UnknownFacetError, facet
from meritbook.core.allocation.levels import PlanText
from meritbook.core.classes.layout import lay_out
from meritbook.core.classes.model import AllTest, AnyTest, ClassPlan, Criterion, FacetTest, NotTest, Test
from meritbook.core.errors import MeritbookError

SHIPPED = ("kansas", "maine", "colorado", "pennsylvania", "iowa")
"""The keys of the shipped plans; each is the name of a TOML file beside this module."""

_LISTS = frozenset(
    {
        "concept", "definition", "duties", "capacities", "knowledge_skills_abilities", "special_requirements",
        "working_titles",
        "notes", "words", "unplaced",
    }
)  # fmt: skip


class PlanFileError(MeritbookError):
    """A plan file that cannot be read: not TOML, a field that is unknown or missing, a clause that tests an unknown
    facet."""

    code = "plans.file_invalid"
    remedy = "Correct the named field; docs/reference/facets.md lists the facets and their values."
    http_status = 500


class UnknownPlanError(MeritbookError):
    """A name under which no plan is shipped."""

    code = "plans.unknown"
    remedy = "Use one of the keys kansas, maine, colorado, pennsylvania or iowa, or the full name of the plan."
    http_status = 404


def read_plan(text: str, *, where: str = "") -> PlanText:
    """A plan from TOML, checked and laid out; raises `PlanFileError` with the place of what is wrong."""
    try:
        plan = ClassPlan.model_validate(_passages(tomllib.loads(text)))
    except tomllib.TOMLDecodeError as error:
        raise PlanFileError(f"The plan is not valid TOML: {error}.", where=where) from error
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        place = ".".join(str(part) for part in first["loc"])
        raise PlanFileError(f"{place}: {first['msg']}.", where=where) from error
    seen: set[str] = set()
    for criterion in criteria_of(plan):
        if criterion.id in seen:
            raise PlanFileError(f"The criterion {criterion.id} stands twice.", where=where)
        seen.add(criterion.id)
        if criterion.test is not None:
            try:
                check_test(criterion.test)
            except UnknownFacetError as error:
                raise PlanFileError(f"The criterion {criterion.id}: {error.message}", where=where) from error
    return PlanText(*lay_out(plan))


def criteria_of(plan: ClassPlan) -> Iterator[Criterion]:
    """Every criterion of the plan, in its order."""
    for series in plan.series:
        yield from series.criteria
        for job_class in series.classes:
            yield from job_class.criteria


def check_test(test: Test) -> None:
    """Raise `UnknownFacetError` when the test names a facet or value that the register does not have."""
    if isinstance(test, FacetTest):
        accepted(test, facet(test.facet))
    elif isinstance(test, NotTest):
        check_test(test.negate)
    elif isinstance(test, AllTest | AnyTest):
        for part in test.all if isinstance(test, AllTest) else test.any:
            check_test(part)


@cache
def _load(key: str) -> PlanText:
    file = resources.files(__package__).joinpath(f"{key}.toml")
    return read_plan(file.read_text(encoding="utf-8"), where=f"{key}.toml")


def load_shipped() -> dict[str, PlanText]:
    """The shipped plans by key, laid out, in a fixed order. Read once; the dict is the caller's own."""
    return {key: _load(key) for key in SHIPPED}


@cache
def _names() -> MappingProxyType[str, str]:
    names: dict[str, str] = {}
    for key in SHIPPED:
        plan = _load(key).plan
        for name in (key, plan.name, plan.jurisdiction, plan.source.title, *plan.aliases):
            names.setdefault(_fold(name), key)
    return MappingProxyType(names)


def find_shipped(name: str) -> str:
    """The key of the shipped plan that goes by this name (key, full name, alias; case and white space do not matter).

    Raises `UnknownPlanError` when no plan does.
    """
    folded = _fold(name)
    if folded in SHIPPED:
        return folded
    try:
        return _names()[folded]
    except KeyError:
        raise UnknownPlanError(f"No plan goes by the name {name!r}.", where=name) from None


def _fold(name: str) -> str:
    return " ".join(name.casefold().split())


def _passages(value: Any, key: str = "") -> Any:
    """Plain strings of the file as passages, by the name of the field that holds them."""
    if isinstance(value, dict):
        if key == "test":
            return value
        return {name: _passages(entry, name) for name, entry in value.items()}
    if isinstance(value, list):
        if key in _LISTS or key == "text":
            return [{"text": entry} if isinstance(entry, str) else entry for entry in value]
        return [_passages(entry, key if isinstance(entry, dict) else "") for entry in value]
    if key in ("text", "after") and isinstance(value, str):
        return {"text": value}
    return value
