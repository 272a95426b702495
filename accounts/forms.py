"""Forms of the account pages."""

from __future__ import annotations

from typing import Any

from django import forms

from accounts.models import ApiToken, User
from accounts.queries import reach_of
from accounts.roles import Role

DAYS = ((30, "30 天"), (90, "90 天"), (180, "180 天"), (365, "一年"))
NOT_A_DAY = "请填写日期，如 2025-06-30。"


class Day(forms.DateInput):
    """The browser's own calendar, which wants ISO dates."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class LoginForm(forms.Form):
    """Account and password. Whether they belong together is for the view to find out."""

    username = forms.CharField(
        label="账号",
        max_length=60,
        widget=forms.TextInput(
            attrs={"autocomplete": "username", "autofocus": True, "autocapitalize": "none"}
        ),
        error_messages={"required": "请填写账号。"},
    )
    password = forms.CharField(
        label="密码",
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        error_messages={"required": "请填写密码。"},
    )

    def refuse(self) -> None:
        """The pair is wrong; which half is not told."""
        self.add_error(None, "账号或密码不正确，请核对后重试。")


class TokenForm(forms.Form):
    """A new token. Those who neither report nor review are offered reading only."""

    name = forms.CharField(
        label="用途",
        max_length=60,
        help_text="写明给哪个程序用，便于日后辨认，如“月度分析脚本”。",
        error_messages={"required": "请填写令牌的用途。"},
    )
    scope = forms.ChoiceField(label="权限", choices=())
    days = forms.TypedChoiceField(label="有效期", choices=DAYS, coerce=int, initial=90)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reports = reach_of(user).has(Role.CLERK, Role.REVIEWER)
        scopes = ApiToken.Scope if reports else (ApiToken.Scope.READ,)
        self.fields["scope"].choices = [(scope.value, scope.label) for scope in scopes]  # type: ignore[attr-defined]


class DepartmentForm(forms.Form):
    name = forms.CharField(label="部门名称", max_length=60, error_messages={"required": "请填写部门名称。"})


class ZoneForm(forms.Form):
    """A new zone; its code is given by the service."""

    name = forms.CharField(
        label="名称", max_length=60, error_messages={"required": "请填写开发区或新区的名称。"}
    )
    valid_from = forms.DateField(
        label="启用日期", required=False, widget=Day(), error_messages={"invalid": NOT_A_DAY}
    )


class ZoneChangeForm(forms.Form):
    name = forms.CharField(label="名称", max_length=60, error_messages={"required": "请填写名称。"})
    valid_to = forms.DateField(
        label="停用日期",
        required=False,
        widget=Day(),
        help_text="填写后，这一天之后不再使用；已报的数据和规划仍可查看。留空为继续使用。",
        error_messages={"invalid": NOT_A_DAY},
    )
