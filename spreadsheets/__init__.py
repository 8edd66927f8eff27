"""Spreadsheets in and out: files that people upload, read safely into text, and what each cell of them means."""
