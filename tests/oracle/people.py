SEES = {
    "people.RoleGrant": lambda viewer, row: (
        "secretariat" in viewer.roles or (viewer.account_id and viewer.account_id == row.account_id)
    ),
    "people.Link": lambda viewer, row: "secretariat" in viewer.roles,
}
