"""What Microsoft Entra ID sends beside the standard, made what it means. Pure."""

import json
from typing import Any


def as_meant(body: bytes) -> bytes:
    """Entra names a member to take away as {"$ref": null, "value": "7"}: the empty `$ref` says nothing of the member.
    What is no such PATCH stays as it came.
    """
    if b"null" not in body or b'"Operations"' not in body:
        return body
    try:
        told = json.loads(body)
    except ValueError:
        return body
    operations = told.get("Operations") if isinstance(told, dict) else None
    for one in operations if isinstance(operations, list) else []:
        if isinstance(one, dict) and str(one.get("op")).lower() == "remove" and isinstance(one.get("value"), list):
            one["value"] = [_said(entry) for entry in one["value"]]
    return json.dumps(told).encode()


def _said(entry: Any) -> Any:
    return {name: value for name, value in entry.items() if value is not None} if isinstance(entry, dict) else entry
