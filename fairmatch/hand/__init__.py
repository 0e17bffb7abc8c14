"""A draft changed by hand: consultations moved, swapped, dropped, added and kept where they are."""
