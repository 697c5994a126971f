"""The participation ledger: what was done, who took part for whom, for which money. Everything counted is read from here."""
