from tests.cast import Cast
from tests.samples import programme_reports


def samples(cast: Cast) -> None:
    programme_reports.samples(cast)
