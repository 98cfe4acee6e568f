"""What is particular to Arabic."""
