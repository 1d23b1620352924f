"""The record books: leaves as the bytes they are, checkpoints, tiles, and the words that may be opened or erased."""

from django.db import models

from workflow.models.door import GuardedModel


class Book(GuardedModel):
    """One book per territory. Its row is the lock every act of the territory takes first."""

    territory = models.CharField(max_length=80, primary_key=True)
    origin = models.CharField(max_length=200, unique=True)
    size = models.BigIntegerField(default=0)
    last_at = models.CharField(max_length=20, default="", blank=True)
    sealed = models.BigIntegerField(default=0)  # how many entries the newest checkpoint covers


class Leaf(GuardedModel):
    """Entry n, as the bytes that were hashed; the other columns are read out of them for looking things up."""

    territory = models.CharField(max_length=80)
    n = models.BigIntegerField()
    at = models.CharField(max_length=20)
    act = models.CharField(max_length=60)
    plan = models.CharField(max_length=80, null=True)
    stage = models.CharField(max_length=20, null=True)
    data = models.BinaryField()
    hash = models.BinaryField(max_length=32)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["territory", "n"], name="one_leaf_a_number")]
        indexes = [
            models.Index(fields=["territory", "plan", "n"], name="leaf_by_plan"),
            models.Index(fields=["territory", "act", "n"], name="leaf_by_act"),
        ]


class Checkpoint(GuardedModel):
    """A signed head of a book (C2SP tlog-checkpoint)."""

    territory = models.CharField(max_length=80)
    size = models.BigIntegerField()
    note = models.TextField()
    made_at = models.CharField(max_length=20)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["territory", "size"], name="one_checkpoint_a_size")]


class Cosignature(GuardedModel):
    """A witness's line under a checkpoint."""

    territory = models.CharField(max_length=80)
    size = models.BigIntegerField()
    line = models.TextField()


class Tile(GuardedModel):
    """256 hashes of the tree, or fewer at its growing edge (C2SP tlog-tiles)."""

    territory = models.CharField(max_length=80)
    path = models.CharField(max_length=80)
    data = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["territory", "path"], name="one_tile_a_path")]


class Opening(GuardedModel):
    """The words behind a commitment and the salt that opens it. Outside the book: erasing it leaves the book whole."""

    territory = models.CharField(max_length=80)
    commit = models.CharField(max_length=64)
    salt = models.CharField(max_length=64)
    media = models.CharField(max_length=40, default="text/plain")
    text = models.TextField()
    n = models.BigIntegerField()
    field = models.CharField(max_length=40)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["territory", "commit"], name="one_opening_a_commitment")]
        indexes = [models.Index(fields=["territory", "n"], name="opening_by_entry")]


class ProcessFile(GuardedModel):
    """A process file, by the digest of its bytes; every version any plan ever kept."""

    digest = models.CharField(max_length=64, primary_key=True)
    name = models.CharField(max_length=80)
    data = models.BinaryField()
