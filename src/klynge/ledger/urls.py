from typing import Any

app_name = "ledger"
urlpatterns: list[Any] = []
