"""`GET /api/plans/`: every plan of the installation, and whether it may be commented on now."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from consult.course import is_commentable
from consult.pages.home import plans_shown
from consult.who import now


class PlanShape(serializers.Serializer):
    """One plan."""

    slug = serializers.CharField()
    name = serializers.CharField()
    territory = serializers.CharField()
    stage = serializers.CharField()
    commentable = serializers.BooleanField()
    closes_at = serializers.CharField(allow_null=True)
    url = serializers.CharField()


class PlansShape(serializers.Serializer):
    """All of them."""

    results = PlanShape(many=True)


class Plans(APIView):
    """The plans of this installation."""

    authentication_classes: tuple[Any, ...] = ()
    permission_classes: tuple[Any, ...] = ()

    @extend_schema(operation_id="plans_list", responses=PlansShape)
    def get(self, request: Request) -> Response:
        """Every plan; `slug` is unique in the installation."""
        at = now()
        results = [
            {
                "slug": here.slug,
                "name": here.title,
                "territory": here.territory,
                "stage": here.plan.stage,
                "commentable": is_commentable(here.plan, at),
                "closes_at": here.plan.closes_at,
                "url": here.url,
            }
            for here in plans_shown()
        ]
        return Response({"results": results})
