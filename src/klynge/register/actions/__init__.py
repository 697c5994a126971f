"""What can be done with the register: each action checks, changes, records in the journal, in one transaction."""
