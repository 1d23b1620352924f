"""Every address of the site, on one page."""

from collections.abc import Awaitable, Callable
from typing import Any

from django.urls import URLPattern, URLResolver, include, path, re_path
from drf_spectacular.views import SpectacularJSONAPIView

from consult.health import healthz


async def refuse(
    scope: dict[str, Any], receive: Callable[[], Awaitable[Any]], send: Callable[[Any], Awaitable[None]]
) -> None:
    """Close a socket that was opened at an address where nobody listens."""
    await receive()
    await send({"type": "websocket.close"})


urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", healthz, name="healthz"),
    path("language/", include("django.conf.urls.i18n")),
    path("sign-in/", include("allauth.account.urls")),
    path("api/openapi.json", SpectacularJSONAPIView.as_view(), name="openapi"),
]

websocket_urlpatterns: list[URLPattern] = [
    re_path(r"", refuse),  # type: ignore[arg-type]  # the stubs know addresses of pages only
]
