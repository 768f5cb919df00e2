"""What the words of a paper say that its symbols are."""
