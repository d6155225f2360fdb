"""The reference page of the facets, written from the register."""

from __future__ import annotations

from meritbook.core.allocation.facets.register import FACETS


def markdown() -> str:
    """`docs/reference/facets.md`: every facet with its scale, what silence means, the question, and whom to ask."""
    lines = [
        "# Facets",
        "",
        "Written from the register in `meritbook.core.allocation.facets.register`.",
        "A clause of a class plan tests one or more of these facets.",
        "How they are read is told in [How an allocation is decided](../explanation/allocation.md).",
        "",
        "An *ordered* facet has a scale, lowest value first; the highest value stated is its answer.",
        "A *set* may hold several values. A *number* is a count.",
        "A *closed* facet is answered by silence once the duties are described; an *open* one is not.",
    ]
    for about in FACETS.values():
        lines += ["", f"## `{about.key}`", "", f"{about.title}.", ""]
        lines.append(f"- kind: {about.kind}; {about.silence}")
        if about.values:
            values = "; ".join(
                f"`{value}` ({about.label(value)})" if about.label(value) != value else f"`{value}`"
                for value in about.values
            )
            lines.append(f"- values: {values}")
        lines.append(f"- question: {about.question}")
        lines.append(f"- asked of: {about.ask.replace('_', ' ')}")
    return "\n".join(lines) + "\n"
