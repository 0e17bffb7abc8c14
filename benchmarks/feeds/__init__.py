"""What calendar programs cost that ask again and again."""
