"""Every address of the site, on one page."""

from collections.abc import Awaitable, Callable
from typing import Any

from allauth.account import views as account
from django.urls import URLPattern, URLResolver, include, path, re_path
from django.views.generic import RedirectView
from drf_spectacular.views import SpectacularJSONAPIView

from consult import addresses
from consult.api import events, matters, plans
from consult.health import healthz
from consult.pages import (
    accessibility,
    agenda,
    book,
    bundle,
    calendar,
    calendar_ics,
    comment,
    councils,
    decision,
    decisions,
    draft,
    entry,
    file,
    found,
    fulfilment,
    gates,
    history,
    home,
    inheritance,
    lifecycle,
    matter,
    me,
    means,
    measures,
    meeting,
    meetings,
    municipalities,
    needs,
    people,
    plan,
    plan_act,
    principles,
    privacy,
    process,
    programme,
    receipt,
    register,
    section,
    settle,
    sign_in,
    sign_off,
    sign_out,
    support,
    town,
    town_act,
)


async def refuse(
    scope: dict[str, Any], receive: Callable[[], Awaitable[Any]], send: Callable[[Any], Awaitable[None]]
) -> None:
    """Close a socket that was opened at an address where nobody listens."""
    await receive()
    await send({"type": "websocket.close"})


assert addresses  # the converters <name:>, <matter:> and <digest:> are registered there

urlpatterns: list[URLPattern | URLResolver] = [
    path("", home.view, name="home"),
    path("found/", found.view, name="found"),
    path("me/", me.view, name="me"),
    path("sign-in/", sign_in.view, name="sign_in"),
    # of the account library only the way by a code sent by mail: no password, nothing to guess
    path("sign-in/login/", RedirectView.as_view(pattern_name="sign_in", query_string=True), name="account_login"),
    path("sign-in/code/", account.request_login_code, name="account_request_login_code"),
    path("sign-in/code/confirm/", account.confirm_login_code, name="account_confirm_login_code"),
    path("sign-in/new/", account.signup, name="account_signup"),
    path("sign-in/new/confirm/", account.email_verification_sent, name="account_email_verification_sent"),
    path("sign-in/inactive/", account.account_inactive, name="account_inactive"),
    path("sign-in/leave/", account.logout, name="account_logout"),
    path("sign-out/", sign_out.view, name="sign_out"),
    # the plan, and how it came about
    path("plans/<name:slug>/", plan.view, name="plan"),
    path("plans/<name:slug>/draft/", draft.view, name="draft"),
    path("plans/<name:slug>/draft/<name:section>/", section.view, name="section"),
    path("plans/<name:slug>/comments/", register.view, name="register"),
    path("plans/<name:slug>/comments/<matter:number>/", matter.view, name="matter"),
    path("plans/<name:slug>/decisions/", decisions.view, name="decisions"),
    path("plans/<name:slug>/meetings/", meetings.view, name="meetings"),
    path("plans/<name:slug>/people/", people.view, name="people"),
    path("plans/<name:slug>/needs/", needs.view, name="needs"),
    path("plans/<name:slug>/means/", means.view, name="means"),
    path("plans/<name:slug>/support/", support.view, name="support"),
    path("plans/<name:slug>/fulfilment/", fulfilment.view, name="fulfilment"),
    path("plans/<name:slug>/inheritance/", inheritance.view, name="inheritance"),
    path("plans/<name:slug>/principles/", principles.view, name="principles"),
    path("plans/<name:slug>/process/", process.view, name="process"),
    path("plans/<name:slug>/events", events.view, name="events"),
    # what people do there
    path("plans/<name:slug>/comment/", comment.view, name="comment"),
    path("plans/<name:slug>/comments/<matter:number>/settle/", settle.view, name="settle"),
    path("plans/<name:slug>/decisions/<name:proposal>/", decision.view, name="decision"),
    path("plans/<name:slug>/agendas/<name:call>/", agenda.view, name="agenda"),
    path("plans/<name:slug>/meetings/<name:meeting>/", meeting.view, name="meeting"),
    path("plans/<name:slug>/sign-off/", sign_off.view, name="sign_off"),
    path("plans/<name:slug>/councils/", councils.view, name="councils"),
    path("plans/<name:slug>/do/", plan_act.index, name="plan_acts"),
    path("plans/<name:slug>/do/<name:act>/", plan_act.view, name="plan_act"),
    # the town and its record book
    path("t/<name:territory>/", town.view, name="town"),
    path("t/<name:territory>/do/", town_act.index, name="town_acts"),
    path("t/<name:territory>/do/<name:act>/", town_act.view, name="town_act"),
    path("t/<name:territory>/book/", book.view, name="book"),
    path("t/<name:territory>/book/bundle.zip", bundle.view, name="bundle"),
    path("t/<name:territory>/book/<int:n>/", entry.view, name="entry"),
    path("t/<name:territory>/book/<int:n>/receipt", receipt.view, name="receipt"),
    path("t/<name:territory>/history/", history.view, name="history"),
    path("t/<name:territory>/municipalities/", municipalities.view, name="municipalities"),
    path("files/<digest:digest>/", file.view, name="file"),
    # a common project of several towns
    path("programmes/<name:territory>/<name:programme>/", programme.view, name="programme"),
    path("programmes/<name:territory>/<name:programme>/calendar/", calendar.view, name="calendar"),
    path("programmes/<name:territory>/<name:programme>/calendar.ics", calendar_ics.view, name="calendar_ics"),
    path("programmes/<name:territory>/<name:programme>/gates/", gates.view, name="gates"),
    path("programmes/<name:territory>/<name:programme>/measures/", measures.view, name="measures"),
    # about the site
    path("lifecycle/", lifecycle.view, name="lifecycle"),
    path("privacy/", privacy.view, name="privacy"),
    path("accessibility/", accessibility.view, name="accessibility"),
    path("language/", include("django.conf.urls.i18n")),
    # for programs
    path("healthz", healthz, name="healthz"),
    path("api/openapi.json", SpectacularJSONAPIView.as_view(), name="openapi"),
    path("api/plans/", plans.Plans.as_view(), name="api_plans"),
    path("api/plans/<name:slug>/comments/", matters.Matters.as_view(), name="api_comments"),
    path("api/plans/<name:slug>/comments/<matter:number>/", matters.Matter.as_view(), name="api_comment"),
]

websocket_urlpatterns: list[URLPattern] = [
    re_path(r"", refuse),  # type: ignore[arg-type]  # the stubs know addresses of pages only
]
