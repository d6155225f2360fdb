"""The pictures of a competency report as SVG for its paper. What each shows is said beside it."""

from __future__ import annotations

from xml.sax.saxutils import escape

from meritbook.core.competencies.drawing import Drawing, Lane, Mark, Shape
from meritbook.writers.drawable import FONTS

SCALE = 1.0
"""Points on paper for each unit of the picture."""


def size_of(drawing: Drawing) -> tuple[int, int]:
    """Width and height on paper, in points."""
    return round(drawing.width * SCALE), round(drawing.height * SCALE)


def profile_svg(drawing: Drawing) -> bytes:
    """The picture. Its words are set in the fonts of the paper."""
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {drawing.width} {drawing.height}" '
        f'width="{drawing.width}" height="{drawing.height}" font-family="{FONTS[0]}">'
    )
    body = [*_axis(drawing), *(piece for lane in drawing.lanes for piece in _lane(drawing, lane))]
    return f"{head}{''.join(body)}</svg>".encode()


def _axis(drawing: Drawing) -> list[str]:
    found = []
    for x, word in drawing.ticks:
        found.append(
            f'<line x1="{x}" x2="{x}" y1="20" y2="{drawing.height - 4}" stroke="#dcdee0" stroke-width="0.8"/>'
            f'<text x="{x}" y="14" font-size="9" text-anchor="middle" fill="#3d4551">{word}</text>'
        )
    return found


def _lane(drawing: Drawing, lane: Lane) -> list[str]:
    return [
        f'<line x1="{drawing.left}" x2="{drawing.right}" y1="{lane.y}" y2="{lane.y}" stroke="#a9aeb1" '
        'stroke-width="0.6"/>',
        f'<text x="{drawing.left}" y="{lane.label_y}" font-size="9" fill="#1b1b1b">{escape(lane.name)}</text>',
        *(_mark(one, lane.y) for one in lane.marks),
    ]


def _mark(one: Mark, y: int) -> str:
    x = one.x
    if one.shape is Shape.ROLE:
        return f'<line x1="{x}" x2="{x}" y1="{y - 9}" y2="{y + 9}" stroke="#3d4551" stroke-width="2.5"/>'
    if one.shape is Shape.SUPERVISOR:
        return (
            f'<rect x="{x - 6:.1f}" y="{y - 6}" width="12" height="12" fill="none" stroke="#1b1b1b" '
            'stroke-width="1.6"/>'
        )
    if one.shape is Shape.OWN:
        path = f"M{x},{y - 9} l9,9 l-9,9 l-9,-9 Z"
        return f'<path d="{path}" fill="none" stroke="#8b0a03" stroke-width="1.8"/>'
    between = ""
    if one.low is not None and one.high is not None:
        between = f'<line x1="{one.low}" x2="{one.high}" y1="{y}" y2="{y}" stroke="#1a4480" stroke-width="3"/>'
    return f'{between}<circle cx="{x}" cy="{y}" r="4.5" fill="#1a4480"/>'
