"""Content hashes: SHA-256 of canonical JSON (sorted keys, UTF-8) of the parsed model.

Order, quoting, comments and layout of a file do not enter; nor do empty entries. A workbook with
the same answers as a YAML file has the same hash.
"""

from __future__ import annotations

import hashlib
import json

from pydantic import BaseModel


def canonical_json(model: BaseModel) -> bytes:
    """The model as UTF-8 JSON with sorted keys, without defaults and white space."""
    data = model.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    return json.dumps(data, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


def fingerprint(model: BaseModel) -> str:
    """SHA-256 of :func:`canonical_json`, in hexadecimal."""
    return hashlib.sha256(canonical_json(model)).hexdigest()
