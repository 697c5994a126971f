"""Under /ledger/: what was done, for whom, for which money."""

from django.urls import path

from klynge.ledger.views import aid, aid_activity, aid_export, aid_rows, declare, gber, law, size

app_name = "ledger"
urlpatterns = [
    path("law/", law.law, name="law"),
    path("law/<int:value_id>/confirm/", law.confirm, name="confirm_value"),
    path("rates/", law.rates, name="rates"),
    path("aid/", aid.aid, name="aid"),
    path("aid/promises/", aid.promises, name="promises"),
    path("aid/ours/", aid.our_aid, name="our_aid"),
    path("aid/export/", aid_export.export, name="aid_export"),
    path("aid/block-exemption/", gber.calculator, name="gber"),
    path("aid/activity/<int:activity_id>/", aid_activity.activity, name="aid_activity"),
    path("aid/row/<int:aid_id>/settle/", aid_rows.settle, name="settle"),
    path("aid/row/<int:aid_id>/give-up/", aid_rows.give_up, name="give_up"),
    path("aid/row/<int:aid_id>/letter/", aid_rows.write_letter, name="make_letter"),
    path("aid/letter/<int:letter_id>/", aid_rows.letter, name="letter"),
    path("aid/<int:organisation>/", aid.firm, name="firm_aid"),
    path("aid/<int:organisation>/promise/", aid_rows.promise, name="promise"),
    path("declarations/", declare.declarations, name="declarations"),
    path("declarations/<int:declaration_id>/", declare.one, name="declaration"),
    path("declarations/ask/<int:organisation>/", declare.ask, name="ask_declaration"),
    path("declarations/begin/<int:organisation>/", declare.begin, name="begin_declaration"),
    path("declare/<str:token>/", declare.by_link, name="declare_link"),
    path("size/<int:organisation>/", size.tests, name="size_tests"),
    path("size/test/<int:test_id>/", size.one, name="size_test"),
    path("size/test/<int:test_id>/sign/", size.sign, name="sign_size_test"),
]
