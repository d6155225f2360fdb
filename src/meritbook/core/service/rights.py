"""What an executive of the service may claim and what not, as the law's table has it, and what follows when they leave.

The table is that of the rule on rights; a pack without the rule has no rights to show.
"""

from __future__ import annotations

from meritbook.core.law.model import Citation
from meritbook.core.law.pack import Law
from meritbook.core.values import Value, digest

RULE, TABLE = "rights.matrix", "rights.list"

FOLLOWS: dict[str, tuple[str, ...]] = {
    "resignation": ("re-employment", "reinstatement"),
    "retirement": ("re-employment", "other-benefits"),
    "death": ("other-benefits",),
    "layoff": ("layoff-rules", "retention", "re-employment", "reinstatement"),
    "discipline": ("discipline-as-others", "downward-pay", "position-outside"),
    "transfer": ("appeal-of-move", "automatic-pay"),
    "dismissal": ("appeal-of-dismissal", "retention", "re-employment", "position-outside", "reinstatement"),
}
"""For each cause for which an executive leaves a seat: the rows of the table that speak of what follows."""


class Right(Value):
    """One thing that an executive has or does not have, where that stands, and what there is in its place."""

    key: str
    says: str
    held: bool
    instead: str
    citation: Citation


class Rights(Value):
    """The rights as they are shown to an executive before they accept: what they have, and what they give up."""

    pack: str
    says: str
    citation: Citation
    gained: tuple[Right, ...]
    given_up: tuple[Right, ...]

    @property
    def sha256(self) -> str:
        """SHA-256 of the rights in canonical JSON: what was read is what is acknowledged."""
        return digest(self)


def rights_of(law: Law) -> Rights | None:
    """The rights by the law; none where the pack has no such rule."""
    rule, table = law.rules.get(RULE), law.tables.get(TABLE)
    if rule is None or table is None:
        return None
    rows = [
        Right(
            key=row.key,
            says=row.says,
            held=row.holds,
            instead=row.instead,
            citation=law.cite(row.citation or table.citation),
        )
        for row in table.rows
    ]
    return Rights(
        pack=law.key,
        says=rule.says,
        citation=law.cite(rule.citation),
        gained=tuple(one for one in rows if one.held),
        given_up=tuple(one for one in rows if not one.held),
    )


def what_follows(law: Law, cause: str) -> tuple[Right, ...]:
    """What the table says of what follows when an executive leaves for the cause; empty where it says nothing."""
    rights = rights_of(law)
    if rights is None:
        return ()
    by_key = {one.key: one for one in (*rights.gained, *rights.given_up)}
    return tuple(by_key[key] for key in FOLLOWS.get(cause, ()) if key in by_key)
