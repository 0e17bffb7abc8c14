"""Whom the organiser still waits for, and reminding them."""
