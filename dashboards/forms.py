"""What comes back from the pages of reports."""

from __future__ import annotations

from django import forms

from dashboards.queries.reports import KINDS


class ReportForm(forms.Form):
    """Which report is wanted; whether it can be had is the service's to say."""

    plan = forms.IntegerField()
    year = forms.IntegerField()
    kind = forms.ChoiceField(
        choices=list(KINDS.items()),
        error_messages={
            "required": "请选择报告种类。",
            "invalid_choice": "没有这种报告，请从列出的种类中选择。",
        },
    )
    with_subtree = forms.BooleanField(required=False)

    def refusal(self) -> str:
        """What is wrong with it, in one sentence."""
        if "plan" in self.errors or "year" in self.errors:
            return "没有收到规划或年度。请重新选定后再生成。"
        return "".join(str(each) for each in self.errors.get("kind", ()))
