"""Targets of a plan that is only a draft may still be replaced; once it is published they are written once."""

from django.db import migrations

from audit.append_only import AppendOnly

IS_DRAFT = """EXISTS (
  SELECT 1 FROM indicators_planindicator JOIN plans_plan ON plans_plan.id = indicators_planindicator.plan_id
  WHERE indicators_planindicator.id = OLD.plan_indicator_id AND plans_plan.state = 'draft'
)"""


class Migration(migrations.Migration):
    dependencies = (("indicators", "0002_append_only"), ("plans", "0003_documents"))
    operations = (AppendOnly("indicators_target", IS_DRAFT),)
