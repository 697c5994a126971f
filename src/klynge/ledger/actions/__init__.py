"""What changes the ledger. Rows are only ever added: `book` is the one door."""
