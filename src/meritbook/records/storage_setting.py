"""Where the originals of documents are kept, from the environment: files in the data folder, or a bucket of an S3.

The credentials of the bucket are those of the standard AWS environment and never pass through here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from meritbook.core.errors import MeritbookError

FILES = "files"
_BUCKET = re.compile(r"[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]")


class StorageSettingError(MeritbookError):
    """`MERITBOOK_STORAGE` or what goes with it cannot be understood, or its library is not installed."""

    code = "settings.storage"
    remedy = "Set MERITBOOK_STORAGE to `files`, or to `s3://bucket` or `s3://bucket/prefix`."
    http_status = 500


def storage(environ: Mapping[str, str], folder: Path) -> dict[str, Any]:
    """Django's setting of the storage; raises `StorageSettingError`. `folder` is where files go by default."""
    said = environ.get("MERITBOOK_STORAGE", "").strip() or FILES
    if said == FILES:
        return {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {
                "location": str(folder),
                "file_permissions_mode": 0o600,
                "directory_permissions_mode": 0o700,
            },
        }
    scheme, _, rest = said.partition("://")
    bucket, _, prefix = rest.partition("/")
    parts = prefix.strip("/").split("/") if prefix.strip("/") else []
    if scheme != "s3" or not _BUCKET.fullmatch(bucket) or any(part in ("", ".", "..") for part in parts):
        raise StorageSettingError(
            f"MERITBOOK_STORAGE names no place to keep documents: {said!r}.", where="MERITBOOK_STORAGE"
        )
    if find_spec("storages") is None or find_spec("boto3") is None:
        raise StorageSettingError(
            "MERITBOOK_STORAGE names a bucket, and the library that reaches one is not installed.",
            where="MERITBOOK_STORAGE",
            remedy="Install Meritbook with its extra `s3`, or set MERITBOOK_STORAGE to `files`.",
        )
    endpoint = environ.get("MERITBOOK_STORAGE_ENDPOINT", "").strip() or None
    if endpoint is not None and not endpoint.startswith(("https://", "http://")):
        raise StorageSettingError(
            f"MERITBOOK_STORAGE_ENDPOINT must be an address with http:// or https://, not {endpoint!r}.",
            where="MERITBOOK_STORAGE_ENDPOINT",
        )
    return {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "bucket_name": bucket,
            "location": "/".join(parts),
            "endpoint_url": endpoint,
            "region_name": environ.get("MERITBOOK_STORAGE_REGION", "").strip() or None,
            "default_acl": None,
            # One name is one content: under an address that says otherwise nothing is ever written.
            "file_overwrite": True,
            "querystring_auth": True,
            "signature_version": "s3v4",
        },
    }
