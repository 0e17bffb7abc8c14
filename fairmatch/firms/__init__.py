"""What a firm does for itself: registers, keeps its profile, and withdraws."""
