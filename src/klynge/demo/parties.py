"""Who buys and who wins: invented authorities, members of the cluster, and invented firms outside it."""

from collections.abc import Mapping

from klynge.core.notice import Text
from klynge.demo.bank import Buyer, buyers
from klynge.demo.crew import slug
from klynge.demo.dice import dice
from klynge.demo.issue import Party
from klynge.demo.numbers import CVR_RANGE
from klynge.demo.shapes import Firm

_CURRENCIES = {"DK": "DKK", "SE": "SEK", "NO": "NOK", "PL": "PLN", "GB": "GBP"}


def currency(country: str) -> str:
    """The money in which a buyer of this country writes its values."""
    return _CURRENCIES.get(country, "EUR")


def _spoken(name: Text, languages: tuple[str, ...]) -> Text:
    return Text((language, name.best(language)) for language in languages)


def buyer(key: str, members: Mapping[str, Firm], languages: tuple[str, ...], seed: int) -> tuple[Party, Buyer]:
    """The buyer as a party and in the words of the bank. A key of a member (a prime) is a firm that seeks a sub-supplier."""
    if key in members:
        firm = members[key]
        words = Buyer(
            Text({"da": firm.name}), "DK", firm.sites[0].town.nuts, firm.sites[0].town.name, languages, "body-pl", "defence"
        )
        return member(firm, languages), words
    words = buyers()[key]
    digits = dice(seed, "authority", key).randrange(CVR_RANGE.start, CVR_RANGE.stop)
    domain = f"{slug(words.name.best())}.example"
    party = Party(
        name=_spoken(words.name, languages),
        national_id=str(digits),
        country=words.country,
        nuts=words.nuts,
        town=words.town,
        postcode="0000",
        web=f"https://www.{domain}",
        email=f"tenders@{domain}",
    )
    return party, words


def member(firm: Firm, languages: tuple[str, ...]) -> Party:
    """A member of the cluster as a notice names it: by name and CVR number."""
    town = firm.sites[0].town
    return Party(
        name=Text((language, firm.name) for language in languages),
        national_id=firm.cvr,
        country="DK",
        nuts=town.nuts,
        town=town.name,
        postcode=town.postcode,
        web=firm.web,
        email=firm.email,
        size=firm.size,
    )


def winner(key: str, members: Mapping[str, Firm], languages: tuple[str, ...], at: Party, seed: int) -> Party:
    """A member by the key of its sketch, or ("!Name") an invented firm in the buyer's own country."""
    if not key.startswith("!"):
        return member(members[key], languages)
    name = key.removeprefix("!")
    domain = f"{slug(name)}.example"
    number = str(dice(seed, "outsider", name).randrange(CVR_RANGE.start, CVR_RANGE.stop))
    web, mail = f"https://www.{domain}", f"mail@{domain}"
    return Party(Text((lang, name) for lang in languages), number, at.country, at.nuts, at.town, "0000", web, mail, "medium")
