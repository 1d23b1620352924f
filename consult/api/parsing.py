"""What programs send is read up to a size: a text of 20 000 letters needs no more, and memory is nobody's to take."""

import io
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy
from rest_framework import status
from rest_framework.exceptions import APIException
from rest_framework.parsers import JSONParser

LONGEST_BODY = 1_000_000  # bytes; every letter of every field written as six of them, and room to spare


class TooLongError(APIException):
    """More than any comment needs."""

    status_code = status.HTTP_413_REQUEST_ENTITY_TOO_LARGE
    default_detail = gettext_lazy("More was sent than a comment may have. Send less than one megabyte.")


class ShortJSONParser(JSONParser):
    """JSON, if it is not longer than that."""

    def parse(self, stream: Any, media_type: str | None = None, parser_context: Mapping[str, Any] | None = None) -> Any:
        """The parsed body. Raises `TooLongError` (413) before anything is parsed."""
        body = stream.read(LONGEST_BODY + 1)
        if len(body) > LONGEST_BODY:
            raise TooLongError
        return super().parse(io.BytesIO(body), media_type, parser_context)
