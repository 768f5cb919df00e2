"""What things mean and what to learn first."""
