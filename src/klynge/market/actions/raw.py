"""Answers of sources are kept as they came, each once, gzipped under its hash: whatever is made from them can be made again."""

import gzip
import hashlib
import os
from pathlib import Path

from django.conf import settings

from klynge.connectors.shapes import Answer
from klynge.core.errors import Wrong


def keep(answer: Answer) -> str:
    """Writes the answer below `settings.RAW` unless it is there; its SHA-256. The file appears whole or not at all."""
    sha256 = hashlib.sha256(answer.body).hexdigest()
    file = place(sha256)
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        unfinished = file.with_suffix(f".{os.getpid()}")
        unfinished.write_bytes(gzip.compress(answer.body, compresslevel=6, mtime=0))
        unfinished.replace(file)
    return sha256


def place(sha256: str) -> Path:
    return Path(settings.RAW) / sha256[:2] / f"{sha256}.gz"


def kept(sha256: str) -> bytes:
    """The answer with this hash. Raises Wrong when its file is gone or was changed."""
    try:
        body = gzip.decompress(place(sha256).read_bytes())
    except (OSError, EOFError) as fault:
        raise Wrong("The kept answer %(sha256)s cannot be read: %(fault)s.", sha256=sha256, fault=str(fault)) from fault
    if hashlib.sha256(body).hexdigest() != sha256:
        raise Wrong("The kept answer %(sha256)s was changed on disk. Take it in again from its source.", sha256=sha256)
    return body
