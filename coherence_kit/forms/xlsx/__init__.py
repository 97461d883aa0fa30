"""The form as a workbook, and its way back."""
