SEES = {"ops.Run": lambda viewer, row: "secretariat" in viewer.roles or "tech" in viewer.roles}
