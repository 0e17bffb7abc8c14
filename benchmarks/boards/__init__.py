"""What a hundred live screens cost, and how soon they show what happened."""
