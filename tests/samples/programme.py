from tests.cast import Cast


def samples(cast: Cast) -> None:
    """Nothing yet."""
