"""One run: its limits, its progress, and what it has reached so far."""
