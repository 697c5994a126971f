"""One writing for all ways of writing: what a reader takes for the same letters is the same string, whoever typed, printed or hid it."""

import re
import unicodedata

# Letters of other scripts that look like Latin ones, and Latin ones that no decomposition leads back to a-z.
_ALIKE = {
    "АВЕЅZІЈКМНОРСТҮХԌԚԜ": "ABESZIJKMHOPCTYXGQW",
    "авеѕіјкмнорстухԛԝґгӏ": "abesijkmhopctyxqwrrl",
    "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧϹ": "ABEZHIKMNOPTYXC",
    "αβεικνορτυχϲγ": "abeiknoptuxcy",
    "ØøĐđŁłĦħıȷɑɡſƒ": "OoDdLlHhijagsf",
    "ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢ": "abcdefghijklmnoprstuvwyz",
    "ᎪᏴᏟᎠᎬᎻᎫᏦᏞᎷᎾᏢᏒᏚᎢᏙᏔᎩᏃ": "ABCDEHJKLMOPRSTVWYZ",
}
ALIKE = {theirs: ours for row, latin in _ALIKE.items() for theirs, ours in zip(row, latin, strict=True)}
ALIKE |= {"Æ": "AE", "æ": "ae", "Œ": "OE", "œ": "oe", "ß": "ss", "ẞ": "SS", "Þ": "TH", "þ": "th", "Ð": "D", "ð": "d"}
for _start in (0x1F150, 0x1F170, 0x1F1E6):  # letters in circles, in squares, of flags
    ALIKE |= {chr(_start + n): chr(65 + n) for n in range(26)}
ALIKE |= dict.fromkeys("−⁃﹘˗➖", "-") | dict.fromkeys("∕⁄⧸╱", "/") | {"\u2800": " ", "\u3164": "", "\u1160": "", "\u115f": ""}
_LINES = "\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"
_GONE = ("Mn", "Mc", "Me", "Cf", "Cc", "Cs")

_BLANKS = re.compile("  +")
_BREAKS = re.compile(" ?\n[ \n]*")
_SPACED = re.compile(r"(?<![^\W_])(?:[^\W\d_][ ._*~-]{1,2}){2,}[^\W\d_](?![^\W_])")
_UPRIGHT = re.compile(r"(?:(?<=\n)|^)[^\W\d_](?:\n[^\W\d_]){3,}(?=\n|$)")
_BETWEEN = re.compile(r"[ ._*~\n-]")


class _Table(dict[int, str]):
    """What each character becomes; worked out when it is first met. Its result does not change when it is looked up again."""

    def __missing__(self, code: int) -> str:
        self[code] = found = _settled(chr(code))
        return found


def _settled(text: str) -> str:
    for _ in range(8):
        before, text = text, "".join(map(_plainer, unicodedata.normalize("NFKD", text)))
        if text == before:
            break
    return text


def _plainer(letter: str) -> str:
    if letter in _LINES:
        return "\n"
    if letter in ALIKE:
        return ALIKE[letter]
    kind = unicodedata.category(letter)
    if kind == "Zs" or letter == "\t":
        return " "
    if kind == "Pd":
        return "-"
    small = letter.lower()
    if kind in _GONE or len(small) != 1:
        return ""
    # A capital that looks like nothing, whose small letter does: so that the small one of the result is settled, too.
    return ALIKE[small].upper() if small in ALIKE and small != letter else letter


_TABLE = _Table()


def flat(text: str) -> str:
    """The text in plain letters with its case and its lines: no accents, no invisible marks, one kind of dash, one blank, no empty
    lines, and words that were s p a c e d or written downwards put together. Takes any string, in time linear in its length."""
    text = text.translate(_TABLE)
    text = _BREAKS.sub("\n", _BLANKS.sub(" ", text)).strip(" \n")
    text = _SPACED.sub(_together, text)
    return _UPRIGHT.sub(_together, text)


def normalised(text: str) -> str:
    """The same without case: what is compared. Done twice it changes nothing."""
    return flat(text).lower()


def _together(found: re.Match[str]) -> str:
    return _BETWEEN.sub("", found[0])
