"""Letters to whoever asked for them: one that asks for a confirmation, then at most one a day with what is new.

An address is kept in one row (`Follower`) and nowhere else: not in the book, not in the queue, not in the log. What is
queued names the row; the letter is written when it is sent, and the keys in it are made then, so that nothing but
their SHA-256 is ever stored.
"""

from consult.letters.following import confirm, confirmed, follow, follows_of, not_me, stop, stop_one
from consult.letters.tokens import Standing

__all__ = ["Standing", "confirm", "confirmed", "follow", "follows_of", "not_me", "stop", "stop_one"]
