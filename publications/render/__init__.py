"""One document in its other forms: PDF, charts, open data."""
