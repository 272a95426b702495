"""The Word file of a report: by a template of the office, or by the one that comes with the system."""

from dashboards.reports.word.base_template import default_template
from dashboards.reports.word.context import VARIABLES
from dashboards.reports.word.package import TemplateError
from dashboards.reports.word.writing import check_template, write_word

__all__ = ["VARIABLES", "TemplateError", "check_template", "default_template", "write_word"]
