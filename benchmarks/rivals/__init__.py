"""Other ways to make the same timetables, each in a process of its own under the same limits."""
