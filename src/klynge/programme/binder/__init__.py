"""A frozen workbook as files: one PDF to read, the evidence as tables, and a list of hashes. The same facts give the same bytes."""
