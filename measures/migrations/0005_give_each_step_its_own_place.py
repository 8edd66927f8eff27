from django.db import migrations
from django.db.models import Count


def number_anew(apps, schema_editor):
    """Where steps of a measure shared a place, number its steps from 1 as they were listed: by place, then as added."""
    Step = apps.get_model("measures", "Step")
    shared = Step.objects.order_by().values("measure", "position").annotate(steps=Count("pk")).filter(steps__gt=1)
    for measure in sorted({row["measure"] for row in shared}):
        steps = list(Step.objects.filter(measure=measure).order_by("position", "pk"))
        for position, step in enumerate(steps, start=1):
            step.position = position
        Step.objects.bulk_update(steps, ["position"])


class Migration(migrations.Migration):
    dependencies = [("measures", "0004_who_submits_returns_and_accepts")]

    operations = [migrations.RunPython(number_anew, migrations.RunPython.noop)]
