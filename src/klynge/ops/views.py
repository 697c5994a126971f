"""The page of runs: what is being done, how far it is, what came of it."""

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext

from klynge.access.viewer import Role
from klynge.access.who import holder, secretariat
from klynge.ops import runs
from klynge.web.page import Go, KlyngeRequest, page
from klynge.web.parts import Entry, Progress

_WHO = secretariat | holder(Role.TECH)


@page("ops/runs.html", who=_WHO, methods=("GET",))
def all_runs(request: KlyngeRequest) -> Mapping[str, Any]:
    only = request.GET.get("state") == "failed"
    found = runs.broken(request.viewer) if only else runs.runs(request.viewer)
    return {"runs": found, "only": only, "tabs": _tabs(only, runs.how_many_broken(request.viewer))}


def _tabs(only: bool, broken: int) -> list[Entry]:
    where = reverse("ops:runs")
    return [
        Entry(gettext("All"), where, current=not only),
        Entry(gettext("Stand still"), f"{where}?state=failed", current=only, count=broken, needs_you=broken > 0),
    ]


@page("ops/run.html", who=_WHO, methods=("GET",))
def one_run(request: KlyngeRequest, run_id: int) -> Mapping[str, Any]:
    run = runs.one_run(request.viewer, run_id)
    crumbs = [Entry(gettext("Runs"), reverse("ops:runs")), Entry(run.title, "", current=True)]
    return {"run": run, "progress": _progress(run, request.viewer.secretariat), "crumbs": crumbs}


@page("ops/part.html", who=_WHO, methods=("GET",))
def part(request: KlyngeRequest, run_id: int) -> Mapping[str, Any]:
    run = runs.one_run(request.viewer, run_id)
    return {"progress": _progress(run, request.viewer.secretariat)}


def _progress(run: runs.RunCard, may_stop: bool) -> Progress:
    return Progress(
        title=f"{run.title}: {run.state_name}",
        doing=gettext(run.doing) if run.doing else "",
        done=run.done,
        total=run.total,
        stop_url=reverse("ops:stop", args=(run.id,)) if may_stop and run.live else "",
        poll_url=reverse("ops:part", args=(run.id,)),
        state="running" if run.live else run.state,
    )


@page(who=secretariat, methods=("POST",))
def stop(request: KlyngeRequest, run_id: int) -> Go:
    runs.ask_to_stop(by=request.viewer, run_id=run_id)
    return Go("ops:run", (run_id,))
