"""The binder as one ZIP: the PDF, the evidence as XLSX and CSV, the facts, and a list of all with their hashes."""

import hashlib
import io
import json
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from klynge.programme.binder.facts import canonical
from klynge.programme.binder.pdf import pdf
from klynge.programme.binder.sheets import csv_of, xlsx

FIRST = (1980, 1, 1, 0, 0, 0)  # the earliest moment that a ZIP knows: no clock in the file


def pack(facts: dict[str, Any]) -> bytes:
    """Files in the order of their names; `manifest.json` names the SHA-256 of each other file."""
    inside = {"binder.pdf": pdf(facts), "evidence.xlsx": xlsx(facts), "facts.json": canonical(facts)}
    for one in facts["evidence"]:
        inside[f"evidence/{one['name']}.csv"] = csv_of(one, facts["language"])
    told = {
        "label": facts["label"],
        "set": facts["set"],
        "on": facts["on"]["day"],
        "tlp": facts["tlp"],
        "files": {name: hashlib.sha256(content).hexdigest() for name, content in sorted(inside.items())},
    }
    inside["manifest.json"] = json.dumps(told, ensure_ascii=False, indent=2, sort_keys=True).encode() + b"\n"
    made = io.BytesIO()
    with ZipFile(made, "w") as file:
        for name, content in sorted(inside.items()):
            info = ZipInfo(name, FIRST)
            info.compress_type, info.create_system, info.external_attr = ZIP_DEFLATED, 3, 0o644 << 16
            file.writestr(info, content)
    return made.getvalue()
