"""A run over many submissions on a few pages, without ranks."""
