"""How agencies publish what they intend to buy: items made, edited, published, withdrawn."""
