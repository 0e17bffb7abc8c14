"""How well plan items and firms find each other, on a labelled set and against plain methods."""
