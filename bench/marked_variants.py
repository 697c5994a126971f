"""Marked texts made for the bench, by its own hand: each mark as authorities write it, in each place and each disguise that safety work
names. Nothing here uses the guard's code, or its table of words."""

import random
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import BytesIO

# (system, language) -> marks that stand alone in a line of their own, and marks of paragraphs.
MARKS = {
    ("dk", "da"): ("YDERST HEMMELIGT", "HEMMELIGT", "FORTROLIGT", "TIL TJENESTEBRUG"),
    ("nato", "en"): ("COSMIC TOP SECRET", "NATO SECRET", "NATO CONFIDENTIAL", "NATO RESTRICTED"),
    ("nato", "fr"): ("COSMIC TRÈS SECRET", "OTAN SECRET", "OTAN CONFIDENTIEL", "OTAN DIFFUSION RESTREINTE", "SECRET OTAN"),
    ("eu", "fr"): (
        "TRÈS SECRET UE/EU TOP SECRET",
        "SECRET UE/EU SECRET",
        "CONFIDENTIEL UE/EU CONFIDENTIAL",
        "RESTREINT UE/EU RESTRICTED",
    ),
    ("eu", "en"): ("EU TOP SECRET", "EU SECRET", "EU CONFIDENTIAL", "EU RESTRICTED"),
    ("de", "de"): ("STRENG GEHEIM", "GEHEIM", "VS-VERTRAULICH", "VS-NUR FÜR DEN DIENSTGEBRAUCH", "VS-NfD"),
    ("fr", "fr"): ("TRÈS SECRET", "SECRET", "DIFFUSION RESTREINTE", "SPÉCIAL FRANCE", "SECRET DÉFENSE", "CONFIDENTIEL DÉFENSE"),
    ("uk", "en"): ("TOP SECRET", "SECRET", "OFFICIAL-SENSITIVE"),
    ("us", "en"): ("TOP SECRET//NOFORN", "SECRET//NOFORN", "CONFIDENTIAL//NOFORN", "CUI//SP-EXPT"),
    ("no", "no"): ("STRENGT HEMMELIG", "HEMMELIG", "KONFIDENSIELT", "BEGRENSET"),
    ("se", "sv"): ("KVALIFICERAT HEMLIG", "HEMLIG", "KONFIDENTIELL", "BEGRÄNSAT HEMLIG"),
}
PORTIONS = {
    ("nato", "en"): ("CTS", "NS", "NC", "NR", "CTS-A", "NS-A", "NC-A"),
    ("eu", "fr"): ("TS-UE/EU-TS", "S-UE/EU-S", "C-UE/EU-C", "R-UE/EU-R"),
    ("us", "en"): ("S", "C", "TS"),
}
PROSE = {
    "da": "Leverandøren skal beskrive, hvordan udstyret vedligeholdes i felten, og hvilke reservedele der indgår.",
    "en": "The supplier describes how the equipment is maintained in the field and which spare parts are included.",
    "fr": "Le fournisseur décrit l'entretien du matériel sur le terrain et les pièces de rechange comprises.",
    "de": "Der Lieferant beschreibt, wie das Gerät im Feld gewartet wird und welche Ersatzteile enthalten sind.",
    "no": "Leverandøren skal beskrive hvordan utstyret vedlikeholdes i felt, og hvilke reservedeler som inngår.",
    "sv": "Leverantören beskriver hur utrustningen underhålls i fält och vilka reservdelar som ingår.",
}
_CYRILLIC = str.maketrans("ABCEHIKMOPTXY", "АВСЕНІКМОРТХУ")
_GREEK = str.maketrans("ABEHIKMNOPTXYZ", "ΑΒΕΗΙΚΜΝΟΡΤΧΥΖ")
_WIDE = {code: code + 0xFEE0 for code in range(0x21, 0x7F)} | {0x20: 0x3000}
_BARE = str.maketrans("ÈÉÄÜÖèéäüö", "EEAUOeeauo")


def _every_second(words: str, mark: str) -> str:
    return "".join(letter + mark if n % 2 else letter for n, letter in enumerate(words))


def _bold(words: str) -> str:
    return "".join(chr(0x1D400 + ord(c) - 65) if "A" <= c <= "Z" else c for c in words)


DISGUISES: dict[str, Callable[[str], str]] = {
    "as it is": lambda words: words,
    "two lines": lambda words: words.replace(" ", "\n", 1),
    "many blanks": lambda words: words.replace(" ", "  \t "),
    "hard blanks": lambda words: words.replace(" ", "\u00a0"),
    "dashes": lambda words: words.replace(" ", "-"),
    "long dashes": lambda words: words.replace("-", " – ").replace(" ", " — ", 1) if " " in words else words,
    "underscores": lambda words: words.replace(" ", "_"),
    "full width": lambda words: words.translate(_WIDE),
    "Cyrillic letters": lambda words: words.translate(_CYRILLIC),
    "Greek letters": lambda words: words.translate(_GREEK),
    "zero width": lambda words: _every_second(words, "\u200b"),
    "soft hyphens": lambda words: _every_second(words, "\u00ad"),
    "joiners": lambda words: _every_second(words, "\u2060"),
    "spaced": lambda words: " ".join(words.replace(" ", "  ")),
    "spaced by hard blanks": lambda words: "\u00a0".join(words),
    "no accents": lambda words: words.translate(_BARE),
    "accents apart": lambda words: words.replace("È", "E\u0300").replace("É", "E\u0301").replace("Ü", "U\u0308").replace("Ä", "A\u0308"),
    "bold letters": _bold,
    "page number": lambda words: f"- 3 -   {words}   Page 3 of 12",
    "stars": lambda words: f"*** {words} ***",
    "in bold mark-up": lambda words: f"**{words}**",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Variant:
    """`file` is given when it comes as a file, else `text`."""

    system: str
    language: str
    channel: str
    disguise: str
    text: str = ""
    file: tuple[str, bytes] | None = None


def variants(seed: int = 1) -> Iterator[Variant]:
    """Every mark x disguise x channel of text; a drawn part of them as files, which take longer."""
    dice = random.Random(seed)
    for (system, language), marks in MARKS.items():
        prose = PROSE[language]
        for mark in marks:
            written = set()
            for disguise, change in DISGUISES.items():
                told = change(mark)
                if told in written:
                    continue  # it changes nothing in this mark
                written.add(told)
                for channel, make in TEXTS.items():
                    yield Variant(system, language, channel, disguise, make(told, prose))
                for channel, pack in FILES.items():
                    if disguise not in ("two lines", "page number") and dice.random() < 0.35:
                        yield Variant(system, language, channel, disguise, file=pack(told, prose))
    for (system, language), portions in PORTIONS.items():
        for portion in portions:
            for start in ("", "  ", "1. ", "- ", "\u200b"):
                text = f"{PROSE[language]}\n\n{start}({portion}) {PROSE[language]}"
                yield Variant(system, language, "portion", "as it is", text)
                yield Variant(
                    system, language, "portion", "full width", text.replace(f"({portion})", f"({portion})".translate(_WIDE))
                )


TEXTS: dict[str, Callable[[str, str], str]] = {
    "alone": lambda mark, prose: mark,
    "top": lambda mark, prose: f"{mark}\n\n{prose}\n{prose}",
    "foot": lambda mark, prose: f"{prose}\r\n{prose}\r\n\r\n{mark}\r\n",
    "between": lambda mark, prose: f"{prose}\n   {mark}   \n{prose}",
    "far down": lambda mark, prose: f"{prose}\n" * 200 + f"{mark}\n" + f"{prose}\n" * 200,
    "web page": lambda mark, prose: f"{prose}\u2028{mark}\u2028{prose}",
}


def packed(members: dict[str, bytes]) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in members.items():
            archive.writestr(name, body)
    return out.getvalue()


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("\t", " ")


def _docx(mark: str, prose: str, where: str) -> bytes:
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    half = len(mark) // 2
    run = "".join(f'<w:r><w:t xml:space="preserve">{_escaped(part)}</w:t></w:r>' for part in (mark[:half], mark[half:]))
    body = f"<w:p><w:r><w:t>{_escaped(prose)}</w:t></w:r></w:p>"
    parts = {
        "[Content_Types].xml": b"<Types/>",
        "word/document.xml": f"<w:document {space}><w:body>{body}</w:body></w:document>".encode(),
    }
    if where == "document":
        parts["word/document.xml"] = f"<w:document {space}><w:body><w:p>{run}</w:p>{body}</w:body></w:document>".encode()
    elif where == "custom":
        parts["docProps/custom.xml"] = (
            f"<Properties><property name='Label'><lpwstr>{_escaped(mark)}</lpwstr></property></Properties>".encode()
        )
    else:
        parts[f"word/{where}1.xml"] = f"<w:x {space}><w:p>{run}</w:p></w:x>".encode()
    return packed(parts)


def _xlsx(mark: str, prose: str) -> bytes:
    strings = f"<sst><si><t>{_escaped(prose)}</t></si><si><t>{_escaped(mark)}</t></si></sst>"
    return packed({"[Content_Types].xml": b"<Types/>", "xl/sharedStrings.xml": strings.encode()})


def _odt(mark: str, prose: str) -> bytes:
    space = 'xmlns:t="urn:t"'
    content = f"<t:doc {space}><t:p>{_escaped(prose)}</t:p><t:p><t:span>{_escaped(mark)}</t:span></t:p></t:doc>"
    return packed({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": content.encode()})


HEADERS = "From: a@example.org\nSubject: hello\nContent-Type: text/plain; charset=utf-8"
FILES: dict[str, Callable[[str, str], tuple[str, bytes]]] = {
    "text file": lambda mark, prose: ("a.txt", f"{prose}\n{mark}\n{prose}".encode()),
    "text file, UTF-16": lambda mark, prose: ("a.txt", f"{prose}\n{mark}\n{prose}".encode("utf-16")),
    "list": lambda mark, prose: ("a.csv", f"name;note\nx;{mark}\n{prose};y\n".encode()),
    "document": lambda mark, prose: ("a.docx", _docx(mark, prose, "document")),
    "header": lambda mark, prose: ("a.docx", _docx(mark, prose, "header")),
    "footnote": lambda mark, prose: ("a.docx", _docx(mark, prose, "footnotes")),
    "comment": lambda mark, prose: ("a.docx", _docx(mark, prose, "comments")),
    "property": lambda mark, prose: ("a.docx", _docx(mark, prose, "custom")),
    "workbook": lambda mark, prose: ("a.xlsx", _xlsx(mark, prose)),
    "open document": lambda mark, prose: ("a.odt", _odt(mark, prose)),
    "web page": lambda mark, prose: ("a.html", f"<p>{_escaped(prose)}</p><h1>{_escaped(mark)}</h1>".encode()),
    "mail": lambda mark, prose: ("a.eml", f"{HEADERS}\n\n{mark}\n{prose}".encode()),
    "name": lambda mark, prose: (f"{mark.replace('/', ' ')}.txt", prose.encode()),
    "zip in zip": lambda mark, prose: ("a.zip", packed({"b.zip": packed({"c.txt": f"{mark}\n{prose}".encode()})})),
}  # fmt: skip
