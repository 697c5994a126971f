from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('ledger', '0004_when_a_letter_left'),
    ]

    operations = [
        migrations.RenameField(model_name='grant', old_name='credit', new_name='credit_da'),
        migrations.AddField(
            model_name='grant',
            name='credit_en',
            field=models.CharField(blank=True, max_length=300),
        ),
    ]
