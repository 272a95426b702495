"""Addresses of the account pages."""

from django.urls import path

from accounts import views

app_name = "accounts"
urlpatterns = [
    path("login/", views.sign_in, name="login"),
    path("logout/", views.sign_out, name="logout"),
    path("tokens/", views.tokens, name="tokens"),
    path("tokens/new/", views.issue, name="token_issue"),
    path("tokens/<int:token_id>/revoke/", views.revoke, name="token_revoke"),
]
