"""What a case has brought, beside what was promised, as somebody verified it after the change; and whether it lasts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from pydantic import Field, model_validator

from meritbook.core.results.measure import Key
from meritbook.core.results.return_case import Amount, CaseLine, CaseText, Words
from meritbook.core.results.return_policy import Basis
from meritbook.core.results.returns import counted, minus, missing_of, net_flows, present_value
from meritbook.core.values import Value
from meritbook.core.verdict import Verdict


class RealisedFigure(Value):
    """What a line came to in a fiscal year, and what shows it."""

    line: Key
    year: int
    amount: Amount | None
    """None where it could not be established."""
    evidence: Words = ""

    @model_validator(mode="after")
    def _shown(self) -> RealisedFigure:
        if self.amount is not None and not self.evidence:
            raise ValueError(f"the figure of FY{self.year} of “{self.line}” has no evidence")
        return self


class Realised(Value):
    """What was found at one verification, of all years up to one."""

    through: int
    """The last fiscal year that it covers."""
    figures: tuple[RealisedFigure, ...] = Field(max_length=1200)
    unproven: Words = ""
    """What remains unproven, in words."""

    @model_validator(mode="after")
    def _once(self) -> Realised:
        places = [(one.line, one.year) for one in self.figures]
        if len(set(places)) < len(places):
            raise ValueError("a figure stands twice")
        return self

    def by_place(self) -> dict[tuple[str, int], RealisedFigure]:
        """The figures by line and year."""
        return {(one.line, one.year): one for one in self.figures}


class LineCompared(Value):
    """A line up to the verified year: what was promised and what came."""

    key: str
    side: str
    says: str
    promised: Decimal | None
    realised: Decimal | None
    verdict: Verdict
    """For a benefit: at least as much came; for a cost: no more was paid."""
    missing: tuple[str, ...]
    """Years whose figure could not be established."""


class YearShare(Value):
    """A verified year: what of the promised benefits came."""

    year: str
    promised: Decimal | None
    realised: Decimal | None
    share: Decimal | None
    """Percent; none where a figure is missing or nothing was promised."""


class Compared(Value):
    """A case after its change."""

    lines: tuple[LineCompared, ...]
    years: tuple[YearShare, ...]
    promised: Decimal | None
    realised: Decimal | None
    """Benefits less costs up to the verified year."""
    verdict: Verdict
    npv_promised: Decimal | None
    npv_now: Decimal | None
    """With what came in place of what was promised, and the years to come as they were promised."""
    missing: tuple[str, ...]


class Decay(Value):
    """Whether what was gained lasts."""

    verdict: Verdict
    """Met while it lasts."""
    says: str


def compare(text: CaseText, basis: Basis, found: Realised) -> Compared:
    """What was promised beside what came, of the lines that count."""
    lines = counted(text, basis.counts)
    places = found.by_place()
    done = min(max(found.through - text.first_year + 1, 0), text.years)
    shown = tuple(_line(text, one, places, done) for one in lines)
    came = tuple(_as_realised(text, one, places, done) for one in lines)
    promised = _sum(net_flows([_cut(one, done) for one in lines], done))
    realised = _sum(net_flows([_cut(one, done) for one in came], done))
    known = not missing_of(text, basis.counts)
    before, now = net_flows(lines, text.years), net_flows(came, text.years)
    missing = tuple(f"“{one.says}” in {year}" for one in shown for year in one.missing)
    return Compared(
        lines=shown,
        years=tuple(_year(text, lines, came, place) for place in range(done)),
        promised=promised,
        realised=realised,
        verdict=_at_least(realised, promised),
        npv_promised=present_value(before, basis.rate, basis.timing) if known and before is not None else None,
        npv_now=present_value(now, basis.rate, basis.timing) if known and now is not None else None,
        missing=missing,
    )


def _sum(flows: Sequence[Decimal] | None) -> Decimal | None:
    return None if flows is None else sum(flows, Decimal(0))


def _at_least(one: Decimal | None, other: Decimal | None) -> Verdict:
    if one is None or other is None:
        return Verdict.UNDETERMINED
    return Verdict.MET if one >= other else Verdict.NOT_MET


def _cut(line: CaseLine, years: int) -> CaseLine:
    return line.model_copy(update={"amounts": line.amounts[:years]})


def _as_realised(
    text: CaseText, line: CaseLine, places: Mapping[tuple[str, int], RealisedFigure], done: int
) -> CaseLine:
    figures = [places.get((line.key, text.first_year + place)) for place in range(done)]
    came = tuple(one.amount if one is not None else None for one in figures)
    return line.model_copy(update={"amounts": (*came, *line.amounts[done:])})


def _line(text: CaseText, line: CaseLine, places: Mapping[tuple[str, int], RealisedFigure], done: int) -> LineCompared:
    came = _as_realised(text, line, places, done).amounts[:done]
    promised = _known_sum(line.amounts[:done])
    realised = _known_sum(came)
    first, second = (realised, promised) if line.side == "benefit" else (promised, realised)
    return LineCompared(
        key=line.key,
        side=line.side,
        says=line.says,
        promised=promised,
        realised=realised,
        verdict=_at_least(first, second),
        missing=tuple(text.year(place) for place, one in enumerate(came) if one is None),
    )


def _known_sum(amounts: Sequence[Decimal | None]) -> Decimal | None:
    known = [one for one in amounts if one is not None]
    return sum(known, Decimal(0)) if len(known) == len(amounts) else None


def _year(text: CaseText, lines: Sequence[CaseLine], came: Sequence[CaseLine], place: int) -> YearShare:
    promised, realised = (
        _known_sum([one.amounts[place] for one in some if one.side == "benefit"]) for some in (lines, came)
    )
    share = None
    if promised and realised is not None:
        share = (realised / promised * 100).quantize(Decimal("0.1"))
    return YearShare(year=text.year(place), promised=promised, realised=realised, share=share)


def decay(years: Sequence[YearShare], points: Decimal) -> Decay:
    """Whether the share of the promised benefits that came has held: it may fall by `points` from its best year."""
    told = [one for one in years if one.promised]
    if len(told) < 2:
        return Decay(verdict=Verdict.UNDETERMINED, says="It takes two verified years to tell whether it lasts.")
    last, before = told[-1], [one for one in told[:-1] if one.share is not None]
    if last.share is None or not before:
        return Decay(verdict=Verdict.UNDETERMINED, says=f"What came in {last.year} or before it is not established.")
    best = max(before, key=lambda one: one.share or Decimal(0))
    fell = minus(best.share, last.share) or Decimal(0)
    told_words = f"{last.share}% of what was promised came in {last.year}, after {best.share}% in {best.year}"
    if fell > points:
        return Decay(verdict=Verdict.NOT_MET, says=f"It decays: {told_words}.")
    return Decay(verdict=Verdict.MET, says=f"It lasts: {told_words}.")
