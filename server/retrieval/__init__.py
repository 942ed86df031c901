"""Finding passages: split a text into pieces, index them, find the fitting ones."""
