"""The verbs of reports: asked for, written, taken up again; templates of offices set and taken back."""

from dashboards.services.asking import ReportRefusedError, request_report
from dashboards.services.templates import drop_template, set_template
from dashboards.services.writing import sweep_reports, write_report

__all__ = [
    "ReportRefusedError",
    "drop_template",
    "request_report",
    "set_template",
    "sweep_reports",
    "write_report",
]
