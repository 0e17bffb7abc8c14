"""An earlier timetable, changed as little as can be."""
