"""The report for a word processor: its page is read again, so that it says every word of it."""
