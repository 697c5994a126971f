"""The cluster's story as blocks: milestones, offices, people, partner clusters, what it holds, and what a membership costs. Where a
block has a list, its lines keep the order in which the editor puts them."""

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.images.blocks import ImageChooserBlock

from klynge.market.countries import COUNTRIES
from klynge.register.fields import MEMBERSHIPS, SIZE_BANDS
from klynge.web.denmark import municipalities
from klynge.website.models.blocks import CleanText


class Typed:
    """A block whose value is no text. What the form sends is turned into what is kept at once: else a page that nobody touched would look
    changed, and whoever approves it would be taken for who wrote it."""

    field: Any

    def value_from_form(self, value: Any) -> Any:
        try:
            return self.field.to_python(value)
        except ValidationError:
            return value  # the form says what is wrong with it


class Number(Typed, blocks.IntegerBlock):
    pass


class Degrees(Typed, blocks.FloatBlock):
    pass


class Day(Typed, blocks.DateBlock):
    pass


class Amount(Typed, blocks.DecimalBlock):
    pass


Choices = Iterator[tuple[str, str | Promise]]
LABEL, DESIGNATION, PROGRAMME = "label", "designation", "programme"
HELD = [(DESIGNATION, _("Designation")), (PROGRAMME, _("Programme")), (LABEL, _("Label"))]


def municipality_choices() -> Choices:
    return ((one.code, one.name) for one in sorted(municipalities().values(), key=lambda one: one.name))


def country_choices() -> Choices:
    return ((code, name) for code, name in COUNTRIES.items())


def membership_choices() -> Choices:
    return iter(MEMBERSHIPS.items())


def band_choices() -> Choices:
    return ((band, band) for band in SIZE_BANDS)


def _title() -> blocks.CharBlock:
    return blocks.CharBlock(label=_("Heading"), required=False, max_length=200)


def _source() -> blocks.CharBlock:
    return blocks.CharBlock(
        label=_("Source"), required=False, max_length=300, help_text=_("An address, or where it can be read."), search_index=False
    )


def _year(label: Promise, *, required: bool = True) -> Number:
    return Number(label=label, required=required, min_value=1900, max_value=2100)


def _latitude(*, required: bool) -> Degrees:
    return Degrees(label=_("Latitude"), required=required, min_value=-90, max_value=90, help_text=_("As in 55.68."))


def _longitude(*, required: bool) -> Degrees:
    return Degrees(label=_("Longitude"), required=required, min_value=-180, max_value=180, help_text=_("As in 12.57."))


class Milestone(blocks.StructBlock):
    year = _year(_("Year"))
    text = blocks.CharBlock(label=_("What happened"), max_length=300)
    source = _source()


class Milestones(blocks.StructBlock):
    """The cluster's history as a time line."""

    title = _title()
    lines = blocks.ListBlock(Milestone(), label=_("Milestones"), min_num=1, max_num=60)

    class Meta:
        label = _("Milestones")
        icon = "history"
        template = "website/blocks/milestones.html"


class Office(blocks.StructBlock):
    """It stands on the map at its own point, or else at the main town of its municipality."""

    name = blocks.CharBlock(label=_("Name"), max_length=120)
    address = blocks.CharBlock(label=_("Address"), max_length=200)
    municipality = blocks.ChoiceBlock(label=_("Municipality"), choices=municipality_choices, required=False)
    lat = _latitude(required=False)
    lon = _longitude(required=False)
    phone = blocks.CharBlock(label=_("Telephone"), required=False, max_length=40)
    email = blocks.EmailBlock(label=_("E-mail"), required=False)

    def clean(self, value: Any) -> Any:
        """Half a point is none, and without any the map cannot show it."""
        said = super().clean(value)
        if (said["lat"] is None) != (said["lon"] is None):
            raise StructBlockValidationError({"lat": ValidationError(_("Give both latitude and longitude, or neither."))})
        if said["lat"] is None and not said["municipality"]:
            raise StructBlockValidationError(
                {"municipality": ValidationError(_("Choose the municipality, or give latitude and longitude."))}
            )
        return said


class Offices(blocks.StructBlock):
    title = _title()
    lines = blocks.ListBlock(Office(), label=_("Offices"), min_num=1, max_num=30)

    class Meta:
        label = _("Offices on a map")
        icon = "site"
        template = "website/blocks/offices.html"


class Colleague(blocks.StructBlock):
    """One of the secretariat. `field`: what to ask this person about."""

    name = blocks.CharBlock(label=_("Name"), max_length=120)
    role = blocks.CharBlock(label=_("Title"), max_length=120)
    field = blocks.CharBlock(label=_("Special field"), required=False, max_length=200)
    phone = blocks.CharBlock(label=_("Telephone"), required=False, max_length=40)
    email = blocks.EmailBlock(label=_("E-mail"), required=False)
    picture = ImageChooserBlock(label=_("Picture"), required=False)


class Secretariat(blocks.StructBlock):
    title = _title()
    lines = blocks.ListBlock(Colleague(), label=_("People"), min_num=1, max_num=60)

    class Meta:
        label = _("Secretariat")
        icon = "group"
        template = "website/blocks/people.html"


class Seat(blocks.StructBlock):
    """A member of the board. `organisation`: with whom they come."""

    name = blocks.CharBlock(label=_("Name"), max_length=120)
    role = blocks.CharBlock(label=_("Seat"), max_length=120, help_text=_("As in chair, or member."))
    organisation = blocks.CharBlock(
        label=_("From"), required=False, max_length=200, help_text=_("The organisation they come from.")
    )
    until = _year(_("Elected until"), required=False)
    picture = ImageChooserBlock(label=_("Picture"), required=False)


class Board(blocks.StructBlock):
    title = _title()
    lines = blocks.ListBlock(Seat(), label=_("Seats"), min_num=1, max_num=40)

    class Meta:
        label = _("Board")
        icon = "group"
        template = "website/blocks/people.html"


class Partner(blocks.StructBlock):
    """A cluster abroad. `text`: what we do together."""

    name = blocks.CharBlock(label=_("Name"), max_length=200)
    country = blocks.ChoiceBlock(label=_("Country"), choices=country_choices)
    city = blocks.CharBlock(label=_("Town"), max_length=100)
    lat = _latitude(required=True)
    lon = _longitude(required=True)
    url = blocks.URLBlock(label=_("Address of their site"), required=False)
    text = blocks.CharBlock(label=_("What we do together"), required=False, max_length=300)


class Partners(blocks.StructBlock):
    title = _title()
    lines = blocks.ListBlock(Partner(), label=_("Partner clusters"), min_num=1, max_num=60)

    class Meta:
        label = _("Partner clusters on a map")
        icon = "globe"
        template = "website/blocks/partners.html"


class Holding(blocks.StructBlock):
    """A label, a designation or a programme, with its period and who issued it."""

    kind = blocks.ChoiceBlock(label=_("What it is"), choices=HELD)
    name = blocks.CharBlock(label=_("Name"), max_length=200)
    issued_by = blocks.CharBlock(label=_("Issued by"), required=False, max_length=200)
    from_year = _year(_("From the year"), required=False)
    to_year = _year(_("To the year"), required=False)
    valid_until = Day(label=_("Valid until"), required=False)
    source = _source()

    def clean(self, value: Any) -> Any:
        said = super().clean(value)
        if said["from_year"] and said["to_year"] and said["to_year"] < said["from_year"]:
            raise StructBlockValidationError({"to_year": ValidationError(_("It would end before it begins."))})
        return said


class Holdings(blocks.StructBlock):
    title = _title()
    lines = blocks.ListBlock(Holding(), label=_("Lines"), min_num=1, max_num=20)

    class Meta:
        label = _("Designation, programme and label")
        icon = "success"
        template = "website/blocks/holdings.html"


class Fee(blocks.StructBlock):
    """What a membership costs a year; without a size band it holds for all sizes."""

    type = blocks.ChoiceBlock(label=_("Membership type"), choices=membership_choices)
    band = blocks.ChoiceBlock(label=_("Employees"), choices=band_choices, required=False)
    amount = Amount(label=_("Amount a year"), min_value=0, max_digits=12, decimal_places=2)
    currency = blocks.RegexBlock(
        label=_("Currency"),
        regex=r"^[A-Z]{3}$",
        default="DKK",
        error_messages={"invalid": _("Write the currency in three letters, as in DKK.")},
        search_index=False,
    )
    from_year = _year(_("From the year"))


class Membership(blocks.StructBlock):
    """What it costs and how one joins. The button leads to the application form, in the language of the page."""

    title = _title()
    fees = blocks.ListBlock(Fee(), label=_("What it costs"), min_num=1, max_num=60)
    note = blocks.CharBlock(label=_("Note below the fees"), required=False, max_length=300, help_text=_("As in: without VAT."))
    how = CleanText(label=_("How to join"), features=["bold", "ol", "ul", "link", "document-link"], required=False)
    apply = blocks.BooleanBlock(label=_("With a button to the application form"), required=False, default=True)

    class Meta:
        label = _("Membership")
        icon = "user"
        template = "website/blocks/membership.html"


STORY = [
    ("milestones", Milestones()),
    ("holdings", Holdings()),
    ("offices", Offices()),
    ("secretariat", Secretariat()),
    ("board", Board()),
    ("partners", Partners()),
    ("membership", Membership()),
]
