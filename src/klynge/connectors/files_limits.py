"""How much is taken from a file before it counts as an attack or a mistake."""

from dataclasses import dataclass

FILE_BYTES = 200_000_000  # one document; the largest real notice has some 10 MB, a national OCDS package some 100 MB
MEMBERS = 99_999  # of one archive; the fullest month of TED has some 70,000 notices
UNPACKED_TIMES = 100  # unpacked over packed; notices reach 20, a file of zeros 1,000
UNPACKED_FREE = 100_000_000  # so much may be unpacked whatever the ratio: it harms nobody
DIRECTORY_BYTES = 32_000_000  # the table of contents of a zip, which is read at once: MEMBERS names of 255 letters
HEADER_BYTES = 1_000_000  # a long name or an extended header of a tar, which is read at once
NESTED = 1  # archives within an archive; their own archives are not opened


class Bomb(Exception):
    """More came out of a file than an honest one would hold. Ends the reading of the whole file."""


@dataclass(slots=True)
class Budget:
    """What may be unpacked from one file of `packed` bytes."""

    packed: int
    unpacked: int = 0

    def spend(self, size: int) -> None:
        """Raises Bomb when more than the ratio allows has been unpacked."""
        self.unpacked += size
        if self.unpacked > self.most():
            raise Bomb(f"More than {self.most():,} bytes came out of a file of {self.packed:,}; the rest was not read.")

    def most(self) -> int:
        return max(UNPACKED_FREE, UNPACKED_TIMES * self.packed)
