"""A character no text has, in an address or in a hidden field: told as what it is, and no fault of ours.

What people type is judged by the fields they type it into, and stays there. Names in addresses and hidden fields are
looked up as they came; PostgreSQL refuses to look for a text that holds NUL, SQLite finds nothing under it.
"""

from collections.abc import Callable

from django.db import DataError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render


class RefuseUnwritable:
    """Middleware: 400, where the database would not even be asked."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Nothing is changed on the way."""
        return self.answer(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Only this one fault; every other stays a fault."""
        if isinstance(exception, DataError) and "NUL (0x00)" in str(exception):
            return render(request, "400.html", status=400)
        return None
