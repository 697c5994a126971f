SEES = {
    "access.Circle": lambda viewer, row: "secretariat" in viewer.roles,
    "access.Stopped": lambda viewer, row: (
        "secretariat" in viewer.roles or (viewer.person_id and viewer.person_id == row.person_id)
    ),
    "access.Entry": lambda viewer, row: "secretariat" in viewer.roles or (viewer.person_id and viewer.person_id == row.person_id),
}
