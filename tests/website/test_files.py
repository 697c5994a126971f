"""What is taken in as a picture or a file, and what of it is kept."""

import tracemalloc
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile, ZipInfo

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from klynge.core.errors import Wrong
from klynge.website.models import File, Picture
from klynge.website.redraw import PIXELS, checked, redrawn

SVG = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"


def drawn(kind: str = "PNG", size: tuple[int, int] = (40, 30), mode: str = "RGB", **more: object) -> bytes:
    out = BytesIO()
    Image.new(mode, size).save(out, kind, **more)
    return out.getvalue()


def packed(**files: str) -> bytes:
    out = BytesIO()
    with ZipFile(out, "w") as archive:
        for name, text in files.items():
            archive.writestr(ZipInfo(name), text)  # the same bytes at any second, since they name a test
    return out.getvalue()


@pytest.mark.parametrize("mode", ["RGB", "L", "P", "RGBA", "LA", "1", "CMYK", "I;16"])
@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "WEBP"])
def test_a_picture_of_every_sort_keeps_its_size_and_kind(kind, mode):
    try:
        content = drawn(kind, mode=mode)
    except (OSError, KeyError, ValueError):
        pytest.skip(f"there is no {kind} of {mode}")
    again, ending = redrawn(content)
    picture = Image.open(BytesIO(again))
    assert (picture.format, picture.size, ending) == (kind, (40, 30), {"JPEG": ".jpg"}.get(kind, f".{kind.lower()}"))


def test_of_a_picture_only_its_pixels_are_kept():
    exif = Image.Exif()
    exif[0x010E] = "secret place"
    for kind in ("JPEG", "PNG", "WEBP"):
        hidden = drawn(kind, exif=exif) + packed(inside="secret") + b"<script>secret</script>"
        assert b"secret" in hidden
        assert b"secret" not in redrawn(hidden)[0]


def test_a_moving_picture_moves_on():
    frames = [Image.new("RGB", (9, 9), colour) for colour in ("red", "green", "blue")]
    out = BytesIO()
    frames[0].save(out, "GIF", save_all=True, append_images=frames[1:], duration=100)
    assert Image.open(BytesIO(redrawn(out.getvalue())[0])).n_frames == 3


def test_a_picture_of_a_hundred_megapixels_is_refused_before_it_is_decoded(monkeypatch):

    content = drawn(size=(10_000, 10_001), mode="1")
    tracemalloc.start()
    with pytest.raises(Wrong, match="too many pixels"):
        redrawn(content)
    assert tracemalloc.get_traced_memory()[1] < 5_000_000
    tracemalloc.stop()
    many = BytesIO()
    frames = [Image.new("1", (2000, 2000), n % 2) for n in range(PIXELS // 4_000_000 + 1)]
    frames[0].save(many, "GIF", save_all=True, append_images=frames[1:])
    with pytest.raises(Wrong, match="too many pixels"):
        redrawn(many.getvalue())


HEAD = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 40 20'>"
DRAWING = f"{HEAD}<rect width='40' height='20' fill='#00f'/><circle cx='20' cy='10' r='5' fill='red'/></svg>".encode()


def test_a_drawing_is_kept_as_its_pixels():
    content, ending = redrawn(b"<?xml version='1.0'?><!-- a note -->" + DRAWING)
    picture = Image.open(BytesIO(content))
    assert (picture.format, picture.size, ending) == ("PNG", (1600, 800), ".png")
    assert picture.convert("RGB").getpixel((800, 400)) == (255, 0, 0)
    assert picture.convert("RGB").getpixel((10, 10)) == (0, 0, 255)


@pytest.mark.parametrize(
    "inside",
    [
        "<script>alert(1)</script>",
        "<rect width='9' height='9' onload='alert(1)'/>",
        "<foreignObject><p xmlns='http://www.w3.org/1999/xhtml'>x</p></foreignObject>",
        "<image href='https://a.example/a.png' width='9' height='9'/>",
        "<use href='https://a.example/a.svg#x'/>",
        "<use xmlns:xlink='http://www.w3.org/1999/xlink' xlink:href='file:///etc/passwd#x'/>",
        "<style>@import url(https://a.example/a.css);</style>",
        "<rect width='9' height='9' style='fill:url(https://a.example/a)'/>",
        "<a href='javascript:alert(1)'><text>x</text></a>",
        "<animate attributeName='href' to='javascript:alert(1)'/>",
        "<rect",
    ],
)
def test_a_drawing_that_can_do_more_than_draw_is_refused(inside):
    with pytest.raises(Wrong, match="drawing"):
        redrawn(f"{HEAD}{inside}</svg>".encode())


def test_a_drawing_that_would_never_end_is_refused():
    nested = "".join(f"<g id='a{n}'>" + f"<use href='#a{n - 1}'/>" * 10 + "</g>" for n in range(1, 12))
    bomb = f"{HEAD}<defs><g id='a0'><rect width='9' height='9'/></g>{nested}</defs><use href='#a11'/></svg>"
    with pytest.raises(Wrong, match="drawing"):
        redrawn(bomb.encode())
    with pytest.raises(Wrong, match="how large"):
        redrawn(b"<svg xmlns='http://www.w3.org/2000/svg'/>")
    with pytest.raises(Wrong, match="drawing"):
        redrawn(b"<!DOCTYPE svg [<!ENTITY a 'b'>]>" + DRAWING)


@pytest.mark.parametrize("content", [b"", b"GIF89a", drawn()[:60], drawn("BMP"), drawn("TIFF"), b"%PDF-1.7"])
def test_what_is_no_picture_is_refused(content):
    with pytest.raises(Wrong, match="no picture"):
        redrawn(content)


@pytest.mark.parametrize(
    ("name", "content", "right"),
    [
        ("a.pdf", b"%PDF-1.7", True),
        ("a.pdf", SVG, False),
        ("a.docx", packed(**{"word/document.xml": ""}), True),
        ("a.docx", packed(**{"xl/workbook.xml": ""}), False),
        ("a.xlsx", packed(**{"xl/workbook.xml": ""}), True),
        ("a.xlsx", b"PK\x03\x04 broken", False),
        ("a.zip", packed(x=""), True),
        ("a.zip", b"MZ", False),
        ("a.csv", "æ;ø\n".encode(), True),
        ("a.csv", b"\x7fELF\x00", False),
    ],
)
def test_a_file_is_what_its_name_says(name, content, right):
    try:
        checked(name, content)
    except Wrong:
        assert not right
    else:
        assert right


@pytest.fixture
def clara(homes, browser):
    return browser("clara")


def upload(client, where: str, name: str, content: bytes, **more: object):
    told = {"title": "T", "file": SimpleUploadedFile(name, content), "looked_through": "yes"}
    return client.post(f"/edit/{where}/add/", {**told, **more})


@pytest.mark.django_db
def test_a_picture_that_nobody_looked_at_for_marks_does_not_come_in(clara):
    assert upload(clara, "images", "a.png", drawn(), description="A field", looked_through="").status_code == 422
    assert Picture.objects.count() == 0
    page = clara.get("/edit/images/add/").content.decode()
    assert 'name="looked_through"' in page
    assert 'value="yes"' in page
    assert clara.get("/edit/images/multiple/add/").url == "/edit/images/add/"


@pytest.mark.django_db
def test_a_picture_comes_in_with_words_for_what_it_shows(clara):
    assert upload(clara, "images", "field.png", drawn()).status_code == 200
    assert Picture.objects.count() == 0
    assert upload(clara, "images", "field.png", drawn(), description="A field").status_code == 302
    picture = Picture.objects.get()
    assert (picture.description, picture.width, picture.height) == ("A field", 40, 30)
    assert picture.file.name.startswith("site/pictures/")
    assert "field.png" not in picture.file.name


@pytest.mark.django_db
def test_a_drawing_comes_in_as_pixels(clara):
    assert upload(clara, "images", "a.svg", DRAWING, description="A dot").status_code == 302
    picture = Picture.objects.get()
    assert (picture.width, picture.height, picture.file.name.endswith(".png")) == (1600, 800, True)
    assert Path(picture.file.path).read_bytes().startswith(b"\x89PNG")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "content"),
    [("a.svg", SVG), ("a.png", SVG), ("a.jpg", drawn()), ("a.png", b"%PDF-1.7"), ("a.png", drawn(size=(9_000, 9_000), mode="1"))],
)
def test_what_is_no_picture_does_not_come_in(clara, name, content):
    assert upload(clara, "images", name, content, description="x").status_code == 200
    clara.post(
        "/edit/images/multiple/add/",
        {"files[]": SimpleUploadedFile(name, content)},
        headers={"x-requested-with": "XMLHttpRequest"},
    )
    assert Picture.objects.count() == 0


@pytest.mark.django_db
def test_a_file_that_is_another_than_its_name_says_does_not_come_in(clara):
    for name, content in (("a.pdf", SVG), ("a.svg", SVG), ("a.html", b"<p>"), ("a.docx", b"PK\x03\x04")):
        assert upload(clara, "documents", name, content).status_code == 200
    assert File.objects.count() == 0
    assert upload(clara, "documents", "a.pdf", b"%PDF-1.7").status_code == 302
    assert File.objects.get().file.name.startswith("site/files/")
