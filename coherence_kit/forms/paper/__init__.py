"""The form to print and to write on."""
