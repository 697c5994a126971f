"""The world outside: each module holds the facts of one source and two generators, what to ask and what an answer says."""
