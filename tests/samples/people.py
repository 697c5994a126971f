from klynge.people import links
from tests.cast import Cast
from tests.samples import word


def samples(cast: Cast) -> None:
    """The cast holds roles already."""
    for person in (cast.anna, cast.ben):
        links.make("sample", word(), person.person_id, days=1)
