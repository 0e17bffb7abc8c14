"""Where meetings must take place: proved all together, or shown to clash."""
