"""The table in which a competency model is handed out and taken in: its columns, and the parts that lines are of."""

from __future__ import annotations

from typing import Final

COLUMNS: Final = ("part", "key", "name", "says", "competency", "role", "rank", "plan", "classes", "cues")
USED: Final[dict[str, frozenset[str]]] = {
    "model": frozenset({"key", "name", "says"}),
    "source": frozenset({"says"}),
    "authored": frozenset({"says"}),
    "starts": frozenset({"says"}),
    "role": frozenset({"key", "name", "says", "rank", "plan", "classes"}),
    "scale": frozenset({"name", "rank"}),
    "competency": frozenset({"key", "name", "says", "cues"}),
    "behaviour": frozenset({"key", "says", "competency", "role"}),
}
"""Which columns a line of each part fills; another one that is filled is refused, and not dropped."""
