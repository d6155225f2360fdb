"""The record of seats, worked out again from what the ledger tells of each act: it must come to what the tables hold.

An act that this module does not know changes nothing here, unless it tells of a seat that ends: then its facts carry
`seat` and `seat_ends_before`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from meritbook.core.service.seats import (
    AuthorisationOnRecord,
    FilledSeat,
    Merger,
    Reservation,
    SeatsRecord,
    SizeOnRecord,
)
from meritbook.core.values import Value


class ToldAct(Value):
    """One entry of the ledger: what was done, on which day, and the facts that it tells."""

    action: str
    on: date
    facts: dict[str, Any]


class Replayed(NamedTuple):
    """What acts came to, and those of them that could not be taken: the number of the entry, and why."""

    record: SeatsRecord
    acts: int
    bad: tuple[tuple[int, str], ...]


def replayed(acts: Iterable[tuple[int, ToldAct | str]]) -> Replayed:
    """The record of seats after acts of which some may have been altered; `replay` is for those that are sound."""
    state, count, bad = _State(), 0, []
    for seq, act in acts:
        count += 1
        if isinstance(act, str):
            bad.append((seq, act))
            continue
        try:
            state.take(act)
        except (KeyError, ValueError, TypeError, AttributeError, ArithmeticError):
            # Facts that lack, or are no facts of such an act: whoever altered them may have written anything.
            bad.append((seq, f"its facts are not those of {act.action}, or speak of what no entry before it told"))
    return Replayed(state.record(), count, tuple(bad))


def replay(acts: Iterable[ToldAct]) -> SeatsRecord:
    """The record of seats after the acts, in the order of the ledger; departments themselves are not among it."""
    state = _State()
    for act in acts:
        state.take(act)
    return state.record()


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


class _Kept:
    """A nomination as far as seats go."""

    def __init__(self, position: int, since: date) -> None:
        self.position, self.since = position, since
        self.until: date | None = None
        self.entered = False


class _State:
    def __init__(self) -> None:
        self.sizes: dict[int, dict[date, SizeOnRecord]] = {}
        self.authorisations: dict[int, AuthorisationOnRecord] = {}
        self.seats: dict[int, FilledSeat] = {}
        self.nominations: dict[int, _Kept] = {}
        self.where: dict[int, int] = {}
        self.mergers: list[Merger] = []
        self.known: Mapping[str, Callable[[ToldAct], None]] = {
            "record_department_size": self._size,
            "authorise_seats": self._authorise,
            "end_authorisation": self._end_authorisation,
            "take_over_seat": self._take_over,
            "merge_departments": self._merge,
            "nominate_position": self._nominate,
            "resubmit_nomination": self._nominate,
            "return_nomination": self._ends,
            "withdraw_nomination": self._ends,
            "decide_nomination": self._decide,
            "set_entry_day": self._enter,
        }

    def take(self, act: ToldAct) -> None:
        """One more act."""
        known = self.known.get(act.action)
        if known is not None:
            known(act)
        elif "seat" in act.facts and "seat_ends_before" in act.facts:
            number = int(act.facts["seat"])
            ends = _day(act.facts["seat_ends_before"])
            self.seats[number] = self.seats[number].model_copy(update={"ends_before": ends})

    def record(self) -> SeatsRecord:
        """What all the acts came to."""
        reservations = []
        for number, kept in sorted(self.nominations.items()):
            if kept.entered or (kept.until is not None and kept.until <= kept.since):
                continue
            reservations.append(
                Reservation(
                    nomination=number,
                    position=kept.position,
                    department=self.where[kept.position],
                    starts_on=kept.since,
                    ends_before=kept.until,
                )
            )
        return SeatsRecord(
            sizes=tuple(
                size
                for _, rows in sorted(self.sizes.items())
                for _, size in sorted(rows.items(), key=lambda one: one[0])
            ),
            authorisations=tuple(one for _, one in sorted(self.authorisations.items())),
            seats=tuple(
                one.model_copy(update={"department": self.where[one.position]}) for _, one in sorted(self.seats.items())
            ),
            reservations=tuple(reservations),
            mergers=tuple(self.mergers),
        )

    # --- sizes and authorisations ---------------------------------------------------------------------------

    def _put_size(self, department: int, fte: str, starts_on: date, source: str) -> None:
        rows = self.sizes.setdefault(department, {})
        same = rows.get(starts_on)
        if same is not None:
            rows[starts_on] = same.model_copy(update={"fte": Decimal(fte), "source": source})
            return
        later = min((day for day in rows if day > starts_on), default=None)
        self._cut_size(department, starts_on)
        rows[starts_on] = SizeOnRecord(
            department=department, fte=Decimal(fte), starts_on=starts_on, ends_before=later, source=source
        )

    def _cut_size(self, department: int, day: date) -> None:
        for starts_on, row in self.sizes.get(department, {}).items():
            if starts_on < day and (row.ends_before is None or row.ends_before > day):
                self.sizes[department][starts_on] = row.model_copy(update={"ends_before": day})

    def _size(self, act: ToldAct) -> None:
        told = act.facts
        self._put_size(
            told["department_id"], told["permanent_fte"], date.fromisoformat(told["starts_on"]), told["source"]
        )

    def _authorise(self, act: ToldAct) -> None:
        told = act.facts
        self.authorisations[told["authorisation"]] = AuthorisationOnRecord(
            id=told["authorisation"],
            department=told["department_id"],
            seats=told["seats"],
            cause=told["cause"],
            starts_on=date.fromisoformat(told["starts_on"]),
            ends_before=_day(told["ends_before"]),
        )

    def _end_authorisation(self, act: ToldAct) -> None:
        number = act.facts["authorisation"]
        ends = _day(act.facts["ends_before"])
        if ends is None:
            del self.authorisations[number]
        else:
            self.authorisations[number] = self.authorisations[number].model_copy(update={"ends_before": ends})

    # --- seats ----------------------------------------------------------------------------------------------

    def _take_over(self, act: ToldAct) -> None:
        told = act.facts
        self.where[told["position_id"]] = told["department_id"]
        starts = date.fromisoformat(told["starts_on"])
        self.seats[told["seat"]] = FilledSeat(
            seat=told["seat"],
            position=told["position_id"],
            department=told["department_id"],
            starts_on=starts,
            entered_on=min(act.on, starts),
        )

    def _merge(self, act: ToldAct) -> None:
        told, day = act.facts, date.fromisoformat(act.facts["on"])
        for position in told["position_ids"]:
            self.where[position] = told["into_id"]
        self._cut_size(told["department_id"], day)
        for number, row in list(self.authorisations.items()):
            if row.department != told["department_id"] or (row.ends_before is not None and row.ends_before <= day):
                continue
            if day <= row.starts_on:
                del self.authorisations[number]
            else:
                self.authorisations[number] = row.model_copy(update={"ends_before": day})
        if told["permanent_fte"] is not None:
            self._put_size(told["into_id"], told["permanent_fte"], day, told["source"])
        else:
            self._cut_size(told["into_id"], day)
        self.mergers.append(
            Merger(
                department=told["department_id"],
                into=told["into_id"],
                on=day,
                positions=frozenset(told["position_ids"]),
            )
        )

    # --- nominations ----------------------------------------------------------------------------------------

    def _nominate(self, act: ToldAct) -> None:
        told = act.facts
        self.where[told["position_id"]] = told["department_id"]
        self.nominations[told["nomination"]] = _Kept(told["position_id"], act.on)

    def _ends(self, act: ToldAct) -> None:
        kept = self.nominations[act.facts["nomination"]]
        if kept.until is None:
            kept.until = act.on

    def _decide(self, act: ToldAct) -> None:
        if not act.facts["approved"]:
            self._ends(act)

    def _enter(self, act: ToldAct) -> None:
        told = act.facts
        kept = self.nominations[told["nomination"]]
        kept.entered = True
        starts = date.fromisoformat(told["starts_on"])
        self.seats[told["seat"]] = FilledSeat(
            seat=told["seat"],
            position=told["position_id"],
            department=self.where[told["position_id"]],
            starts_on=starts,
            entered_on=min(kept.since, starts),
        )
