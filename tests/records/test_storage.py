"""Where originals are kept: files by default, a bucket by setting; what is whole is never written over."""

from __future__ import annotations

import base64
import hashlib
import importlib.util
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import boto3
import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import InMemoryStorage, default_storage
from moto import mock_aws

from meritbook.records import originals, storage_setting
from meritbook.records.originals import (
    OriginalAlteredError,
    StorageUnreachableError,
    read_original,
    storage_name,
    store_original,
)
from meritbook.records.storage_setting import StorageSettingError, storage

DATA = b"A contract, signed by three.\n"
SHA256 = hashlib.sha256(DATA).hexdigest()
KEY = f"kept/here/{SHA256[:2]}/{SHA256}"


@pytest.fixture
def bucket(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """A bucket within the test, in which originals are kept below `kept/here`."""
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN"):
        monkeypatch.setenv(name, "testing")
    with mock_aws():
        client = boto3.client("s3", region_name="us-east-1")
        client.create_bucket(Bucket="documents")
        asked = {"MERITBOOK_STORAGE": "s3://documents/kept/here", "MERITBOOK_STORAGE_REGION": "us-east-1"}
        settings.STORAGES = {**settings.STORAGES, "default": storage(asked, Path("/nowhere"))}
        yield client


def test_without_a_setting_they_are_files_that_only_their_owner_reads(tmp_path: Path) -> None:
    found = storage({}, tmp_path)
    assert found["BACKEND"].endswith("FileSystemStorage")
    assert found["OPTIONS"] == {
        "location": str(tmp_path), "file_permissions_mode": 0o600, "directory_permissions_mode": 0o700
    }  # fmt: skip
    assert storage({"MERITBOOK_STORAGE": " files "}, tmp_path) == found


@pytest.mark.parametrize(
    "said",
    ["s3", "s3://", "s3://B", "s3:///prefix", "s3://documents/../up", "s3://documents/a//b", "gs://documents", "disk"],
)
def test_a_place_that_is_none_is_refused_with_the_name_of_the_setting(said: str, tmp_path: Path) -> None:
    with pytest.raises(StorageSettingError) as refused:
        storage({"MERITBOOK_STORAGE": said}, tmp_path)
    assert refused.value.where == "MERITBOOK_STORAGE"


def test_an_endpoint_without_its_scheme_is_refused(tmp_path: Path) -> None:
    asked = {"MERITBOOK_STORAGE": "s3://documents", "MERITBOOK_STORAGE_ENDPOINT": "store.example:9000"}
    with pytest.raises(StorageSettingError) as refused:
        storage(asked, tmp_path)
    assert refused.value.where == "MERITBOOK_STORAGE_ENDPOINT"


def test_without_the_library_the_setting_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        storage_setting, "find_spec", lambda name: None if name == "storages" else importlib.util.find_spec(name)
    )
    with pytest.raises(StorageSettingError) as refused:
        storage({"MERITBOOK_STORAGE": "s3://documents"}, tmp_path)
    assert "extra `s3`" in refused.value.to_do


def test_an_original_lies_in_the_bucket_under_its_hash_and_with_its_checksum(bucket: Any) -> None:
    assert store_original(DATA) == SHA256
    kept = bucket.get_object_attributes(Bucket="documents", Key=KEY, ObjectAttributes=["Checksum", "ObjectSize"])
    assert kept["ObjectSize"] == len(DATA)
    assert bytes.fromhex(SHA256) == base64.b64decode(kept["Checksum"]["ChecksumSHA256"])
    assert read_original(SHA256, "the contract") == DATA


def test_a_whole_original_in_the_bucket_is_not_written_again(bucket: Any) -> None:
    store_original(DATA)
    first = bucket.head_object(Bucket="documents", Key=KEY)["LastModified"]
    bucket.put_object_tagging(Bucket="documents", Key=KEY, Tagging={"TagSet": [{"Key": "first", "Value": "yes"}]})
    assert store_original(DATA) == SHA256
    # A second writing would take the mark away.
    assert bucket.get_object_tagging(Bucket="documents", Key=KEY)["TagSet"]
    assert bucket.head_object(Bucket="documents", Key=KEY)["LastModified"] == first


def test_what_somebody_else_put_there_at_the_same_moment_is_left_as_it_is(
    bucket: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    store_original(DATA)
    bucket.put_object_tagging(Bucket="documents", Key=KEY, Tagging={"TagSet": [{"Key": "first", "Value": "yes"}]})
    real, asked = originals._read, []

    def late(name: str) -> bytes | None:
        asked.append(name)
        return None if len(asked) == 1 else real(name)

    monkeypatch.setattr(originals, "_read", late)
    assert store_original(DATA) == SHA256
    assert len(asked) == 2
    assert bucket.get_object_tagging(Bucket="documents", Key=KEY)["TagSet"]


def test_an_altered_object_is_found_when_it_is_read_and_healed_when_the_bytes_come_again(bucket: Any) -> None:
    store_original(DATA)
    bucket.put_object(Bucket="documents", Key=KEY, Body=DATA[:-1] + b"!")
    with pytest.raises(OriginalAlteredError, match="was altered"):
        read_original(SHA256, "the contract")
    store_original(DATA)
    assert read_original(SHA256, "the contract") == DATA


def test_a_missing_object_is_told_as_missing(bucket: Any) -> None:
    with pytest.raises(OriginalAlteredError, match="is missing"):
        read_original(SHA256, "the contract")


def test_a_bucket_that_is_not_there_is_told_apart_from_a_missing_original(bucket: Any) -> None:
    bucket.delete_bucket(Bucket="documents")
    with pytest.raises(StorageUnreachableError) as told:
        read_original(SHA256, "the contract")
    assert "NoSuchBucket" in told.value.message
    with pytest.raises(StorageUnreachableError):
        store_original(DATA)


@pytest.mark.django_db
def test_when_the_bucket_cannot_be_reached_no_record_is_kept_either(bucket: Any, people: Any, at: Any) -> None:
    from meritbook.actions import Actor, import_document
    from meritbook.records.models import LedgerEntry, StoredDocument

    before = LedgerEntry.objects.count(), StoredDocument.objects.count()
    bucket.delete_bucket(Bucket="documents")
    with pytest.raises(StorageUnreachableError):
        import_document.perform(
            Actor(people.analyst), at=at, why="Kept.", data=b"A letter.\n", name="letter.txt", as_plan=False
        )
    assert (LedgerEntry.objects.count(), StoredDocument.objects.count()) == before


@pytest.mark.django_db
def test_the_record_verifies_in_a_bucket_and_names_what_was_altered_there(bucket: Any, people: Any, at: Any) -> None:
    from meritbook.actions import Actor, import_document, ledger
    from meritbook.records.models import StoredDocument

    import_document.perform(
        Actor(people.analyst), at=at, why="Kept.", data=b"A letter.\n", name="letter.txt", as_plan=False
    )
    row = StoredDocument.objects.get(name="letter.txt")
    assert [one for one in ledger.verify().faults if one.kind == "original"] == []
    bucket.put_object(Bucket="documents", Key=f"kept/here/{storage_name(row.sha256)}", Body=b"Another letter.\n")
    (fault,) = [one for one in ledger.verify().faults if one.kind == "original"]
    assert fault.where == f"storeddocument:{row.pk}"


def test_any_other_storage_of_django_will_do(settings: Any) -> None:
    settings.STORAGES = {**settings.STORAGES, "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"}}
    store_original(DATA)
    assert isinstance(default_storage, InMemoryStorage)
    assert read_original(SHA256, "the contract") == DATA
    default_storage.delete(storage_name(SHA256))
    default_storage.save(storage_name(SHA256), ContentFile(b"in part"))
    store_original(DATA)
    assert read_original(SHA256, "the contract") == DATA


def test_a_writing_that_breaks_off_leaves_nothing_on_disk(
    settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.STORAGES = {**settings.STORAGES, "default": storage({}, tmp_path)}

    def full(_: int) -> None:
        raise OSError("no space left")

    monkeypatch.setattr(originals.os, "fsync", full)
    with pytest.raises(OSError, match="no space left"):
        store_original(DATA)
    assert [one for one in tmp_path.rglob("*") if one.is_file()] == []
