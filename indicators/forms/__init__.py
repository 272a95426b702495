"""What a planner typed, read once: fields, messages, and the text kept as it came."""
