"""The whole book of Lipová, played once through the one door and exported."""

import pytest
from django.db import transaction
from pytest_django.plugin import DjangoDbBlocker

from tests.cast import TOWN
from tests.towns import process_of, raw_file
from tests.workflow.exported import Exported, Words
from tests.workflow.lipova import Sealed, live
from workflow.models import Opening
from workflow.trail.book import signer_for
from workflow.trail.bundle import bundle_files
from workflow.trail.examine import opening_file


@pytest.fixture(scope="session")
def lipova(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Exported:
    """The bundle of Lipová; the database is left as it was."""
    with django_db_blocker.unblock(), transaction.atomic():
        live(Sealed(process_of("klatovy"), raw_file("klatovy")))
        files = dict(bundle_files([TOWN]))
        words = {
            row.commit: Words(
                row.text, opening_file({"salt": row.salt, "media": row.media, "text": row.text}), row.n, row.field
            )
            for row in Opening.objects.filter(territory=TOWN)
        }
        transaction.set_rollback(True)
    return Exported(files, signer_for(TOWN), words)
