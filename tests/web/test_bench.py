"""What the allocation bench says of the classes beside the answer, and that their clauses can be turned too."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from django.urls import reverse


def _text(response: Any) -> str:
    return str(response.content.decode())


def test_every_clause_of_every_class_stands_once_on_the_bench_and_can_be_turned_there(
    world: Any, signed_in: Callable[[Any], Any]
) -> None:
    page = _text(signed_in(world.people.analyst).get(reverse("web:bench", args=[world.position.pk])))
    result = world.run.result
    every = {clause.criterion for one in (*result.series, *result.candidates) for clause in one.clauses}
    ids = re.findall(r'\sid="([^"]+)"', page)
    assert sorted(set(ids)) == sorted(ids)
    assert sum(one.startswith("clause-") for one in ids) == len(every)
    assert set(re.findall(r'<button[^>]*name="turn\.([^"]+)"', page)) == every
    assert set(re.findall(r'href="#(clause-[^"]+)"', page)) <= set(ids)


def test_turning_the_clauses_that_speak_against_the_level_above_shows_that_level_as_the_answer(
    world: Any, signed_in: Callable[[Any], Any]
) -> None:
    above = next(one for one in world.run.result.contrasts if one.direction == "above")
    turns = {f"turn.{clause.criterion}": "met" for clause in above.because}
    assert turns
    response = signed_in(world.people.analyst).get(reverse("web:bench", args=[world.position.pk]), turns)
    assert response.context["bench"].result.allocation.class_ref == above.class_ref


def test_the_level_below_is_said_to_ask_less_and_every_other_class_names_what_decides(
    world: Any, signed_in: Callable[[Any], Any]
) -> None:
    response = signed_in(world.people.analyst).get(reverse("web:bench", args=[world.position.pk]))
    answer = world.run.result.allocation
    decided = {one.candidate.class_ref: one.decides for one in response.context["bench"].others}
    below = next(one for one in world.run.result.contrasts if one.direction == "below")
    assert decided[below.class_ref].startswith("The position does more than this class asks")
    assert answer.class_title in decided[below.class_ref]
    assert all(decided.values()), decided
    for one in response.context["bench"].others:
        if one.decides.startswith("Kept out"):
            assert one.candidate.status in ("excluded", "does_not_fit")
