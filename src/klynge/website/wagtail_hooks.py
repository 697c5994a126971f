"""What of Wagtail's editor is shown, and what we add to it."""

from typing import Any

from wagtail import hooks

from klynge.website.actions.publish import note_change
from klynge.website.rich_text import PublishedLink

# Accounts and groups are the house's, and the two languages and the one approval are given.
HIDDEN = {"users", "groups", "help", "workflows", "workflow-tasks", "locales", "sites", "collections"}


@hooks.register("construct_main_menu")
def only_what_is_ours(request: Any, items: list[Any]) -> None:
    items[:] = [item for item in items if item.name not in HIDDEN]


@hooks.register("construct_settings_menu")
def only_settings_of_ours(request: Any, items: list[Any]) -> None:
    items[:] = [item for item in items if item.name not in HIDDEN]


@hooks.register("register_rich_text_features", order=20)
def link_to_published_pages_only(features: Any) -> None:
    features.register_link_type(PublishedLink)


@hooks.register("after_unpublish_page")
def taken_down(request: Any, page: Any) -> None:
    note_change(by=request.viewer, verb="take down page", pages=[page])


@hooks.register("after_delete_page")
def deleted(request: Any, page: Any) -> None:
    note_change(by=request.viewer, verb="delete page", pages=[page])


@hooks.register("after_move_page")
def moved(request: Any, page: Any) -> None:
    note_change(by=request.viewer, verb="move page", pages=[page])


@hooks.register("after_bulk_action")
def many_at_once(request: Any, action_type: str, objects: list[Any], action: Any) -> None:
    verb = {"unpublish": "take down page", "delete": "delete page", "move": "move page"}.get(action_type)
    if verb:
        note_change(by=request.viewer, verb=verb, pages=[one for one in objects if hasattr(one, "url_path")])
