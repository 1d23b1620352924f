"""`GET /api/plans/{slug}/comments/` and `…/{number}/`: what was said and what became of it; `POST` says something."""

from typing import Any

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.exceptions import Throttled
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from consult.cards import number_of, public_names
from consult.comments import Posted, post_comment
from consult.few import side_of, sides_shown
from consult.limits import Verdict, judge, note_refused, retry_after
from consult.own import own_link
from consult.places import Here, plan_or_404
from consult.sentences import disposition_words
from consult.visible import opened
from consult.who import now
from workflow import perform
from workflow.perform import RefusedError
from workflow.rules import rows
from workflow.rules.acts.moderating import HoldingGround
from workflow.rules.case import CITIZEN

MOST = 100
LONGEST = 20_000  # characters of one comment


class MatterShape(serializers.Serializer):
    """One comment, suggestion or question as the public sees it; `text` is null while its words are not public."""

    number = serializers.CharField()
    kind = serializers.CharField()
    side = serializers.CharField(allow_null=True, help_text="null where fewer than five people spoke for it")
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
    paragraph = serializers.IntegerField(min_value=1, max_value=100_000, required=False, help_text="of the section")
    quote = serializers.CharField(max_length=2_000, required=False, help_text="exact, as in W3C TextQuoteSelector")
    before = serializers.CharField(max_length=2_000, required=False, trim_whitespace=False, help_text="prefix of it")
    after = serializers.CharField(max_length=2_000, required=False, trim_whitespace=False, help_text="suffix of it")
    proposed_wording = serializers.CharField(max_length=LONGEST, required=False)
    insist = serializers.BooleanField(required=False, default=False)
    publish_as = serializers.CharField(max_length=100, required=False)
    email = serializers.EmailField(max_length=254, required=False, help_text="for answers; never published")
    kind = serializers.ChoiceField(["comment", "suggestion", "question"], required=False, default="comment")

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """A paragraph is one of a section."""
        if attrs.get("paragraph") and not attrs.get("section"):
            raise serializers.ValidationError({"paragraph": _("Say which section it is in.")})
        return attrs


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


class Matters(OpenToAll):
    """The register of a plan."""

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
        """Say something about the plan; it gets a number at once, and above the limits it waits before it is shown.

        422 for fields, 409 when the stage refuses, 429 with Retry-After far above the limits.
        """
        here = plan_or_404(request._request, slug, titled=False)
        verdict = judge(request._request, here)
        if verdict is Verdict.TOO_MANY:
            note_refused(here.territory, slug, verdict)
            raise Throttled(wait=retry_after())
        saying = Saying(data=request.data)
        saying.is_valid(raise_exception=True)
        held = verdict is Verdict.ASK
        try:
            posted = _post(request._request, here, saying.validated_data, held=held)
        except RefusedError:
            note_refused(here.territory, slug, "stage")
            raise
        link = own_link(here, posted.number, posted.secret)
        counted = "held" if held else "counted"
        said = {"number": str(posted.number), "status": counted, "secret_link": link, "entry": posted.done.n}
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


def _post(http: HttpRequest, here: Here, said: dict[str, Any], *, held: bool) -> Posted:
    """What was said, as `raise_matter`; a name the contract knows by another is turned into ours."""
    facts = {"kind": said["kind"], "told": said["text"], "channel": "web", "side": "public", "insisted": said["insist"]}
    facts |= {name: said[name] for name in ("section", "paragraph", "quote", "publish_as") if said.get(name)}
    if said.get("proposed_wording"):
        facts["proposed"] = said["proposed_wording"]
    act = perform.Request(
        act="raise_matter", facts=facts, territory=here.territory, by=CITIZEN, at=now(), plan=here.slug
    )  # fmt: skip
    return post_comment(
        act, http=http, name=said.get("publish_as", ""), before=said.get("before", ""), after=said.get("after", ""),
        hold=str(HoldingGround.RATE_LIMIT) if held else None, posted_from="api", follow=said.get("email"),
        target=here.plan,
    )  # fmt: skip


def shapes(here: Here, matters: list[Any]) -> list[dict[str, Any]]:
    """Matters as programs read them, by the same rule of visibility as the pages."""
    names, sides = public_names(here, matters), sides_shown(here)
    wanted = [words for row in matters for words in (row.words, row.proposed, row.reason)]
    texts = opened(here.territory, [*wanted, *names.values()])
    return [
        {
            "number": number_of(row),
            "kind": row.kind,
            "side": side_of(row, sides, named=row.key in names) or None,
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
