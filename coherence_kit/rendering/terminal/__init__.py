"""What the commands print: plain text in columns."""
