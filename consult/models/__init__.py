"""What the site keeps beside the book: words as they were said, who stands behind a number, letters, drafts, files.

Nothing here is evidence. All of it can be erased, and the record book still verifies.
"""

from consult.models.alike import Band, Likeness
from consult.models.comments import CONTEXT_LENGTH, Comment
from consult.models.entered import Entered
from consult.models.files import LONGEST_FILE, MEDIA, FileRefusedError, StoredFile
from consult.models.finding import Findable, Looked
from consult.models.helping import HelpContact
from consult.models.letters import Budget, Follower, Token
from consult.models.limits import Refused
from consult.models.live import Lease
from consult.models.people import DRAFTS_KEPT, NAME_LENGTH, Draft, Person, fresh_number

__all__ = [
    "CONTEXT_LENGTH",
    "DRAFTS_KEPT",
    "LONGEST_FILE",
    "MEDIA",
    "NAME_LENGTH",
    "Band",
    "Budget",
    "Comment",
    "Draft",
    "Entered",
    "FileRefusedError",
    "Findable",
    "Follower",
    "HelpContact",
    "Lease",
    "Likeness",
    "Looked",
    "Person",
    "Refused",
    "StoredFile",
    "Token",
    "fresh_number",
]
