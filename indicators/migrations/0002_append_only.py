from django.db import migrations

from audit.append_only import AppendOnly


class Migration(migrations.Migration):
    dependencies = (("indicators", "0001_initial"),)
    operations = (
        AppendOnly("indicators_actualversion"),
        AppendOnly("indicators_acceptance"),
        AppendOnly("indicators_signature"),
        AppendOnly("indicators_target"),
    )
