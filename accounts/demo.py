"""The password that all accounts of a demonstration share; its login page shows it."""

DEMO_PASSWORD = "shifan-2025"
REAL_PLACES = ("leader.100000", "analyst.100000", "leader.420000")  # they see real plans
