"""What later rooms of the results register put on record for tests of every address and every operation."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

import board_world
import help_world
from board_pages import SEEN_BY as BOARD_VIEWERS


@dataclass(frozen=True)
class Rooms:
    """One of everything, a room a field; each says for itself which parts its addresses have."""

    help: help_world.Help
    boards: board_world.Boards

    def arguments(self) -> dict[str, dict[str, Any]]:
        """For each address: its parts."""
        return {name: parts for field in fields(self) for name, parts in getattr(self, field.name).arguments().items()}


SEEN_BY = {**help_world.SEEN_BY, **BOARD_VIEWERS}
"""Who opens which address in the browser."""


def made(people: Any, departments: Any, at: datetime) -> Rooms:
    """The rooms, made by the acts themselves."""
    return Rooms(
        help=help_world.help_given(people, departments, at),
        boards=board_world.boards(people, departments, at),
    )


def more(people: Any, departments: Any, first: int, last: int, at: datetime) -> None:
    """More of each, so that lists are longer."""
    help_world.more(people, departments, first, last, at)
    board_world.more(people, departments, first, last, at)
