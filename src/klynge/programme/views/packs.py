"""Report packs: the list, one with its text and tables, its files, and what differs from today."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from klynge.ledger.views.parts import finance, money_readers
from klynge.programme.actions.pack import freeze_pack, pack_file, start_pack, write_passage
from klynge.programme.forms.pack import PassageForm, language_of
from klynge.programme.queries.behind import names_of_change
from klynge.programme.queries.packs import differs, one_pack, packs
from klynge.programme.views import difference_parts, pack_parts
from klynge.programme.views.figure_parts import language
from klynge.programme.views.figures import HOUSE
from klynge.web.listing import number_of
from klynge.web.page import Go, KlyngeRequest, page


@page("programme/packs.html", who=money_readers, methods=("GET",))
def pack_list(request: KlyngeRequest) -> Mapping[str, Any]:
    lines = packs(request.viewer)
    return {"rows": [pack_parts.row(line) for line in lines], "answer": pack_parts.list_answer(lines)}


@page("programme/pack.html", who=money_readers, methods=("GET",))
def pack(request: KlyngeRequest, pack_id: int) -> Mapping[str, Any]:
    card = one_pack(request.viewer, pack_id, timezone.localdate())
    said = language_of(request.GET, language())
    number = number_of(request.GET.get("page", ""))
    return pack_parts.shown(card, request.viewer, said, request.GET.get("sheet", ""), number)


@page(who=HOUSE, methods=("POST",))
def start(request: KlyngeRequest, due_id: int) -> Go:
    return Go("programme:pack", (start_pack(by=request.viewer, due_id=due_id).pk,))


@page(who=HOUSE, methods=("POST",))
def write(request: KlyngeRequest, pack_id: int) -> Go:
    form = PassageForm(request.POST)
    if not form.is_valid():
        raise Http404
    write_passage(by=request.viewer, pack_id=pack_id, **form.cleaned_data)
    messages.success(request, _("The text is kept."))
    return Go(pack_parts.address(pack_id, form.cleaned_data["language"]))


@page(who=finance, methods=("POST",))
def freeze(request: KlyngeRequest, pack_id: int) -> Go:
    freeze_pack(by=request.viewer, pack_id=pack_id, today=timezone.localdate())
    messages.success(request, _("The report is frozen. Its files stay the same from now on."))
    return Go("programme:pack", (pack_id,))


@page(who=money_readers, methods=("GET",))
def file(request: KlyngeRequest, pack_id: int) -> HttpResponse:
    form, said = request.GET.get("form", "pdf"), language_of(request.GET, language())
    made = pack_file(by=request.viewer, pack_id=pack_id, form=form, language=said, today=timezone.localdate())
    return HttpResponse(
        made.content, content_type=made.type, headers={"Content-Disposition": f'attachment; filename="{made.name}"'}
    )


@page("programme/difference.html", who=money_readers, methods=("GET",))
def difference(request: KlyngeRequest, pack_id: int) -> Mapping[str, Any]:
    line, content, found = differs(request.viewer, pack_id)
    return difference_parts.shown(line, content, found, names_of_change(request.viewer, content.evidence, found))
