"""The door: signing in and out, the lock-out, and the page of one's own tokens."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import authenticate, login, logout
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, resolve_url
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import services
from accounts.forms import LoginForm, TokenForm
from accounts.models import ApiToken, User
from accounts.pages.door import TIMED_OUT, TIMED_OUT_WORDS, demo_accounts, tokens_page
from accounts.queries import demo_grants, locked_until, reach_of, tokens_of


@sensitive_post_parameters("password")
@csrf_protect
@never_cache
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Leads back to where one wanted to go, within this site only."""
    if request.user.is_authenticated:
        return redirect(_onward(request))
    if request.method == "GET":
        words = TIMED_OUT_WORDS.get(str(request.session.pop(TIMED_OUT, "")))
        if words:
            messages.warning(request, words)
        return _login_page(request, LoginForm(initial={"username": request.GET.get("username", "")}))
    form = LoginForm(request.POST)
    if not form.is_valid():
        return _login_page(request, form)
    user = authenticate(request, **form.cleaned_data)
    if isinstance(user, User):
        login(request, user)
        services.note_login(user=user, at=timezone.now())
        return redirect(_onward(request))
    locked = bool(getattr(request, "axes_locked_out", False))
    services.refuse_login(username=form.cleaned_data["username"], locked=locked, at=timezone.now())
    form.refuse()
    return _login_page(request, form)


def _login_page(request: HttpRequest, form: LoginForm) -> HttpResponse:
    demo = demo_accounts(demo_grants()) if settings.DEMO else None
    template = "accounts/login_demo.html" if demo else "accounts/login.html"
    onward = str(request.POST.get("next", request.GET.get("next", "")))
    return TemplateResponse(request, template, {"form": form, "next": onward, "demo": demo})


def _onward(request: HttpRequest) -> str:
    """The page asked for, where it is one of this site and not the door itself."""
    wanted = str(request.POST.get("next", request.GET.get("next", "")))
    here = {request.get_host()}
    # A path only: redirect() would take a bare word for the name of a page, and fail where there is none.
    safe = wanted.startswith("/") and url_has_allowed_host_and_scheme(wanted, here, request.is_secure())
    doors = (resolve_url("accounts:login"), resolve_url("accounts:logout"))
    return wanted if safe and not wanted.startswith(doors) else resolve_url(settings.LOGIN_REDIRECT_URL)


def locked_out(
    request: HttpRequest, response: HttpResponse | None, credentials: dict[str, Any] | None
) -> HttpResponse:
    """What axes shows instead of any answer to a locked account: until when, and what to do."""
    username = str((credentials or {}).get("username") or request.POST.get("username", ""))
    context = {
        "username": username,
        "failure_limit": settings.AXES_FAILURE_LIMIT,
        "cooloff_timedelta": settings.AXES_COOLOFF_TIME,
        "until": locked_until(username, timezone.now()),
    }
    return TemplateResponse(request, "accounts/locked_out.html", context, status=429).render()


@login_not_required
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    user = request.user
    logout(request)
    if isinstance(user, User):
        services.note_logout(user=user, at=timezone.now())
    messages.info(request, "已退出。")
    return redirect("accounts:login")


@never_cache
@require_safe
def tokens(request: HttpRequest) -> HttpResponse:
    """接口: one's own tokens, and how to use them."""
    return _tokens_page(request, TokenForm(user=person(request)))


@never_cache
@require_POST
def issue(request: HttpRequest) -> HttpResponse:
    """Shows the new key in the answer itself: it is kept nowhere, so there is nothing to redirect to."""
    form = TokenForm(request.POST, user=person(request))
    if not form.is_valid():
        return _tokens_page(request, form, status=400)
    try:
        token, key = services.issue_token(user=person(request), at=timezone.now(), **form.cleaned_data)
    except services.AccountError as refusal:
        form.add_error("name", str(refusal))
        return _tokens_page(request, form, status=400)
    return _tokens_page(request, TokenForm(user=person(request)), key=key, name=token.name)


@require_POST
def revoke(request: HttpRequest, token_id: int) -> HttpResponse:
    token = get_object_or_404(ApiToken, pk=token_id, user=person(request))
    services.revoke_token(token_id=token.pk, by=person(request), at=timezone.now())
    messages.success(request, f"令牌“{token.name}”已撤销，使用它的程序从现在起不能再读取数据。")
    return redirect("accounts:tokens")


def _tokens_page(
    request: HttpRequest, form: TokenForm, *, key: str = "", name: str = "", status: int = 200
) -> HttpResponse:
    user = person(request)
    rights = reach_of(user).rights
    page = tokens_page(
        tokens_of(user), at=timezone.localtime(), origin=request.build_absolute_uri("/").rstrip("/"),
        region=rights[0].region if rights else "100000", key=key, name=name,
    )  # fmt: skip
    return TemplateResponse(request, "accounts/tokens.html", {"page": page, "form": form}, status=status)


def person(request: HttpRequest) -> User:
    """The person signed in, loaded; every page here asks for one."""
    if not isinstance(request.user, User):
        raise TypeError("only for those signed in")
    return request.user
