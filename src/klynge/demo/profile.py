"""What a firm shows and to whom: certificates with evidence and expiry, clearance, codes, statements, earlier work.

Everything here is TLP:AMBER+STRICT unless the firm opened it. How often firms open what is a guess that makes the demonstration
interesting: most show their texts and their ISO certificates, few their military codes, nobody the clearance.
"""

from datetime import date, timedelta
from decimal import Decimal
from random import Random

from klynge.core.money import Money
from klynge.core.notice import Text
from klynge.core.tlp import Label
from klynge.demo.bank import Sketch, names
from klynge.demo.shapes import Certificate, Clearance, Code, Form, Kind, Reference, Statement

_MILITARY = ("AQAP", "CMMC")
_CLEARED = {
    Kind.CLASSIFIED: 1.0,
    Kind.PRODUCTION: 0.4,
    Kind.ELECTRONICS: 0.5,
    Kind.SOFTWARE: 0.45,
    Kind.SERVICES: 0.4,
    Kind.KNOWLEDGE: 0.2,
}


def _opened(dice: Random, clear: float, green: float, amber: float = 0.0) -> Label:
    """A label by chance; what is left over is TLP:AMBER+STRICT."""
    throw = dice.random()
    for label, share in ((Label.CLEAR, clear), (Label.GREEN, green), (Label.AMBER, amber)):
        if throw < share:
            return label
        throw -= share
    return Label.STRICT


def statements(sketch: Sketch, dice: Random) -> tuple[Statement, ...]:
    """The texts of the sketch under one common label. A text that describes nothing is public."""
    label = Label.CLEAR if sketch.kind in (Kind.CLASSIFIED, Kind.KNOWLEDGE) else _opened(dice, 0.5, 0.25)
    return tuple(Statement(language, text, label) for language, text in sketch.text.items())


def codes(sketch: Sketch, dice: Random) -> tuple[Code, ...]:
    """CPV (main first), one NACE, EDF categories and Military List headings. The main CPV code and NACE are public."""
    shared, military = _opened(dice, 0.4, 0.35), _opened(dice, 0.0, 0.2, 0.15)
    cpv = (Code("cpv", code, Label.CLEAR if n == 0 else shared, main=n == 0) for n, code in enumerate(sketch.cpv))
    return (
        *cpv,
        Code("nace", sketch.nace, Label.CLEAR, main=True),
        *(Code("edf", code, shared) for code in sketch.edf),
        *(Code("cml", code, military) for code in sketch.cml),
    )


def certificates(sketch: Sketch, dice: Random, today: date) -> tuple[Certificate, ...]:
    """The certificates of the sketch. About one in fourteen has run out, one in eight does so within ninety days."""
    return tuple(_certificate(key, dice, today) for key in sketch.certificates)


def _certificate(key: str, dice: Random, today: date) -> Certificate:
    words = names().certificates[key]
    throw = dice.random()
    if throw < 0.07:
        expires = today - timedelta(days=dice.randint(3, 200))
    elif throw < 0.20:
        expires = today + timedelta(days=dice.randint(4, 90))
    else:
        expires = today + timedelta(days=dice.randint(91, max(120, words.years * 365 - 30)))
    issued = expires - timedelta(days=words.years * 365)
    verified = min(today, issued + timedelta(days=dice.randint(5, 60))) if dice.random() < 0.85 else None
    military = key.startswith(_MILITARY)
    return Certificate(
        key=key,
        name=words.name,
        issuer=dice.choice(names().issuers),
        number=f"{dice.choice('ABDFHKMRST')}{dice.randint(10_000, 99_999)}",
        issued_on=issued,
        expires_on=expires,
        evidence=f"{key.lower()}.pdf" if verified else "",
        verified_on=verified,
        label=_opened(dice, 0.15, 0.45) if military else _opened(dice, 0.65, 0.2),
    )


def clearance(sketch: Sketch, dice: Random, today: date) -> Clearance:
    """Whether the firm holds a facility clearance, and until when: they run for two or five years. Level and content are not
    kept anywhere in the product."""
    share = 1.0 if sketch.form is Form.PRIME else 0.08 if sketch.form is Form.START_UP else _CLEARED[sketch.kind]
    if dice.random() >= share:
        return Clearance(False, None, None, Label.STRICT)
    years = dice.choice((2, 5))
    expires = today + timedelta(days=dice.randint(-60, years * 365 - 30))
    seen = min(today, expires - timedelta(days=years * 365 - dice.randint(5, 40)))
    return Clearance(True, expires, seen, Label.STRICT)


def references(sketch: Sketch, dice: Random, today: date) -> tuple[Reference, ...]:
    """The earlier work of the sketch with an undisclosed customer, years and, for half of it, a value in DKK."""
    language = "da" if "da" in sketch.text else "en"
    return tuple(_reference(title, language, dice, today) for title in sketch.work)


def _reference(title: str, language: str, dice: Random, today: date) -> Reference:
    last = today.year - dice.randint(0, 5)
    value = Money(Decimal(dice.randint(3, 240)) * 100_000, "DKK") if dice.random() < 0.5 else None
    customers = names().customers
    who = dice.randrange(len(customers["da"]))
    return Reference(
        title=Text({language: title}),
        customer=Text({tongue: customers[tongue][who] for tongue in ("da", "en")}),
        first_year=last - dice.randint(0, 3),
        last_year=last,
        value=value,
        label=_opened(dice, 0.35, 0.3, 0.1),
    )
