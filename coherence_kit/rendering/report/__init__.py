"""The gap report: what stands in it, as one page for the screen or as a PDF."""
