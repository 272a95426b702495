"""What people type into the pages of 规划录入."""
