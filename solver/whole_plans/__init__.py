"""A party's whole plan as one choice: priced, bounded, mixed and seated."""
