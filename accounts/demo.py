"""The password that all accounts of a demonstration share; its login page shows it."""

DEMO_PASSWORD = "shifan-2025"
