"""The last pass: ids, words and pointers of every node, and the proof that every character has its place."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from meritbook.core.documents.model import Span
from meritbook.core.qualifications.model import (
    AllOf,
    AnyNode,
    Counting,
    Counts,
    Equivalent,
    NodeBase,
    Note,
    Substitution,
    Text,
    walk,
)

_JOINING = re.compile(
    r"(?:[\W_]|\b(?:and|or|either|the|a|an|of|in|to|also|plus|both|must|be|have|"
    r"following|with|which|that|i{1,3}|iv|[a-z]|\d+)\b)*",
    re.I,
)


def cover(plain: str, root: AnyNode) -> AnyNode:
    """The tree with every non-blank character in a node's span: joining words to the root, others as `Text`."""
    taken = bytearray(len(plain))
    for node in walk(root):
        for span in node.spans:
            taken[span.start : span.end] = b"\1" * (span.end - span.start)
    own: list[Span] = []
    unread: list[AnyNode] = []
    for start, end in _gaps(plain, taken):
        if _JOINING.fullmatch(plain, start, end):
            own.append(Span(start=start, end=end))
        else:
            unread.append(Text(spans=(Span(start=start, end=end),), reason="left over between what was read"))
    if unread:
        if isinstance(root, AllOf):
            root = root.model_copy(update={"parts": (*root.parts, *unread)})
        else:
            root = AllOf(parts=(root, *unread))
    if own:
        root = root.model_copy(update={"spans": (*root.spans, *own)})
    return _asking(root)


def _asking(root: AnyNode) -> AnyNode:
    """The root; where only rules stand and nothing is asked that they could bear on, a person reads them.

    A root that asks for nothing would be met by everybody.
    """
    if not isinstance(root, AllOf) or root.parts:
        return root
    rules = [each for each in root.modifiers if not isinstance(each, Note)]
    if not rules:
        return root
    return root.model_copy(
        update={
            "parts": tuple(Text(spans=each.spans, reason="bears on a part that is not stated") for each in rules),
            "modifiers": tuple(each for each in root.modifiers if not isinstance(each, Counting)),
        }
    )


def _gaps(plain: str, taken: bytearray) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    at = 0
    while at < len(plain):
        if taken[at] or plain[at].isspace():
            at += 1
            continue
        start = at
        last = at
        while at < len(plain) and not taken[at]:
            if not plain[at].isspace():
                last = at
            at += 1
        found.append((start, last + 1))
    return found


def number(plain: str, root: AnyNode, labels: dict[str, list[str]], needs: dict[str, str]) -> AnyNode:
    """The tree with its ids, words and pointers."""
    paths: dict[str, str] = {}
    numbered = _numbered(plain, root, "1", paths)
    return _pointed(
        numbered, None, _named(labels, paths), {paths[key]: text for key, text in needs.items() if key in paths}
    )


def _named(labels: dict[str, list[str]], paths: dict[str, str]) -> dict[str, tuple[str, ...]]:
    return {label: tuple(paths[key] for key in keys if key in paths) for label, keys in labels.items()}


def _numbered(plain: str, node: AnyNode, path: str, paths: dict[str, str]) -> AnyNode:
    if node.id:
        paths[node.id] = path
    spans = _merged(plain, node.spans)
    words = " ".join(" ".join(span.cut(plain) for span in spans).split())
    update: dict[str, Any] = {"id": path, "spans": spans, "text": words}
    for name, value in _fields(node):
        if isinstance(value, tuple):
            base = len(node.parts) if name == "modifiers" and isinstance(node, AllOf) else 0
            update[name] = tuple(
                _numbered(plain, child, f"{path}.{base + at}", paths) for at, child in enumerate(value, 1)
            )
        elif value is not None:
            update[name] = _numbered(plain, value, f"{path}.1", paths)
    return node.model_copy(update=update)


_BENEATH = ("parts", "modifiers", "part", "including", "offers", "having", "requires")


@cache
def _names(kind: type[NodeBase]) -> tuple[str, ...]:
    """The fields of a kind of node that hold nodes."""
    return tuple(name for name in _BENEATH if name in kind.model_fields)


def _fields(node: AnyNode) -> list[tuple[str, Any]]:
    return [(name, getattr(node, name)) for name in _names(type(node))]


def _merged(plain: str, spans: tuple[Span, ...]) -> tuple[Span, ...]:
    ordered = sorted(spans, key=lambda span: (span.start, span.end))
    found: list[Span] = []
    for span in ordered:
        if found and not plain[found[-1].end : span.start].strip():
            found[-1] = Span(start=found[-1].start, end=max(found[-1].end, span.end))
        else:
            found.append(span)
    return tuple(found)


def _pointed(
    node: AnyNode, above: list[AnyNode] | None, labels: dict[str, tuple[str, ...]], needs: dict[str, str]
) -> AnyNode:
    """Modifiers and equivalents with the ids of the parts that they bear on."""
    chain = [*(above or []), node]
    update: dict[str, Any] = {}
    for name, value in _fields(node):
        if isinstance(value, tuple):
            update[name] = tuple(_pointed(child, chain, labels, needs) for child in value)
        elif value is not None:
            update[name] = _pointed(value, chain, labels, needs)
    match node.kind:
        case "substitution":
            update["replaces"] = _named_by_number(node, chain[0]) or _asked(chain[:-1], node.asks)
        case "admission":
            kind = node.having.kind if node.having is not None else "experience"
            update["of"] = _asked(chain[:-1], kind)
        case "counting":
            update["of"] = _asked(chain[:-1], "experience")
        case "equivalent":
            update["must_include"] = _must(node, labels, needs)
        case _:
            pass
    return node.model_copy(update=update) if update else node


_BY_NUMBER = re.compile(r"(?i)\brequirements? (?:no\. ?|number |# ?)(\d)(?:(?:,| or| and|, or)? #?(\d)\b)?")


def _named_by_number(node: Substitution, root: AnyNode) -> tuple[str, ...]:
    """Parts of the asked kind in the numbered items that a substitution names ("in Requirement #2")."""
    numbers = {number for match in _BY_NUMBER.findall(node.text) for number in match if number}
    items = [each for each in walk(root) if each.text[:1] in numbers and re.match(r"\d ?[.)]", each.text)]
    found = [part.id for item in items for part in walk(item) if part.kind == node.asks and part.id.startswith("1")]
    return tuple(dict.fromkeys(found))


def _asked(chain: list[AnyNode], kind: str) -> tuple[str, ...]:
    """Parts of a kind in the nearest conjunction around a modifier that has any."""
    for node in reversed(chain):
        found = [
            part.id
            for part in walk(node)
            if part.kind == kind
            and not any(part.id.startswith(f"{other.id}.") for other in walk(node) if other.kind in _CLOSED)
        ]
        if found:
            return tuple(found)
    return ()


_CLOSED = ("experience", "education", "equivalent", "substitution", "admission", "counting")


def _must(node: Equivalent, labels: dict[str, tuple[str, ...]], needs: dict[str, str]) -> tuple[str, ...]:
    text = needs.get(node.id, "")
    text = text[text.find("includ") :] if "includ" in text else ""
    found: list[str] = []
    for label, ids in labels.items():
        short = " ".join(label.split())
        tail = "" if short == "education" else r"[\w\s]*experience"
        if short in ("specific experience", "general experience", "education") and re.search(
            rf"\b{short.split()[0]}\b{tail}", text
        ):
            if short == "education" and "educational minimum" in text:
                continue
            found.extend(ids)
    return tuple(dict.fromkeys(path for path in found if path != node.id))


def counts(plain: str, root: AnyNode) -> Counts:
    """How many nodes, and how many characters, were read and left."""
    left = bytearray(len(plain))
    nodes = texts = 0
    for node in walk(root):
        nodes += 1
        if isinstance(node, Text):
            texts += 1
            for span in node.spans:
                left[span.start : span.end] = b"\1" * (span.end - span.start)
    seen = [at for at, mark in enumerate(plain) if not mark.isspace()]
    return Counts(nodes=nodes, text_nodes=texts, characters=len(seen), text_characters=sum(left[at] for at in seen))


__all__ = ["counts", "cover", "number"]
