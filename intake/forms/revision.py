"""What every revised target has to say for itself, asked once."""

from __future__ import annotations

from django import forms

from intake.forms.head import Day


class RevisionForm(forms.Form):
    in_force_date = forms.DateField(
        label="生效日期",
        widget=Day(),
        help_text="自这一天所在的年度起按新目标评价；此前年度仍按原目标。",
        error_messages={"required": "请填写生效日期。", "invalid": "请填写日期，如 2023-06-30。"},
    )
    reason = forms.CharField(
        label="调整原因",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "请写明调整的原因。"},
    )
    approved_by = forms.CharField(
        label="批准机关", max_length=80, error_messages={"required": "请填写批准机关。"}
    )
    document_number = forms.CharField(
        label="批准文号", max_length=60, error_messages={"required": "请填写批准文件的文号。"}
    )
