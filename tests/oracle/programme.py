SEES: dict[str, object] = {}
