"""Languages: which one a text is written in, and which ones a codebook speaks. Nothing is looked up outside."""
