"""The timetable by hand at the size of a real fair: first paint, lifting, moving."""
