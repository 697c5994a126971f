"""Lists of members from files: read, checked row by row, compared with the register. Nothing here writes."""
