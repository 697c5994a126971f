"""Names of people leave the journal, and its chain is made anew: before, the hash of a line held the name of whoever acted."""

import hashlib
import json
import secrets
from datetime import UTC
from typing import Any

from django.db import migrations, models


def _hash(*said: Any) -> str:
    return hashlib.sha256(json.dumps(said, sort_keys=True, ensure_ascii=False).encode("utf-8", "surrogatepass")).hexdigest()


def chain_anew(apps: Any, schema_editor: Any) -> None:
    """Raises RuntimeError where the old chain is broken: nobody could see it afterwards."""
    entries = apps.get_model("access", "Entry").objects.all()
    old = new = ""
    for entry in entries.order_by("pk").iterator(chunk_size=1000):
        told = [entry.at.astimezone(UTC).isoformat(), entry.person_id]
        rest = [entry.verb, entry.kind, entry.object_id]
        if entry.before != old or entry.hash != _hash(old, *told, entry.who, *rest, entry.facts):
            raise RuntimeError(f"The journal is broken at entry {entry.pk}. Restore it from a copy first.")
        old = entry.hash
        who = "" if entry.person_id is not None else "an account" if "@" in entry.who else entry.who
        salt = secrets.token_hex(16)
        seal = _hash(salt, entry.facts)
        made = _hash(new, *told, who, *rest, seal)
        entries.filter(pk=entry.pk).update(who=who, salt=salt, seal=seal, before=new, hash=made)
        new = made


class Migration(migrations.Migration):
    dependencies = [("access", "0001_initial")]

    operations = [
        migrations.AlterField("entry", "who", models.CharField(blank=True, max_length=200)),
        migrations.AddField("entry", "salt", models.CharField(blank=True, max_length=32)),
        migrations.AddField("entry", "seal", models.CharField(default="", max_length=64), preserve_default=False),
        migrations.RunPython(chain_anew, migrations.RunPython.noop),
    ]
