"""Beside each name stands the name as it is compared, however the row is written."""

from __future__ import annotations

from typing import Any

import pytest
from django.db.models import F

from meritbook.records.models import User


def test_the_folded_name_follows_the_name_however_it_is_written(at: Any, db: None) -> None:
    one = User.objects.create(username="fold", full_name="José", created_at=at)
    assert one.folded_name == "jose"
    one.full_name = "Łukasz"
    one.save(update_fields=["full_name"])
    one.refresh_from_db()
    assert one.folded_name == "lukasz"
    User.objects.filter(pk=one.pk).update(full_name="Søren")
    one.refresh_from_db()
    assert one.folded_name == "soren"
    User.objects.bulk_create([User(username="bulk", full_name="Müller", created_at=at)])
    bulk = User.objects.get(username="bulk")
    assert bulk.folded_name == "muller"
    one.full_name, bulk.full_name = "Ægir", "Çelik"
    User.objects.bulk_update([one, bulk], ["full_name"])
    assert list(User.objects.order_by("pk").values_list("folded_name", flat=True)) == ["aegir", "celik"]


def test_a_name_that_only_the_database_works_out_is_refused(at: Any, db: None) -> None:
    User.objects.create(username="fold", full_name="José", created_at=at)
    with pytest.raises(TypeError, match="Write a name itself"):
        User.objects.update(full_name=F("username"))


def test_the_folded_name_is_no_part_of_what_the_ledger_vouches_for(at: Any, db: None) -> None:
    one = User.objects.create(username="fold", full_name="José", created_at=at)
    before = one.fingerprint()
    one.folded_name = ""
    assert one.fingerprint() == before
