"""Documents of a word processor (.docx): written from blocks, into a template or the kit's own."""
