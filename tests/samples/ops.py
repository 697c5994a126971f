from klynge.ops import runs
from tests.cast import Cast
from tests.samples import word


def samples(cast: Cast) -> None:
    for by in (cast.anna, cast.clara):
        runs.queued("match", word(), by=by)
