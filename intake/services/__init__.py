"""The verbs of 规划录入."""
