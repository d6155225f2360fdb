"""Every address against everybody, as `meritbook.web.matrix` promises."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import transaction
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from meritbook.web.matrix import EVERYBODY, MATRIX, NO_ROLE, PUBLIC, SUPERVISOR, Open

EDIT = "If this is meant, edit MATRIX in src/meritbook/web/matrix.py; else mend the view or the permissions."


def _names(patterns: list[Any], space: str = "") -> Iterator[str]:
    for one in patterns:
        if isinstance(one, URLResolver):
            if one.namespace and one.namespace.startswith("api"):
                continue  # held by the API's own matrix
            yield from _names(one.url_patterns, f"{space}{one.namespace}:" if one.namespace else space)
        elif isinstance(one, URLPattern):
            yield f"{space}{one.name}"


def _people(world: Any) -> dict[str, Any]:
    by_role = {PUBLIC: None, NO_ROLE: world.people.nobody, SUPERVISOR: world.people.supervisor}
    return {name: by_role[name] if name in by_role else getattr(world.people, name) for name in EVERYBODY}


def _denied(response: Any) -> bool:
    to_sign_in = response.status_code == 302 and response["Location"].startswith(f"{reverse('account_login')}?")
    return to_sign_in or response.status_code in (403, 404)


def _ask(client: Any, method: str, path: str) -> Any:
    """The answer to one request, whose effects are taken back."""
    with transaction.atomic():
        response = getattr(client, method)(path)
        transaction.set_rollback(True)
    return response


def test_every_address_stands_in_the_matrix_and_the_matrix_has_no_other() -> None:
    assert set(_names(get_resolver().url_patterns)) == set(MATRIX), f"{EDIT}"


@pytest.mark.parametrize("method", ["get", "post"])
def test_every_address_opens_for_exactly_those_whom_the_matrix_names(
    method: str, world: Any, signed_in: Callable[[Any], Any]
) -> None:
    # What a request does is taken back, so that the addresses stay what they are.
    wrong, parts = [], world.arguments()
    for role, user in _people(world).items():
        client = signed_in(user)
        as_signed_in = {name: morsel.value for name, morsel in client.cookies.items()}
        for name, address in MATRIX.items():
            allowed = getattr(address, method)
            # Whatever an answer did to the session was taken back with it; its cookies are put back here.
            client.cookies.clear()
            client.cookies.load(as_signed_in)
            response = _ask(client, method, reverse(name, kwargs=parts.get(name)))
            if response.status_code >= 500:
                wrong.append(f"{method} {name} as {role}: answered {response.status_code}")
            elif allowed is None:
                if user is not None and response.status_code not in (403, 404, 405):
                    wrong.append(f"{method} {name} as {role}: should be no way to use it, got {response.status_code}")
            elif _denied(response) is (role in allowed):
                is_open = "closed" if _denied(response) else "open"
                promised = allowed.get(role, "no")
                wrong.append(
                    f"{method} {name} as {role}: {is_open} ({response.status_code}), the matrix says {promised}"
                )
    assert not wrong, "\n".join([*wrong, EDIT])


def test_what_is_open_by_object_is_closed_for_the_objects_of_another_department(
    world: Any, signed_in: Callable[[Any], Any]
) -> None:
    wrong, asked, parts = [], 0, world.arguments()
    for method in ("get", "post"):
        for name, address in MATRIX.items():
            allowed = getattr(address, method) or {}
            if Open.OBJECT not in allowed.values():
                continue
            path = reverse(name, kwargs=parts[name])
            response = _ask(signed_in(world.people.agency_hr_elsewhere), method, path)
            asked += 1
            if not _denied(response):
                wrong.append(f"{method} {name}: open to the agency HR of another department ({response.status_code})")
    assert asked > 10
    assert not wrong, "\n".join([*wrong, EDIT])


def test_each_role_of_an_agency_sees_its_department_and_no_other(world: Any, signed_in: Callable[[Any], Any]) -> None:
    for name in ("agency_hr", "department_director", "appointing_authority", "executive", "supervisor"):
        client = signed_in(getattr(world.people, name))
        listed = client.get(reverse("web:positions")).content.decode()
        assert "0417-22" in listed, name
        assert "T-1" not in listed, name
        assert client.get(reverse("web:position", args=[world.elsewhere.pk])).status_code == 404, name


def test_a_draft_is_not_shown_to_the_one_whose_position_it_describes(
    world: Any, signed_in: Callable[[Any], Any]
) -> None:
    client = signed_in(world.people.executive)
    page = client.get(reverse("web:position", args=[world.position.pk])).content.decode()
    assert "Version 2" in page
    assert "Version 3" not in page
    assert client.get(reverse("web:position_text", args=[world.position.pk, 3])).status_code == 404


def test_a_page_of_the_record_is_not_kept_by_the_browser(world: Any, signed_in: Callable[[Any], Any]) -> None:
    response = signed_in(world.people.analyst).get(reverse("web:position", args=[world.position.pk]))
    assert "no-store" in response["Cache-Control"]
