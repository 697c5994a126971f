"""Under /ledger/: what was done, for whom and for which money."""

from django.urls import path

from klynge.ledger.views import activities, grants, rows, taking

app_name = "ledger"
urlpatterns = [
    path("activities/", activities.activity_list, name="activities"),
    path("activities/enter/", activities.plan, name="plan"),
    path("activities/<int:activity_id>/", activities.activity, name="activity"),
    path("activities/<int:activity_id>/change/", activities.change, name="change_activity"),
    path("activities/<int:activity_id>/cancel/", activities.cancel, name="cancel_activity"),
    path("activities/<int:activity_id>/fund/", activities.fund, name="fund"),
    path("activities/<int:activity_id>/fund/<int:grant_id>/stop/", activities.unfund, name="unfund"),
    path("activities/<int:activity_id>/paper/", activities.paper, name="paper"),
    path("activities/<int:activity_id>/add/", taking.add, name="add"),
    path("activities/<int:activity_id>/here/", taking.here, name="here"),
    path("activities/<int:activity_id>/list/", taking.file, name="file"),
    path("lists/<int:roll_id>/", taking.roll, name="roll"),
    path("lists/<int:roll_id>/take/", taking.take_roll, name="take_roll"),
    path("took-part/<str:token>/", taking.sign_page, name="sign"),
    path("rows/", rows.row_list, name="rows"),
    path("rows/<str:kind>/<int:row_id>/", rows.row, name="row"),
    path("rows/<str:kind>/<int:row_id>/anew/", rows.anew, name="anew"),
    path("participations/<int:participation_id>/correct/", rows.correct, name="correct"),
    path("participations/<int:participation_id>/withdraw/", rows.withdraw, name="withdraw"),
    path("participations/<int:participation_id>/leave/", taking.leave, name="leave"),
    path("otherwise/", rows.otherwise_list, name="otherwise"),
    path("grants/", grants.grant_list, name="grants"),
    path("grants/open/", grants.open_page, name="open_grant"),
    path("grants/<int:grant_id>/", grants.grant, name="grant"),
    path("grants/<int:grant_id>/change/", grants.change, name="change_grant"),
    path("grants/<int:grant_id>/work-package/", grants.package, name="package"),
    path("grants/<int:grant_id>/report/", grants.due, name="due"),
    path("grants/<int:grant_id>/mandate/", grants.mandate, name="mandate"),
    path("mandates/<int:mandate_id>/withdraw/", grants.end_mandate, name="end_mandate"),
]
