"""Whether the record of seats is what the acts on it came to: both as values, compared row by row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from meritbook.core.service.replay import ToldAct, replayed
from meritbook.core.service.seats import SeatsRecord
from meritbook.core.values import Value


class SeatsFault(Value):
    """One row of the record of seats that is not what the ledger's acts come to."""

    where: str
    """The row, such as `seat:3`, or the entry that cannot be taken again, such as `entry:17`."""
    says: str
    told: str = ""
    """What the ledger's acts come to; empty where they come to no such row."""
    kept: str = ""
    """What the tables hold; empty where they hold no such row."""


class SeatsReplay(Value):
    """What came of taking every act on seats again."""

    acts: int
    """How many entries of the ledger were read."""
    rows: int
    """How many rows of the record of seats were compared."""
    faults: tuple[SeatsFault, ...] = ()

    @property
    def sound(self) -> bool:
        """Whether the tables hold what the acts come to."""
        return not self.faults


def checked(acts: Iterable[tuple[int, ToldAct | str]], kept: SeatsRecord) -> SeatsReplay:
    """The acts by the number of their entry, taken again and compared with what is kept.

    In the place of an act, words say why its entry cannot be read. An act that cannot be taken is named and left out;
    what follows from that is named as well.
    """
    found = replayed(acts)
    told, held = _rows(found.record), _rows(kept)
    faults = [
        *(
            SeatsFault(where=f"entry:{seq}", says=f"Entry {seq} cannot be taken again: {why}.")
            for seq, why in found.bad
        ),
        *_differences(told, held),
    ]
    return SeatsReplay(acts=found.acts, rows=len(told.keys() | held.keys()), faults=tuple(faults))


def _rows(record: SeatsRecord) -> dict[str, dict[str, Any]]:
    """Every row of the record by its place, as plain data; departments are told by other acts."""
    named: list[tuple[str, Value]] = [
        *((f"size:{one.department}:{one.starts_on.isoformat()}", one) for one in record.sizes),
        *((f"authorisation:{one.id}", one) for one in record.authorisations),
        *((f"seat:{one.seat}", one) for one in record.seats),
        *((f"nomination:{one.nomination}", one) for one in record.reservations),
        *((f"merger:{one.department}:{one.on.isoformat()}", one) for one in record.mergers),
    ]
    return {where: _plain(one) for where, one in named}


def _plain(one: Value) -> dict[str, Any]:
    """A row as plain data; a set has no order of its own, and a number of FTE as many decimals as somebody wrote."""
    found = {name: getattr(one, name) for name in type(one).model_fields}
    if "positions" in found:
        found["positions"] = sorted(found["positions"])
    if "fte" in found:
        found["fte"] = f"{found['fte'].normalize():f}"
    return found


def _differences(told: Mapping[str, Mapping[str, Any]], held: Mapping[str, Mapping[str, Any]]) -> Iterator[SeatsFault]:
    for where in sorted(told.keys() | held.keys()):
        if where not in held:
            says = f"The acts in the ledger come to {where}, which the tables do not hold."
            yield SeatsFault(where=where, says=says, told=_spelled(told[where]))
        elif where not in told:
            says = f"The tables hold {where}, to which no act in the ledger comes."
            yield SeatsFault(where=where, says=says, kept=_spelled(held[where]))
        else:
            other = [name for name in told[where] if told[where][name] != held[where].get(name)]
            if other:
                yield SeatsFault(
                    where=where,
                    says=f"{where} is not what the acts in the ledger come to: {', '.join(other)}.",
                    told=_spelled({name: told[where][name] for name in other}),
                    kept=_spelled({name: held[where][name] for name in other}),
                )


def _spelled(row: Mapping[str, Any]) -> str:
    return ", ".join(f"{name} {'none' if value in (None, '') else value}" for name, value in row.items())
