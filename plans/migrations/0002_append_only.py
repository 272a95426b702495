from django.db import migrations

from audit.append_only import AppendOnly


class Migration(migrations.Migration):
    dependencies = (("plans", "0001_initial"),)
    operations = (
        AppendOnly("plans_commitmentreport"),
        AppendOnly("plans_commitmentacceptance"),
    )
