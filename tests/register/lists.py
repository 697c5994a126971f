"""Lists of members as people send them."""

import csv
import io
from collections.abc import Sequence

import openpyxl

DANISH = (
    "Navn;CVR-nr.;Land;Udenlandsk nummer;Art;Medlemstype;Størrelsesklasse;Medlem siden;Adresse;Postnr.;By;Kommune;Hjemmeside;"
    "Kontaktperson;Kontakt e-mail;Ansatte;Omsætning;Regnskabsår;CPV-koder;Profil (dansk);Profil (engelsk);Certifikater"
)
ROWS = (
    "Æbelø Radar ApS;13 58 56 28;;;Virksomhed;Virksomhed;10-49;01.02.2019;Havnevej 3;8800;Viborg;Viborg Kommune;www.aebeloe.example;"
    'Åse Ørum;aase@aebeloe.example;24;"12.500.000,50";2025;35613000, 48000000-8;"Vi bygger radar;\nog sensorer";"We build radars";'
    '"ISO 9001 (2027-05-01); AQAP 2110"',
    "Sjöfart AB;;Sverige;556000-1111;Virksomhed;Associeret;250-;2021-05-01;Kajen 1;111 22;Stockholm;;;Bo;;;;;;;;",
    "Nordjysk Universitet;19319970;;;Universitet;Videninstitution;;15-8-2020;;;Aarhus;751;;;;1.250;;2025;;;;",
)


def danish(*rows: str) -> bytes:
    return "\r\n".join((DANISH, *(rows or ROWS))).encode("utf-8-sig")


def workbook(rows: Sequence[Sequence[object]]) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(list(row))
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def as_workbook(content: bytes) -> bytes:
    """The same list as XLSX."""
    return workbook(list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";")))
