"""The last minute before requests close: a whole fair's firms ask at once, over the network."""
