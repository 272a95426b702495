from django.db import migrations

from audit.append_only import AppendOnly


class Migration(migrations.Migration):
    dependencies = (("reporting", "0001_initial"),)
    operations = (
        AppendOnly("reporting_comment"),
        AppendOnly("reporting_extension"),
        AppendOnly("reporting_toldfinding"),
    )
