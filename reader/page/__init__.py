"""What stands where on a page: lines, columns, displays and their numbers, formulas in the text, sentences."""
