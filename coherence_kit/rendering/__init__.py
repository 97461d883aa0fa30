"""An assessment in, bytes or text out; everything here reads it and computes nothing."""
