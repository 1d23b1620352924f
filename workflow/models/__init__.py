"""What the engine keeps in the database.

`rows` mirrors the tables of `workflow.rules.rows`, one model a table; `book` holds the record books; `guarded` puts the
triggers in place that stand behind both. Nothing here is saved but by the store and the book, inside `perform`.
"""

from workflow.models.book import Book, Checkpoint, Cosignature, Leaf, Opening, ProcessFile, Tile
from workflow.models.rows import MIRRORS, model_of

__all__ = [
    "MIRRORS",
    "Book",
    "Checkpoint",
    "Cosignature",
    "Leaf",
    "Opening",
    "ProcessFile",
    "Tile",
    "model_of",
]
