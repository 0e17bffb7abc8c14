"""One module a rival, each a program of its own: ``python -m benchmarks.rivals.rooms.NAME``."""
