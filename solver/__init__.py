"""Which meetings take place, and when: arithmetic only."""
