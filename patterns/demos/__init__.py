"""Short from-scratch programs, one file each."""
