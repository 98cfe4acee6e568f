"""What makes the tables, the models and the recorded answers again."""
