"""The pages of the register: each parses, calls, answers."""
