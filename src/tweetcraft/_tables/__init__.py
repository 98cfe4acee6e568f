"""Generated data: each module says its source and the command that made it."""
