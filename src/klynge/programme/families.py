"""Sets of rules, and the sets that they belong to."""


def families(rules: str) -> tuple[str, ...]:
    """A set of rules and those that it refines: "deb-erdf" asks for what "deb" asks for."""
    parts = rules.split("-")
    return tuple("-".join(parts[:n]) for n in range(len(parts), 0, -1))
