"""What a revised edition of a report says otherwise than the edition before it, in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from meritbook.core.contracts.measures import with_unit
from meritbook.core.results.report import ActionTold, Change, Head, LeftOut, MeasureFact, MoveTold, Part, SavingTold
from meritbook.core.values import Value
from meritbook.core.verdict import Verdict

_MEASURE = (
    ("title", "name"),
    ("owner", "who answers for it"),
    ("source", "source"),
    ("method", "method"),
    ("stale", "staleness"),
    ("because", "why it is included although stale"),
    ("trust", "what its audit says"),
)
_ACTION = (("says", "words"), ("owner", "who answers for it"), ("progress", "where it stands"), ("reported", "report"))
_RESULTS = {Verdict.MET: "met", Verdict.NOT_MET: "not met", Verdict.UNDETERMINED: "undetermined"}
_WORDS = (("introduction", "Introduction"), ("results", "Key results"))


def changes(before: Sequence[Part], after: Sequence[Part]) -> tuple[Change, ...]:
    """Each difference, the words first, then measures, actions, resources and risks; none where nothing differs."""
    found = [*_head(_one(before), _one(after)), *_parts(before, after)]
    return tuple(
        Change(key=str(place), place=where, called=called, before=old, after=new)
        for place, (where, called, old, new) in enumerate(found, 1)
    )


def _count(risks: int | None) -> str:
    return "not told apart" if risks is None else str(risks)


Found = tuple[str, str, str, str]
"""Place, what it is, before and after."""


def _one(parts: Sequence[Part]) -> Head:
    head = next(one.content for one in parts if one.kind == "head")
    assert isinstance(head, Head)  # noqa: S101  # said to the type checker: by its kind
    return head


def _head(before: Head, after: Head) -> Iterator[Found]:
    for name, called in _WORDS:
        old, new = getattr(before.words, name), getattr(after.words, name)
        if old != new:
            yield called, "words", old, new
    goals = {one.key: one.called for one in (*before.goals, *after.goals)}
    for key, title in goals.items():
        old, new = before.words.of_goal(key), after.words.of_goal(key)
        if old != new:
            yield title, "words", old, new
    if before.plan_version != after.plan_version:
        yield "Plan", "version in force", str(before.plan_version), str(after.plan_version)
    for name, what in (("total", "on record"), ("above", "above appetite"), ("within", "within appetite")):
        old, new = getattr(before.risks, name), getattr(after.risks, name)
        if old != new:
            yield "Risks", what, _count(old), _count(new)


def _parts(before: Iterable[Part], after: Iterable[Part]) -> Iterator[Found]:
    olds = {(one.kind, one.key, one.goal): one.content for one in before if one.kind not in ("head", "change")}
    news = {(one.kind, one.key, one.goal): one.content for one in after if one.kind not in ("head", "change")}
    for place, content in news.items():
        old = olds.get(place)
        if old is None:
            yield _called(content), _what(content), "not in it", _short(content)
        elif old != content:
            yield from _differences(old, content)
    for place, content in olds.items():
        if place not in news:
            yield _called(content), _what(content), _short(content), "not in it"


def _called(content: Value) -> str:
    if isinstance(content, MeasureFact | LeftOut):
        return f"{content.title} ({content.key})"
    if isinstance(content, ActionTold):
        return content.says
    if isinstance(content, SavingTold):
        return f"{content.title} ({content.saved.lower()})"
    assert isinstance(content, MoveTold)  # noqa: S101  # said to the type checker: no other kind is compared
    return f"From {content.moved_from} to {content.moved_to}"


def _what(content: Value) -> str:
    words = {
        MeasureFact: "measure",
        LeftOut: "left out",
        ActionTold: "action",
        MoveTold: "resources moved",
        SavingTold: "verified saving",
    }
    return words[type(content)]


def _short(content: Value) -> str:
    if isinstance(content, MeasureFact):
        return content.sentence
    if isinstance(content, LeftOut):
        return " ".join(content.reasons)
    if isinstance(content, ActionTold):
        return content.progress.replace("_", " ")
    if isinstance(content, SavingTold):
        return content.shown
    assert isinstance(content, MoveTold)  # noqa: S101  # as above
    return content.because


def _differences(old: Value, new: Value) -> Iterator[Found]:
    called = _called(new)
    if isinstance(old, MeasureFact) and isinstance(new, MeasureFact):
        yield from _values(called, old, new)
    if isinstance(old, LeftOut) and isinstance(new, LeftOut) and old.reasons != new.reasons:
        yield called, "why it is left out", " ".join(old.reasons), " ".join(new.reasons)
    fields = _MEASURE if isinstance(new, MeasureFact) else _ACTION if isinstance(new, ActionTold) else ()
    for name, what in fields:
        before, after = str(getattr(old, name)), str(getattr(new, name))
        if before != after:
            yield called, what, before.replace("_", " ") or "nothing", after.replace("_", " ") or "nothing"


def _values(called: str, old: MeasureFact, new: MeasureFact) -> Iterator[Found]:
    before = {one.period: one for one in old.values}
    after = {one.period: one for one in new.values}
    for period in dict.fromkeys((*before, *after)):
        one, other = before.get(period), after.get(period)
        for name in ("value", "target"):
            was = getattr(one, name) if one else None
            now = getattr(other, name) if other else None
            if was != now:
                yield called, f"{name} of {period}", _figure(was, old.unit), _figure(now, new.unit)
        if one and other and one.verdict is not other.verdict:
            yield called, f"result of {period}", _RESULTS[one.verdict], _RESULTS[other.verdict]
        if (one.says if one else "") != (other.says if other else ""):
            yield called, f"words on {period}", one.says if one else "", other.says if other else ""


def _figure(value: Decimal | None, unit: str) -> str:
    return "none" if value is None else with_unit(value, unit)
