"""The form as one page that works in any browser without network, and its way back."""
