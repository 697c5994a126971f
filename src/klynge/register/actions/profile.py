"""Setting each kind of entry by name. All go through `entries.put`, which decides whether they apply or wait; see there for what
`audience`, `seen`, `consent` mean and which errors are raised."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import TypedDict, Unpack

from klynge.access.viewer import Viewer
from klynge.register.actions.audience import Audience
from klynge.register.actions.entries import Done, put, remove
from klynge.register.actions.kinds import Values
from klynge.register.models import Fact


class How(TypedDict, total=False):
    audience: Audience
    seen: str
    consent: str


def set_fact(*, by: Viewer, organisation_id: int, name: str, value: str, language: str = "", **how: Unpack[How]) -> Done:
    """A field of the profile (see `fields.FACTS`); an empty value takes it out."""
    if not value.strip():
        row = Fact.objects.visible_to(by).filter(organisation_id=organisation_id, name=name, language=language).first()
        if row is None:
            return Done(None, changed=False)
        return remove(by=by, organisation_id=organisation_id, kind="fact", id=row.pk)
    said: Values = {"name": name, "language": language, "value": value}
    return put(by=by, organisation_id=organisation_id, kind="fact", values=said, **how)


def set_figure(
    *,
    by: Viewer,
    organisation_id: int,
    name: str,
    year: int,
    amount: Decimal,
    currency: str = "",
    source: str = "",
    **how: Unpack[How],
) -> Done:
    """A yearly figure: "staff" in annual work units, "turnover" or "balance" in `currency`."""
    said: Values = {"name": name, "year": year, "amount": amount, "currency": currency, "source": source}
    return put(by=by, organisation_id=organisation_id, kind="figure", values=said, **how)


def set_capability(*, by: Viewer, organisation_id: int, system: str, code: str, main: bool = False, **how: Unpack[How]) -> Done:
    """The organisation does what the code names. `system` is "own", "cpv", "nace", "edf" or "cml"."""
    said: Values = {"system": system, "code": code, "main": main}
    return put(by=by, organisation_id=organisation_id, kind="capability", values=said, **how)


def set_certificate(
    *,
    by: Viewer,
    organisation_id: int,
    name: str,
    kind: str = "certificate",
    id: int | None = None,
    site_id: int | None = None,
    evidence: str = "",
    standing: str = "declared",
    verifier: str = "",
    issued_on: date | None = None,
    expires_on: date | None = None,
    **how: Unpack[How],
) -> Done:
    """A certificate, or with kind="clearance" the fact that a clearance of level `name` is held. A member declares or documents;
    only the secretariat says "verified"."""
    if standing == "verified" and not by.secretariat:
        standing = "documented"
    said: Values = {
        "site_id": site_id,
        "kind": kind,
        "name": name,
        "evidence": evidence,
        "standing": standing,
        "verifier": verifier,
        "issued_on": issued_on,
        "expires_on": expires_on,
    }
    return put(by=by, organisation_id=organisation_id, kind="certificate", values=said, id=id, **how)


def set_reference(
    *,
    by: Viewer,
    organisation_id: int,
    title: str,
    language: str = "da",
    text: str = "",
    buyer: str = "",
    year: int | None = None,
    amount: Decimal | None = None,
    currency: str = "",
    cpv: Sequence[str] = (),
    id: int | None = None,
    **how: Unpack[How],
) -> Done:
    """Past work: a contract, a project."""
    said: Values = {
        "title": title,
        "language": language,
        "text": text,
        "buyer": buyer,
        "year": year,
        "amount": amount,
        "currency": currency,
        "cpv": list(cpv),
    }
    return put(by=by, organisation_id=organisation_id, kind="reference", values=said, id=id, **how)


def add_site(
    *,
    by: Viewer,
    organisation_id: int,
    name: str = "",
    p_number: str = "",
    address: str = "",
    postcode: str = "",
    town: str = "",
    municipality: str = "",
    country: str = "DK",
    main: bool = False,
    from_on: date | None = None,
    to_on: date | None = None,
    id: int | None = None,
    **how: Unpack[How],
) -> Done:
    """A place of production or an office; with `id` the one that is there is changed. `municipality` is its four-digit code."""
    said: Values = {
        "name": name,
        "p_number": p_number,
        "address": address,
        "postcode": postcode,
        "town": town,
        "municipality": municipality,
        "country": country.upper(),
        "main": main,
        "from_on": from_on,
        "to_on": to_on,
    }
    return put(by=by, organisation_id=organisation_id, kind="site", values=said, id=id, **how)


def set_ownership(
    *,
    by: Viewer,
    organisation_id: int,
    owner_id: int,
    share: Decimal,
    from_on: date,
    to_on: date | None = None,
    control: bool = False,
    source: str = "",
    id: int | None = None,
    **how: Unpack[How],
) -> Done:
    """`owner_id` holds `share` percent of the votes from one day to another; `control` where it decides without a majority."""
    said: Values = {
        "owner_id": owner_id,
        "share": share,
        "control": control,
        "from_on": from_on,
        "to_on": to_on,
        "source": source,
    }
    return put(by=by, organisation_id=organisation_id, kind="ownership", values=said, id=id, **how)
