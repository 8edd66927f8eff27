"""Who changed what, when and why: the records (history.py), and how they are told (changes.py)."""
