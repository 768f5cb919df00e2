"""What shape an equation has, and a program that does the same."""
