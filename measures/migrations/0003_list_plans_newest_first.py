from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("measures", "0002_record_history")]

    operations = [
        migrations.AddIndex(
            model_name="plan",
            index=models.Index(fields=["-fiscal_year", "id"], name="plans_newest_first"),
        ),
    ]
