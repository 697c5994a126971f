"""Frozen reports lie in the home under their hash, each written once and whole, and are checked when they are read."""

import os
from pathlib import Path

from django.conf import settings

from klynge.core.errors import Wrong
from klynge.programme.pack.content import sha256


def place(hash: str) -> Path:
    return Path(settings.HOME) / "packs" / f"{hash}.json"


def keep(bytes_: bytes) -> str:
    """Their SHA-256."""
    hash = sha256(bytes_)
    file = place(hash)
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        unfinished = file.with_suffix(f".{os.getpid()}")
        unfinished.write_bytes(bytes_)
        unfinished.replace(file)
    return hash


def kept(hash: str) -> bytes:
    """Raises Wrong when the file is gone or was changed."""
    try:
        bytes_ = place(hash).read_bytes()
    except OSError as fault:
        raise Wrong(
            "The file of this report is not in its place. Restore the folder “packs” of the home from a backup."
        ) from fault
    if sha256(bytes_) != hash:
        raise Wrong("The file of this report was changed on disk. Restore the folder “packs” of the home from a backup.")
    return bytes_
