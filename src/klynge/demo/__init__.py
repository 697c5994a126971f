"""The demonstration cluster: one seed gives 150 member firms, their people and some 120 notices, always the same.

What is public about the case (CenSec) stands in `cluster.py` with its source. All else here is invented and says so.

    cluster.facts()                     what is public, each fact with its source
    firms.firms(seed, today)            the 150 members
    people.team(seed, today, members)   secretariat, board, sign-ins
    notices.write_notices(seed, today)  files of eForms XML and OCDS JSON, as a source would give them
    notices.fitting(seed, today)        which members were written to fit which notice

Nothing here touches a database, a clock or the network. The words live in TOML files beside the code (`texts/`, `market/`).
"""
