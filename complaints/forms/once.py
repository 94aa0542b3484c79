"""One page's form is one case, however often it is sent; with corrected answers it is another."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

LEFT_OUT = frozenset({"attachments", "token", "started"})


def token_of(cleaned: Mapping[str, Any]) -> str:
    """The page's token together with what was answered, files included."""
    answers = [
        str(getattr(value, "pk", value))
        for name, value in sorted(cleaned.items())
        if name not in LEFT_OUT
    ]
    files = [hashlib.sha256(file.content).hexdigest() for file in cleaned["attachments"]]
    digest = hashlib.sha256(json.dumps([answers, files]).encode()).hexdigest()
    return f"{cleaned['token']}.{digest}"
