"""A file of whatever kind, read into a table."""

from klynge.core.errors import Wrong
from klynge.register.imports.reading import Columns
from klynge.register.imports.sheet_file import read_xlsx
from klynge.register.imports.table import Table, check_size
from klynge.register.imports.text_file import read_csv


def read_table(content: bytes, columns: Columns) -> Table:
    """CSV or XLSX, told by what the file holds and not by its name; `columns` are those that it may
    have. Raises Wrong with what is the matter and what to do."""
    check_size(content)
    if content[:4] == b"PK\x03\x04":
        return read_xlsx(content)
    if content[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        raise Wrong("This is a workbook of the old kind (XLS) or one with a password. Save it as XLSX or CSV.", where="file")
    return read_csv(content, columns)
