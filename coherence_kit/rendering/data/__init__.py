"""What other programs read: JSON, CSV, JSON Schema."""
