"""Addresses of the door, of one's tokens, and of departments and regions."""

from django.urls import path

from accounts.views import departments, door, places
from common import converters  # noqa: F401 - registers row_id

app_name = "accounts"
urlpatterns = [
    path("account/login/", door.sign_in, name="login"),
    path("account/logout/", door.sign_out, name="logout"),
    path("account/tokens/", door.tokens, name="tokens"),
    path("account/tokens/new/", door.issue, name="token_issue"),
    path("account/tokens/<int:token_id>/revoke/", door.revoke, name="token_revoke"),
    path("departments/", departments.departments, name="departments"),
    path("departments/<row_id:department_id>/", departments.department, name="department"),
    path("departments/<row_id:department_id>/remove/", departments.remove, name="department_remove"),
    path("regions/", places.regions, name="regions"),
    path("regions/<str:code>/", places.region, name="region"),
    path("regions/<str:code>/zones/", places.add_zone, name="zone_add"),
    path("regions/<str:code>/zone/", places.zone, name="zone"),
]
