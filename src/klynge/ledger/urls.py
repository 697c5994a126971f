from typing import Any

from django.urls import path

from klynge.ledger.views import hours, months, sheets

app_name = "ledger"
urlpatterns: list[Any] = [
    path("hours/", hours.my_hours, name="hours"),
    path("hours/rows/", hours.rows, name="hours_rows"),
    path("hours/rows/<int:hours_id>/", hours.one_row, name="hours_row"),
    path("hours/rows/<int:hours_id>/withdraw/", hours.withdraw_row, name="withdraw_hours"),
    path("hours/firm/", sheets.firm, name="firm_hours"),
    path("hours/sheets/<int:sheet_id>/", sheets.sheet, name="sheet"),
    path("hours/sheets/<int:sheet_id>/ask/", sheets.ask, name="ask_to_sign_hours"),
    path("hours/sign/<str:token>/", sheets.sign_by_link, name="sign_hours"),
    path("hours/months/", months.months, name="hours_months"),
    path("hours/months/<int:grant_id>/<str:month>/", months.month, name="hours_month"),
    path("hours/months/<int:grant_id>/<str:month>/person/", months.ask_for_hours, name="ask_for_hours"),
    path("hours/months/<int:grant_id>/<str:month>/attendance/", months.from_attendance, name="hours_from_attendance"),
    path("hours/months/<int:grant_id>/<str:month>/lock/", months.lock, name="lock_month"),
    path("hours/months/<int:grant_id>/<str:month>/open/", months.unlock, name="open_month"),
    path("hours/rates/", months.rates, name="hour_rates"),
]
