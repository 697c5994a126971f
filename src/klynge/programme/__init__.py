"""What is owed to those who pay: indicators, effect surveys, report packs, the label workbook."""
