"""A Django app that keeps plans: one model, one form of change, and what people see.

Run it: ``python examples/django_plan.py``. It uses only the public API: a plan is plain values in
a `JSONField`, so it needs no table of its own for themes, rounds or cards.
"""

from __future__ import annotations

import datetime
from typing import Any

import django
from django.conf import settings

if not settings.configured:
    settings.configure(
        DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}},
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
    )
    django.setup()

from django.core.exceptions import ValidationError
from django.db import connection, models, transaction

import ledertrivsel as lt


def is_plan(value: object) -> None:
    """Validate a form's JSON: every problem comes back with its path, in the user's language."""
    try:
        lt.from_data(value)
    except lt.DocumentError as error:
        raise ValidationError(
            [lt.say_problem(problem, "da") for problem in error.problems]
        ) from None


class StoredPlan(models.Model):
    """One plan of one organisation; *version* tells when two people edit at once."""

    organisation = models.CharField(max_length=200)
    version = models.PositiveIntegerField(default=1)
    data = models.JSONField(validators=[is_plan])

    class Meta:  # noqa: D106 - Django's own.
        app_label = "plans"

    @property
    def plan(self) -> lt.Plan:
        """The plan, validated in full."""
        return lt.from_data(self.data)

    def save_next(self, plan: lt.Plan) -> bool:
        """Store *plan* unless somebody saved in between; return whether it was stored."""
        with transaction.atomic():
            stored = StoredPlan.objects.filter(pk=self.pk, version=self.version)
            return bool(stored.update(data=lt.to_data(plan), version=self.version + 1))


def demo(rows: list[Any]) -> str:
    """Start a plan, rate, choose what is proposed, and return the page for everybody."""
    with connection.schema_editor() as editor:
        editor.create_model(StoredPlan)
    day = datetime.date(2026, 9, 2)
    plan = lt.Plan.start(lt.load_method(), title="Plan for ledertrivsel", on=day)
    stored = StoredPlan(organisation="Eksempel Kommune", data=lt.to_data(plan))
    stored.full_clean()
    stored.save()
    plan = stored.plan.add_round(lt.Round.from_rows("forbered", rows))
    plan = plan.choose(plan.proposal().chosen, recommended_by="Workshop 1", on=day)
    assert stored.save_next(plan)
    assert not stored.save_next(plan)  # The second writer is told.
    stored.refresh_from_db()
    return lt.export(stored.plan, "html").content.decode()


if __name__ == "__main__":
    themes = ("new-managers", "sparring", "restitution")
    print(demo([(voice, theme, 5, 2) for voice in "AB" for theme in themes]))
