from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("workflow", "0004_who_covered"),
    ]

    operations = [
        migrations.AddField(
            model_name="matter",
            name="scan",
            field=models.CharField(max_length=250, null=True),
        ),
    ]
