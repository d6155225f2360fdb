"""State money of local boards: an appropriation shared to the cent, and the account of a board for a fiscal year.

Shares are rounded by the largest remainder (Hamilton's method), so that they sum to the appropriation. Amounts are
dollars in whole cents. What is not on record is missing, never zero.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import ROUND_DOWN, Decimal
from fractions import Fraction

from pydantic import Field

from meritbook.core.errors import MeritbookError
from meritbook.core.results.board_policy import MoneyPolicy
from meritbook.core.values import Value
from meritbook.core.verdict import Verdict

CENT = Decimal("0.01")
MOST_DOLLARS = Decimal(10) ** 12


class ShareError(MeritbookError):
    """An appropriation that cannot be shared out as things stand."""

    code = "results.share"
    remedy = "Mend what is named, and share it out again."
    http_status = 422


class Weighed(Value):
    """A board that takes part, and the children counted in its area; none where nobody has counted."""

    key: str
    title: str
    children: int | None = Field(ge=0)


class Share(Value):
    """The share of a board, with its working."""

    key: str
    title: str
    children: int
    base: Decimal
    exact: str
    """The share by children before rounding, in dollars to six places."""
    by_children: Decimal
    """The same in whole cents, with the cent of the largest remainders."""
    extra_cent: bool
    """Whether it was given a cent of what rounding down had left."""
    amount: Decimal
    """Base and share together."""


class Sharing(Value):
    """An appropriation shared out."""

    appropriation: Decimal
    base: Decimal
    """For each board."""
    bases: Decimal
    """Of all boards."""
    rest: Decimal
    """What is shared by children."""
    children: int
    """Of all boards."""
    a_child: str
    """Dollars for a child, to six places."""
    left_cents: int
    """Cents that rounding down left, given to the largest remainders."""
    shares: tuple[Share, ...]


def share_out(appropriation: Decimal, boards: Sequence[Weighed], policy: MoneyPolicy) -> Sharing:
    """Each board's base and its share by children; raises `ShareError`.

    Equal remainders: the board with more children first, then the key, so that the same record gives the same shares.
    """
    if not boards:
        raise ShareError("No board is designated on the first day of that year.", where="fiscal_year")
    if (
        not appropriation.is_finite()
        or not 0 < appropriation < MOST_DOLLARS
        or appropriation != round(appropriation, 2)
    ):
        raise ShareError("Give an amount in dollars above zero, in whole cents.", where="amount")
    unknown = [one.title for one in boards if one.children is None]
    if unknown:
        raise ShareError(
            f"The number of children is not on record for {', '.join(unknown)}; it is not taken for zero.",
            where="children",
            remedy="Record how many children live in the area of each board, with the source.",
        )
    bases = policy.base * len(boards)
    rest = appropriation - bases
    if rest < 0:
        raise ShareError(
            f"The base of ${policy.base:,.2f} for {len(boards)} boards comes to ${bases:,.2f}, more than "
            f"${appropriation:,.2f}.",
            where="amount",
        )
    children = sum(one.children or 0 for one in boards)
    if children == 0 and rest > 0:
        raise ShareError("No child is counted in any area, so nothing can be shared by children.", where="children")
    cents = int(rest * 100)
    exact = {one.key: Fraction(cents * (one.children or 0), children or 1) for one in boards}
    whole = {key: share.numerator // share.denominator for key, share in exact.items()}
    left = cents - sum(whole.values())
    order = sorted(boards, key=lambda one: (-(exact[one.key] - whole[one.key]), -(one.children or 0), one.key))
    extra = {one.key for one in order[:left]}
    return Sharing(
        appropriation=appropriation,
        base=policy.base,
        bases=bases,
        rest=rest,
        children=children,
        a_child=_places(Fraction(cents, children * 100)) if children else "0",
        left_cents=left,
        shares=tuple(
            _share(one, exact[one.key], whole[one.key], one.key in extra, policy.base)
            for one in sorted(boards, key=lambda one: one.key)
        ),
    )


def _share(board: Weighed, exact: Fraction, whole: int, extra: bool, base: Decimal) -> Share:
    by_children = Decimal(whole + extra) / 100
    return Share(
        key=board.key,
        title=board.title,
        children=board.children or 0,
        base=base,
        exact=_places(exact / 100),
        by_children=by_children.quantize(CENT),
        extra_cent=extra,
        amount=(base + by_children).quantize(CENT),
    )


def _places(figure: Fraction) -> str:
    return str((Decimal(figure.numerator) / Decimal(figure.denominator)).quantize(Decimal("0.000001")))


class Spent(Value):
    """What a program has spent in a year; none where it is not on record."""

    program: str
    title: str
    amount: Decimal | None


class Account(Value):
    """The money of a board in a fiscal year. `None` is what cannot be said, and `missing` says why."""

    allocated: Decimal | None
    """By the formula with its amendments; none where nothing was allocated yet."""
    carried_in: Decimal
    available: Decimal | None
    paid: Decimal
    """Sent to the board so far."""
    spent: Decimal | None
    spent_known: Decimal
    """The part of it that is on record."""
    unspent: Decimal | None
    carry_limit: Decimal | None
    """At most this much may be carried into the next year."""
    may_carry: Decimal | None
    returns: Decimal | None
    """What lies above the limit and goes back to the state."""
    missing: tuple[str, ...]
    verdict: Verdict
    """Whether no more was spent than there was."""


def account(
    *,
    allocated: Iterable[Decimal],
    carried_in: Decimal,
    paid: Iterable[Decimal],
    spending: Sequence[Spent],
    carry_over_percent: Decimal,
) -> Account:
    """The account, out of allocation and amendments, what was carried in, payments and spending by program."""
    rows = tuple(allocated)
    total = sum(rows, Decimal(0)) if rows else None
    missing = [] if rows else ["No money is allocated for this year."]
    missing += [f"{one.title}: what it spent is not on record." for one in spending if one.amount is None]
    if not spending:
        missing.append("No program ran in this year, so no spending is on record.")
    known = sum((one.amount for one in spending if one.amount is not None), Decimal(0))
    spent = known if spending and all(one.amount is not None for one in spending) else None
    available = None if total is None else total + carried_in
    unspent = None if available is None or spent is None else available - spent
    limit = None if total is None else (total * carry_over_percent / 100).quantize(CENT, rounding=ROUND_DOWN)
    may = None if unspent is None or limit is None else max(Decimal(0), min(unspent, limit))
    verdict = Verdict.UNDETERMINED
    if available is not None and known > available:
        verdict = Verdict.NOT_MET
    elif unspent is not None:
        verdict = Verdict.MET
    return Account(
        allocated=total,
        carried_in=carried_in,
        available=available,
        paid=sum(paid, Decimal(0)),
        spent=spent,
        spent_known=known,
        unspent=unspent,
        carry_limit=limit,
        may_carry=may,
        returns=None if unspent is None or may is None else max(Decimal(0), unspent - may),
        missing=tuple(missing),
        verdict=verdict,
    )
