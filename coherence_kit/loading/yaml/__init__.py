"""YAML: events with places, the limits of what is read, and writing."""
