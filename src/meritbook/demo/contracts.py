"""The contract years of the story as plain values: words, results, reviews and evidence, from `data/contracts.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any

from meritbook.core.contracts.text import ContractText, Direction, Measure, Project
from meritbook.demo.days import ALLOCATED
from meritbook.demo.service import Act

REPORTED = {
    date(2004, 9, 30): date(2004, 10, 11),
    date(2004, 12, 31): date(2005, 1, 14),
    date(2005, 3, 31): date(2005, 4, 8),
}
"""On which day the results of a quarter come on record."""


@cache
def _data() -> dict[str, Any]:
    text = files("meritbook.demo").joinpath("data/contracts.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def contracts() -> list[Mapping[str, Any]]:
    """The contracts whose words the story tells."""
    told: list[Mapping[str, Any]] = _data()["contract"]
    return told


def contract_of(executive: str) -> Mapping[str, Any]:
    """The contract of that executive."""
    return next(one for one in contracts() if one["executive"] == executive)


def acts() -> tuple[Act, ...]:
    """What people do about these contracts, in the order of days; within a day in the order of the file."""
    return tuple(sorted(_acts(), key=lambda act: act.on))


def _acts() -> Iterator[Act]:
    for one in contracts():
        who = one["executive"]
        yield Act(ALLOCATED, "take_over_contract", {"executive": who})
        tied = {key for key, register in _tied(one) if register}
        for place, result in enumerate(one["results"]):
            if result[0] in tied:
                continue  # the results register has it
            yield Act(REPORTED[result[1]], "record_result", {"executive": who, "place": place})
        for place, review in enumerate(one["review"]):
            yield Act(review["on"], "review_progress", {"executive": who, "place": place})
            for step, told in enumerate(review.get("steps", ())):
                closed = max(told[3], REPORTED[date(2005, 3, 31)])
                yield Act(closed, "close_step", {"executive": who, "place": place, "step": step})
        for place, note in enumerate(one["evidence"]):
            yield Act(note["on"], "write_evidence", {"executive": who, "place": place})
        if "alteration" in one:
            yield Act(one["alteration"]["on"], "alter_contract", {"executive": who})
        if "propose_next" in one:
            yield Act(one["propose_next"], "propose_next", {"executive": who})


def _tied(one: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """The measures of a contract, each with that of the register from which it takes its values; empty for none."""
    for part in (*one["objective"], *one["project"]):
        yield from ((measure.key, measure.register_key) for measure in _measures(part.get("measures", ())))


def _measures(rows: Sequence[Sequence[Any]]) -> tuple[Measure, ...]:
    return tuple(_measure(*row) for row in rows)


def _measure(
    key: str, says: str, unit: str, direction: Direction, target: float, source: str, register: str = ""
) -> Measure:
    return Measure(
        key=key,
        says=says,
        unit=unit,
        direction=direction,
        target=Decimal(str(target)),
        source=source,
        register_key=register,
    )


def filled(text: ContractText, one: Mapping[str, Any]) -> ContractText:
    """The words of a blank form with what the story agreed in them."""
    objectives = {told["key"]: told for told in one["objective"]}
    areas = tuple(
        area.model_copy(
            update={
                "objectives": tuple(
                    objective.model_copy(
                        update={
                            "clarification": objectives[objective.key]["clarification"],
                            "measures": _measures(objectives[objective.key].get("measures", ())),
                        }
                    )
                    if objective.key in objectives
                    else objective
                    for objective in area.objectives
                )
            }
        )
        for area in text.areas
    )
    projects = tuple(
        Project(
            key=told["key"],
            says=told["says"],
            results_expected=told["results_expected"],
            measures=_measures(told["measures"]),
        )
        for told in one["project"]
    )
    return ContractText.model_validate({**text.plain(), "areas": [a.plain() for a in areas], "projects": projects})


def altered(text: ContractText, alteration: Mapping[str, Any]) -> ContractText:
    """The words with the project as it was altered within the year."""
    targets = alteration["targets"]
    projects = tuple(
        project.model_copy(
            update={
                "results_expected": alteration["results_expected"],
                "measures": tuple(
                    measure.model_copy(update={"target": Decimal(str(targets[measure.key]))})
                    for measure in project.measures
                ),
            }
        )
        if project.key == alteration["project"]
        else project
        for project in text.projects
    )
    return text.model_copy(update={"projects": projects})
