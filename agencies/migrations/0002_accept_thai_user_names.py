from django.db import migrations, models

import agencies.usernames


def spell_names_as_they_are_looked_up(apps, schema_editor):
    """Of the names that were accepted so far only those with two sara e in place of a sara ae are spelled anew."""
    users = apps.get_model("agencies", "User").objects
    for user in users.filter(username__contains="เเ"):
        name = agencies.usernames.normalise(user.username)
        if not users.filter(username=name).exists():
            users.filter(pk=user.pk).update(username=name)


class Migration(migrations.Migration):
    dependencies = [
        ("agencies", "0001_create_agencies"),
    ]

    operations = [
        migrations.AlterModelManagers(name="user", managers=[]),
        migrations.AlterField(
            model_name="user",
            name="username",
            field=models.CharField(
                error_messages={"unique": "There is a user of this name already."},
                help_text="In Thai or English, without blanks, for example สมศรี or somsri.j",
                max_length=150,
                unique=True,
                validators=[agencies.usernames.validate_username],
                verbose_name="user name",
            ),
        ),
        migrations.RunPython(spell_names_as_they_are_looked_up, migrations.RunPython.noop, elidable=True),
    ]
