"""Indicators counted the slow way, written from the sentences about them and not from the code: a rule as JSON gives it, rows as
dictionaries, one question at a time, everything looked up anew."""

from decimal import Decimal

_BLANKS = {"person", "sme", "staff", "region", "field", "country", "org_kind"}


def answer(test, row):
    """ "yes", "no" or "perhaps"."""
    column, op = test[0], test[1]
    fact = row[column]
    missing = column in _BLANKS and (fact is None or fact == "")
    if op == "known":
        return "no" if missing else "yes"
    if op == "unknown":
        return "yes" if missing else "no"
    if missing:
        return "perhaps"
    if op == "in":
        good = any(fact == one for one in test[2])
    elif op == "not in":
        good = not any(fact == one for one in test[2])
    elif op == "under":
        good = fact < Decimal(str(test[2]))
    else:
        good = fact >= Decimal(str(test[2]))
    return "yes" if good else "no"


def verdict(rule, row, period):
    if row["of"] != rule["of"] or not period[0] <= row["day"] <= period[1]:
        return "no"
    answers = [answer(test, row) for test in rule.get("where", [])]
    if "no" in answers:
        return "no"
    return "perhaps" if "perhaps" in answers else "yes"


def asked(rule):
    return [rule, *(asked(rule["together"]["rule"]) if "together" in rule else [])]


def name(unique, row, top, rows, period):
    """What the row counts as; an organisation's group is the last that any of the asked rules can see in the period."""
    if unique == "row":
        return row["id"]
    if unique != "group":
        return row[unique]
    seen = [
        other
        for other in rows
        if other["organisation"] == row["organisation"] and any(verdict(one, other, period) == "yes" for one in asked(top))
    ]
    return max(seen, key=lambda other: (other["day"], other["id"]))["group"] if seen else row["group"]


def found(rule, top, rows, period):
    """Name -> ids of its rows, and the ids of the rows that might have counted."""
    both = rule.get("together")
    others, perhaps = found(both["rule"], top, rows, period) if both else ({}, set())
    kept = {}
    for row in rows:
        says = verdict(rule, row, period)
        if says == "no":
            continue
        if both and both["how"] != "or":
            whom = name(both["rule"]["unique"], row, top, rows, period)
            if whom is None:
                says = "perhaps"
            elif (whom in others) != (both["how"] == "among"):
                continue
        mine = name(rule["unique"], row, top, rows, period)
        if says == "perhaps" or mine is None:
            perhaps = perhaps | {row["id"]}
        else:
            kept.setdefault(mine, set()).add(row["id"])
    if rule.get("at_least", 1) > 1:
        by_id = {row["id"]: row for row in rows}
        kept = {mine: ids for mine, ids in kept.items() if len({by_id[one][rule["of_each"]] for one in ids}) >= rule["at_least"]}
    if both and both["how"] == "or":
        kept = {mine: kept.get(mine, set()) | others.get(mine, set()) for mine in {*kept, *others}}
    return kept, perhaps


def counted(rule, rows, period):
    """(value, {name: sorted ids}, sorted ids of rows left out for want of a fact)."""
    kept, perhaps = found(rule, rule, rows, period)
    by_id = {row["id"]: row for row in rows}
    used = {one for ids in kept.values() for one in ids}
    measure = rule.get("measure", "count")
    value = len(kept) if measure == "count" else sum((by_id[one][measure] for one in used), Decimal(0))
    return value, {mine: sorted(ids) for mine, ids in kept.items()}, sorted(perhaps - used)


def parts(kept, rows, column):
    """Last known value of the column -> names of what falls to it."""
    by_id = {row["id"]: row for row in rows}
    shares = {}
    for mine, ids in kept.items():
        facts = [
            (by_id[one]["day"], one, by_id[one][column])
            for one in ids
            if not (column in _BLANKS and by_id[one][column] in (None, ""))
        ]
        shares.setdefault(max(facts)[2] if facts else None, set()).add(mine)
    return shares
