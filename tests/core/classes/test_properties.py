"""Whatever the lines of a specification become, nothing is lost: the answer is a whole plan or a plain refusal."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from meritbook.core.classes.accounting import account, joined
from meritbook.core.classes.parse import DuplicateCodeError, NotRecognisedError, parse_plan
from meritbook.core.classes.walk import passages
from meritbook.core.documents.model import Block, Document, Span

READ_ON = date(2026, 3, 2)
MADE_UP = Path(__file__).parent / "made_up"
LINES = sorted({line for path in MADE_UP.glob("*.txt") for line in path.read_text("utf-8").split("\n")})
ODD = [
    *("\t", "•", "- ", "**", "<u>", "a\tb\tc", "I", ":", "(", "\u00a0", "\x0c", "\r", "\u2028x", "\ud800", "__ __"),
    *("REV: 99/99/9999", "Class Code: 1", "Either I", "PSE IV", "; and", "or", "Definition", "SERIES"),
    *("Job Code\tTitle", "1\tX", "Schem Code\t\nClass Code\t\nClass\t"),
]

line = st.one_of(st.sampled_from(LINES), st.sampled_from(ODD), st.text(max_size=30))
specification = st.lists(line, max_size=60).map("\n".join)


def plain(text: str) -> Document:
    return Document(key="k", name="n", media_type="text/plain", sha256="0" * 64, size=len(text), text=text)


def holds(document: Document) -> bool:
    """Whether the document was read, with all its characters in one place each."""
    try:
        plan = parse_plan(document, read_on=READ_ON)
    except (NotRecognisedError, DuplicateCodeError):
        return False
    accounting = account(plan, document)
    assert accounting.holds
    assert accounting.total == len("".join(document.text.split()))
    assert plan.accounting == accounting
    for path, passage in passages(plan):
        assert passage.text == joined(document.text, passage.spans), path
        assert passage.text == " ".join(passage.text.split()), path
    return True


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(specification)
def test_shuffled_and_broken_lines_are_all_accounted_for(text: str) -> None:
    holds(plain(text))


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(line, max_size=25), st.sampled_from(["ferry", "orchard", "lighthouse", "guide"]), st.randoms())
def test_a_specification_with_foreign_lines_thrown_in_is_all_accounted_for(
    foreign: list[str], name: str, random: object
) -> None:
    lines = (MADE_UP / f"{name}.txt").read_text("utf-8").split("\n")
    for strange in foreign:
        lines.insert(random.randint(0, len(lines)), strange)  # type: ignore[attr-defined]
    holds(plain("\n".join(lines)))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    specification,
    st.lists(
        st.tuples(
            st.integers(0, 900),
            st.integers(0, 120),
            st.sampled_from(["heading", "paragraph", "list_item", "table_row"]),
            st.integers(0, 3),
        ),
        max_size=30,
    ),
)
def test_blocks_that_leave_holes_or_overlap_lose_nothing(text: str, drawn: list[tuple[int, int, str, int]]) -> None:
    blocks = []
    for start, length, kind, level in drawn:
        low, high = min(start, len(text)), min(start + length, len(text))
        middle = (low + high) // 2
        cells = (Span(start=low, end=middle), Span(start=middle, end=high)) if kind == "table_row" else ()
        blocks.append(Block(kind=kind, span=Span(start=low, end=high), level=level, cells=cells))  # type: ignore[arg-type]
    holds(plain(text).model_copy(update={"media_type": "text/html", "blocks": tuple(blocks)}))


def test_the_made_up_specifications_are_read_with_at_most_the_page_furniture_unplaced() -> None:
    for name in ("ferry", "orchard", "lighthouse", "guide"):
        assert holds(plain((MADE_UP / f"{name}.txt").read_text("utf-8"))), name
