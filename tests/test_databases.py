"""A test may commit, even into tables that refuse to be emptied: the next test finds them empty."""

import pytest
from django.contrib.sites.models import Site
from django.db import connection

from tests.databases import restore_template

pytestmark = pytest.mark.django_db(transaction=True)


def test_what_a_test_commits_is_gone_after_it_even_a_table_of_its_own() -> None:
    Site.objects.create(domain="town.example", name="Town")
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE diary (line text)")
    restore_template()
    assert not Site.objects.filter(domain="town.example").exists()
    assert "diary" not in connection.introspection.table_names()


def test_what_the_migrations_wrote_is_there_again() -> None:
    before = list(Site.objects.values_list("domain", flat=True))
    Site.objects.all().delete()
    restore_template()
    assert list(Site.objects.values_list("domain", flat=True)) == before != []
