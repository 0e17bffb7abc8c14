"""Spreadsheets in and out, calendars, papers: values to bytes, no session, clock passed in."""
