from tests.oracle import programme_reports

SEES: dict[str, object] = {**programme_reports.SEES}
