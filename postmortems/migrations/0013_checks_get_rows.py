from django.db import migrations


def give_checks_a_row(apps, schema_editor):
    """What was planned or answered so far becomes the check after thirty days; an answered one is asked no more."""
    items, checks = (apps.get_model("postmortems", name) for name in ("ActionItem", "EffectCheck"))
    rows = items.objects.filter(state="done").exclude(effect="", effect_check_on=None)
    for item in rows.iterator():
        answered_on = item.effect_answered_on or (item.effect_check_on if item.effect else None)
        checks.objects.create(
            action=item,
            days=30,
            planned_on=item.effect_check_on or answered_on or item.done_on,
            effect=item.effect,
            evidence=item.effect_note,
            answered_on=(answered_on or item.done_on) if item.effect else None,
        )
    rows.exclude(effect="").update(effect_check_on=None)


class Migration(migrations.Migration):
    dependencies = [("postmortems", "0012_following_through")]

    operations = [migrations.RunPython(give_checks_a_row, migrations.RunPython.noop)]
