"""Errors as RFC 9457 problem details: what went wrong, where, and everything that is missing."""

from typing import Any

from django.utils.translation import gettext as _
from rest_framework import status
from rest_framework.exceptions import APIException, ValidationError
from rest_framework.response import Response
from rest_framework.views import exception_handler

from consult.sentences import flaw_sentence, obstacle_line
from workflow.perform import RefusedError
from workflow.rules.act import FactsError

MEDIA = "application/problem+json"


def problem(code: int, title: str, **more: Any) -> Response:
    """One problem; `more` are extension members."""
    return Response({"type": "about:blank", "title": title, "status": code, **more}, status=code, content_type=MEDIA)


def answer(error: Exception, context: dict[str, Any]) -> Response | None:
    """The handler REST framework calls. 409 when the rules refuse, 422 when facts do not fit."""
    if isinstance(error, RefusedError):
        lines = [obstacle_line(obstacle) for obstacle in error.obstacles]
        missing = [
            {"code": line.code, "sentence": line.sentence, "principle": line.principle, "law": line.law or None}
            for line in lines
        ]
        return problem(status.HTTP_409_CONFLICT, _("This is not possible now."), obstacles=missing)
    if isinstance(error, FactsError):
        fields = {flaw.field: [flaw_sentence(error.act, flaw)] for flaw in error.flaws}
        return problem(status.HTTP_422_UNPROCESSABLE_ENTITY, _("Something has to be mended."), errors=fields)
    if isinstance(error, ValidationError):
        return problem(
            status.HTTP_422_UNPROCESSABLE_ENTITY, _("Something has to be mended."), errors=error.get_full_details()
        )
    if isinstance(error, RecursionError):  # brackets within brackets, thousands deep: no reader of JSON takes them
        return problem(status.HTTP_400_BAD_REQUEST, _("The text sent is nested too deeply to be read."))
    response = exception_handler(error, context)
    if response is None:
        return None
    title = str(error.detail) if isinstance(error, APIException) and isinstance(error.detail, str) else str(error)
    told = problem(response.status_code, title or _("Not found."))
    for header in ("Retry-After", "WWW-Authenticate", "Allow"):
        if header in response:
            told[header] = response[header]
    return told
