"""The addresses: each app has its own; errors are answered in config.errors."""

from django.urls import include, path, re_path

from config import errors

urlpatterns = [
    path("", include("accounts.urls")),
    path("api/v1/", include("config.api")),
    path("api/problems/<str:code>/", errors.problem_kind, name="problem_kind"),
    re_path(r"^api/", errors.no_such_address),
    path("docs/api/", include("config.document.urls")),
    path("reporting/", include("reporting.urls")),
    path("", include("indicators.urls")),
    path("intake/", include("intake.urls")),
    path("", include("dashboards.urls")),
]
handler400 = "config.errors.bad_request"
handler404 = "config.errors.not_found"
handler500 = "config.errors.server_error"
