"""The role of the Palad's office gets its new name, and every agency a calendar address of its own."""

from django.db import migrations, models

from agencies.models.agency import new_calendar_key


def give_each_its_key(apps, schema_editor):
    """A calendar address of its own for every agency there is; one default would be the same for all."""
    for agency in apps.get_model("agencies", "Agency").objects.all():
        agency.calendar_key = new_calendar_key()
        agency.save(update_fields=["calendar_key"])


def rename_office_to_planner(apps, schema_editor):
    """The role of the Palad's office under the name of what it does."""
    apps.get_model("agencies", "User").objects.filter(role="office").update(role="planner")


def rename_planner_to_office(apps, schema_editor):
    """The way back; whoever is head of a division is an officer there."""
    users = apps.get_model("agencies", "User").objects
    users.filter(role="planner").update(role="office")
    users.filter(role="head").update(role="officer")


class Migration(migrations.Migration):
    dependencies = [("agencies", "0004_add_roles_acting_officials_and_settings")]

    operations = [
        migrations.RunPython(rename_office_to_planner, rename_planner_to_office),
        migrations.RunPython(give_each_its_key, migrations.RunPython.noop),
        migrations.AlterField(
            model_name="agency",
            name="calendar_key",
            field=models.CharField(
                default=new_calendar_key,
                editable=False,
                max_length=64,
                unique=True,
                verbose_name="private part of the calendar's address",
            ),
        ),
    ]
