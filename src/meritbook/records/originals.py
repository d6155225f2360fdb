"""Originals byte for byte under their hash, on disk or in a bucket: never there in part, checked on each reading."""

from __future__ import annotations

import base64
import hashlib
import os
import tempfile
from pathlib import Path
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage, default_storage

from meritbook.core.errors import MeritbookError

_NOT_WHOLE = b"\0 not the bytes that were put there"
"""In place of bytes that do not agree with the checksum that the bucket keeps of them."""


class OriginalAlteredError(MeritbookError):
    """The stored original is missing, or is not the bytes that were stored."""

    code = "document.original_altered"
    remedy = "Restore the file from a backup; `meritbook verify` lists every original that is affected."
    http_status = 500


class StorageUnreachableError(MeritbookError):
    """The place where originals are kept cannot be reached, or refuses. Nothing was changed."""

    code = "storage.unreachable"
    remedy = (
        "See whether the bucket is there and the server may read and write in it, then try again. Nothing is lost: no "
        "record is kept before its original is."
    )
    http_status = 503


def storage_name(sha256: str) -> str:
    """Where an original lies in the document store: by its hash, so that the same bytes are kept once."""
    return f"{sha256[:2]}/{sha256}"


def store_original(data: bytes) -> str:
    """Keep the bytes and return their SHA-256. Done before the row is written: a row never lacks its original.

    What is there already and is whole is left alone; over what is not what its name says, the right bytes are written.
    Raises `StorageUnreachableError`.
    """
    sha256 = hashlib.sha256(data).hexdigest()
    name = storage_name(sha256)
    kept = _read(name)
    if kept is not None and hashlib.sha256(kept).hexdigest() == sha256:
        return sha256
    if _on_disk():
        _to_disk(Path(default_storage.path(name)), data)
    elif _in_bucket():
        _to_bucket(default_storage, name, data, sha256, fresh=kept is None)
    else:
        _to_any(name, data)
    return sha256


def read_original(sha256: str, called: str) -> bytes:
    """The bytes that were stored under the hash, checked against it; `called` is how people know the document.

    Raises `OriginalAlteredError` and `StorageUnreachableError`.
    """
    name = storage_name(sha256)
    data = _read(name)
    if data is None:
        raise OriginalAlteredError(f"The original of {called} is missing.", where=name)
    if hashlib.sha256(data).hexdigest() != sha256:
        raise OriginalAlteredError(f"The original of {called} was altered.", where=name)
    return data


def _on_disk() -> bool:
    return isinstance(default_storage, FileSystemStorage)


def _in_bucket() -> bool:
    return hasattr(default_storage, "bucket_name")


def _read(name: str) -> bytes | None:
    """The bytes under the name; none where there are none."""
    if _in_bucket():
        return _from_bucket(default_storage, name)
    try:
        with default_storage.open(name) as file:
            data: bytes = file.read()
    except OSError:
        return None
    return data


def _from_bucket(store: Any, name: str) -> bytes | None:
    try:
        got = store.connection.meta.client.get_object(Bucket=store.bucket_name, Key=_key(store, name))
        data: bytes = got["Body"].read()
    except Exception as problem:
        if not _of_the_bucket(problem):
            raise
        if _code(problem) == "NoSuchKey":
            return None
        if type(problem).__name__ == "FlexibleChecksumError":
            return _NOT_WHOLE
        raise _unreachable(problem) from problem
    return data


def _key(store: Any, name: str) -> str:
    return f"{store.location.strip('/')}/{name}".lstrip("/")


def _to_disk(path: Path, data: bytes) -> None:
    """Written under another name, flushed to the disk and moved into place, so that no file is ever there in part."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle, incoming = tempfile.mkstemp(dir=path.parent, prefix=".incoming-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        # Also over a file that is not what its name says: the right bytes take its place.
        Path(incoming).replace(path)
    except BaseException:
        Path(incoming).unlink(missing_ok=True)
        raise


def _to_bucket(store: Any, name: str, data: bytes, sha256: str, *, fresh: bool) -> None:
    """Put as one object with its checksum: a bucket shows it whole or not at all, and refuses other bytes.

    `fresh`: nothing was there, so nothing is written over what somebody else put there at the same moment.
    """
    asked: dict[str, Any] = {"IfNoneMatch": "*"} if fresh else {}
    try:
        store.connection.meta.client.put_object(
            Bucket=store.bucket_name,
            Key=_key(store, name),
            Body=data,
            ContentType="application/octet-stream",
            ChecksumAlgorithm="SHA256",
            ChecksumSHA256=base64.b64encode(bytes.fromhex(sha256)).decode("ascii"),
            **asked,
        )
    except Exception as problem:
        if not _of_the_bucket(problem):
            raise
        if fresh and _code(problem) in ("PreconditionFailed", "412", "ConditionalRequestConflict"):
            # Under this name only these bytes are ever put: somebody was faster.
            if _read(name) == data:
                return
        elif fresh and _code(problem) == "NotImplemented":
            # An older S3 does not know the condition; the name alone still says what the bytes are.
            _to_bucket(store, name, data, sha256, fresh=False)
            return
        raise _unreachable(problem) from problem


def _to_any(name: str, data: bytes) -> None:
    """By what every storage can do; where it chose another name, that is taken back."""
    if default_storage.exists(name):
        default_storage.delete(name)
    given = default_storage.save(name, ContentFile(data))
    if given != name:
        default_storage.delete(given)


def _of_the_bucket(problem: Exception) -> bool:
    """Whether the library that reaches buckets says so; it is not imported where none is used."""
    return any(one.__module__.partition(".")[0] in ("botocore", "boto3") for one in type(problem).__mro__)


def _code(problem: BaseException) -> str:
    response = getattr(problem, "response", None)
    return str(response.get("Error", {}).get("Code", "")) if isinstance(response, dict) else ""


def _unreachable(problem: BaseException) -> StorageUnreachableError:
    code = _code(problem) or type(problem).__name__
    return StorageUnreachableError(
        f"The bucket in which documents are kept does not answer as it should ({code}).", where="MERITBOOK_STORAGE"
    )
