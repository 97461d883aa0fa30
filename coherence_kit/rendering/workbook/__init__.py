"""The results of a report as a workbook: tables to sort, to filter, to print and to plan with."""
