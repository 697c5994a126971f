"""Finding text over guarded rows. Write with `klynge.search.actions`, ask with `klynge.search.queries`.

Three promises: whoever may not read a passage finds nothing by it (no hit, count, order or snippet tells of it); what is written
in a transaction is found from its end on and not before; and everything here was made from other rows, so it can be thrown away
and made again (`actions.rebuild`).
"""
