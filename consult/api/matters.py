"""`GET /api/plans/{slug}/comments/` and `…/{number}/`: what was said and what became of it; `POST` says something."""

from typing import Any

from django.http import Http404
from django.urls import reverse
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.throttling import AnonRateThrottle
from rest_framework.views import APIView

from consult.cards import number_of, public_names
from consult.comments import post_comment
from consult.places import Here, plan_or_404
from consult.sentences import disposition_words
from consult.visible import opened
from consult.who import now
from workflow import perform
from workflow.rules import rows
from workflow.rules.case import CITIZEN

MOST = 100
LONGEST = 20_000  # characters of one comment


class MatterShape(serializers.Serializer):
    """One comment, suggestion or question as the public sees it; `text` is null while its words are not public."""

    number = serializers.CharField()
    kind = serializers.CharField()
    side = serializers.CharField()
    channel = serializers.CharField()
    section = serializers.CharField(allow_null=True)
    received_at = serializers.CharField()
    late = serializers.BooleanField()
    status = serializers.CharField(help_text="counted, held or hidden")
    text = serializers.CharField(allow_null=True)
    published_as = serializers.CharField(allow_null=True)
    proposed_wording = serializers.CharField(allow_null=True)
    disposition = serializers.CharField(allow_null=True)
    disposition_words = serializers.CharField(allow_null=True)
    reason = serializers.CharField(allow_null=True)
    settled_at = serializers.CharField(allow_null=True)
    entry = serializers.IntegerField()
    url = serializers.CharField()


class MattersShape(serializers.Serializer):
    """A page of the register; `next` is the number to ask for as `after`, null at the end."""

    results = MatterShape(many=True)
    next = serializers.IntegerField(allow_null=True)


class Saying(serializers.Serializer):
    """What a citizen says, without an account."""

    text = serializers.CharField(max_length=LONGEST)
    section = serializers.RegexField(r"^[a-z0-9][a-z0-9._-]{0,79}$", required=False)
    quote = serializers.CharField(max_length=2_000, required=False)
    proposed_wording = serializers.CharField(max_length=LONGEST, required=False)
    insist = serializers.BooleanField(required=False, default=False)
    publish_as = serializers.CharField(max_length=100, required=False)


class Said(serializers.Serializer):
    """The answer to it: keep `secret_link`, it is told once."""

    number = serializers.CharField()
    status = serializers.CharField(help_text="counted or held")
    secret_link = serializers.CharField()
    entry = serializers.IntegerField()


class OpenToAll(APIView):
    """Nobody signs in to read or to speak, so no cookie can be misused."""

    authentication_classes: tuple[Any, ...] = ()
    permission_classes: tuple[Any, ...] = ()


class SpeakingRate(AnonRateThrottle):
    """How often one address may speak; the number is in the settings."""

    scope = "speaking"


class Matters(OpenToAll):
    """The register of a plan."""

    def get_throttles(self) -> list[Any]:
        """Reading is not counted."""
        return [SpeakingRate()] if self.request.method == "POST" else []

    @extend_schema(operation_id="comments_list", responses=MattersShape)
    def get(self, request: Request, slug: str) -> Response:
        """A hundred at a time, by number; `?after=` goes on."""
        here = plan_or_404(request._request, slug)
        said = request.query_params.get("after", "0")
        after = int(said) if said.isascii() and said.isdigit() and len(said) < 12 else 0
        found = list(here.rows(rows.Matter).filter(number__gt=after, point="").order_by("number")[: MOST + 1])
        shown = found[:MOST]
        return Response({"results": shapes(here, shown), "next": shown[-1].number if len(found) > MOST else None})

    @extend_schema(operation_id="comments_create", request=Saying, responses={201: Said})
    def post(self, request: Request, slug: str) -> Response:
        """Say something about the plan; it gets a number at once. 422 for fields, 409 when the stage refuses."""
        here = plan_or_404(request._request, slug)
        saying = Saying(data=request.data)
        saying.is_valid(raise_exception=True)
        posted = post_comment(_act(here, saying.validated_data), http=request._request)
        link = request.build_absolute_uri(f"{here.address('matter', posted.number)}?key={posted.secret}")
        said = {"number": str(posted.number), "status": "counted", "secret_link": link, "entry": posted.done.n}
        return Response(said, status=status.HTTP_201_CREATED)


class Matter(OpenToAll):
    """One comment."""

    @extend_schema(operation_id="comments_retrieve", responses=MatterShape)
    def get(self, request: Request, slug: str, number: str) -> Response:
        """What was said under this number and what became of it."""
        here = plan_or_404(request._request, slug)
        row = here.rows(rows.Matter).filter(key=here.key(number)).first()
        if row is None:
            raise Http404
        return Response(shapes(here, [row])[0])


def _act(here: Here, said: dict[str, Any]) -> perform.Request:
    told = f"„{said['quote']}“\n\n{said['text']}" if said.get("quote") else said["text"]
    facts = {"kind": "comment", "told": told, "channel": "web", "side": "public", "insisted": said["insist"]}
    facts |= {"section": said.get("section"), "proposed": said.get("proposed_wording")}
    facts |= {"publish_as": said.get("publish_as")}
    return perform.Request(
        act="raise_matter", facts=facts, territory=here.territory, by=CITIZEN, at=now(), plan=here.slug
    )  # fmt: skip


def shapes(here: Here, matters: list[Any]) -> list[dict[str, Any]]:
    """Matters as programs read them, by the same rule of visibility as the pages."""
    names = public_names(here, matters)
    wanted = [words for row in matters for words in (row.words, row.proposed, row.reason)]
    texts = opened(here.territory, [*wanted, *names.values()])
    return [
        {
            "number": number_of(row),
            "kind": row.kind,
            "side": row.side,
            "channel": row.channel,
            "section": row.section.split("/", 1)[1] if row.section else None,
            "received_at": row.received_at,
            "late": row.late,
            "status": "hidden" if row.hidden else "held" if row.held else "counted",
            "text": texts.get(row.words),
            "published_as": texts.get(names.get(row.key, "")),
            "proposed_wording": texts.get(row.proposed or ""),
            "disposition": row.disposition,
            "disposition_words": disposition_words(row.disposition) or None,
            "reason": texts.get(row.reason or ""),
            "settled_at": row.settled_at,
            "entry": row.born,
            "url": reverse("matter", args=[here.slug, number_of(row)]),
        }
        for row in matters
    ]
