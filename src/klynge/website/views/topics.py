"""The topics of the newsroom."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.urls import reverse
from django.utils.translation import gettext as _

from klynge.access.who import secretariat
from klynge.core.errors import Wrong
from klynge.web.page import Go, KlyngeRequest, page
from klynge.website.actions.topics import drop_topic, keep_topic
from klynge.website.desk_forms import TopicForm, blame
from klynge.website.queries import topics as queries
from klynge.website.views import press_parts as parts


@page("website/topics.html", who=secretariat)
def topic_list(request: KlyngeRequest) -> Mapping[str, Any] | Go:
    form = TopicForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            keep_topic(by=request.viewer, **form.cleaned_data)
        except Wrong as wrong:
            blame(form, wrong)
        else:
            return Go("press:topics")
    rows = [parts.topic_row(one) for one in queries.topics(request.viewer)]
    return {"rows": rows, "form": form, "crumbs": parts.crumbs(_("Topics"))}


@page("website/desk_form.html", who=secretariat)
def topic(request: KlyngeRequest, topic_id: int) -> Mapping[str, Any] | Go:
    use = queries.uses_of(request.viewer, topic_id)
    form = TopicForm(request.POST or None, initial={"name_da": use.name_da, "name_en": use.name_en})
    if request.method == "POST" and form.is_valid():
        try:
            keep_topic(by=request.viewer, topic_id=topic_id, **form.cleaned_data)
        except Wrong as wrong:
            blame(form, wrong)
        else:
            return Go("press:topics")
    title, back = _("Rename a topic"), reverse("press:topics")
    crumbs = parts.crumbs(title, (_("Topics"), back))
    return {"form": form, "title": title, "answer": "", "crumbs": crumbs, "back": back, "button": _("Save")}


@page(who=secretariat, methods=("POST",))
def drop(request: KlyngeRequest, topic_id: int) -> Go:
    drop_topic(by=request.viewer, topic_id=topic_id)
    messages.success(request, _("The topic is gone."))
    return Go("press:topics")
