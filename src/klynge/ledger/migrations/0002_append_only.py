"""The database itself refuses to change what a row of the ledger says. Deleting is refused by the models, and shows in the chain."""

from django.db import migrations

KINDS = ("participation", "hours", "aid", "cost", "result")
MAY_CHANGE = {"live"}
TEXT = "The ledger is append-only."


def make(apps, schema_editor):
    postgresql = schema_editor.connection.vendor == "postgresql"
    if postgresql:
        schema_editor.execute(
            "CREATE OR REPLACE FUNCTION ledger_append_only() RETURNS trigger AS $$ "
            f"BEGIN RAISE EXCEPTION '{TEXT}'; END $$ LANGUAGE plpgsql"
        )
    for kind in KINDS:
        model = apps.get_model("ledger", kind)
        table = model._meta.db_table
        columns = ", ".join(f'"{field.column}"' for field in model._meta.concrete_fields if field.column not in MAY_CHANGE)
        begin = f'CREATE TRIGGER "{table}_append_only" BEFORE UPDATE OF {columns} ON "{table}" FOR EACH ROW'
        if postgresql:
            schema_editor.execute(f"{begin} EXECUTE FUNCTION ledger_append_only()")
        else:
            schema_editor.execute(f"{begin} BEGIN SELECT RAISE(ABORT, '{TEXT}'); END")


def unmake(apps, schema_editor):
    for kind in KINDS:
        table = apps.get_model("ledger", kind)._meta.db_table
        on = f' ON "{table}"' if schema_editor.connection.vendor == "postgresql" else ""
        schema_editor.execute(f'DROP TRIGGER "{table}_append_only"{on}')


class Migration(migrations.Migration):
    dependencies = [("ledger", "0001_initial")]

    operations = [migrations.RunPython(make, unmake)]
