"""What the body of a page is made of. A block is a class here, a line in `BODY`, and a template of its name in
`templates/website/blocks/`."""

from bs4 import BeautifulSoup
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageBlock
from wagtail.rich_text import RichText

FEATURES = ["bold", "italic", "ol", "ul", "link", "document-link"]  # of a text; headings are blocks of their own


class Heading(blocks.CharBlock):
    class Meta:
        label = _("Heading")
        icon = "title"
        template = "website/blocks/heading.html"


class CleanText(blocks.RichTextBlock):
    """Text with the features that it allows and nothing else, whoever wrote it: what an import or an action brings passes the same
    sieve as what the editor sends."""

    def get_prep_value(self, value: RichText | None) -> str | None:
        if value is None or not value.source.strip():
            return None if value is None else ""
        converter = ContentstateConverter(self.features)
        whole = str(BeautifulSoup(value.source, "html.parser"))  # each element that is opened is closed
        return converter.to_database_format(converter.from_database_format(whole))


class Text(CleanText):
    class Meta:
        label = _("Text")
        icon = "pilcrow"
        template = "website/blocks/text.html"


class Illustration(blocks.StructBlock):
    """A picture. What it shows is told in words for those who do not see it, unless it is an ornament."""

    image = ImageBlock(label=_("Picture"))
    caption = blocks.CharBlock(label=_("Caption"), required=False, max_length=300)

    def get_searchable_content(self, value: blocks.StructValue) -> list[str]:
        """Its words are its caption. Wagtail's own picture says None where an editor said nothing."""
        return [value["caption"]] if value.get("caption") else []

    class Meta:
        label = _("Picture")
        icon = "image"
        template = "website/blocks/illustration.html"


class Quote(blocks.StructBlock):
    text = blocks.TextBlock(label=_("What was said"), max_length=1000)
    name = blocks.CharBlock(label=_("Who said it"), max_length=200)
    title = blocks.CharBlock(label=_("Title and organisation"), required=False, max_length=200)

    class Meta:
        label = _("Quote")
        icon = "openquote"
        template = "website/blocks/quote.html"


class Facts(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Heading"), max_length=200)
    text = CleanText(label=_("Text"), features=["bold", "ul", "link"])

    class Meta:
        label = _("Facts box")
        icon = "list-ul"
        template = "website/blocks/facts.html"


class Download(blocks.StructBlock):
    file = DocumentChooserBlock(label=_("File"))
    text = blocks.CharBlock(label=_("What it is"), required=False, max_length=200)

    class Meta:
        label = _("File")
        icon = "doc-full"
        template = "website/blocks/download.html"


class LinkLine(blocks.StructBlock):
    """One line of a list of links: a page of ours, or an address elsewhere."""

    text = blocks.CharBlock(label=_("Text"), max_length=200)
    page = blocks.PageChooserBlock(label=_("Page"), required=False)
    url = blocks.URLBlock(label=_("or an address elsewhere"), required=False)

    class Meta:
        label = _("Link")
        icon = "link"


class Links(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Heading"), required=False, max_length=200)
    lines = blocks.ListBlock(LinkLine(), label=_("Links"), min_num=1, max_num=40)

    class Meta:
        label = _("List of links")
        icon = "link"
        template = "website/blocks/links.html"


BODY = [
    ("heading", Heading(max_length=200)),
    ("text", Text(features=FEATURES)),
    ("picture", Illustration()),
    ("quote", Quote()),
    ("facts", Facts()),
    ("file", Download()),
    ("links", Links()),
]
