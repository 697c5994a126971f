"""What an uploaded file is found to be, by its content. A picture is drawn anew, so that nothing but its pixels is kept: no position of
a camera, no second file hidden behind the first."""

import io
import zipfile
from pathlib import PurePath

from PIL import Image, ImageOps

from klynge.core.errors import Wrong
from klynge.web.drawing import is_drawing, pixels

PIXELS = 40_000_000  # of all frames together; about 100 MB of memory
FORMATS = {"GIF": ".gif", "JPEG": ".jpg", "PNG": ".png", "WEBP": ".webp"}
_SIGNS = {".pdf": b"%PDF-", ".zip": b"PK\x03\x04"}
_INSIDE = {".docx": "word/document.xml", ".odt": "content.xml", ".pptx": "ppt/presentation.xml", ".xlsx": "xl/workbook.xml"}


def redrawn(content: bytes) -> tuple[bytes, str]:
    """A picture drawn anew, and the ending of its name; of a drawing (SVG) its pixels. Raises Wrong for what is none of GIF, JPEG, PNG, SVG
    and WebP, is too large or damaged. The size is read from the head of the file, before anything is decoded."""
    if is_drawing(content):
        return pixels(content), ".png"
    too_large = Wrong(
        "This picture has too many pixels. Make it smaller than %(most)s million and try again.", most=PIXELS // 10**6
    )
    try:
        with Image.open(io.BytesIO(content), formats=list(FORMATS)) as picture:
            if picture.width * picture.height * getattr(picture, "n_frames", 1) > PIXELS:
                raise too_large
            return _drawn(picture), FORMATS[str(picture.format)]
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise too_large from None
    except (OSError, SyntaxError, ValueError, EOFError) as fault:
        raise Wrong("This is no picture that can be read. Save it as JPEG, PNG, GIF, SVG or WebP and try again.") from fault


def _drawn(picture: Image.Image) -> bytes:
    """All frames, each on a new sheet; upright as the camera was held."""
    kind, out = picture.format, io.BytesIO()
    modes = ("RGB", "L") if kind == "JPEG" else ("RGB", "L", "RGBA")
    frames = []
    for number in range(getattr(picture, "n_frames", 1) if kind != "JPEG" else 1):
        picture.seek(number)
        frame = ImageOps.exif_transpose(picture)
        mode = frame.mode if frame.mode in modes else "RGBA" if frame.has_transparency_data and kind != "JPEG" else "RGB"
        sheet = Image.new(mode, frame.size)
        sheet.paste(frame.convert(mode))
        frames.append(sheet)
    if len(frames) > 1:
        frames[0].save(out, kind, save_all=True, append_images=frames[1:], duration=picture.info.get("duration", 100), loop=0)
    else:
        frames[0].save(out, kind, **({"quality": 90} if kind in ("JPEG", "WEBP") else {}))
    return out.getvalue()


def checked(name: str, content: bytes) -> None:
    """Raises Wrong when a file is not what the ending of its name says."""
    suffix = PurePath(name).suffix.lower()
    fits = content.startswith(_SIGNS[suffix]) if suffix in _SIGNS else _text(content)
    if suffix in _INSIDE:
        fits = _holds(content, _INSIDE[suffix])
    if not fits:
        raise Wrong(
            "This file is not what its name says (%(ending)s). Save it again from the program that made it.", ending=suffix or "?"
        )


def _holds(content: bytes, inside: str) -> bool:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            return inside in packed.namelist()
    except zipfile.BadZipFile:
        return False


def _text(content: bytes) -> bool:
    try:
        return "\x00" not in content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return b"\x00" not in content and not content.startswith((b"\x7fELF", b"MZ"))
