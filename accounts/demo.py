"""The password that all accounts of the demonstration share: meant to be read, on the login page of a demonstration."""

DEMO_PASSWORD = "shifan-2025"
