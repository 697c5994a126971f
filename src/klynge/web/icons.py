"""The few icons, drawn for Klynge on a grid of 20: strokes in the colour of the text beside them, never alone the bearer of meaning."""

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

_PATHS = {
    "search": "M9 15a6 6 0 1 0 0-12 6 6 0 0 0 0 12zM13.5 13.5 17 17",
    "arrow": "M4 10h12M11 5l5 5-5 5",
    "back": "M16 10H4M9 5l-5 5 5 5",
    "down": "M5 8l5 5 5-5",
    "check": "M4 10.5l4 4 8-9",
    "alert": "M10 3 18 16.5H2zM10 8v4M10 14.2v.1",
    "info": "M10 18a8 8 0 1 0 0-16 8 8 0 0 0 0 16zM10 9v5M10 6.2v.1",
    "clock": "M10 18a8 8 0 1 0 0-16 8 8 0 0 0 0 16zM10 5.5V10l3 2",
    "pin": "M10 18s6-5.2 6-10a6 6 0 0 0-12 0c0 4.8 6 10 6 10zM10 10a2 2 0 1 0 0-4 2 2 0 0 0 0 4z",
    "lock": "M5 9h10v8H5zM7 9V6.5a3 3 0 0 1 6 0V9",
    "close": "M5 5l10 10M15 5 5 15",
    "menu": "M3 6h14M3 10h14M3 14h14",
    "calendar": "M3 5h14v12H3zM3 9h14M7 3v3M13 3v3",
    "people": "M7.5 9.5a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM2 17c0-3 2.2-5 5.5-5s5.5 2 5.5 5M13 4a3 3 0 0 1 0 5.5M14.5 12.3c2.2.5 3.5 2.2 3.5 4.7",
    "theme": "M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14zM10 3v14M10 6.5h5.2M10 10h7M10 13.5h5.2",
    "download": "M10 3v10M6 9l4 4 4-4M4 17h12",
    "code": "M7 5 2.5 10 7 15M13 5l4.5 5L13 15",
    "word": "M3 5h14M3 9h9M3 13h14M3 17h6",
    "record": "M10 12a4.5 4.5 0 1 0 0-9 4.5 4.5 0 0 0 0 9zM7.5 11.5 6.5 18l3.5-2 3.5 2-1-6.5",
    "building": "M4 17V4h8v13M12 8h4v9M2.5 17h15M6.5 7h3M6.5 10h3M6.5 13h3",
    "size": "M3 17v-4h3v4zM8.5 17V9h3v8zM14 17V4h3v13z",
    "gap": "M3 10h4M13 10h4M10 4v1M10 8v1M10 12v1M10 16v1",
}


def icon(name: str) -> SafeString:
    """An icon hidden from screen readers: the words beside it say the same. Raises KeyError for a name that is not drawn."""
    return format_html(
        '<svg class="icon" viewBox="0 0 20 20" width="20" height="20" aria-hidden="true" focusable="false"><path d="{}"/></svg>',
        mark_safe(_PATHS[name]),  # noqa: S308 - our own constants above
    )
