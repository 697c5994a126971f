"""The demonstration's last year in the ledger: two grants, what was done for them, and what follows from it."""
