"""Search: which public words there are, kept beside the record books, and how people ask for them.

The index is a copy that can be thrown away and made again (`manage.py index --anew`). What stands in it is decided in
one place, `consult.visible`; how far it has read each book is remembered in `Looked`.
"""
