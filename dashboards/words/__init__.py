"""What verdicts say in words and counts, for pages and reports alike; no addresses, no HTML."""
