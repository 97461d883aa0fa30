"""An assessment in, bytes or text out. Everything here reads the assessment and computes nothing on it."""
