"""Which plan, which class: what a person typed, against what there is."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from meritbook.cli.errors import AmbiguousNameError, UnknownNameError
from meritbook.core.classes.model import ClassPlan, JobClass, Series
from meritbook.core.documents.model import Document


@dataclass(frozen=True)
class KnownPlan:
    """A plan that can be asked, with the text that it points into."""

    plan: ClassPlan
    document: Document
    imported: bool


def known_plans() -> dict[str, KnownPlan]:
    """The plans in effect today by key: those of the records, and the shipped ones that no record replaces.

    Without a database, or while the records are still empty, these are the shipped plans alone.
    """
    from meritbook import plans as shipped
    from meritbook.cli.home import has_records, open_records

    known = {key: KnownPlan(text.plan, text.document, imported=False) for key, text in shipped.load_shipped().items()}
    if not has_records():
        return known
    open_records()
    from meritbook.desk import plans as desk
    from meritbook.records import clock

    for record, digest, key, _ in desk.plan_texts(clock.today()):
        plan, document = desk.parsed(record, digest)
        known[key] = KnownPlan(plan, document, imported=not document.key.startswith("plan:"))
    return known


def _fold(text: str) -> str:
    return " ".join(text.casefold().replace("_", " ").replace("-", " ").split())


def _near(typed: str, names: Iterable[str]) -> list[str]:
    by_fold = {_fold(name): name for name in names}
    return [by_fold[name] for name in difflib.get_close_matches(_fold(typed), by_fold, n=3, cutoff=0.6)]


def plan_key(typed: str, known: Mapping[str, KnownPlan]) -> str:
    """The key of the plan that goes by that name, code or alias; raises `UnknownNameError`, `AmbiguousNameError`."""
    asked = _fold(typed)
    names: dict[str, set[str]] = {}
    for key, one in known.items():
        for name in (key, one.plan.name, *one.plan.aliases):
            names.setdefault(_fold(name), set()).add(key)
    found = names.get(asked, set())
    if not found:
        from meritbook import plans as shipped
        from meritbook.core.errors import MeritbookError

        try:
            found = {shipped.find_shipped(typed)} & known.keys()
        except MeritbookError:
            found = set()
    if len(found) == 1:
        return next(iter(found))
    if found:
        raise AmbiguousNameError(
            f"“{typed}” names several plans: {', '.join(sorted(found))}.", where=typed, details={"plans": sorted(found)}
        )
    every = sorted({name for key, one in known.items() for name in (key, one.plan.name, *one.plan.aliases)})
    near = _near(typed, every)
    hint = f" Did you mean {' or '.join(near)}?" if near else ""
    listed = "; ".join(f"{key} ({one.plan.name})" for key, one in known.items())
    raise UnknownNameError(
        f"No plan goes by the name “{typed}”.{hint} There are: {listed}.",
        where=typed,
        details={"plans": sorted(known), "near": near},
    )


def find_class(typed: str, known: Mapping[str, KnownPlan]) -> tuple[str, Series, JobClass]:
    """Plan key, series and class by code, ref or title; raises `UnknownNameError`, `AmbiguousNameError`.

    A code goes before a title; `plan/ref` names a class whatever others are called.
    """
    every = [(key, series, job) for key, one in known.items() for series, job in one.plan.classes()]
    asked = _fold(typed)
    ways: tuple[Callable[[str, JobClass], bool], ...] = (
        lambda key, job: _fold(f"{key}/{job.ref}") == asked,
        lambda _, job: bool(job.code) and _fold(job.code) == asked,
        # A class without a code has a ref made from its title: both are then the same name.
        lambda _, job: asked in (_fold(job.ref), _fold(job.title)),
    )
    for way in ways:
        found = [(key, series, job) for key, series, job in every if way(key, job)]
        if len(found) == 1:
            return found[0]
        if found:
            names = [f"{key}/{job.ref} ({job.title})" for key, _, job in found]
            raise AmbiguousNameError(
                f"“{typed}” names {len(found)} classes: {'; '.join(names)}.",
                where=typed,
                details={"classes": [f"{key}/{job.ref}" for key, _, job in found]},
            )
    near = _near(typed, [name for _, _, job in every for name in (job.code, job.ref, job.title) if name])
    hint = f" Did you mean {' or '.join(near)}?" if near else " `meritbook classes` lists them all."
    raise UnknownNameError(f"No class goes by “{typed}”.{hint}", where=typed, details={"near": near})


def pay_text(job: JobClass) -> str:
    """The pay labels of a class on one line."""
    pay = job.pay
    parts = (
        f"grade {pay.grade}" if pay.grade else "",
        f"scale group {pay.scale_group}" if pay.scale_group else "",
        f"type {pay.scale_type}" if pay.scale_type else "",
    )
    return ", ".join(part for part in parts if part)
